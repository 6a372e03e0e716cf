// Classes with several strings, and strings that functions put together and hand on. A constructor copies a text of up
// to 15 characters into the string itself, which leaves the next string alone; a string that is moved hands on a block
// but never its own bytes.
//
// RUN: %e2e %s
// FLAGS: -std=c++17
// HEAP: O0=18 O2=3 O2@19=20
// OUT: Firstname-that-is-long-1 Lastname-that-is-long! 1
// OUT: the name of the first says a second string that is long
// OUT: Rex the very good old dog says woof woof woof woof woof / Tom purrs softly and then some
// OUT: localhost.localdomain.example.org /a/rather/long/path/to/some/file.txt 80
// OUT: prefix that is long enough 1
// OUT: 4 entries, 124 characters
// OUT: kept: a name that is kept and its value, which is as long
// OUT: kept: the speaker's last words were long ones
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace {

struct person {
  std::string first, last;
  int age;
};

person make(int age) { return {"Firstname-that-is-long-" + std::to_string(age), "Lastname-that-is-long", age}; }

[[gnu::noinline]] void copied(int age) {
  auto p = std::make_unique<person>(make(age));
  person q = *p;
  q.last += "!";
  std::printf("%s %s %d\n", q.first.c_str(), q.last.c_str(), q.age);
}

struct pair {
  std::string name, other;
  explicit pair(const char *s) : name(s), other("a second string that is long") {}
  [[gnu::noinline]] std::string both() const { return name + " says " + other; }
};

[[gnu::noinline]] void joined() {
  pair b("the name of the first");
  std::printf("%s\n", b.both().c_str());
}

class animal {
public:
  animal(std::string name, std::string sound) : name_(std::move(name)), sound_(std::move(sound)) {}
  virtual ~animal() = default;
  virtual std::string speak() const { return name_ + " says " + sound_; }

protected:
  std::string name_, sound_;
};

class dog : public animal {
public:
  explicit dog(std::string name) : animal(std::move(name), "woof woof woof woof woof") {}
};

class cat : public animal {
public:
  explicit cat(std::string name) : animal(std::move(name), "meow") {}
  std::string speak() const override { return name_ + " purrs softly and then some"; }
};

[[gnu::noinline]] void spoken() {
  std::unique_ptr<animal> d = std::make_unique<dog>("Rex the very good old dog");
  std::unique_ptr<animal> c = std::make_unique<cat>("Tom");
  std::printf("%s / %s\n", d->speak().c_str(), c->speak().c_str());
}

struct config {
  std::string host = "localhost.localdomain.example.org", path = "/";
  int port = 80;
};

std::optional<config> parse(const std::string &path) {
  if (path.empty())
    return std::nullopt;
  config c;
  c.path = path;
  return c;
}

[[gnu::noinline]] void parsed() {
  auto c = parse("/a/rather/long/path/to/some/file.txt");
  std::printf("%s %s %d\n", c->host.c_str(), c->path.c_str(), c->port);
}

[[gnu::noinline]] void captured(int n) {
  std::function<std::string(int)> f = [prefix = std::string("prefix that is long enough ")](int i) {
    return prefix + std::to_string(i);
  };
  std::printf("%s\n", f(n).c_str());
}

[[gnu::noinline]] void listed(int count) {
  std::list<std::string> entries;
  for (int i = 0; i < count; i++)
    entries.push_back("an entry that is rather long: " + std::to_string(i));
  size_t characters = 0;
  for (const std::string &entry : entries)
    characters += entry.size();
  std::printf("%zu entries, %zu characters\n", entries.size(), characters);
}

} // namespace

std::string kept_name, kept_words;

namespace {

// The block that is handed on outlives the function.
[[gnu::noinline]] void hand_on(const char *text) {
  pair b(text);
  b.name += " and its value, ";
  kept_name = std::move(b.name) + "which is as long";
}

struct speaker {
  virtual ~speaker() = default;
  virtual std::string last_words() const {
    std::string words = "the speaker's last words were long ones";
    kept_words = words;
    return words;
  }
};

[[gnu::noinline]] size_t listen() {
  std::unique_ptr<speaker> s = std::make_unique<speaker>();
  return s->last_words().size();
}

} // namespace

int main(int argc, char **) {
  copied(argc);
  joined();
  spoken();
  parsed();
  captured(argc);
  listed(argc + 3);
  hand_on("a name that is kept");
  std::printf("kept: %s\n", kept_name.c_str());
  if (listen() > 0)
    std::printf("kept: %s\n", kept_words.c_str());
}
