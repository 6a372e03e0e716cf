/* What programs with boxes share: graph.py. FUNCTION becomes a linkage. */

struct box {
  struct box *f[3];
  union {
    struct box *p;
    uintptr_t n;
  } u;
  struct box *next;
  long id;
  int depth;
};
struct pair {
  struct box *a, *b;
};
struct task {
  void (*call)(struct box *, struct box *);
  struct box *environment;
};
static long ids, fuel;
static struct box *global_box, *kept_boxes;
FUNCTION long id_of(const struct box *b) { return b ? b->id : 7; }
FUNCTION void check(const struct box *b) {
  mix((uint64_t)id_of(b));
  if (!b)
    return;
  for (int k = 0; k < 3; k++)
    mix((uint64_t)id_of(b->f[k]));
  mix((uint64_t)id_of(b->u.p));
}
FUNCTION void walk(const struct box *b, int depth) {
  check(b);
  for (int k = 0; b && depth > 0 && k < 3; k++)
    walk(b->f[k], depth - 1);
}
FUNCTION void begin(struct box *b, int depth) {
  b->id = ++ids;
  b->depth = depth;
}
FUNCTION struct box *fresh(int depth, struct box *a) {
  struct box *b = calloc(1, sizeof *b);
  begin(b, depth);
  b->f[0] = a;
  return b;
}
FUNCTION bool make(struct box **out, int depth, int n) {
  struct box *b = malloc(sizeof *b);
  if (!b)
    return false;
  if (n % 3 == 2) {
    free(b);
    *out = NULL;
    return false;
  }
  memset(b, 0, sizeof *b);
  begin(b, depth);
  *out = b;
  return true;
}
FUNCTION void *box_memory(size_t size) {
  void *p = malloc(size);
  if (!p)
    abort();
  return memset(p, 0, size);
}
FUNCTION void store(struct box *b, int k, struct box *v) {
  if (b)
    b->f[k] = v;
}
FUNCTION struct box *load(const struct box *b, int k) { return b ? b->f[k] : NULL; }
FUNCTION void load_to(struct box **out, const struct box *b, int k) {
  if (b && b->f[k])
    *out = b->f[k];
}
FUNCTION struct box **place(struct box *b, int k, struct box **other) { return b ? &b->f[k] : other; }
FUNCTION void swap(struct box **a, struct box **b) {
  struct box *t = *a;
  *a = *b;
  *b = t;
}
FUNCTION struct box *pick(int n, struct box *a, struct box *b) { return n & 1 ? a : b; }
FUNCTION void copy(struct box *to, const struct box *from) {
  if (to && from) {
    memmove(to->f, from->f, sizeof to->f);
    to->u = from->u;
  }
}
FUNCTION struct box *last(struct box *b, int n) { return b && b->f[0] && n > 0 ? last(b->f[0], n - 1) : b; }
FUNCTION void two(struct box *a, struct box *b) {
  if (a)
    a->f[1] = b;
  if (b && b->f[2])
    b->f[2]->f[0] = a;
}
FUNCTION void push(struct box **head, struct box *b) {
  if (b && b != *head) {
    b->f[0] = *head;
    *head = b;
  }
}
FUNCTION struct box *pop(struct box **head) {
  struct box *b = *head;
  if (b) {
    *head = b->f[0];
    b->f[0] = NULL;
  }
  return b;
}
FUNCTION void rotate(struct box **a, int n) {
  struct box *t = a[0];
  for (int i = 1; i < n; i++)
    a[i - 1] = a[i];
  a[n - 1] = t;
}
FUNCTION void bytes(void *to, const void *from, size_t n) {
  unsigned char *t = to;
  const unsigned char *f = from;
  while (n-- > 0)
    *t++ = *f++;
}
FUNCTION uintptr_t encode(struct box *b) { return ~(uintptr_t)b; }
FUNCTION struct box *decode(uintptr_t n) { return (struct box *)~n; }
FUNCTION struct box *nth(int n, ...) {
  va_list a;
  struct box *r = NULL;
  va_start(a, n);
  while (n-- > 0)
    r = va_arg(a, struct box *);
  va_end(a);
  return r;
}
FUNCTION void fill(int n, ...) {
  va_list a;
  va_start(a, n);
  struct box *to = va_arg(a, struct box *);
  while (--n > 0) {
    struct box *b = va_arg(a, struct box *);
    if (to)
      to->f[n % 3] = b;
  }
  va_end(a);
}
FUNCTION struct pair both(struct box *a, struct box *b) { return (struct pair){b, a}; }
FUNCTION struct task bind(void (*call)(struct box *, struct box *), struct box *environment) {
  return (struct task){call, environment};
}
FUNCTION void run(const struct task *t, struct box *b) { t->call(b, t->environment); }
FUNCTION void each(struct box *b, void (*f)(struct box *, struct box *), struct box *e) {
  for (int k = 0; b && k < 3; k++)
    f(b->f[k], e);
}
static void bump(struct box *b, struct box *e) {
  if (b && e)
    e->id += b->id % 5;
}
static void link(struct box *b, struct box *e) {
  if (b)
    b->f[2] = e;
}
static void swap_fields(struct box *b, struct box *e) {
  if (b && e) {
    struct box *t = b->f[1];
    b->f[1] = e->f[1];
    e->f[1] = t;
  }
}
static void (*const actions[])(struct box *, struct box *) = {bump, link, swap_fields};
static NOINLINE void odd(struct box *a, struct box *b, int n);
FUNCTION void even(struct box *a, struct box *b, int n) {
  if (n > 0)
    odd(a, b, n - 1);
  else if (a)
    a->f[1] = b;
}
static NOINLINE void odd(struct box *a, struct box *b, int n) {
  if (n > 0)
    even(b, a, n - 1);
  else if (a)
    a->f[2] = b;
}
static int by_id(const void *a, const void *b) {
  long x = id_of(*(struct box *const *)a), y = id_of(*(struct box *const *)b);
  return (x > y) - (x < y);
}
FUNCTION void publish(struct box *b, int n) {
  if (n % 3 == 1)
    global_box = b;
}
FUNCTION void scrub(struct box *b, int depth) {
  if (!b)
    return;
  for (int k = 0; k < 3; k++)
    if (b->f[k] && b->f[k]->depth > depth)
      b->f[k] = NULL;
  if (b->u.p && b->u.p->depth > depth)
    b->u.n = 0;
}
FUNCTION void scrub_at(struct box **place, int depth) {
  if (*place && (*place)->depth > depth)
    *place = NULL;
}
FUNCTION void scrub_chain(struct box *b, int depth) {
  for (; b; b = b->next)
    scrub(b, depth);
}
FUNCTION void destroy(struct box *b) {
  if (b) {
    mix((uint64_t)b->id);
    b->id = -1;
    free(b);
  }
}
FUNCTION void destroy_at(struct box **b) {
  free(*b);
  *b = NULL;
}
FUNCTION void destroy_chain(struct box *b) {
  while (b) {
    struct box *next = b->next;
    destroy(b);
    b = next;
  }
}
FUNCTION void destroy_recursively(struct box *b) {
  if (b) {
    destroy_recursively(b->next);
    free(b);
  }
}
static void (*const destroyers[])(struct box *) = {destroy, destroy_recursively};
FUNCTION void keep(struct box *b) {
  if (b) {
    scrub(b, -1);
    b->next = kept_boxes;
    kept_boxes = b;
  }
}
static void graph_end(void) {
  scrub_chain(kept_boxes, -1);
  destroy_chain(kept_boxes);
}
