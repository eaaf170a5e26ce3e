/* Vectors of samples: what the statements of an emitted kernel are made of. For GCC and Clang. */
#include <math.h>
#include <string.h>

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#include <immintrin.h>
enum { W = 8 }; /* samples in a vector */
#define VECTOR(kind, name) kind _ZGVeN8##name
#define ROUND(f, mode) I V v_##f(V a) { return _mm512_roundscale_pd(a, mode); }
#define ROOT(a) _mm512_sqrt_pd(a)
#define LESS(a, b) _mm512_min_pd(a, b)
#define MORE(a, b) _mm512_max_pd(a, b)
#define GATHER(table, index) _mm512_i32gather_pd(_mm512_cvttpd_epi32(index), table, 8)
#elif defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
enum { W = 4 };
#define VECTOR(kind, name) kind _ZGVdN4##name
#define ROUND(f, mode) I V v_##f(V a) { return _mm256_round_pd(a, mode); }
#define ROOT(a) _mm256_sqrt_pd(a)
#define LESS(a, b) _mm256_min_pd(a, b)
#define MORE(a, b) _mm256_max_pd(a, b)
#define CHOOSE(m, a, b) _mm256_blendv_pd(b, a, (__m256d)(m))
#define GATHER(table, index) _mm256_i32gather_pd(table, _mm256_cvttpd_epi32(index), 8)
#else
enum { W = 2 };
#define VECTOR(kind, name) kind _ZGVbN2##name
#define ROUND(f, mode) LANES(f)
#define ROOT(a) (V){sqrt(a[0]), sqrt(a[1])}
#define LESS(a, b) choose(a < b, a, b)
#define MORE(a, b) choose(a > b, a, b)
#define GATHER(table, index) (V){table[(int)index[0]], table[(int)index[1]]}
#endif

typedef double V __attribute__((vector_size(8 * W), may_alias));
typedef long long M __attribute__((vector_size(8 * W), may_alias)); /* a truth is all ones, or zero */
typedef double U __attribute__((vector_size(8 * W), aligned(8), may_alias));
#define I static inline __attribute__((always_inline))
#define K(x) ((x) - (V){0})
#define TRUE (~(M){0})
#define FALSE ((M){0})

#ifndef CHOOSE
#define CHOOSE(m, a, b) (V)((m & (M)a) | (~m & (M)b))
#endif
I V choose(M m, V a, V b) { return CHOOSE(m, a, b); }
I V number(M m) { return choose(m, K(1.0), K(0.0)); }
I V min(V a, V b) { return choose(a != a, a, LESS(a, b)); } /* nan wins; these give b where there is one */
I V max(V a, V b) { return choose(a != a, a, MORE(a, b)); }

#define LANES(f) static V v_##f(V a) { V r; for (int l = 0; l < W; l++) r[l] = f(a[l]); return r; }
I V v_abs(V a) { return (V)((M)a & ~(M)K(-0.0)); }
I V v_sqrt(V a) { return ROOT(a); }
ROUND(floor, 9) ROUND(ceil, 10) ROUND(trunc, 11)

#ifdef VECTOR_LIBRARY
#define ONE(f) VECTOR(V, v_##f)(V); I V v_##f(V a) { return VECTOR(, v_##f)(a); }
#define TWO(f) VECTOR(V, vv_##f)(V, V); I V v_##f(V a, V b) { return VECTOR(, vv_##f)(a, b); }
#else
#define ONE(f) LANES(f)
#define TWO(f) static V v_##f(V a, V b) { V r; for (int l = 0; l < W; l++) r[l] = f(a[l], b[l]); return r; }
#endif
ONE(exp) ONE(expm1) ONE(log) ONE(log1p) ONE(log2) ONE(log10) ONE(cbrt) ONE(sin) ONE(cos) ONE(tan)
ONE(asin) ONE(acos) ONE(atan) ONE(sinh) ONE(cosh) ONE(tanh) ONE(asinh) TWO(pow) TWO(atan2)

/* Places in a table, those beyond its ends being its ends; and how many nodes lie before a number, all before nan. */
I V at(V index, double last) { return choose(index > 0.0, choose(index < last, index, K(last)), K(0.0)); }
I V pick(const double *table, int last, V index) { return GATHER(table, at(index, last)); }
I V pick_row(const V *T, const int *rows, int last, V index) {
  V r, place = at(index, last);
  for (int l = 0; l < W; l++) r[l] = T[rows[(int)place[l]]][l];
  return r;
}
I V find(const double *nodes, int count, int right, V x) {
  V r = {0};
  for (int k = 0; k < count; k++) r += number(right ? ~(nodes[k] > x) : ~(nodes[k] >= x));
  return r;
}
