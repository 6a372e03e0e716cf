/* What programs with many objects of one allocation share: crowd.py. FUNCTION becomes a linkage. */

struct item {
  struct item *next;
  uint32_t size;   /* bytes of the whole */
  uint32_t number; /* what is after this is a double if it is odd, else a number */
};

static struct item *crowd_fill(struct item *p, size_t size, uint32_t number) {
  if (!p)
    return NULL;
  p->next = NULL;
  p->size = (uint32_t)size;
  p->number = number;
  for (size_t at = sizeof *p; at + 8 <= size; at += 8)
    if (number % 2)
      *(double *)((char *)p + at) = (double)number + (double)at;
    else
      *(uint64_t *)((char *)p + at) = number * 31 + at;
  return p;
}
static void crowd_mix(const struct item *p) {
  if (!p)
    return;
  mix(p->size * 7 + p->number);
  for (size_t at = sizeof *p; at + 8 <= p->size; at += 8)
    if (p->number % 2)
      mix((uint64_t) * (const double *)((const char *)p + at));
    else
      mix(*(const uint64_t *)((const char *)p + at));
}
/* Keeps what is in both. */
static struct item *crowd_resize(struct item *p, size_t size) {
  struct item *q = realloc(p, size);
  if (!q)
    return p;
  size_t known = q->size;
  q->size = (uint32_t)size;
  for (size_t at = known / 8 * 8 < sizeof *q ? sizeof *q : known / 8 * 8; at + 8 <= size; at += 8)
    if (q->number % 2)
      *(double *)((char *)q + at) = (double)at;
    else
      *(uint64_t *)((char *)q + at) = at;
  return q;
}
FUNCTION struct item *crowd_new(size_t size, uint32_t number) { return crowd_fill(malloc(size), size, number); }
FUNCTION void crowd_drop(struct item *p) {
  crowd_mix(p);
  free(p);
}
/* The same with any number of arguments: the size and the number are the last ones. */
FUNCTION struct item *crowd_new_of(int skipped, ...) {
  va_list arguments;
  va_start(arguments, skipped);
  for (int i = 0; i < skipped; i++)
    mix((uint64_t)va_arg(arguments, double));
  size_t size = va_arg(arguments, size_t);
  struct item *p = malloc(size);
  crowd_fill(p, size, va_arg(arguments, uint32_t));
  va_end(arguments);
  return p;
}
FUNCTION void crowd_drop_some(int count, ...) {
  va_list arguments;
  va_start(arguments, count);
  for (int i = 0; i < count; i++)
    crowd_drop(va_arg(arguments, struct item *));
  va_end(arguments);
}
static void crowd_drop_all(struct item *p) {
  while (p) {
    struct item *next = p->next;
    crowd_mix(p);
    free(p);
    p = next;
  }
}
FUNCTION uint32_t crowd_count(const struct item *p) {
  uint32_t count = 0;
  for (; p; p = p->next)
    count += p->number;
  return count;
}
