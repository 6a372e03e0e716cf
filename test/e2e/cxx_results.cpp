// Classes that are returned by value: a result's memory is the function's own while it runs, so owners that come
// back from recursive functions are told apart from what was there before. Twins: a node that is remembered, a
// result whose address is known elsewhere and through which it gets a node that is remembered, a result that
// outlives its maker's caller, a parser that throws with half of a tree.
//
// RUN: %e2e %s
// HEAP: plain=53 O0=9 O2=9
// OUT: 28 | 5 3 | 6 -1 | 5 7 | 40 12
// OUT: 4 4 | 4 4 | 9 | unexpected: ) | 11
#include <cstdio>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#define NOINLINE __attribute__((noinline)) static

// --- a parser: nodes with virtual functions, left to right and in parentheses ---

namespace {
struct Node {
  virtual ~Node() = default;
  virtual int value() const = 0;
};

struct Number final : Node {
  int number;
  explicit Number(int n) : number(n) {}
  int value() const override { return number; }
};

struct Operation final : Node {
  char sign;
  std::unique_ptr<Node> left, right;
  Operation(char s, std::unique_ptr<Node> l, std::unique_ptr<Node> r)
      : sign(s), left(std::move(l)), right(std::move(r)) {}
  int value() const override {
    int l = left->value(), r = right->value();
    return sign == '+' ? l + r : sign == '-' ? l - r : l * r;
  }
};

class Parser {
  const char *at;

  std::unique_ptr<Node> primary() {
    if (*at == '(') {
      ++at;
      auto inner = sum();
      if (*at++ != ')')
        throw std::runtime_error("expected: )");
      return inner;
    }
    if (*at < '0' || *at > '9')
      throw std::runtime_error(std::string("unexpected: ") + *at);
    int number = 0;
    while (*at >= '0' && *at <= '9')
      number = number * 10 + *at++ - '0';
    return std::make_unique<Number>(number);
  }

  std::unique_ptr<Node> product() {
    auto left = primary();
    while (*at == '*') {
      ++at;
      left = std::make_unique<Operation>('*', std::move(left), primary());
    }
    return left;
  }

public:
  explicit Parser(const char *text) : at(text) {}

  std::unique_ptr<Node> sum() {
    auto left = product();
    while (*at == '+' || *at == '-') {
      char sign = *at++;
      left = std::make_unique<Operation>(sign, std::move(left), product());
    }
    return left;
  }
};
} // namespace

NOINLINE int calculated(const char *text) {
  Parser parser(text);
  auto root = parser.sum();
  return root->value();
}

// --- a list that two functions read in turn ---

namespace {
struct Cell {
  int number = 0;
  bool list = false;
  std::unique_ptr<Cell> first, rest;
};
} // namespace

NOINLINE std::unique_ptr<Cell> read_cell(const char *&at);

NOINLINE std::unique_ptr<Cell> read_rest(const char *&at) {
  if (*at == ')') {
    ++at;
    return nullptr;
  }
  auto cell = std::make_unique<Cell>();
  cell->list = true;
  cell->first = read_cell(at);
  cell->rest = read_rest(at);
  return cell;
}

std::unique_ptr<Cell> read_cell(const char *&at) {
  if (*at == '(')
    return read_rest(++at);
  auto cell = std::make_unique<Cell>();
  cell->number = *at++ - '0';
  return cell;
}

NOINLINE int total(const Cell *cell) {
  return !cell ? 0 : !cell->list ? cell->number : total(cell->first.get()) + total(cell->rest.get());
}

NOINLINE int cells(const Cell *cell) {
  return !cell ? 0 : 1 + cells(cell->first.get()) + cells(cell->rest.get());
}

NOINLINE void listed(const char *text, int *count, int *sum) {
  auto list = read_cell(text);
  *count = cells(list.get());
  *sum = total(list.get());
}

// --- a tree in an optional ---

NOINLINE std::unique_ptr<Node> built(int n) {
  if (n < 2)
    return std::make_unique<Number>(n);
  auto left = built(n - 1);
  return std::make_unique<Operation>('+', std::move(left), built(n - 2));
}

