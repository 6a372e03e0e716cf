// A ray tracer in the style of languages where every object is on the heap: vectors and rays are made by new
// and owned by unique_ptr, the scene is a vector of objects with virtual functions.
// Argument: width and height of the picture.
//
// RUN: %bench %s
// SMALL: 12
// HEAP: plain=905 moved=603
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

class Vector;
using VectorPtr = std::unique_ptr<Vector>;

class Vector {
public:
  double x, y, z;

  Vector(double x, double y, double z) : x(x), y(y), z(z) {}
  VectorPtr plus(const Vector &v) const { return std::make_unique<Vector>(x + v.x, y + v.y, z + v.z); }
  VectorPtr minus(const Vector &v) const { return std::make_unique<Vector>(x - v.x, y - v.y, z - v.z); }
  VectorPtr times(double f) const { return std::make_unique<Vector>(x * f, y * f, z * f); }
  double dot(const Vector &v) const { return x * v.x + y * v.y + z * v.z; }
  VectorPtr normalized() const { return times(1 / std::sqrt(dot(*this))); }
};

struct Ray {
  VectorPtr origin, direction;
};

struct Hit {
  double distance;
  VectorPtr point, normal;
  double brightness, mirror;
};

class Object {
public:
  virtual ~Object() = default;
  virtual std::unique_ptr<Hit> intersect(const Ray &ray) const = 0;
};

class Sphere : public Object {
  VectorPtr center;
  double radius, brightness, mirror;

public:
  Sphere(VectorPtr center, double radius, double brightness, double mirror)
      : center(std::move(center)), radius(radius), brightness(brightness), mirror(mirror) {}

  std::unique_ptr<Hit> intersect(const Ray &ray) const override {
    VectorPtr offset = ray.origin->minus(*center);
    double b = offset->dot(*ray.direction), c = offset->dot(*offset) - radius * radius;
    double discriminant = b * b - c;
    if (discriminant < 0)
      return nullptr;
    double distance = -b - std::sqrt(discriminant);
    if (distance < 1e-6)
      return nullptr;
    VectorPtr step = ray.direction->times(distance);
    VectorPtr point = ray.origin->plus(*step);
    VectorPtr normal = point->minus(*center)->times(1 / radius);
    return std::make_unique<Hit>(Hit{distance, std::move(point), std::move(normal), brightness, mirror});
  }
};

class Floor : public Object {
public:
  std::unique_ptr<Hit> intersect(const Ray &ray) const override {
    if (ray.direction->y > -1e-6)
      return nullptr;
    double distance = -ray.origin->y / ray.direction->y;
    if (distance < 1e-6)
      return nullptr;
    VectorPtr step = ray.direction->times(distance);
    VectorPtr point = ray.origin->plus(*step);
    bool dark = (static_cast<long>(std::floor(point->x)) + static_cast<long>(std::floor(point->z))) & 1;
    auto hit = std::make_unique<Hit>();
    hit->distance = distance;
    hit->point = std::move(point);
    hit->normal = std::make_unique<Vector>(0, 1, 0);
    hit->brightness = dark ? 0.2 : 0.9;
    hit->mirror = 0.1;
    return hit;
  }
};

class Scene {
  std::vector<std::unique_ptr<Object>> objects;
  VectorPtr light = std::make_unique<Vector>(0.5, 1, -0.7)->normalized();

  std::unique_ptr<Hit> closest(const Ray &ray) const {
    std::unique_ptr<Hit> best;
    for (const auto &object : objects) {
      std::unique_ptr<Hit> hit = object->intersect(ray);
      if (hit && (!best || hit->distance < best->distance))
        best = std::move(hit);
    }
    return best;
  }

public:
  void add(std::unique_ptr<Object> object) { objects.push_back(std::move(object)); }

  double trace(const Ray &ray, int depth) const {
    std::unique_ptr<Hit> hit = closest(ray);
    if (!hit)
      return 0.3 + 0.2 * ray.direction->y;
    Ray shadow{std::make_unique<Vector>(*hit->point), std::make_unique<Vector>(*light)};
    double shade = closest(shadow) ? 0.1 : std::fmax(0.1, hit->normal->dot(*light));
    double color = shade * hit->brightness;
    if (depth > 0 && hit->mirror > 0) {
      VectorPtr turn = hit->normal->times(2 * ray.direction->dot(*hit->normal));
      Ray reflected{std::move(hit->point), ray.direction->minus(*turn)};
      color += hit->mirror * trace(reflected, depth - 1);
    }
    return color;
  }
};

int main(int argc, char **argv) {
  int size = argc > 1 ? std::atoi(argv[1]) : 160;
  Scene scene;
  scene.add(std::make_unique<Floor>());
  for (int i = 0; i < 4; i++)
    scene.add(std::make_unique<Sphere>(std::make_unique<Vector>(i - 1.5, 0.5 + 0.3 * (i % 2), 3 + i % 3), 0.5,
                                       0.3 + 0.2 * i, 0.2 * i));
  double sum = 0;
  long bright = 0;
  for (int y = 0; y < size; y++) {
    for (int x = 0; x < size; x++) {
      auto direction = std::make_unique<Vector>(x * 2.0 / size - 1, 0.8 - y * 2.0 / size, 1.5);
      Ray ray{std::make_unique<Vector>(0, 1, -2), direction->normalized()};
      double color = scene.trace(ray, 3);
      sum += color;
      bright += color > 0.5;
    }
  }
  std::printf("brightness %.6f, bright pixels %ld\n", sum / (size * size), bright);
}
