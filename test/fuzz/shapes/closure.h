/* What programs with closures share: closure.py. FUNCTION becomes a linkage. */

struct closure;
struct env {
  long a, b;
  struct closure *inner;
  struct env *borrowed;
};
struct closure {
  long (*call)(struct env *, long);
  struct env *env;
  void (*drop)(struct closure *);
  struct closure *next;
};
typedef long (*callable)(struct env *, long);
static long closure_fuel;
FUNCTION long call(struct closure *c, long x) { return c && --closure_fuel > 0 ? c->call(c->env, x) : x; }
FUNCTION long apply(callable f, struct env *e, long x) { return f(e, x); }
FUNCTION long apply_twice(callable f, struct env *e, long x) { return apply(f, e, apply(f, e, x) % 1000); }
FUNCTION void drop(struct closure *c) {
  if (c) {
    drop(c->env->inner);
    free(c->env);
    free(c);
  }
}
FUNCTION void drop_noisily(struct closure *c) {
  if (c) {
    mix((uint64_t)c->env->a);
    drop(c);
  }
}
FUNCTION void discard(struct closure **c) {
  if (*c)
    (*c)->drop(*c);
  *c = NULL;
}
FUNCTION struct closure *closure(callable f, long a, struct closure *inner) {
  struct closure *c = malloc(sizeof *c);
  if (!c)
    abort();
  struct env *e = calloc(1, sizeof *e);
  *e = (struct env){.a = a, .b = a % 7, .inner = inner};
  *c = (struct closure){.call = f, .env = e, .drop = a % 2 ? drop : drop_noisily};
  return c;
}
FUNCTION struct closure *unwrap(struct closure *c) {
  struct closure *inner = c ? c->env->inner : NULL;
  if (c) {
    c->env->inner = NULL;
    drop(c);
  }
  return inner;
}
static int by_a(const void *x, const void *y) {
  const struct closure *p = *(struct closure *const *)x, *q = *(struct closure *const *)y;
  long a = p ? p->env->a : 0, b = q ? q->env->a : 0;
  return (a > b) - (a < b);
}
FUNCTION long visit(int n, ...) {
  va_list list;
  long x = n;
  va_start(list, n);
  while (n-- > 0)
    x = call(va_arg(list, struct closure *), x % 1000);
  va_end(list);
  return x;
}
static NOINLINE long act_none(struct env *e, long x) { return x + e->b % 2; }
static NOINLINE long act_add(struct env *e, long x) {
  e->b += x;
  return (e->a + e->b) % 1009;
}
static NOINLINE long act_borrow(struct env *e, long x) { return e->borrowed ? x + e->borrowed->a : x; }
