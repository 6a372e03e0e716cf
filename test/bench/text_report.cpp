// Strings of C++: lines split into vectors of strings, keys and messages joined from parts, a report padded
// and filtered, all by functions that return strings. Argument: how many lines.
//
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=287 moved=111 moved@19=197
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

static std::string repeated(char c, size_t count) { return std::string(count, c); }

static std::string padded(const std::string &text, size_t width) {
  if (text.size() >= width)
    return text;
  return text + repeated(' ', width - text.size());
}

static std::vector<std::string> split(const std::string &line, char separator) {
  std::vector<std::string> parts;
  size_t start = 0;
  for (;;) {
    size_t end = line.find(separator, start);
    if (end == std::string::npos)
      break;
    parts.push_back(line.substr(start, end - start));
    start = end + 1;
  }
  parts.push_back(line.substr(start));
  return parts;
}

static std::string upper(std::string text) {
  for (char &c : text)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

static std::string make_key(const std::string &host, const std::string &path) {
  return "requests/" + host + "/by-path" + path;
}

static std::string format_message(const std::vector<std::string> &fields) {
  std::string message = "[" + upper(fields[1]) + "] ";
  message += padded(fields[2], 24);
  message += " took " + fields[4] + " milliseconds";
  return message;
}

static unsigned hash(const std::string &text) {
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
    std::string line = std::to_string(1700000000 + i) + ";" + levels[i % 3] + ";" + paths[i % 4] +
                       ";server-" + std::to_string(i % 12) + ".example.org;" + std::to_string(i * 37 % 900);
    std::vector<std::string> fields = split(line, ';');
    std::string key = make_key(fields[3], fields[2]);
    std::string message = format_message(fields);
    sum = sum * 31 + hash(key) + hash(message);
    characters += message.size();
  }
  std::printf("sum %08x, characters %zu\n", sum, characters);
}
