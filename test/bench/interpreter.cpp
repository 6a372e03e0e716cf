// A small interpreter: a program as a tree of nodes with virtual functions, values as shared_ptr, and an
// environment for each call and each block.
// Argument: how many times the program runs.
//
// RUN: %bench %s
// SMALL: 5
// HEAP: plain=4567 moved=4561 moved@19=4563
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

class Value {
public:
  explicit Value(long number) : number(number) {}
  long number;
};
using ValuePtr = std::shared_ptr<Value>;

class Environment {
  std::vector<std::pair<std::string, ValuePtr>> variables;
  Environment *outer;

public:
  explicit Environment(Environment *outer) : outer(outer) {}

  ValuePtr *find(const std::string &name) {
    for (auto &variable : variables)
      if (variable.first == name)
        return &variable.second;
    return outer ? outer->find(name) : nullptr;
  }

  void define(const std::string &name, ValuePtr value) { variables.emplace_back(name, std::move(value)); }
};

class Node {
public:
  virtual ~Node() = default;
  virtual ValuePtr run(Environment &environment) const = 0;
};
using NodePtr = std::unique_ptr<Node>;

class Number : public Node {
  ValuePtr value;

public:
  explicit Number(long number) : value(std::make_shared<Value>(number)) {}
  ValuePtr run(Environment &) const override { return value; }
};

class Variable : public Node {
  std::string name;

public:
  explicit Variable(std::string name) : name(std::move(name)) {}
  ValuePtr run(Environment &environment) const override { return *environment.find(name); }
};

class Binary : public Node {
  char operation;
  NodePtr left, right;

public:
  Binary(char operation, NodePtr left, NodePtr right)
      : operation(operation), left(std::move(left)), right(std::move(right)) {}
  ValuePtr run(Environment &environment) const override {
    ValuePtr a = left->run(environment), b = right->run(environment);
    switch (operation) {
    case '+':
      return std::make_shared<Value>(a->number + b->number);
    case '-':
      return std::make_shared<Value>(a->number - b->number);
    case '*':
      return std::make_shared<Value>(a->number * b->number % 1000003);
    default:
      return std::make_shared<Value>(a->number < b->number);
    }
  }
};

class Assignment : public Node {
  std::string name;
  NodePtr value;

public:
  Assignment(std::string name, NodePtr value) : name(std::move(name)), value(std::move(value)) {}
  ValuePtr run(Environment &environment) const override {
    ValuePtr result = value->run(environment);
    *environment.find(name) = result;
    return result;
  }
};

class Block : public Node {
  std::vector<std::string> locals;
  std::vector<NodePtr> statements;

public:
  Block(std::vector<std::string> locals, std::vector<NodePtr> statements)
      : locals(std::move(locals)), statements(std::move(statements)) {}
  ValuePtr run(Environment &outer) const override {
    auto environment = std::make_unique<Environment>(&outer);
    for (const auto &local : locals)
      environment->define(local, std::make_shared<Value>(0));
    ValuePtr result;
    for (const auto &statement : statements)
      result = statement->run(*environment);
    return result;
  }
};

class Loop : public Node {
  NodePtr condition, body;

public:
  Loop(NodePtr condition, NodePtr body) : condition(std::move(condition)), body(std::move(body)) {}
  ValuePtr run(Environment &environment) const override {
    ValuePtr result;
    while (condition->run(environment)->number)
      result = body->run(environment);
    return result;
  }
};

static NodePtr number(long value) { return std::make_unique<Number>(value); }
static NodePtr variable(const char *name) { return std::make_unique<Variable>(name); }
static NodePtr binary(char operation, NodePtr left, NodePtr right) {
  return std::make_unique<Binary>(operation, std::move(left), std::move(right));
}
static NodePtr assign(const char *name, NodePtr value) {
  return std::make_unique<Assignment>(name, std::move(value));
}

// { i; sum; i = 0; while (i < 100) { square; square = i * i; sum = sum + square - (square < i); i = i + 1; }
// sum; }
static NodePtr make_program() {
  std::vector<NodePtr> body;
  body.push_back(assign("square", binary('*', variable("i"), variable("i"))));
  body.push_back(assign("sum", binary('-', binary('+', variable("sum"), variable("square")),
                                      binary('<', variable("square"), variable("i")))));
  body.push_back(assign("i", binary('+', variable("i"), number(1))));
  std::vector<NodePtr> statements;
  statements.push_back(assign("i", number(0)));
  statements.push_back(
      std::make_unique<Loop>(binary('<', variable("i"), number(100)),
                             std::make_unique<Block>(std::vector<std::string>{"square"}, std::move(body))));
  statements.push_back(variable("sum"));
  return std::make_unique<Block>(std::vector<std::string>{"i", "sum"}, std::move(statements));
}

int main(int argc, char **argv) {
  int runs = argc > 1 ? std::atoi(argv[1]) : 400;
  NodePtr program = make_program();
  long sum = 0;
  for (int i = 0; i < runs; i++) {
    Environment global(nullptr);
    sum += program->run(global)->number;
  }
  std::printf("sum %ld\n", sum);
}
