/* Uniform numbers as NumPy's generator PCG64DXSM gives them, and draws from them in vectors. */
#include <stdint.h>

typedef unsigned __int128 Wide;
enum { TOGETHER = 4 }; /* streams whose steps overlap */

static const uint64_t STEP = 0xda942042e4dd58b5ULL;

/* `count` numbers from number `start` on of each stream. A stream is its state and its increment, low half first; its
   numbers go to a row of `out`. A step is state * STEP + increment, and so any number of them, as `factor` and `sum` of
   the increments; O'Neill (2014), PCG: a family of simple fast space-efficient algorithms, HMC-CS-2014-0905. */
void uniform(long start, long count, long streams, const uint64_t (*stream)[4], double *out, long row) {
  Wide factor = 1, sum = 0, power = STEP, part = 1;
  for (uint64_t steps = start; steps; steps >>= 1) {
    if (steps & 1) factor *= power, sum = sum * power + part;
    part *= power + 1, power *= power;
  }
  for (long first = 0; first < streams; first += TOGETHER) {
    Wide state[TOGETHER], add[TOGETHER];
    double *to[TOGETHER];
    for (int s = 0; s < TOGETHER; s++) { /* the last stream is repeated */
      long own = first + s < streams ? first + s : streams - 1;
      add[s] = (Wide)stream[own][3] << 64 | stream[own][2];
      state[s] = ((Wide)stream[own][1] << 64 | stream[own][0]) * factor + add[s] * sum;
      to[s] = out + own * row;
    }
    for (long i = 0; i < count; i++)
      for (int s = 0; s < TOGETHER; s++) {
        uint64_t high = state[s] >> 64, low = (uint64_t)state[s] | 1;
        high = (high ^ high >> 32) * STEP;
        to[s][i] = ((high ^ high >> 48) * low >> 11) * 0x1p-53;
        state[s] = state[s] * STEP + add[s];
      }
  }
}

#if defined(__AVX512F__) && defined(__AVX512DQ__)
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#define ANY(m) _mm512_movepi64_mask((__m512i)(m))
#elif defined(__AVX2__) && defined(__FMA__)
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#define ANY(m) _mm256_movemask_pd((__m256d)(m))
#else
#define FMA(a, b, c) ((a) * (b) + (c))
#define ANY(m) (m[0] | m[1])
#endif

/* Even and odd terms apart, so that their steps overlap. */
I V polynomial(const double *terms, int count, V x) {
  V square = x * x, one = K(terms[count - 1]), other = K(terms[count - 2]);
  for (int k = count - 3; k >= 0; k -= 2) {
    one = FMA(one, square, K(terms[k]));
    if (k > 0) other = FMA(other, square, K(terms[k - 1]));
  }
  return count % 2 ? FMA(other, x, one) : FMA(one, x, other);
}

/* The natural logarithm of positive numbers that are not subnormal; fdlibm, e_log.c. */
static const double LOGARITHM[] = {
    6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
    1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
};
I V logarithm(V x) {
  M bits = (M)x + (0x3ff0000000000000LL - 0x3fe6a09e667f3bcdLL);
  V exponent = __builtin_convertvector((bits >> 52) - 1023, V);
  V f = (V)((bits & 0x000fffffffffffffLL) + 0x3fe6a09e667f3bcdLL) - 1.0;
  V s = f / (2.0 + f), half = 0.5 * f * f, z = s * s;
  V rest = s * FMA(z, polynomial(LOGARITHM, 7, z), half);
  return FMA(exponent, K(6.93147180369123816490e-01), FMA(exponent, K(1.90821492927058770002e-10), rest) - half + f);
}

/* The quantile of the standard normal distribution in its middle; Giles (2011), Approximating the erfinv function,
   GPU Computing Gems, Jade Edition, chapter 10, table 10.4. Beyond, AS 241 as in `normal.py`, whose terms these are. */
static const double MIDDLE[] = {
    1.6536545626831027356,      0.24015818242558961693,     -0.0060336708714301490533,  -0.00074070253416626697512,
    0.0001867342080340571352,   -1.3882523362786468719e-05, -1.3654692000834678645e-06, 4.2347877827932403518e-07,
    -2.9070369957882005086e-08, -4.1126339803469836976e-09, 1.051212273321532285e-09,   -5.4154120542946279317e-11,
    -1.2975133253453532498e-11, 2.6335093153082322977e-12,  -8.1519341976054721522e-14, -4.0545662729752068639e-14,
    6.6376381343583238325e-15,  2.0972767875968561637e-17,  -1.333171662854620906e-16,  1.115787767802518096e-17,
    1.2858480715256400167e-18,  -1.685059138182016589e-19,  -3.6444120640178196996e-21,
};
static const double WIDTH = 6.25, MIDST = 3.125, ROOT_OF_2 = 1.41421356237309504880;

static __attribute__((noinline)) V tail(V share) {
  V root = v_sqrt(-v_log(min(share, 1.0 - share))), near = root - CONST2, far = root - SPLIT2;
  V inner = polynomial(TAIL[0], 8, near) / polynomial(TAIL[1], 8, near);
  V outer = polynomial(FAR_TAIL[0], 8, far) / polynomial(FAR_TAIL[1], 8, far);
  V size = choose(root > SPLIT2, choose(root == INFINITY, root, outer), inner);
  return choose(share < 0.5, -size, size);
}

I V normal(V share) {
  V width = -logarithm(4.0 * share * (1.0 - share));
  V r = ROOT_OF_2 * (2.0 * share - 1.0) * polynomial(MIDDLE, 23, width - MIDST);
  M beyond = ~(width < WIDTH);
  return ANY(beyond) ? choose(beyond, tail(share), r) : r;
}

I V halves(V normal, double below, double above, double median) {
  return min(K(0.0), normal) * below + max(K(0.0), normal) * above + median;
}
I V within(V x, double low, double high) { return min(K(high), max(K(low), x)); }
