// text_report.cpp, with everything on the stack that can be there when a programmer takes the trouble.
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

// A text that is on the heap when it is long.
class Text {
  size_t count = 0;
  std::array<char, 256> room;
  std::string rest;

public:
  Text &operator+=(std::string_view more) {
    if (rest.empty() && count + more.size() > room.size())
      rest.assign(room.data(), count);
    if (count + more.size() <= room.size())
      more.copy(room.data() + count, more.size());
    else
      rest += more;
    count += more.size();
    return *this;
  }
  void append(size_t times, char c) {
    while (times-- > 0)
      *this += std::string_view(&c, 1);
  }
  operator std::string_view() const { return rest.empty() ? std::string_view(room.data(), count) : rest; }
};

// Parts of a line; on the heap when there are many.
class Parts {
  size_t count = 0;
  std::array<std::string, 8> few;
  std::vector<std::string> many;

public:
  void push_back(std::string part) {
    if (count < few.size())
      few[count] = std::move(part);
    else
      many.push_back(std::move(part));
    count++;
  }
  const std::string &operator[](size_t i) const { return i < few.size() ? few[i] : many[i - few.size()]; }
};

static void pad(Text &text, std::string_view part, size_t width) {
  text += part;
  if (part.size() < width)
    text.append(width - part.size(), ' ');
}

static void split(std::string_view line, char separator, Parts &parts) {
  size_t start = 0;
  for (;;) {
    size_t end = line.find(separator, start);
    if (end == std::string::npos)
      break;
    parts.push_back(std::string(line.substr(start, end - start)));
    start = end + 1;
  }
  parts.push_back(std::string(line.substr(start)));
}

static std::string upper(std::string text) {
  for (char &c : text)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

static void make_key(Text &key, const std::string &host, const std::string &path) {
  key += "requests/";
  key += host;
  key += "/by-path";
  key += path;
}

static void format_message(Text &message, const Parts &fields) {
  message += "[";
  message += upper(fields[1]);
  message += "] ";
  pad(message, fields[2], 24);
  message += " took ";
  message += fields[4];
  message += " milliseconds";
}

static unsigned hash(std::string_view text) {
  unsigned result = 2166136261u;
  for (char c : text)
    result = (result ^ static_cast<unsigned char>(c)) * 16777619u;
  return result;
}

int main(int argc, char **argv) {
  int lines = argc > 1 ? std::atoi(argv[1]) : 20000;
  static const char *const levels[] = {"info", "warning", "error"};
  static const char *const paths[] = {"/index.html", "/api/users/search", "/static/images/logo-large.png",
                                      "/"};
  unsigned sum = 0;
  size_t characters = 0;
  for (int i = 0; i < lines; i++) {
    Text line, key, message;
    line += std::to_string(1700000000 + i);
    line += ";";
    line += levels[i % 3];
    line += ";";
    line += paths[i % 4];
    line += ";server-";
    line += std::to_string(i % 12);
    line += ".example.org;";
    line += std::to_string(i * 37 % 900);
    Parts fields;
    split(line, ';', fields);
    make_key(key, fields[3], fields[2]);
    format_message(message, fields);
    sum = sum * 31 + hash(key) + hash(message);
    characters += std::string_view(message).size();
  }
  std::printf("sum %08x, characters %zu\n", sum, characters);
}
