
/* Samples in columns. The last ones, if they do not fill a vector, stand in one with the first of them repeated. */
void kernel(long count, const double *const *in, double *const *out) {
  long i = 0;
  for (; i + W <= count; i += W) block(in, out, i);
  if (i == count) return;
  double rest[INPUTS + OUTPUTS][W];
  const double *from[INPUTS + 1];
  double *to[OUTPUTS + 1];
  for (int j = 0; j < INPUTS; j++) {
    for (int l = 0; l < W; l++) rest[j][l] = in[j][i + l < count ? i + l : i];
    from[j] = rest[j];
  }
  for (int j = 0; j < OUTPUTS; j++) to[j] = rest[INPUTS + j];
  block(from, to, 0);
  for (int j = 0; j < OUTPUTS; j++) memcpy(out[j] + i, to[j], (count - i) * sizeof(double));
}
