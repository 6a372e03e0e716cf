/* What programs with resources share: resource.py. FUNCTION becomes a linkage. */

struct pool {
  void *blocks[64];
  int used;
};
static void *registry[512]; /* resources that outlive the scenario, and their destructors */
static void (*registry_drop[512])(void *);
static int registered;
FUNCTION void *xmalloc(size_t size) {
  void *p = malloc(size);
  if (!p) {
    puts("out of memory");
    exit(3);
  }
  return p;
}
FUNCTION void *xzalloc(size_t size) { return memset(xmalloc(size), 0, size); }
FUNCTION void *pool_take(struct pool *pool, size_t size) {
  if (pool->used == 64)
    return NULL;
  return pool->blocks[pool->used++] = calloc(1, size);
}
FUNCTION void pool_empty(struct pool *pool) {
  while (pool->used > 0)
    free(pool->blocks[--pool->used]);
}
FUNCTION char *join(const char *a, const char *b) {
  size_t n = strlen(a);
  char *s = malloc(n + strlen(b) + 1);
  if (s) {
    memcpy(s, a, n);
    strcpy(s + n, b);
  }
  return s;
}
FUNCTION void mix_text(const char *s) {
  while (s && *s)
    mix((unsigned char)*s++);
}
FUNCTION void mix_bytes(const unsigned char *p, size_t n) {
  for (size_t i = 0; i < n; i++)
    mix(p[i]);
}
static void resource_end(void) {
  while (registered > 0) {
    registered--;
    registry_drop[registered](registry[registered]);
  }
}