NOINLINE std::optional<std::unique_ptr<Node>> perhaps(int n) {
  if (n < 0)
    return std::nullopt;
  return built(n);
}

NOINLINE int of_perhaps(int n) {
  auto tree = perhaps(n);
  return tree ? 1 + (*tree)->value() : -1;
}

// --- pairs, and a class with an array ---

NOINLINE std::pair<std::unique_ptr<int>, std::unique_ptr<int>> couple(int n) {
  return {std::make_unique<int>(n), std::make_unique<int>(n + 2)};
}

NOINLINE int coupled(int n, int *other) {
  auto [first, second] = couple(n);
  *other = *second;
  return *first;
}

namespace {
class Row {
  int count;
  std::unique_ptr<int[]> numbers;

public:
  explicit Row(int n) : count(n), numbers(new int[n]()) {}
  int &operator[](int i) { return numbers[i]; }
  int size() const { return count; }
};
} // namespace

NOINLINE Row doubled(Row &row) {
  Row result(row.size());
  for (int i = 0; i < row.size(); i++)
    result[i] = 2 * row[i];
  return result;
}

NOINLINE int row_sum(int n) {
  Row row(n);
  for (int i = 0; i < n; i++)
    row[i] = i;
  Row twice = doubled(row);
  int sum = 0;
  for (int i = 0; i < n; i++)
    sum += twice[i];
  return sum;
}

// --- twins ---

// Twin of built(): a number that is remembered.
static Node *remembered;

NOINLINE std::unique_ptr<Node> built_and_told(int n) {
  if (n < 2) {
    auto number = std::make_unique<Number>(n + 3);
    remembered = number.get();
    return number;
  }
  auto left = built_and_told(n - 1);
  return std::make_unique<Operation>('+', std::move(left), std::make_unique<Number>(0));
}

NOINLINE int told(int n, int *again) {
  static std::unique_ptr<Node> last;
  last = built_and_told(n);
  *again = remembered->value();
  return last->value();
}

// Twin of couple(): the result is known elsewhere, gets what the caller has, and that is given away.
namespace {
struct Registered {
  std::unique_ptr<Node> node;
  Registered();
};
} // namespace
static Registered *registered;
static Node *given;
Registered::Registered() { registered = this; }

NOINLINE void put(std::unique_ptr<Node> &node) { registered->node = std::move(node); }

NOINLINE Registered registers(std::unique_ptr<Node> &node) {
  Registered result;
  put(node);
  given = result.node.release();
  return result;
}

NOINLINE int given_away(int n) {
  std::unique_ptr<Node> node = std::make_unique<Number>(n);
  Registered result = registers(node);
  return result.node ? 0 : 1;
}

// Twin of calculated(): the tree outlives the function that asked for it.
NOINLINE std::unique_ptr<Node> parsed(const char *text) {
  Parser parser(text);
  return parser.sum();
}

static std::unique_ptr<Node> kept;

int main(int argc, char **) {
  int a = 0, b = 0;
  std::printf("%d | ", calculated("2*(3+4)*2"));
  listed("(1(2))", &a, &b);
  std::printf("%d %d | ", a, b);
  std::printf("%d %d | ", of_perhaps(5), of_perhaps(-argc));
  a = coupled(4 + argc, &b);
  std::printf("%d %d | ", a, b);
  std::printf("%d %d\n", row_sum(argc + 4) + row_sum(5), row_sum(4));

  a = told(argc + 2, &b);
  std::printf("%d %d | ", a, b);
  b = given_away(argc + 3);
  std::printf("%d %d | ", given->value(), b + 3);
  delete given;
  kept = parsed("4+5");
  std::printf("%d | ", kept->value());
  try {
    calculated("1+(2*3+)");
  } catch (const std::runtime_error &error) {
    std::printf("%s | ", error.what());
  }
  std::printf("%d\n", calculated("1+2*5"));
  kept.reset();
}
