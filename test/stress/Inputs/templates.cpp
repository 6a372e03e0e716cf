// A large C++ translation unit of templates: what test/stress/units.py compiles to measure what the pass
// costs. One function for each of a few instantiations of everything that programs include most; nothing here
// is run.
#include <algorithm>
#include <any>
#include <array>
#include <deque>
#include <functional>
#include <iostream>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace {

template <typename T> T make(int i) {
  if constexpr (std::is_same_v<T, std::string>)
    return std::to_string(i);
  else
    return static_cast<T>(i);
}

template <typename T> std::vector<T> sequences(int n) {
  std::vector<T> values;
  for (int i = 0; i < n; i++)
    values.push_back(make<T>(i * 7919 % 1000));
  std::sort(values.begin(), values.end());
  std::stable_sort(values.begin(), values.end(), std::greater<T>());
  std::rotate(values.begin(), values.begin() + n / 2, values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::list<T> list(values.begin(), values.end());
  list.sort();
  list.reverse();
  std::deque<T> deque(list.begin(), list.end());
  deque.push_front(make<T>(1));
  std::priority_queue<T> queue(deque.begin(), deque.end());
  while (queue.size() > 3)
    queue.pop();
  values.push_back(queue.top());
  return values;
}

template <typename Key, typename Value> size_t tables(int n) {
  std::map<Key, Value> ordered;
  std::unordered_map<Key, Value> hashed;
  std::set<Key> keys;
  std::unordered_set<Value> values;
  std::multimap<Value, Key> back;
  for (int i = 0; i < n; i++) {
    ordered[make<Key>(i)] = make<Value>(i + 1);
    hashed.emplace(make<Key>(i), make<Value>(i));
    keys.insert(make<Key>(i / 2));
    values.insert(make<Value>(i / 3));
    back.emplace(make<Value>(i), make<Key>(i));
  }
  for (auto i = ordered.begin(); i != ordered.end();)
    i = keys.count(i->first) ? ordered.erase(i) : std::next(i);
  return ordered.size() + hashed.size() + keys.size() + values.size() + back.size();
}

struct node;
using value =
    std::variant<std::nullptr_t, bool, double, std::string, std::vector<node>, std::map<std::string, node>>;
struct node {
  value v;
};

std::string print(const node &n) {
  return std::visit(
      [](const auto &v) -> std::string {
        using type = std::decay_t<decltype(v)>;
        std::ostringstream out;
        if constexpr (std::is_same_v<type, std::string>)
          out << '"' << v << '"';
        else if constexpr (std::is_same_v<type, std::vector<node>>)
          for (const node &element : v)
            out << print(element) << ',';
        else if constexpr (std::is_same_v<type, std::map<std::string, node>>)
          for (const auto &[key, element] : v)
            out << key << ':' << print(element) << ',';
        else if constexpr (std::is_same_v<type, std::nullptr_t>)
          out << "null";
        else
          out << v;
        return out.str();
      },
      n.v);
}

template <typename T, size_t... I> auto closures(std::index_sequence<I...>) {
  std::vector<std::function<T(T)>> functions;
  (functions.emplace_back([k = make<T>(I), s = std::make_shared<T>(make<T>(I))](T x) { return x + k + *s; }),
   ...);
  return std::accumulate(functions.begin(), functions.end(), T{},
                         [](T sum, const std::function<T(T)> &f) { return f(std::move(sum)); });
}

template <typename... T> std::string all(const std::tuple<T...> &t) {
  std::ostringstream out;
  std::apply([&](const auto &...x) { ((out << x << ' '), ...); }, t);
  return out.str();
}

struct visitor {
  virtual ~visitor() = default;
  virtual std::unique_ptr<visitor> next(int) const = 0;
};

template <int N> struct step : visitor {
  std::array<std::string, N> names;
  std::unique_ptr<visitor> next(int i) const override {
    if constexpr (N > 1)
      return i > 0 ? std::make_unique<step<N - 1>>() : nullptr;
    else
      return nullptr;
  }
};

} // namespace

int main(int argc, char **argv) {
  int n = argc * 100;
  size_t size = tables<int, int>(n) + tables<std::string, int>(n) + tables<long, std::string>(n) +
                tables<std::string, std::string>(n) + tables<unsigned, double>(n);
  size += sequences<int>(n).size() + sequences<std::string>(n).size() + sequences<double>(n).size() +
          sequences<long>(n).size() + sequences<unsigned char>(n).size();
  std::regex words("([a-z]+)[ =]+([0-9]+|\"[^\"]*\")(,|$)", std::regex::icase);
  std::map<std::string, node> object;
  for (int i = 1; i < argc; i++) {
    std::string text = argv[i];
    for (std::sregex_iterator m(text.begin(), text.end(), words), end; m != end; ++m)
      object[(*m)[1]] = node{std::vector<node>{node{(*m)[2].str()}, node{m->length() * 1.0}, node{nullptr}}};
  }
  std::any any = print(node{object});
  std::optional<std::string> text =
      any.has_value() ? std::any_cast<std::string>(any) : std::optional<std::string>();
  std::unique_ptr<visitor> v = std::make_unique<step<24>>();
  while (auto following = v->next(argc))
    v = std::move(following);
  std::cout << size << closures<int>(std::make_index_sequence<24>())
            << closures<std::string>(std::make_index_sequence<24>())
            << all(std::make_tuple(1, 2.0, "three", std::string("four"), 'f')) << text.value_or("none")
            << '\n';
}
