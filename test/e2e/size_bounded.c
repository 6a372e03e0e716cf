// Dynamic sizes whose largest value is proven get a slot of that many bytes, in unoptimised code too: clamps,
// checks, masks, narrow types, cases, array bounds. The twins are sizes that look bounded: a negative length, a
// product that wraps, a check of another variable, a variable that changes after its check, a volatile one, one
// whose address is known elsewhere, a check on one way only, the greater of two. Two of their allocations fail
// and do not count.
//
// RUN: %e2e %s
// HEAP: plain=27 O0=8 O2=8
// OUT: 100 100 7 | 99 -1 | 15 5 | 200 | 64 -1 | 9 3 | 0 60 | 12 | 40 | 40 | 300 7
// OUT: -1 | 300 | 1 | 300 | 300 | 300 | 300 | 300 | 300 | 400
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

// Writes and reads all of the object, and nothing more.
static inline int fill(volatile char *p, size_t n) {
  int sum = 0;
  for (size_t i = 0; i < n; i++)
    p[i] = 1;
  for (size_t i = 0; i < n; i++)
    sum += p[i];
  return sum;
}

NOINLINE int clamped(size_t n) {
  if (n > 100)
    n = 100;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int checked(unsigned n) {
  char buffer[100];
  if (n >= sizeof buffer)
    return -1;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int masked(unsigned n) {
  unsigned few = n & 15;
  char *p = malloc(few);
  int result = fill(p, few);
  free(p);
  return result;
}

NOINLINE int narrow(unsigned char n) {
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int between(int n) { // the elements of a local table, with an early return
  if (n < 0 || n > 16)
    return -1;
  int *p = malloc((size_t)n * sizeof *p);
  int result = fill((volatile char *)p, (size_t)n * sizeof *p);
  free(p);
  return result;
}

NOINLINE int smaller_of(int a, int b) {
  unsigned n = a < b ? (unsigned)a : (unsigned)b;
  n = n < 9 ? n : 9;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int by_kind(int kind) {
  size_t n;
  switch (kind) {
  case 1:
    n = 20;
    break;
  case 2:
    n = 60;
    break;
  default:
    n = 0;
  }
  char *p = calloc(n, 1);
  int result = 0;
  for (size_t i = 0; i < n; i++)
    result += p[i] + 1;
  free(p);
  return result;
}

NOINLINE int counted(unsigned n) { // zeroed each time, also after the slot was used
  int sum = 0;
  if (n > 300)
    return -1;
  for (int round = 0; round < 2; round++) {
    int *p = calloc(n, sizeof *p);
    for (unsigned i = 0; i < n; i++)
      sum += p[i] + 1;
    memset(p, 255, n * sizeof *p);
    free(p);
  }
  return sum / 2;
}

NOINLINE int in_a_loop(unsigned n) {
  int sum = 0;
  if (n > 20)
    n = 20;
  for (unsigned i = 0; i < 2; i++) {
    char *p = malloc(n);
    sum += fill(p, n);
    free(p);
  }
  return sum;
}

NOINLINE int copy_of(const char *text) { // a copy of a short string
  size_t length = strlen(text);
  if (length + 1 > 64 || length > 63)
    return -1;
  char *p = malloc(length + 1);
  memcpy(p, text, length + 1);
  int result = p[length - 1] == 'z' ? (int)length : 0;
  free(p);
  return result;
}

// --- twins: all of these stay

NOINLINE int negative(int n) { // malloc fails
  if (n >= 100)
    return 0;
  char *p = malloc((size_t)n);
  if (!p)
    return -1;
  int result = fill(p, (size_t)n);
  free(p);
  return result;
}

NOINLINE int sum_wraps(unsigned n) { // 2^32 - 100 + 200 is 100, and the check passes for 300, too
  if (n + 200 > 500)
    return 0;
  char *p = malloc(n);
  int result = p ? fill(p, n > 300 ? 300 : n) : 0;
  free(p);
  return result;
}

NOINLINE int product_wraps(size_t n) { // 2^62 * 4 is 0
  if (n * 4 > 100)
    return 0;
  char *p = malloc(n);
  if (!p)
    return 1;
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int another(size_t n, size_t m) {
  if (m > 100)
    return 0;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int changed(size_t n, const size_t *next) {
  if (n > 100)
    return 0;
  n = *next;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int in_volatile(size_t given) {
  volatile size_t n = given;
  if (n > 1000000)
    return 0;
  char *p = malloc(n);
  int result = fill(p, given);
  free(p);
  return result;
}

NOINLINE void set(size_t *n, size_t value) { *n = value; }

NOINLINE int known_elsewhere(size_t n, size_t more) {
  size_t *where = &n;
  if (n > 100)
    return 0;
  set(where, more);
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int one_way(size_t n, int check) {
  if (check)
    if (n > 100)
      n = 2;
  char *p = malloc(n);
  int result = fill(p, n);
  free(p);
  return result;
}

NOINLINE int grows(const size_t *steps) {
  size_t n = 1;
  int result = 0;
  for (int i = 0; i < 1 && n < 100; i++) {
    n += steps[i];
    char *p = malloc(n);
    result = fill(p, n);
    free(p);
  }
  return result;
}

static size_t minimum(size_t a, size_t b) { return a < b ? a : b; }
static size_t maximum(size_t a, size_t b) { return a > b ? a : b; }

NOINLINE int at_most(size_t n) {
  size_t length = minimum(n, 300);
  char *p = malloc(length + 1);
  int result = fill(p, length);
  free(p);
  return result;
}

// Twin of at_most().
NOINLINE int at_least(size_t n) {
  size_t length = maximum(n, 300);
  char *p = malloc(length + 1);
  int result = fill(p, length);
  free(p);
  return result;
}

// What comes from here is known to nobody.
NOINLINE size_t opaque(size_t n) {
  volatile size_t result = n;
  return result;
}

#define N(n) opaque(n)
#define I(n) (int)opaque((size_t)n)

int main(void) {
  size_t big = N(300), step = N(299);
  printf("%d %d %d | ", clamped(N(1000)), clamped(N(100)), clamped(N(7)));
  printf("%d %d | ", checked((unsigned)N(99)), checked((unsigned)N(100)));
  printf("%d %d | ", masked((unsigned)N(31)), masked((unsigned)N(5)));
  printf("%d | ", narrow((unsigned char)N(200)));
  printf("%d %d | ", between(I(16)), between(I(-1)));
  printf("%d %d | ", smaller_of(I(50), I(60)), smaller_of(I(3), I(60)));
  printf("%d %d | ", by_kind(I(0)), by_kind(I(2)));
  printf("%d | ", counted((unsigned)N(12)));
  printf("%d | ", in_a_loop((unsigned)N(20)));
  printf("%d | ", copy_of(&"0123456789012345678901234567890123456 yz"[N(0)]));
  printf("%d %d\n", at_most(N(5000)), at_most(N(7)));
  printf("%d | ", negative(I(-1)));
  printf("%d | ", sum_wraps((unsigned)N(300)));
  printf("%d | ", product_wraps(N((size_t)1 << 62)));
  printf("%d | ", another(N(300), N(1)));
  printf("%d | ", changed(N(1), &big));
  printf("%d | ", in_volatile(N(300)));
  printf("%d | ", known_elsewhere(N(1), N(300)));
  printf("%d | ", one_way(N(300), I(0)));
  printf("%d | ", grows(&step));
  printf("%d\n", at_least(N(400)));
}
