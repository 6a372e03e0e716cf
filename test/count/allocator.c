// A program with another allocator: the counter hands on to it, so that its free() gets what its malloc() made.
// RUN: rm -rf %t && split-file %s %t && cd %t
// RUN: %clang -O1 -shared -fPIC -fno-builtin allocator.c -o liballocator.so
// RUN: %clang -O1 -g program.c ./liballocator.so -Wl,-rpath,%t -o program
// RUN: %counter -- ./program 2>&1 | FileCheck %s
// CHECK-DAG: 1 40 program.c:5 main
// CHECK-DAG: 1 5 program.c:7 main
//
// When the program itself defines malloc, nothing of that is seen; strdup is, and what the C library makes by it can be freed.
// RUN: %clang -O1 -g -fno-builtin program.c allocator.c -o inside
// RUN: %counter -- ./inside 2>&1 | FileCheck --check-prefix=INSIDE %s
// INSIDE: 1 heap allocation (5 bytes) by the program's own code
// INSIDE: 1 program with a malloc of its own, which was not counted

//--- allocator.c
#include <stddef.h>
#include <string.h>
/* Memory from an array, with a mark in front of each object: glibc's free() would crash on it. */
static _Alignas(16) char arena[1 << 20];
static size_t used;
void *malloc(size_t size) {
  char *memory = arena + used;
  used += (size + 31) / 16 * 16;
  memcpy(memory, "mine", 4);
  return memory + 16;
}
void free(void *memory) {
  if (memory && memcmp((char *)memory - 16, "mine", 4) != 0)
    __builtin_trap();
}
void *calloc(size_t count, size_t size) { return memset(malloc(count * size), 0, count * size); }
void *realloc(void *old, size_t size) {
  (void)old;
  return malloc(size);
}
//--- program.c
#include <stdlib.h>
#include <string.h>
void *volatile kept;
int main(void) {
  kept = malloc(40);
  free(kept);
  kept = strdup("text");
  free(kept);
  return 0;
}
