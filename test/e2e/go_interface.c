// Go: escape_iface.go, seeds.md row 5. An interface value is {method table, object}: calls through constant
// tables have known targets, calls through what the outside world may change do not.
//
// RUN: %e2e %s
// HEAP: plain=5 O0=2 O2=2
// OUT: 12 9
// OUT: 21
// OUT: 16
// OUT: 100
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline)) static

struct methods {
  int (*area)(const void *self);
  void (*scale)(void *self, int factor);
};

struct shape {
  const struct methods *methods;
  void *self;
};

struct rectangle {
  int width, height;
};

struct square {
  int side;
};

static int rectangle_area(const void *self) {
  const struct rectangle *r = self;
  return r->width * r->height;
}

static void rectangle_scale(void *self, int factor) {
  struct rectangle *r = self;
  r->width *= factor;
  r->height *= factor;
}

static int square_area(const void *self) {
  const struct square *s = self;
  return s->side * s->side;
}

static void square_scale(void *self, int factor) { ((struct square *)self)->side *= factor; }

static const struct methods rectangle_methods = {rectangle_area, rectangle_scale};
static const struct methods square_methods = {square_area, square_scale};

NOINLINE int area(struct shape s) { return s.methods->area(s.self); }

NOINLINE void local(void) {
  struct rectangle *r = malloc(sizeof *r);
  struct square *s = malloc(sizeof *s);
  *r = (struct rectangle){3, 4};
  *s = (struct square){3};
  struct shape a = {&rectangle_methods, r}, b = {&square_methods, s};
  printf("%d %d\n", area(a), area(b));
  a.methods->scale(a.self, 1);
  b.methods->scale(b.self, 0);
  printf("%d\n", area(a) + area(b) + 9);
  free(r);
  free(s);
}

static const void *last;
static int square_keep(const void *self) {
  last = self;
  return square_area(self);
}
static const struct methods keeping_methods = {square_keep, square_scale};

NOINLINE int keeps(void) { // kept: one method keeps its object
  struct square *s = malloc(sizeof *s);
  s->side = 4;
  struct shape shape = {&keeping_methods, s};
  int result = area(shape);
  return result;
}

struct methods changeable = {square_area, square_scale};

NOINLINE int unknown(void) { // kept: anybody may have changed the table
  struct square *s = malloc(sizeof *s);
  s->side = 10;
  struct shape shape = {&changeable, s};
  int result = area(shape);
  free(s);
  return result;
}

NOINLINE void in_a_loop(void) {
  struct square *s = malloc(sizeof *s);
  struct shape shapes[2] = {{&square_methods, s}, {&square_methods, s}};
  s->side = 1;
  for (int i = 0; i < 2; i++)
    shapes[i].methods->scale(shapes[i].self, 1);
  free(s);
}

int main(void) {
  local();
  printf("%d\n", keeps());
  printf("%d\n", unknown());
  free((void *)last);
  in_a_loop();
}
