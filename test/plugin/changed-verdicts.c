// The two changes of the README's walk-through, in small: what a function keeps for its next call, and what ends the
// program.
//
// RUN: %clang -O2 -gline-tables-only -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | count 0
// RUN: env HEAP2STACK=m=2 %clang -O2 -gline-tables-only -fpass-plugin=%plugin -c %s -o %t.o 2>&1 | FileCheck %s
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// CHECK: changed-verdicts.c:[[@LINE+3]]:{{[0-9]+}}: malloc(64) escapes to heap: passed to a function that may keep it
// CHECK: from {{.*}} (passed to strtok(){{.*}}) at {{.*}}changed-verdicts.c:[[@LINE+5]]
int words_kept_by_strtok(void) {
  char *text = malloc(64);
  int words = 0;
  fgets(text, 64, stdin);
  for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
    words++;
  free(text);
  return words;
}

// CHECK: changed-verdicts.c:[[@LINE+2]]:{{[0-9]+}}: moved to stack: malloc(64)
int words_kept_here(void) {
  char *text = malloc(64), *rest;
  int words = 0;
  fgets(text, 64, stdin);
  for (char *word = strtok_r(text, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
    words++;
  free(text);
  return words;
}

// CHECK: changed-verdicts.c:[[@LINE+2]]:{{[0-9]+}}: malloc(n) escapes to heap: {{.*}} cold path
void greet_and_exit(size_t n) {
  char *text = malloc(n);
  fgets(text, (int)n, stdin);
  puts(text);
  free(text);
  exit(0);
}

// CHECK: changed-verdicts.c:[[@LINE+2]]:{{[0-9]+}}: moved to stack when {{.*}} <= 256: malloc(n)
int greet(size_t n) {
  char *text = malloc(n);
  fgets(text, (int)n, stdin);
  puts(text);
  free(text);
  return 0;
}
