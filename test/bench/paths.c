/* Paths: joining, normalising and comparing file names, each function returning a new string.
 * Argument: how many rounds over all names. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=4480 moved=0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All results are to be freed. */

static char *path_join(const char *directory, const char *name) {
  if (name[0] == '/')
    return strdup(name);
  size_t length = strlen(directory);
  char *path = malloc(length + strlen(name) + 2);
  memcpy(path, directory, length);
  if (length == 0 || directory[length - 1] != '/')
    path[length++] = '/';
  strcpy(path + length, name);
  return path;
}

static char *path_directory(const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash)
    return strdup(".");
  if (slash == path)
    return strdup("/");
  return strndup(path, (size_t)(slash - path));
}

static char *path_base(const char *path) {
  const char *slash = strrchr(path, '/');
  return strdup(slash ? slash + 1 : path);
}

static char *path_with_extension(const char *path, const char *extension) {
  const char *slash = strrchr(path, '/'), *dot = strrchr(path, '.');
  size_t length = dot && (!slash || dot > slash) ? (size_t)(dot - path) : strlen(path);
  char *result = malloc(length + strlen(extension) + 1);
  memcpy(result, path, length);
  strcpy(result + length, extension);
  return result;
}

/* Without ".", ".." and double slashes. */
static char *path_normalize(const char *path) {
  char *copy = strdup(path);
  const char **parts = malloc((strlen(path) / 2 + 1) * sizeof *parts);
  size_t count = 0;
  for (char *rest, *part = strtok_r(copy, "/", &rest); part; part = strtok_r(NULL, "/", &rest)) {
    if (strcmp(part, "..") == 0)
      count -= count > 0;
    else if (strcmp(part, ".") != 0)
      parts[count++] = part;
  }
  char *result = malloc(strlen(path) + 2), *end = result;
  for (size_t i = 0; i < count; i++) {
    *end++ = '/';
    end = stpcpy(end, parts[i]);
  }
  if (count == 0)
    *end++ = '/';
  *end = '\0';
  free(parts);
  free(copy);
  return result;
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
static char *object_name(const char *root, const char *source) {
  char *joined = path_join(root, source);
  char *normal = path_normalize(joined);
  char *object = path_with_extension(normal, ".o");
  free(normal);
  free(joined);
  return object;
}

int main(int argc, char **argv) {
  int rounds = argc > 1 ? atoi(argv[1]) : 2000;
  unsigned sum = 0;
  long same = 0, characters = 0;
  for (int round = 0; round < rounds; round++) {
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
      for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        char *object = object_name(roots[i], names[k]);
        char *directory = path_directory(object);
        char *base = path_base(object);
        char *again = path_join(directory, base);
        same += strcmp(again, object) == 0;
        characters += (long)strlen(directory);
        sum = sum * 31 + hash(object) + hash(base);
        free(again);
        free(base);
        free(directory);
        free(object);
      }
    }
  }
  printf("sum %08x, same %ld, characters %ld\n", sum, same, characters);
  return 0;
}
