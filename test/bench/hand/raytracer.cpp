// raytracer.cpp, with everything on the stack that can be there when a programmer takes the trouble.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <vector>

class Vector {
public:
  double x, y, z;

  Vector(double x, double y, double z) : x(x), y(y), z(z) {}
  Vector plus(const Vector &v) const { return {x + v.x, y + v.y, z + v.z}; }
  Vector minus(const Vector &v) const { return {x - v.x, y - v.y, z - v.z}; }
  Vector times(double f) const { return {x * f, y * f, z * f}; }
  double dot(const Vector &v) const { return x * v.x + y * v.y + z * v.z; }
  Vector normalized() const { return times(1 / std::sqrt(dot(*this))); }
};

struct Ray {
  Vector origin, direction;
};

struct Hit {
  double distance;
  Vector point, normal;
  double brightness, mirror;
};

class Object {
public:
  virtual ~Object() = default;
  virtual std::optional<Hit> intersect(const Ray &ray) const = 0;
};

class Sphere : public Object {
  Vector center;
  double radius, brightness, mirror;

public:
  Sphere(Vector center, double radius, double brightness, double mirror)
      : center(center), radius(radius), brightness(brightness), mirror(mirror) {}

  std::optional<Hit> intersect(const Ray &ray) const override {
    Vector offset = ray.origin.minus(center);
    double b = offset.dot(ray.direction), c = offset.dot(offset) - radius * radius;
    double discriminant = b * b - c;
    if (discriminant < 0)
      return std::nullopt;
    double distance = -b - std::sqrt(discriminant);
    if (distance < 1e-6)
      return std::nullopt;
    Vector point = ray.origin.plus(ray.direction.times(distance));
    return Hit{distance, point, point.minus(center).times(1 / radius), brightness, mirror};
  }
};

class Floor : public Object {
public:
  std::optional<Hit> intersect(const Ray &ray) const override {
    if (ray.direction.y > -1e-6)
      return std::nullopt;
    double distance = -ray.origin.y / ray.direction.y;
    if (distance < 1e-6)
      return std::nullopt;
    Vector point = ray.origin.plus(ray.direction.times(distance));
    bool dark = (static_cast<long>(std::floor(point.x)) + static_cast<long>(std::floor(point.z))) & 1;
    return Hit{distance, point, Vector(0, 1, 0), dark ? 0.2 : 0.9, 0.1};
  }
};

class Scene {
  std::vector<std::unique_ptr<Object>> objects;
  Vector light = Vector(0.5, 1, -0.7).normalized();

  std::optional<Hit> closest(const Ray &ray) const {
    std::optional<Hit> best;
    for (const auto &object : objects) {
      std::optional<Hit> hit = object->intersect(ray);
      if (hit && (!best || hit->distance < best->distance))
        best = hit;
    }
    return best;
  }

public:
  void add(std::unique_ptr<Object> object) { objects.push_back(std::move(object)); }

  double trace(const Ray &ray, int depth) const {
    std::optional<Hit> hit = closest(ray);
    if (!hit)
      return 0.3 + 0.2 * ray.direction.y;
    double shade = closest(Ray{hit->point, light}) ? 0.1 : std::fmax(0.1, hit->normal.dot(light));
    double color = shade * hit->brightness;
    if (depth > 0 && hit->mirror > 0) {
      Vector turn = hit->normal.times(2 * ray.direction.dot(hit->normal));
      color += hit->mirror * trace(Ray{hit->point, ray.direction.minus(turn)}, depth - 1);
    }
    return color;
  }
};

int main(int argc, char **argv) {
  int size = argc > 1 ? std::atoi(argv[1]) : 160;
  Scene scene;
  scene.add(std::make_unique<Floor>());
  for (int i = 0; i < 4; i++)
    scene.add(std::make_unique<Sphere>(Vector(i - 1.5, 0.5 + 0.3 * (i % 2), 3 + i % 3), 0.5, 0.3 + 0.2 * i,
                                       0.2 * i));
  double sum = 0;
  long bright = 0;
  for (int y = 0; y < size; y++) {
    for (int x = 0; x < size; x++) {
      Vector direction(x * 2.0 / size - 1, 0.8 - y * 2.0 / size, 1.5);
      double color = scene.trace(Ray{Vector(0, 1, -2), direction.normalized()}, 3);
      sum += color;
      bright += color > 0.5;
    }
  }
  std::printf("brightness %.6f, bright pixels %ld\n", sum / (size * size), bright);
}
