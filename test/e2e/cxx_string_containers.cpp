// Strings that are edited in place, in arrays, and in classes, vectors and maps. In vectors that grow and in maps some
// stay on the heap: what is written to the text of one may reach the pointer of the next as far as the analysis knows.
//
// RUN: %e2e %s
// FLAGS: -std=c++17
// HEAP: O0=23 O0@19=25 O2=12 O2@19=20
// OUT: joined: one and a half long words; two and a half long words; three and a half long words
// OUT: split 12 of 45
// OUT: edited: the quick red fox jumps over one very lazy dog
// OUT: person: Ada Lovelace of the Analytical Engine, mathematician and writer
// OUT: table: the second name in this table of three names
// OUT: counted 3
// OUT: kept: a name that a function hands to a global variable
// OUT: kept: the first piece of a text that was split
#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace {

[[gnu::noinline]] std::string join(const std::vector<std::string> &words, const std::string &between) {
  std::string all;
  for (size_t i = 0; i < words.size(); i++) {
    if (i > 0)
      all += between;
    all += words[i];
  }
  return all;
}

[[gnu::noinline]] void joined() {
  std::vector<std::string> words{"one and a half long words", "two and a half long words",
                                 "three and a half long words"};
  std::printf("joined: %s\n", join(words, "; ").c_str());
}

std::vector<std::string> split(const std::string &text, char at) {
  std::vector<std::string> pieces;
  size_t begin = 0;
  for (size_t end; (end = text.find(at, begin)) != std::string::npos; begin = end + 1)
    pieces.push_back(text.substr(begin, end - begin));
  pieces.push_back(text.substr(begin));
  return pieces;
}

[[gnu::noinline]] void pieces(const std::string &path) {
  size_t characters = 0, count = 0;
  for (const std::string &piece : split(path, '/')) {
    characters += piece.size();
    count++;
  }
  std::printf("split %zu of %zu\n", count, characters);
}

[[gnu::noinline]] void edited(const std::string &given) {
  std::string text = given;
  text.insert(4, "quick ");
  text.replace(text.find("brown"), 5, "red");
  text.replace(text.find("the", 1), 3, std::string("one very"));
  std::printf("edited: %s\n", text.c_str());
}

class person {
  std::string name, work;

public:
  person(const std::string &n, const std::string &w) : name(n), work(w) {}
  std::string description() const { return name + ", " + work; }
};

[[gnu::noinline]] void described() {
  person ada("Ada Lovelace of the Analytical Engine", "mathematician and writer");
  std::printf("person: %s\n", ada.description().c_str());
}

[[gnu::noinline]] void chosen(size_t n) {
  std::string table[3] = {"the first name in this table of three names",
                          "the second name in this table of three names",
                          "the third name in this table of three names"};
  std::printf("table: %s\n", table[n].c_str());
}

[[gnu::noinline]] void counted(const std::string &given) {
  std::map<std::string, int> found;
  found["the first long word that is counted"]++;
  found["the second long word that is counted"]++;
  found[given]++;
  found[given]++;
  std::printf("counted %zu\n", found.size());
}

std::string global;

// Kept: the buffer is assigned to a global string.
[[gnu::noinline]] void given_away() {
  std::vector<std::string> names;
  names.push_back("a name that a function hands to a global variable");
  global = std::move(names[0]);
}

// Kept: the global string gets a piece's buffer.
[[gnu::noinline]] void piece_kept(const std::string &text) {
  std::vector<std::string> all = split(text, ',');
  global = std::move(all.front());
}

volatile size_t one = 1;

} // namespace

int main() {
  joined();
  pieces("usr/local/lib/something/and/so/on/for/a/long/time/please");
  edited("the brown fox jumps over the lazy dog");
  described();
  chosen(one);
  counted("the third long word that is counted");
  given_away();
  std::printf("kept: %s\n", global.c_str());
  piece_kept("the first piece of a text that was split, the second piece of it, and the last one");
  std::printf("kept: %s\n", global.c_str());
}
