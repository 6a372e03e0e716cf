// All bodies of library functions, one module (bodies.h).

#define INLINE [[gnu::always_inline]]

using size_t = decltype(sizeof(0));
using ptrdiff_t = decltype(static_cast<char *>(nullptr) - static_cast<char *>(nullptr));

#include "libcxx_shared_count.cpp"
#include "libcxx_string.cpp"
#include "libstdcxx_string.cpp"
