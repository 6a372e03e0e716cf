/* What programs with objects share (C++): object.py. FUNCTION becomes a linkage. */

struct failure {
  int code;
};
struct Shape {
  long id;
  explicit Shape(long id) : id(id) { mix(uint64_t(id)); }
  Shape(const Shape &) = default;
  virtual ~Shape() { mix(uint64_t(id) + 1); }
  virtual long area() const { return id; }
  virtual Shape *clone() const { return new Shape(*this); }
  virtual std::unique_ptr<Shape> grown(long by) const { return std::make_unique<Shape>(id + by); }
};
static Shape *last_grown;
struct Named {
  std::string name;
  explicit Named(const char *name) : name(name) {}
  virtual ~Named() { mix(name.size()); }
};
struct Circle : Shape {
  long radius;
  Circle(long id, long radius) : Shape(id), radius(radius) {
    if (radius % 7 == 6)
      throw failure{int(radius)};
  }
  ~Circle() override { mix(uint64_t(radius)); }
  long area() const override { return radius * radius * 3; }
  Shape *clone() const override { return new Circle(*this); }
  std::unique_ptr<Shape> grown(long by) const override {
    if (by % 9 == 8)
      return nullptr;
    return std::make_unique<Circle>(id, radius + by);
  }
};
/* What it makes is known to others, until the next one. */
struct Noted : Shape {
  using Shape::Shape;
  ~Noted() override { last_grown = last_grown == this ? nullptr : last_grown; }
  NOINLINE std::unique_ptr<Shape> grown(long by) const override {
    auto made = std::make_unique<Noted>(id ^ by);
    last_grown = made.get();
    return made;
  }
  Shape *clone() const override { return new Noted(id); }
};
struct Group : Named, Shape {
  std::vector<std::unique_ptr<Shape>> parts;
  Shape *favourite = nullptr;
  explicit Group(long id) : Named(id % 2 ? "odd" : "an even group with a longer name"), Shape(id) {}
  Group(const Group &other) : Named(other), Shape(other) {
    for (const auto &part : other.parts)
      parts.emplace_back(part->clone());
  }
  long area() const override {
    long a = 0;
    for (const auto &part : parts)
      a += part->area();
    return a + long(name.size()) + (favourite ? favourite->id : 0);
  }
  Shape *clone() const override { return new Group(*this); }
  std::unique_ptr<Shape> grown(long by) const override {
    auto made = std::make_unique<Group>(id + by);
    for (const auto &part : parts)
      if (part)
        made->parts.push_back(part->grown(by % 9 == 8 ? 1 : by));
    return made;
  }
};
struct Buffer {
  unsigned char *data;
  size_t size;
  explicit Buffer(size_t size) : data(new unsigned char[size]()), size(size) {}
  Buffer(Buffer &&other) noexcept
      : data(std::exchange(other.data, nullptr)), size(std::exchange(other.size, 0)) {}
  Buffer &operator=(Buffer &&other) noexcept {
    std::swap(data, other.data);
    std::swap(size, other.size);
    return *this;
  }
  ~Buffer() { delete[] data; }
  long total() const {
    long t = long(size);
    for (size_t i = 0; i < size; i++)
      t += data[i];
    return t;
  }
};
struct Counted {
  int value;
  Counted() : value(3) {}
  ~Counted() { mix(uint64_t(value)); }
};
struct alignas(64) Wide {
  long values[8];
};
struct Dropper {
  int n;
  void operator()(Shape *s) const {
    mix(uint64_t(n));
    delete s;
  }
};
FUNCTION long look(const Shape *s) { return s ? s->area() : 5; }
FUNCTION void fail_if(bool bad, int code) {
  if (bad)
    throw failure{code};
}
FUNCTION Shape *make_shape(int kind, long id) {
  switch (kind & 3) {
  case 0:
    return new Shape(id);
  case 1:
    return new Circle(id, id % 50);
  case 2: {
    auto group = std::make_unique<Group>(id);
    group->parts.emplace_back(new Shape(id + 1));
    group->favourite = group->parts[0].get();
    return group.release();
  }
  default:
    return id % 3 == 2 ? nullptr : new Circle(id, 2);
  }
}
FUNCTION std::unique_ptr<Shape> make_owned(int kind, long id) {
  return std::unique_ptr<Shape>(make_shape(kind, id));
}
FUNCTION void consume(Shape *s) {
  mix(uint64_t(look(s)));
  delete s;
}
FUNCTION void consume_owned(std::unique_ptr<Shape> s) { mix(uint64_t(look(s.get()))); }
FUNCTION Shape *same(Shape *s) { return s; }
FUNCTION void adopt(Group &group, Shape *s) {
  if (s) {
    group.parts.emplace_back(s);
    group.favourite = s;
  }
}
FUNCTION long call_with(const std::function<long(long)> &f, long x) { return f ? f(x) : x; }
FUNCTION std::function<long(long)> adder(long a, long b, long c) {
  return [a, b, c](long x) { return (x + a * b + c) % 100003; };
}
FUNCTION std::string joined(const std::string &a, const char *b) { return a + "/" + b; }
static Shape *observed;
