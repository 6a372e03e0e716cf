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
/* Makers of environments, called through tables: plain, zeroed, perhaps none, known to others, and one of
 * those. */
typedef struct env *(*env_maker)(long);
static struct env *last_env;
static NOINLINE struct env *env_plain(long a) {
  struct env *e = malloc(sizeof *e);
  *e = (struct env){.a = a, .b = 3};
  return e;
}
static NOINLINE struct env *env_large(long a) {
  struct env *e = calloc(3, sizeof *e);
  e->a = a + 1;
  e[2].b = a;
  return e;
}
static NOINLINE struct env *env_maybe(long a) {
  struct env *e = malloc(sizeof *e);
  if (a % 3 == 0) {
    free(e);
    return NULL;
  }
  *e = (struct env){.a = a - 1};
  return e;
}
static NOINLINE struct env *env_noted(long a) { return last_env = env_plain(a); }
static const env_maker env_makers[] = {env_plain, env_large, env_maybe, env_noted};
static NOINLINE struct env *env_any(long a) {
  struct env *e = env_makers[(unsigned long)a % 4](a), *f = env_makers[(unsigned long)a % 3](a + 1);
  if (e && f)
    e->b += f->a;
  free(f);
  return e;
}
typedef int (*env_filler)(struct env **, long);
static NOINLINE int fill_plain(struct env **out, long a) {
  *out = env_plain(a);
  return 0;
}
static NOINLINE int fill_maybe(struct env **out, long a) {
  struct env *e = malloc(sizeof *e);
  if (a % 4 == 1) {
    free(e);
    return -1;
  }
  *e = (struct env){.a = a, .b = a};
  *out = e;
  return 0;
}
static const env_filler env_fillers[] = {fill_plain, fill_maybe};
static NOINLINE long act_borrow(struct env *e, long x) { return e->borrowed ? x + e->borrowed->a : x; }
