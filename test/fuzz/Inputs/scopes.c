/* Variables that heapify.py moves to the heap, and the pass back: in loops, under gotos, behind pointers. */
#include <stdio.h>

struct pair {
  int first, second;
};

static int *kept;

static int sum(const int *numbers, int count) {
  int result = 0;
  for (int i = 0; i < count; i++)
    result += numbers[i];
  return result;
}

static void set(struct pair *pair, int first) {
  pair->first = first;
  pair->second = first * 2;
}

/* An object for each iteration, and one that lives longer. */
static int loops(int count) {
  struct pair last = {0, 0};
  for (int i = 0; i < count; i++) {
    int numbers[4] = {i, i + 1, i + 2, i + 3};
    struct pair pair;
    set(&pair, sum(numbers, 4));
    if (pair.first % 3 == 0)
      continue;
    last.first += pair.second;
    last.second ^= pair.first;
  }
  return last.first + last.second;
}

/* Scopes are left and entered again. */
static int jumps(int count) {
  int result = 0;
again: {
  int here = count;
  int *pointer = &here;
  *pointer += 1;
  result += here;
  if (--count > 0)
    goto again;
}
  return result;
}

/* A pointer that outlives its scope, though nothing is read through it then. */
static int stored(int number) {
  int here = number;
  kept = &here;
  *kept += 1;
  return here;
}

int main(void) {
  printf("%d %d %d\n", loops(10), jumps(5), stored(6));
  return 0;
}
