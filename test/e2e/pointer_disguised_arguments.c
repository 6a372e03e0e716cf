// A pointer that is handed to functions as a number, in halves, as a double, in a structure that travels in
// registers. What they keep is kept, what they give back is the same object.
//
// RUN: %e2e %s
// HEAP: plain=6 O0=4 O2=4
// OUT: number 1
// OUT: halves 2
// OUT: double 3
// OUT: handle 4
// OUT: decoded 5
// OUT: structure 6
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

static int *kept;

struct handle {
  uintptr_t number;
};

struct packet {
  int kind;
  int *data;
};

NOINLINE void use_stack(void) { // overwrites what a dead frame left behind
  volatile char garbage[1024];
  for (int i = 0; i < 1024; i++)
    garbage[i] = 'X';
}

NOINLINE void keep_number(uintptr_t n) { kept = (int *)n; }
NOINLINE void keep_halves(unsigned low, unsigned high) { kept = (int *)((uintptr_t)high << 32 | low); }
NOINLINE void keep_double(double d) { memcpy(&kept, &d, sizeof kept); }
NOINLINE void keep_handle(struct handle h) { kept = (int *)h.number; }
NOINLINE uintptr_t encode(int *p) { return ~(uintptr_t)p; }
NOINLINE int *decode(uintptr_t n) { return (int *)~n; }
NOINLINE struct packet pack(int *p) { return (struct packet){1, p}; }

NOINLINE void number(void) {
  int *p = malloc(sizeof *p);
  *p = 1;
  keep_number((uintptr_t)p);
}

NOINLINE void halves(void) {
  int *p = malloc(sizeof *p);
  *p = 2;
  keep_halves((unsigned)(uintptr_t)p, (unsigned)((uintptr_t)p >> 32));
}

NOINLINE void as_double(void) {
  int *p = malloc(sizeof *p);
  double d;
  *p = 3;
  memcpy(&d, &p, sizeof d);
  keep_double(d);
}

NOINLINE void handle(void) {
  int *p = malloc(sizeof *p);
  *p = 4;
  keep_handle((struct handle){(uintptr_t)p});
}

NOINLINE int decoded(void) { // promoted, or kept without harm: the number is released as a pointer
  int *p = malloc(sizeof *p);
  *p = 5;
  int *q = decode(encode(p)), result = *q;
  free(q);
  return result;
}

NOINLINE int structure(void) {
  int *p = malloc(sizeof *p);
  *p = 6;
  int result = *pack(p).data;
  free(p);
  return result;
}

static void show(const char *name) {
  use_stack();
  printf("%s %d\n", name, *kept);
  free(kept);
}

int main(void) {
  number();
  show("number");
  halves();
  show("halves");
  as_double();
  show("double");
  handle();
  show("handle");
  printf("decoded %d\n", decoded());
  printf("structure %d\n", structure());
}
