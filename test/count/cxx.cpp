// C++: operator new counts once, for its caller; what the library allocates is the library's. When memory is exhausted,
// the new handler runs and std::bad_alloc is thrown as without the counter. An operator new of the program itself works.
// RUN: %clangxx -O1 -g %s -o %t && %counter -- %t 2>&1 | FileCheck %s
// RUN: %clangxx -O1 -g -DREPLACED %s -o %t.replaced && %counter -- %t.replaced 2>&1 | FileCheck --check-prefix=REPLACED %s
#include <cstdio>
#include <cstdlib>
#include <map>
#include <new>
#include <string>

#ifdef REPLACED
void *operator new(std::size_t size) {
  auto *memory = static_cast<std::size_t *>(std::malloc(size + 16)); // line 13
  *memory = size;
  return memory + 2;
}
void operator delete(void *memory) noexcept {
  if (memory)
    std::free(static_cast<std::size_t *>(memory) - 2);
}
void operator delete(void *memory, std::size_t) noexcept { operator delete(memory); }
#endif

void *volatile kept;
static void handler() {
  std::puts("handler");
  std::set_new_handler(nullptr);
}

int main(int argc, char **) {
  kept = new int(1);                 // line 31
  kept = new (std::nothrow) char[9]; // line 32
  struct alignas(64) wide { char bytes[64]; };
  kept = new wide; // line 34
  std::string text(100 * argc, 'x'); // inlined or not, it ends in operator new
  std::set_new_handler(handler);
#ifndef REPLACED
  try {
    kept = operator new(std::size_t(-1) / 4 * argc);
  } catch (const std::bad_alloc &) {
    std::puts("exhausted");
  }
#endif
  std::printf("%zu\n", text.size());
  delete static_cast<int *>(kept = new int(2)); // line 45
  std::map<int, int> map;
  map[argc] = 1; // line 47: a node, by code of headers that is not inlined
  std::fflush(stdout);
  return 0;
}
// CHECK: handler
// CHECK-NEXT: exhausted
// CHECK-NEXT: 100
// CHECK: site
// CHECK-DAG: 1 4 {{.*}}cxx.cpp:31 main
// CHECK-DAG: 1 9 {{.*}}cxx.cpp:32 main
// CHECK-DAG: 1 64 {{.*}}cxx.cpp:34 main
// CHECK-DAG: 1 4 {{.*}}cxx.cpp:45 main
// CHECK-DAG: 1 40 {{.*}}cxx.cpp:47 main
// REPLACED: {{.*}}cxx.cpp:13 operator new
// REPLACED: from {{.*}}cxx.cpp:{{31|45}} main: 1
