// Exceptions that hold a pointer to an object of the function they leave.
//
// RUN: %e2e %s
// STDLIB: libstdc++,libc++
// HEAP: plain=5 O0=5 O2=5
// OUT: thrown pointer 10
// OUT: thrown holder 20
// OUT: thrown shared 30
// OUT: caught inside 40
// OUT: stored for later 50
#include <cstdio>
#include <exception>
#include <memory>

namespace {

volatile int ten = 10;

struct detail {
  int code;
  char text[20];
};

// Kept: the handler in the caller releases it.
[[gnu::noinline]] void throw_pointer(int code) {
  auto *d = new detail{code, ""};
  throw d;
}

struct failure {
  const detail *what;
};

[[gnu::noinline]] void throw_holder(int code) { // kept
  auto *d = new detail{code, ""};
  if (d->code)
    throw failure{d};
  delete d;
}

struct shared_failure {
  std::shared_ptr<detail> what;
};

[[gnu::noinline]] void throw_shared(int code) { // kept
  auto d = std::make_shared<detail>(detail{code, ""});
  throw shared_failure{d};
}

// The exception does not leave the function, but its memory is the library's.
[[gnu::noinline]] int caught_inside(int code) {
  auto d = std::make_unique<detail>(detail{code, ""});
  try {
    if (d->code)
      throw failure{d.get()};
  } catch (const failure &f) {
    return f.what->code;
  }
  return 0;
}

std::exception_ptr pending;

[[gnu::noinline]] void store(int code) { // kept
  try {
    auto d = std::make_shared<detail>(detail{code, ""});
    throw shared_failure{d};
  } catch (...) {
    pending = std::current_exception();
  }
}

[[gnu::noinline]] int later() {
  try {
    std::rethrow_exception(pending);
  } catch (const shared_failure &f) {
    return f.what->code;
  }
}

} // namespace

int main() {
  try {
    throw_pointer(ten);
  } catch (detail *d) {
    std::printf("thrown pointer %d\n", d->code);
    delete d;
  }
  try {
    throw_holder(2 * ten);
  } catch (const failure &f) {
    std::printf("thrown holder %d\n", f.what->code);
    delete f.what;
  }
  try {
    throw_shared(3 * ten);
  } catch (const shared_failure &f) {
    std::printf("thrown shared %d\n", f.what->code);
  }
  std::printf("caught inside %d\n", caught_inside(4 * ten));
  store(5 * ten);
  std::printf("stored for later %d\n", later());
  pending = nullptr;
}
