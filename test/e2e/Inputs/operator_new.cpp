// The program's own operators, so that what a shared library allocates with them counts as the program's.
#include <cstdlib>
#include <new>

void *operator new(std::size_t size) {
  if (void *p = std::malloc(size ? size : 1))
    return p;
  throw std::bad_alloc();
}
void operator delete(void *p) noexcept { std::free(p); }
void operator delete(void *p, std::size_t) noexcept { std::free(p); }
