// Pipelines of iterators and closures: sources, maps, filters and takes behind one virtual interface, with
// std::function for what they do; the closures have contexts of their own.
// Argument: how many pipelines.
//
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=281 moved=1
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

class Iterator {
public:
  virtual ~Iterator() = default;
  virtual std::optional<long> next() = 0;
};
using IteratorPtr = std::unique_ptr<Iterator>;

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
  IteratorPtr source;
  std::function<long(long)> function;

public:
  Map(IteratorPtr source, std::function<long(long)> function)
      : source(std::move(source)), function(std::move(function)) {}
  std::optional<long> next() override {
    auto value = source->next();
    if (!value)
      return value;
    return function(*value);
  }
};

class Filter : public Iterator {
  IteratorPtr source;
  std::function<bool(long)> accepts;

public:
  Filter(IteratorPtr source, std::function<bool(long)> accepts)
      : source(std::move(source)), accepts(std::move(accepts)) {}
  std::optional<long> next() override {
    for (;;) {
      auto value = source->next();
      if (!value || accepts(*value))
        return value;
    }
  }
};

class Take : public Iterator {
  IteratorPtr source;
  long left;

public:
  Take(IteratorPtr source, long count) : source(std::move(source)), left(count) {}
  std::optional<long> next() override {
    if (left == 0)
      return std::nullopt;
    left--;
    return source->next();
  }
};

static IteratorPtr range(long begin, long end) { return std::make_unique<Range>(begin, end); }

static IteratorPtr map(IteratorPtr source, std::function<long(long)> function) {
  return std::make_unique<Map>(std::move(source), std::move(function));
}

static IteratorPtr filter(IteratorPtr source, std::function<bool(long)> accepts) {
  return std::make_unique<Filter>(std::move(source), std::move(accepts));
}

static IteratorPtr take(IteratorPtr source, long count) {
  return std::make_unique<Take>(std::move(source), count);
}

static long fold(IteratorPtr source, long start, const std::function<long(long, long)> &function) {
  long result = start;
  while (auto value = source->next())
    result = function(result, *value);
  return result;
}

struct Limits {
  long low, high, modulus;
};

static long weighted_sum(long seed, const Limits &limits) {
  long a = seed * 3 + 1, b = seed % 17, c = limits.modulus;
  auto numbers = map(range(0, 60), [a, b, c](long x) { return (a * x + b) % c; });
  auto inside = filter(std::move(numbers), [limits](long x) { return x >= limits.low && x < limits.high; });
  return fold(take(std::move(inside), 12), 0, [](long sum, long x) { return sum * 3 % 1000003 + x; });
}

static std::vector<long> squares(long count) {
  std::vector<long> result;
  auto numbers = map(range(1, count + 1), [](long x) { return x * x; });
  while (auto value = numbers->next())
    result.push_back(*value);
  return result;
}

static long sum_where(const std::vector<long> &values, const std::function<bool(long)> &accepts) {
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
    std::vector<long> values = squares(10);
    long modulus = 2 + i % 3, wanted = i % 2, low = limits.low;
    even += sum_where(values, [=](long x) { return x % modulus == wanted && x > low; });
  }
  std::printf("sum %ld, even %ld\n", sum, even);
}
