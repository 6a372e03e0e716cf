// Sorting small vectors: median filters over windows, the best of a few offers, and polygons' convex hulls,
// each with vectors for the time of a call. Argument: how many samples.
//
// RUN: %bench %s
// SMALL: 60
// HEAP: plain=542 moved=2
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

static double median(const std::vector<double> &samples, size_t first, size_t count) {
  std::vector<double> window(samples.begin() + static_cast<long>(first),
                             samples.begin() + static_cast<long>(first + count));
  std::sort(window.begin(), window.end());
  return window[count / 2];
}

struct Offer {
  int price, quality, number;
};

static int best_offer(unsigned random) {
  std::vector<Offer> offers;
  offers.reserve(6);
  for (int i = 0; i < 6; i++) {
    random = random * 1103515245 + 12345;
    offers.push_back({static_cast<int>(random >> 16) % 50, static_cast<int>(random >> 24) % 5, i});
  }
  std::sort(offers.begin(), offers.end(), [](const Offer &a, const Offer &b) {
    return a.price != b.price ? a.price < b.price : a.quality > b.quality;
  });
  return offers.front().number;
}

using Point = std::pair<int, int>;

static long cross(const Point &o, const Point &a, const Point &b) {
  return static_cast<long>(a.first - o.first) * (b.second - o.second) -
         static_cast<long>(a.second - o.second) * (b.first - o.first);
}

static std::vector<Point> convex_hull(std::vector<Point> points) {
  std::sort(points.begin(), points.end());
  std::vector<Point> hull(2 * points.size());
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
  hull.resize(count - 1);
  return hull;
}

static size_t hull_size(unsigned random) {
  std::vector<Point> points;
  for (int i = 0; i < 9; i++) {
    random = random * 1103515245 + 12345;
    points.emplace_back(static_cast<int>(random >> 16) % 100, static_cast<int>(random >> 8) % 100);
  }
  return convex_hull(points).size();
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
