/* Vectors of samples: what the statements of an emitted kernel are made of. For GCC and Clang. */
#include <math.h>
#include <string.h>

#if defined(__AVX512F__)
enum { W = 8 }; /* samples in a vector */
#define VECTOR(kind, name) kind _ZGVeN8##name
#elif defined(__AVX2__)
enum { W = 4 };
#define VECTOR(kind, name) kind _ZGVdN4##name
#else
enum { W = 2 };
#define VECTOR(kind, name) kind _ZGVbN2##name
#endif

typedef double V __attribute__((vector_size(8 * W), may_alias));
typedef long long M __attribute__((vector_size(8 * W), may_alias)); /* a truth is all ones, or zero */
typedef double U __attribute__((vector_size(8 * W), aligned(8), may_alias));
#define I static inline __attribute__((always_inline))
#define K(x) ((x) - (V){0})
#define TRUE (~(M){0})
#define FALSE ((M){0})

I V choose(M m, V a, V b) { return (V)((m & (M)a) | (~m & (M)b)); }
I V number(M m) { return choose(m, K(1.0), K(0.0)); }
I V min(V a, V b) { return choose((a < b) | (a != a), a, b); } /* nan wins */
I V max(V a, V b) { return choose((a > b) | (a != a), a, b); }

#define EACH(name, f) I V name(V a) { V r; for (int l = 0; l < W; l++) r[l] = f(a[l]); return r; }
EACH(v_abs, __builtin_fabs) EACH(v_sqrt, __builtin_sqrt)
EACH(v_floor, __builtin_floor) EACH(v_ceil, __builtin_ceil) EACH(v_trunc, __builtin_trunc)

#ifdef VECTOR_LIBRARY
#define ONE(f) VECTOR(V, v_##f)(V); I V v_##f(V a) { return VECTOR(, v_##f)(a); }
#define TWO(f) VECTOR(V, vv_##f)(V, V); I V v_##f(V a, V b) { return VECTOR(, vv_##f)(a, b); }
#else
#define ONE(f) static __attribute__((noinline)) V v_##f(V a) { V r; for (int l = 0; l < W; l++) r[l] = f(a[l]); return r; }
#define TWO(f) static __attribute__((noinline)) V v_##f(V a, V b) { V r; for (int l = 0; l < W; l++) r[l] = f(a[l], b[l]); return r; }
#endif
ONE(exp) ONE(expm1) ONE(log) ONE(log1p) ONE(log2) ONE(log10) ONE(cbrt) ONE(sin) ONE(cos) ONE(tan)
ONE(asin) ONE(acos) ONE(atan) ONE(sinh) ONE(cosh) ONE(tanh) ONE(asinh) TWO(pow) TWO(atan2)

/* Places in a table, those beyond its ends being its ends; and how many nodes lie before a number, all before nan. */
I double at(double index, int last) { return index > 0.0 ? index < last ? index : last : 0.0; }
I V pick(const double *table, int last, V index) {
  V r;
  for (int l = 0; l < W; l++) r[l] = table[(int)at(index[l], last)];
  return r;
}
I V pick_row(const V *T, const int *rows, int last, V index) {
  V r;
  for (int l = 0; l < W; l++) r[l] = T[rows[(int)at(index[l], last)]][l];
  return r;
}
I V find(const double *nodes, int count, int right, V x) {
  V r = {0};
  for (int k = 0; k < count; k++) r += number(right ? ~(nodes[k] > x) : ~(nodes[k] >= x));
  return r;
}
