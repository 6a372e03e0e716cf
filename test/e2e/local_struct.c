// seeds.md row 2: a structure that only its function uses, and that library functions only read or fill.
//
// RUN: %e2e %s
// HEAP: plain=1 O0=0 O2=0
// OUT: Gopher
// OUT: 11 years, next year 12
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
  char name[24];
  int age;
};

int main(void) {
  struct user *user = malloc(sizeof *user);
  if (!user)
    return 1;
  strcpy(user->name, "Gopher");
  user->age = 11;
  puts(user->name);
  printf("%d years, next year %d\n", user->age, user->age + 1);
  free(user);
  return 0;
}
