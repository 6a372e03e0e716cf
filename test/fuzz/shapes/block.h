/* What programs with blocks of bytes share: block.py. FUNCTION becomes a linkage. */

FUNCTION void block_fill(unsigned char *p, size_t size, int n) {
  for (size_t i = 0; i < size; i++)
    p[i] = (unsigned char)(i * 7 + (size_t)n);
}
FUNCTION void block_mix(const unsigned char *p, size_t size) {
  mix(size);
  for (size_t i = 0; i < size; i += 1 + size / 64)
    mix(p[i]);
}
FUNCTION void block_zero(const unsigned char *p, size_t size) {
  size_t bad = 0;
  for (size_t i = 0; i < size; i++)
    bad += p[i] != 0;
  mix(bad);
}
FUNCTION void *block_copy(const void *from, size_t size) {
  void *p = malloc(size);
  if (p)
    memcpy(p, from, size);
  return p;
}
FUNCTION int block_new(unsigned char **out, size_t size) {
  if (size > 70000)
    return -1;
  if (!(*out = malloc(size)))
    return -1;
  memset(*out, 6, size);
  return 0;
}
FUNCTION void block_use_up(unsigned char *p, size_t size) {
  block_mix(p, size);
  free(p);
}
FUNCTION unsigned char *block_grow(unsigned char *p, size_t old, size_t size) {
  unsigned char *q = realloc(p, size);
  if (q && size > old)
    memset(q + old, 9, size - old);
  return q;
}
FUNCTION void *shifted_new(size_t size, size_t alignment) {
  char *base = malloc(size + alignment + sizeof(void *));
  if (!base)
    return NULL;
  uintptr_t at = ((uintptr_t)base + sizeof(void *) + alignment - 1) & ~(uintptr_t)(alignment - 1);
  memcpy((char *)at - sizeof base, &base, sizeof base);
  return (void *)at;
}
FUNCTION void shifted_free(void *p) {
  if (p) {
    void *base;
    memcpy(&base, (char *)p - sizeof base, sizeof base);
    free(base);
  }
}
static int block_order(const void *a, const void *b) {
  return *(const unsigned char *)a - *(const unsigned char *)b;
}
