// All bodies of library functions, one module (bodies.h).

#define INLINE [[gnu::always_inline]]

using size_t = decltype(sizeof(0));
using ptrdiff_t = decltype(static_cast<char *>(nullptr) - static_cast<char *>(nullptr));

// What both libraries' strings do with characters.
template <class C> struct characters {
  INLINE static void copy(C *to, const C *from, size_t n) { __builtin_memcpy(to, from, n * sizeof(C)); }
  INLINE static void move(C *to, const C *from, size_t n) { __builtin_memmove(to, from, n * sizeof(C)); }
  INLINE static void fill(C *to, size_t n, C c) {
    for (size_t i = 0; i < n; i++)
      to[i] = c;
  }
  INLINE static size_t measure(const C *s) {
    if constexpr (sizeof(C) == 1)
      return __builtin_strlen(s);
    else
      return __builtin_wcslen(s);
  }
};

#include "libcxx_shared_count.cpp"
#include "libcxx_string.cpp"
#include "libstdcxx_string.cpp"
