// All bodies of library functions, one module (bodies.h).
#include "libcxx_shared_count.cpp"
#include "libstdcxx_string.cpp"
