// Constructors that call constructors, three deep, and destructors that call destructors.
//
// RUN: %e2e %s
// HEAP: plain=12 O0=0 O2=0
// OUT: vienna: 2 axles, 4 wheels of 52 cm
// OUT: graz: 2 axles, 4 wheels of 60 cm
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct wheel {
  int diameter;
};

struct axle {
  struct wheel *left, *right;
};

struct car {
  const char *name;
  struct axle *front;
  struct axle rear;
};

NOINLINE struct wheel *wheel_new(int diameter) {
  struct wheel *w = malloc(sizeof *w);
  if (!w)
    abort();
  w->diameter = diameter;
  return w;
}

NOINLINE void wheel_free(struct wheel *w) { free(w); }

NOINLINE static struct axle *axle_new(int diameter) {
  struct axle *a = malloc(sizeof *a);
  if (!a)
    abort();
  a->left = wheel_new(diameter);
  a->right = wheel_new(diameter);
  return a;
}

NOINLINE static void axle_free(struct axle *a) {
  wheel_free(a->left);
  wheel_free(a->right);
  free(a);
}

NOINLINE struct car *car_new(const char *name, int diameter) {
  struct car *c = malloc(sizeof *c);
  if (!c)
    abort();
  c->name = name;
  c->front = axle_new(diameter);
  c->rear.left = wheel_new(diameter);
  c->rear.right = wheel_new(diameter);
  return c;
}

NOINLINE void car_free(struct car *c) {
  axle_free(c->front);
  wheel_free(c->rear.right);
  wheel_free(c->rear.left);
  free(c);
}

NOINLINE static void show(const char *name, int diameter) {
  struct car *c = car_new(name, diameter);
  int wheels =
      (c->front->left != NULL) + (c->front->right != NULL) + (c->rear.left != NULL) + (c->rear.right != NULL);
  int average = (c->front->left->diameter + c->front->right->diameter + c->rear.left->diameter +
                 c->rear.right->diameter) /
                wheels;
  printf("%s: 2 axles, %d wheels of %d cm\n", c->name, wheels, average);
  car_free(c);
}

int main(void) {
  volatile int small = 52, large = 60;
  show("vienna", small);
  show("graz", large);
}
