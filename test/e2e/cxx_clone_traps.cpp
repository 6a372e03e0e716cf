// Out-of-line functions that make or end objects and do something besides: what a copy of such a function for
// one caller could get wrong.
//
// RUN: %e2e %s
// HEAP: plain=25 O0=3 O2=3
// OUT: numbers 1 2 3, made 3
// OUT: by pointer 10 20
// OUT: chain 10, ended 4
// OUT: one of two 5 6, cached 6
// OUT: exclusive 1 2 3
// OUT: error paths 0 0 12, open 0
// OUT: out-parameter 8, failed 1
// OUT: pair 3 4, swapped 4 3
// OUT: self 1 0
#include <cstdarg>
#include <cstdio>
#include <utility>

namespace {

volatile int one = 1;

struct ticket {
  int number;
};

// A static variable: all copies of the function have to share it.
inline int next_number() {
  static int last;
  return ++last;
}

int tickets;

[[gnu::noinline]] ticket *make_ticket() {
  static int made;
  tickets = ++made;
  return new ticket{next_number()};
}

[[gnu::noinline]] int use_ticket() {
  ticket *t = make_ticket();
  int number = t->number;
  delete t;
  return number;
}

// Called by name and through a pointer.
struct sum {
  int value;
};

[[gnu::noinline]] sum *make_sum(int count, ...) {
  va_list numbers;
  va_start(numbers, count);
  auto *s = new sum{0};
  for (int i = 0; i < count; i++)
    s->value += va_arg(numbers, int);
  va_end(numbers);
  return s;
}

sum *(*volatile maker)(int, ...) = make_sum;

[[gnu::noinline]] void by_pointer() {
  sum *first = make_sum(4, 1, 2, 3, 4), *second = maker(2, 5, 15);
  std::printf("by pointer %d %d\n", first->value, second->value);
  delete first;
  delete second;
}

// Constructor and destructor call themselves.
int ended;

struct link {
  int number;
  link *next;
  [[gnu::noinline]] explicit link(int n) : number(n), next(n > 1 ? new link(n - 1) : nullptr) {}
  [[gnu::noinline]] ~link() {
    ended++;
    delete next;
  }
};

[[gnu::noinline]] int chain(int n) {
  auto *first = new link(n);
  int result = 0;
  for (link *l = first; l; l = l->next)
    result += l->number;
  delete first;
  return result;
}

// Ended by one of two functions; the other one keeps it.
ticket *cached;

[[gnu::noinline]] void end(ticket *t) { delete t; }

[[gnu::noinline]] void keep(ticket *t) {
  delete cached;
  cached = t;
}

[[gnu::noinline]] int one_of_two(int number, bool end_it) {
  auto *t = new ticket{number};
  int result = t->number;
  (end_it ? end : keep)(t);
  return result;
}

// Ended in one place on each path, in three ways.
[[gnu::noinline]] int exclusive(int way) {
  auto *t = new ticket{way};
  int result = t->number;
  if (way == 1) {
    delete t;
    return result;
  }
  if (way == 2)
    end(t);
  else
    delete std::exchange(t, nullptr);
  return result;
}

// A constructor function that may fail half-way, and ends what it made.
int open_files;

struct file {
  int *buffer, *index;
};

[[gnu::noinline]] void close(file *f) {
  if (!f)
    return;
  delete[] f->index;
  delete[] f->buffer;
  delete f;
  open_files--;
}

[[gnu::noinline]] file *open(int size, int fails_at) {
  auto *f = new file{nullptr, nullptr};
  open_files++;
  if (fails_at == 1) {
    close(f);
    return nullptr;
  }
  f->buffer = new int[4]{size, size, size, size};
  if (fails_at == 2) {
    close(f);
    return nullptr;
  }
  f->index = new int[2]{0, 3};
  return f;
}

[[gnu::noinline]] int read(int size, int fails_at) {
  file *f = open(size, fails_at);
  int result = f ? f->buffer[f->index[0]] + f->buffer[f->index[1]] : 0;
  close(f);
  return result;
}

[[gnu::noinline]] bool parse(int text, ticket **result) {
  if (text < 0)
    return false;
  *result = new ticket{text};
  return true;
}

[[gnu::noinline]] int parsed(int text) {
  ticket *t = nullptr;
  if (!parse(text, &t))
    return -1;
  int number = t->number;
  delete t;
  return number;
}

// Two objects of one constructor, which change places.
[[gnu::noinline]] void pair(int first) {
  ticket *a = nullptr, *b = nullptr;
  parse(first, &a);
  parse(first + 1, &b);
  std::printf("pair %d %d, ", a->number, b->number);
  std::swap(a, b);
  std::printf("swapped %d %d\n", a->number, b->number);
  delete a;
  end(b);
}

// An object that holds its own address, as the short string of the library does.
struct short_text {
  char *text;
  char buffer[8];
};

[[gnu::noinline]] short_text *make_text(char c) {
  auto *t = new short_text{nullptr, {c, '\0'}};
  t->text = t->buffer;
  return t;
}

[[gnu::noinline]] void self(char c) {
  short_text *t = make_text(c), *copy = new short_text(*t);
  std::printf("self %d %d\n", t->text == t->buffer, copy->text == copy->buffer);
  delete t;
  delete copy;
}

} // namespace

int main() {
  int first = use_ticket(), second = use_ticket(), third = use_ticket();
  std::printf("numbers %d %d %d, made %d\n", first, second, third, tickets);
  by_pointer();
  int sum = chain(4 * one);
  std::printf("chain %d, ended %d\n", sum, ended);
  first = one_of_two(5, one), second = one_of_two(6, !one);
  std::printf("one of two %d %d, cached %d\n", first, second, cached->number);
  delete cached;
  std::printf("exclusive %d %d %d\n", exclusive(one), exclusive(2 * one), exclusive(3 * one));
  first = read(6, one), second = read(6, 2 * one), third = read(6, 3 * one);
  std::printf("error paths %d %d %d, open %d\n", first, second, third, open_files);
  std::printf("out-parameter %d, failed %d\n", parsed(8 * one), parsed(-one) == -1);
  pair(3 * one);
  self('x');
}
