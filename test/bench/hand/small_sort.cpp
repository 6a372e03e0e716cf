// small_sort.cpp, with everything on the stack that can be there when a programmer takes the trouble.
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

// A vector that is on the heap when it is long.
template <class T, size_t Room> class SmallVector {
  size_t count = 0;
  std::array<T, Room> room;
  std::vector<T> rest;

  T *data() { return rest.empty() ? room.data() : rest.data(); }

public:
  explicit SmallVector(size_t size = 0) : count(size) {
    if (size > Room)
      rest.resize(size);
    else
      std::fill(room.begin(), room.begin() + size, T());
  }
  void push_back(const T &value) {
    if (count == Room)
      rest.assign(room.begin(), room.end());
    if (count < Room)
      room[count] = value;
    else
      rest.push_back(value);
    count++;
  }
  T &operator[](size_t i) { return data()[i]; }
  T *begin() { return data(); }
  T *end() { return data() + count; }
  size_t size() const { return count; }
};

static double median(const std::vector<double> &samples, size_t first, size_t count) {
  SmallVector<double, 32> window(count);
  std::copy_n(samples.begin() + static_cast<long>(first), count, window.begin());
  std::sort(window.begin(), window.end());
  return window[count / 2];
}

struct Offer {
  int price, quality, number;
};

static int best_offer(unsigned random) {
  SmallVector<Offer, 6> offers;
  for (int i = 0; i < 6; i++) {
    random = random * 1103515245 + 12345;
    offers.push_back({static_cast<int>(random >> 16) % 50, static_cast<int>(random >> 24) % 5, i});
  }
  std::sort(offers.begin(), offers.end(), [](const Offer &a, const Offer &b) {
    return a.price != b.price ? a.price < b.price : a.quality > b.quality;
  });
  return offers[0].number;
}

using Point = std::pair<int, int>;

static long cross(const Point &o, const Point &a, const Point &b) {
  return static_cast<long>(a.first - o.first) * (b.second - o.second) -
         static_cast<long>(a.second - o.second) * (b.first - o.first);
}

using Points = SmallVector<Point, 32>;

static size_t convex_hull(Points &points, Points &hull) {
  std::sort(points.begin(), points.end());
  size_t count = 0;
  for (size_t i = 0; i < points.size(); i++) {
    while (count >= 2 && cross(hull[count - 2], hull[count - 1], points[i]) <= 0)
      count--;
    hull[count++] = points[i];
  }
  for (size_t i = points.size() - 1, lower = count + 1; i > 0; i--) {
    while (count >= lower && cross(hull[count - 2], hull[count - 1], points[i - 1]) <= 0)
      count--;
    hull[count++] = points[i - 1];
  }
  return count - 1;
}

static size_t hull_size(unsigned random) {
  Points points;
  for (int i = 0; i < 9; i++) {
    random = random * 1103515245 + 12345;
    points.push_back({static_cast<int>(random >> 16) % 100, static_cast<int>(random >> 8) % 100});
  }
  Points hull(2 * points.size());
  return convex_hull(points, hull);
}

int main(int argc, char **argv) {
  size_t count = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 40000;
  std::vector<double> samples(count + 8);
  unsigned random = 99;
  for (double &sample : samples) {
    random = random * 1103515245 + 12345;
    sample = static_cast<double>(random >> 16) / 1000;
  }
  double smooth = 0;
  long offers = 0, corners = 0;
  for (size_t i = 0; i < count; i++) {
    smooth += median(samples, i, 7);
    offers += best_offer(static_cast<unsigned>(i));
    corners += static_cast<long>(hull_size(static_cast<unsigned>(i)));
  }
  std::printf("smooth %.3f, offers %ld, corners %ld\n", smooth, offers, corners);
}
