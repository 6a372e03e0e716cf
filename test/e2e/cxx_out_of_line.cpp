// A class whose members are defined outside of it: on unoptimised code, constructors and destructors are called by an
// alias. The twin keeps what it was given.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=1 O2=1
// OUT: 8 10
// OUT: 6 9
// OUT: kept 5
#include <cstdio>
#include <memory>
#include <utility>

class Widget {
  struct Implementation;
  std::unique_ptr<Implementation> implementation;

public:
  Widget(int value);
  ~Widget();
  Widget(Widget &&);
  int get() const;
  void set(int value);
};

struct Widget::Implementation {
  int value;
  int more[4];
};

[[gnu::noinline]] Widget::Widget(int value) : implementation(new Implementation{value, {1, 2, 3, 4}}) {}
[[gnu::noinline]] Widget::~Widget() = default;
Widget::Widget(Widget &&) = default;
[[gnu::noinline]] int Widget::get() const { return implementation->value + implementation->more[2]; }
[[gnu::noinline]] void Widget::set(int value) { implementation->value = value; }

[[gnu::noinline]] static int use(int value) {
  Widget first(value);
  first.set(value + 1);
  Widget second(std::move(first));
  return second.get();
}

struct Holder {
  int *number;
  Holder(int n);
  ~Holder();
};

[[gnu::noinline]] Holder::Holder(int n) : number(new int(n)) {}
[[gnu::noinline]] Holder::~Holder() { delete number; }

[[gnu::noinline]] static int hold(int n) {
  Holder one(n), two(n + 1);
  return *one.number + *two.number - n + 2;
}

static int *kept;
struct Registered {
  Registered(int n);
  ~Registered();
};

[[gnu::noinline]] Registered::Registered(int n) { kept = new int(n); }
[[gnu::noinline]] Registered::~Registered() {}

int main() {
  setvbuf(stdout, nullptr, _IONBF, 0);
  std::printf("%d %d\n", use(4), use(6));
  std::printf("%d %d\n", hold(3), hold(6));
  { Registered registered(5); }
  std::printf("kept %d\n", *kept);
  delete kept;
}
