// Virtual dispatch: shapes made by a factory, transformed into new shapes, measured by visitors and dropped;
// and a drawing that keeps shapes for long. Argument: how many shapes.
//
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=63 moved=1
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

class Circle;
class Rectangle;
class Triangle;

class Visitor {
public:
  virtual ~Visitor() = default;
  virtual void visit(const Circle &circle) = 0;
  virtual void visit(const Rectangle &rectangle) = 0;
  virtual void visit(const Triangle &triangle) = 0;
};

class Shape {
public:
  virtual ~Shape() = default;
  virtual double area() const = 0;
  virtual std::unique_ptr<Shape> scaled(double factor) const = 0;
  virtual void accept(Visitor &visitor) const = 0;
};

class Circle : public Shape {
  double radius;

public:
  explicit Circle(double radius) : radius(radius) {}
  double area() const override { return M_PI * radius * radius; }
  std::unique_ptr<Shape> scaled(double factor) const override {
    return std::make_unique<Circle>(radius * factor);
  }
  void accept(Visitor &visitor) const override { visitor.visit(*this); }
  double perimeter() const { return 2 * M_PI * radius; }
};

class Rectangle : public Shape {
  double width, height;

public:
  Rectangle(double width, double height) : width(width), height(height) {}
  double area() const override { return width * height; }
  std::unique_ptr<Shape> scaled(double factor) const override {
    return std::make_unique<Rectangle>(width * factor, height * factor);
  }
  void accept(Visitor &visitor) const override { visitor.visit(*this); }
  double perimeter() const { return 2 * (width + height); }
};

class Triangle : public Shape {
  double a, b, c;

public:
  Triangle(double a, double b, double c) : a(a), b(b), c(c) {}
  double area() const override {
    double s = (a + b + c) / 2;
    return std::sqrt(s * (s - a) * (s - b) * (s - c));
  }
  std::unique_ptr<Shape> scaled(double factor) const override {
    return std::make_unique<Triangle>(a * factor, b * factor, c * factor);
  }
  void accept(Visitor &visitor) const override { visitor.visit(*this); }
  double perimeter() const { return a + b + c; }
};

class PerimeterVisitor : public Visitor {
  double sum = 0;

public:
  void visit(const Circle &circle) override { sum += circle.perimeter(); }
  void visit(const Rectangle &rectangle) override { sum += rectangle.perimeter(); }
  void visit(const Triangle &triangle) override { sum += triangle.perimeter(); }
  double result() const { return sum; }
};

class CountVisitor : public Visitor {
  int round = 0, straight = 0;

public:
  void visit(const Circle &) override { round++; }
  void visit(const Rectangle &) override { straight++; }
  void visit(const Triangle &) override { straight++; }
  int result() const { return 1000 * round + straight; }
};

static std::unique_ptr<Shape> make_shape(int number) {
  switch (number % 3) {
  case 0:
    return std::make_unique<Circle>(1 + number % 7);
  case 1:
    return std::make_unique<Rectangle>(1 + number % 5, 2 + number % 3);
  default:
    return std::make_unique<Triangle>(3 + number % 2, 4, 5);
  }
}

static double perimeter(const Shape &shape) {
  auto visitor = std::make_unique<PerimeterVisitor>();
  shape.accept(*visitor);
  return visitor->result();
}

int main(int argc, char **argv) {
  int count = argc > 1 ? std::atoi(argv[1]) : 400000;
  double areas = 0, perimeters = 0;
  int counted = 0;
  std::vector<std::unique_ptr<Shape>> drawing;
  for (int i = 0; i < count; i++) {
    std::unique_ptr<Shape> shape = make_shape(i);
    std::unique_ptr<Shape> larger = shape->scaled(1.5);
    areas += larger->area() - shape->area();
    perimeters += perimeter(*larger);
    if (i % 50 == 0)
      drawing.push_back(std::move(shape));
  }
  std::unique_ptr<Visitor> visitor = std::make_unique<CountVisitor>();
  for (const auto &shape : drawing)
    shape->accept(*visitor);
  counted = static_cast<CountVisitor &>(*visitor).result();
  std::printf("areas %.3f, perimeters %.3f, drawing %d\n", areas, perimeters, counted);
}
