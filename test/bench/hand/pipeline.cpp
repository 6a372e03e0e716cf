// pipeline.cpp, with everything on the stack that can be there when a programmer takes the trouble.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <vector>

class Iterator {
public:
  virtual ~Iterator() = default;
  virtual std::optional<long> next() = 0;
};

class Range : public Iterator {
  long at, end;

public:
  Range(long begin, long end) : at(begin), end(end) {}
  std::optional<long> next() override {
    if (at >= end)
      return std::nullopt;
    return at++;
  }
};

class Map : public Iterator {
  Iterator &source;
  std::function<long(long)> function;

public:
  Map(Iterator &source, std::function<long(long)> function) : source(source), function(std::move(function)) {}
  std::optional<long> next() override {
    auto value = source.next();
    if (!value)
      return value;
    return function(*value);
  }
};

class Filter : public Iterator {
  Iterator &source;
  std::function<bool(long)> accepts;

public:
  Filter(Iterator &source, std::function<bool(long)> accepts) : source(source), accepts(std::move(accepts)) {}
  std::optional<long> next() override {
    for (;;) {
      auto value = source.next();
      if (!value || accepts(*value))
        return value;
    }
  }
};

class Take : public Iterator {
  Iterator &source;
  long left;

public:
  Take(Iterator &source, long count) : source(source), left(count) {}
  std::optional<long> next() override {
    if (left == 0)
      return std::nullopt;
    left--;
    return source.next();
  }
};

static long fold(Iterator &source, long start, const std::function<long(long, long)> &function) {
  long result = start;
  while (auto value = source.next())
    result = function(result, *value);
  return result;
}

struct Limits {
  long low, high, modulus;
};

static long weighted_sum(long seed, const Limits &limits) {
  long a = seed * 3 + 1, b = seed % 17, c = limits.modulus;
  auto line = [a, b, c](long x) { return (a * x + b) % c; };
  auto accepted = [limits](long x) { return x >= limits.low && x < limits.high; };
  Range source(0, 60);
  Map numbers(source, std::cref(line));
  Filter inside(numbers, std::cref(accepted));
  Take some(inside, 12);
  return fold(some, 0, [](long sum, long x) { return sum * 3 % 1000003 + x; });
}

// Numbers that are on the heap when there are many.
class Numbers {
  size_t count = 0;
  std::array<long, 32> few;
  std::vector<long> many;

public:
  void push_back(long value) {
    if (count == few.size())
      many.assign(few.begin(), few.end());
    if (count < few.size())
      few[count] = value;
    else
      many.push_back(value);
    count++;
  }
  const long *begin() const { return count <= few.size() ? few.data() : many.data(); }
  const long *end() const { return begin() + count; }
};

static void squares(long count, Numbers &result) {
  Range source(1, count + 1);
  Map numbers(source, [](long x) { return x * x; });
  while (auto value = numbers.next())
    result.push_back(*value);
}

static long sum_where(const Numbers &values, const std::function<bool(long)> &accepts) {
  long sum = 0;
  for (long value : values)
    if (accepts(value))
      sum += value;
  return sum;
}

int main(int argc, char **argv) {
  int pipelines = argc > 1 ? std::atoi(argv[1]) : 20000;
  long sum = 0, even = 0;
  for (int i = 0; i < pipelines; i++) {
    Limits limits{i % 10, 50 + i % 40, 97};
    sum += weighted_sum(i, limits);
    Numbers values;
    squares(10, values);
    long modulus = 2 + i % 3, wanted = i % 2, low = limits.low;
    auto accepted = [=](long x) { return x % modulus == wanted && x > low; };
    even += sum_where(values, std::cref(accepted));
  }
  std::printf("sum %ld, even %ld\n", sum, even);
}
