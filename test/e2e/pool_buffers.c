// Buffers that grow by realloc in a loop, alone and several at a time: an object stays in its slot as long as it
// fits, and takes its content along when it leaves.
//
// RUN: %e2e %s
// HEAP: plain=282 O0=37 O2=33
// OUT: grown 2080 1
// OUT: lines 3 abc defghi jklmnopqrstuvwxyz
// OUT: several 4000
// OUT: shrunk 10 7
// OUT: fails 1 55
// OUT: from another 9 9
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

static volatile size_t huge = PTRDIFF_MAX;

/* From nothing to 65 numbers, one more each time. */
NOINLINE int grown(int *is_right) {
  int *numbers = NULL, sum = 0;
  *is_right = 1;
  for (int n = 0; n < 65; n++) {
    numbers = realloc(numbers, (size_t)(n + 1) * sizeof *numbers);
    numbers[n] = n;
    for (int i = 0; i <= n; i++)
      *is_right &= numbers[i] == i;
  }
  for (int i = 0; i < 65; i++)
    sum += numbers[i];
  free(numbers);
  return sum;
}

struct text {
  char *bytes;
  size_t length, capacity;
};

static void add(struct text *text, char c) {
  if (text->length == text->capacity) {
    text->capacity = text->capacity ? text->capacity * 2 : 4;
    text->bytes = realloc(text->bytes, text->capacity);
  }
  text->bytes[text->length++] = c;
}

NOINLINE int lines(const char *input) {
  int count = 0;
  while (*input) {
    struct text line = {0};
    while (*input && *input != '\n')
      add(&line, *input++);
    add(&line, 0);
    input += *input == '\n';
    printf("%s%s", count++ ? " " : "lines 3 ", line.bytes);
    free(line.bytes);
  }
  puts("");
  return count;
}

/* Four buffers that grow in turn: not all of them get a slot. */
NOINLINE int several(void) {
  int sum = 0;
  for (int round = 0; round < 2; round++) {
    unsigned char *buffer[4] = {NULL};
    for (int size = 16; size <= 320; size += 16)
      for (int i = 0; i < 4; i++) {
        buffer[i] = realloc(buffer[i], (size_t)size);
        memset(buffer[i] + size - 16, i, 16);
        buffer[i][0] = (unsigned char)(size / 16 + i);
      }
    for (int i = 0; i < 4; i++) {
      for (int at = 0; at < 320; at++)
        sum += buffer[i][at];
      free(buffer[i]);
    }
  }
  return sum;
}

NOINLINE int shrunk(int *last) {
  int *numbers = NULL;
  for (int n = 100; n > 9; n -= 30) {
    numbers = realloc(numbers, (size_t)n * sizeof *numbers);
    for (int i = 0; i < n; i++)
      numbers[i] = i + n - 10;
  }
  *last = numbers[7];
  int first = numbers[0] + 10;
  free(numbers);
  return first;
}

/* A realloc that fails leaves the object as it was. */
NOINLINE int fails(int *sum) {
  int failed = 1;
  *sum = 0;
  char *text = NULL;
  for (int i = 1; i <= 10; i++) {
    text = realloc(text, (size_t)i);
    text[i - 1] = (char)i;
    char *more = realloc(text, huge);
    failed &= more == NULL;
    text = more ? more : text;
  }
  for (int i = 0; i < 10; i++)
    *sum += text[i];
  free(text);
  return failed;
}

/* Given an object of another site each time. */
NOINLINE int from_another(int rounds) {
  volatile int sum = 0;
  char *older = NULL;
  for (int i = 0; i < rounds; i++) {
    char *p = malloc(4);
    memcpy(p, "abc", 4);
    p = realloc(p, (size_t)(8 + i));
    sum += strcmp(p, "abc") == 0;
    free(older);
    older = p;
  }
  free(older);
  return sum;
}

int main(void) {
  int right, sum = grown(&right);
  printf("grown %d %d\n", sum, right);
  lines("abc\ndefghi\njklmnopqrstuvwxyz");
  printf("several %d\n", several());
  int last, first = shrunk(&last);
  printf("shrunk %d %d\n", first, last);
  int failed = fails(&sum);
  printf("fails %d %d\n", failed, sum);
  printf("from another %d %d\n", from_another(9), from_another(9));
  return 0;
}
