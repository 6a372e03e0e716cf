/* paths.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A text that is on the heap when it is long. All results are to be cleared. */
struct text {
  char *at;
  char room[256];
};

static char *text_room(struct text *text, size_t size) {
  return text->at = size <= sizeof text->room ? text->room : malloc(size);
}

static void text_copy(struct text *text, const char *from, size_t length) {
  char *to = text_room(text, length + 1);
  memcpy(to, from, length);
  to[length] = '\0';
}

static void text_clear(struct text *text) {
  if (text->at != text->room)
    free(text->at);
}

static void path_join(const char *directory, const char *name, struct text *result) {
  if (name[0] == '/') {
    text_copy(result, name, strlen(name));
    return;
  }
  size_t length = strlen(directory);
  char *path = text_room(result, length + strlen(name) + 2);
  memcpy(path, directory, length);
  if (length == 0 || directory[length - 1] != '/')
    path[length++] = '/';
  strcpy(path + length, name);
}

static void path_directory(const char *path, struct text *result) {
  const char *slash = strrchr(path, '/');
  if (!slash)
    text_copy(result, ".", 1);
  else if (slash == path)
    text_copy(result, "/", 1);
  else
    text_copy(result, path, (size_t)(slash - path));
}

static void path_base(const char *path, struct text *result) {
  const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
  text_copy(result, base, strlen(base));
}

static void path_with_extension(const char *path, const char *extension, struct text *text) {
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  size_t length = dot && (!slash || dot > slash) ? (size_t)(dot - path) : strlen(path);
  char *result = text_room(text, length + strlen(extension) + 1);
  memcpy(result, path, length);
  strcpy(result + length, extension);
}

/* Without ".", ".." and double slashes. */
static void path_normalize(const char *path, struct text *text) {
  struct text copy;
  text_copy(&copy, path, strlen(path));
  const char *room[64];
  size_t capacity = strlen(path) / 2 + 1;
  const char **parts = capacity <= 64 ? room : malloc(capacity * sizeof *parts);
  size_t count = 0;
  for (char *rest, *part = strtok_r(copy.at, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
    if (strcmp(part, "..") == 0)
      count -= count > 0;
    else if (strcmp(part, ".") != 0)
      parts[count++] = part;
  }
  char *end = text_room(text, strlen(path) + 2);
  for (size_t i = 0; i < count; i++) {
    *end++ = '/';
    end = stpcpy(end, parts[i]);
  }
  if (count == 0)
    *end++ = '/';
  *end = '\0';
  if (parts != room)
    free(parts);
  text_clear(&copy);
}

static unsigned hash(const char *text) {
  unsigned result = 2166136261u;
  while (*text)
    result = (result ^ (unsigned char)*text++) * 16777619u;
  return result;
}

static const char *const roots[] = {"/", "/usr/include", "/home/user/project/src", "/var/lib/../log/./app/"};
static const char *const names[] = {"main.c",
                                    "../include/list.h",
                                    "./util/strings/join.c",
                                    "/etc/passwd",
                                    "a/b/../../c//d.tar.gz",
                                    "README",
                                    "deep/er/and/deep/er/still/file.name.txt"};

/* The object file's name that belongs to a source, as a build tool would make it. */
static void object_name(const char *root, const char *source, struct text *object) {
  struct text joined, normal;
  path_join(root, source, &joined);
  path_normalize(joined.at, &normal);
  path_with_extension(normal.at, ".o", object);
  text_clear(&normal);
  text_clear(&joined);
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 2000;
  unsigned sum = 0;
  long same = 0, characters = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
      for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        struct text object, directory, base, again;
        object_name(roots[i], names[k], &object);
        path_directory(object.at, &directory);
        path_base(object.at, &base);
        path_join(directory.at, base.at, &again);
        same += strcmp(again.at, object.at) == 0;
        characters += (long)strlen(directory.at);
        sum = sum * 31 + hash(object.at) + hash(base.at);
        text_clear(&again);
        text_clear(&base);
        text_clear(&directory);
        text_clear(&object);
      }
    }
  }
  printf("sum %08x, same %ld, characters %ld\n", sum, same, characters);
  return 0;
}
