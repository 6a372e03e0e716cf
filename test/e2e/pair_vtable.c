// Objects with a table of functions made by hand: the destructor is called through the object. Nothing
// stays on the heap, since each table is a constant: the clone compares the pointer with what it may be.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: circle 12
// OUT: label hello
// OUT: circle 27
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct shape;

struct shape_class {
  void (*draw)(const struct shape *);
  void (*destroy)(struct shape *);
};

struct shape {
  const struct shape_class *class;
};

struct circle {
  struct shape shape;
  int radius;
};

struct label {
  struct shape shape;
  char *text;
};

static void circle_draw(const struct shape *s) {
  const struct circle *c = (const struct circle *)s;
  printf("circle %d\n", 3 * c->radius * c->radius);
}

static void circle_destroy(struct shape *s) { free(s); }

static const struct shape_class circle_class = {circle_draw, circle_destroy};

NOINLINE struct shape *circle_new(int radius) {
  struct circle *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->shape.class = &circle_class;
  c->radius = radius;
  return &c->shape;
}

static void label_draw(const struct shape *s) { printf("label %s\n", ((const struct label *)s)->text); }

static void label_destroy(struct shape *s) {
  free(((struct label *)s)->text);
  free(s);
}

static const struct shape_class label_class = {label_draw, label_destroy};

NOINLINE struct shape *label_new(const char *text) {
  struct label *l = malloc(sizeof *l);
  if (!l || !(l->text = malloc(16)))
    abort();
  l->shape.class = &label_class;
  strcpy(l->text, text);
  return &l->shape;
}

NOINLINE static void shape_draw(const struct shape *s) { s->class->draw(s); }
NOINLINE static void shape_free(struct shape *s) { s->class->destroy(s); }

// The callee cannot tell which it is; here it is one, there another.
NOINLINE static void both(int radius) {
  struct shape *circle = circle_new(radius), *label = label_new("hello");
  shape_draw(circle);
  shape_draw(label);
  shape_free(label);
  shape_free(circle);
}

NOINLINE static void directly(int radius) {
  struct shape *circle = circle_new(radius);
  circle->class->draw(circle);
  circle->class->destroy(circle);
}

int main(void) {
  volatile int radius = 2;
  both(radius);
  directly(radius + 1);
}
