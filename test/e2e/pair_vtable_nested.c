// A destructor that is called through a pointer and calls another one through a pointer: both have to be
// clones for the release in the inner one to be taken out.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: closing 1
// OUT: closing 2
// OUT: closing 3
// OUT: closing 4
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct stream;

struct operations {
  void (*close)(struct stream *);
  void (*release)(struct stream *);
};

struct stream {
  const struct operations *operations;
  int number;
};

NOINLINE static void simple_release(struct stream *s) { free(s); }

NOINLINE static void simple_close(struct stream *s) {
  printf("closing %d\n", s->number);
  s->operations->release(s);
}

static const struct operations simple = {simple_close, simple_release};

NOINLINE static struct stream *stream_open(int number) {
  struct stream *s = malloc(sizeof *s);
  if (!s)
    abort();
  s->operations = &simple;
  s->number = number;
  return s;
}

NOINLINE static void stream_close(struct stream *s) { s->operations->close(s); }

NOINLINE static void through_a_function(int number) { stream_close(stream_open(number)); }

NOINLINE static void directly(int number) {
  struct stream *s = stream_open(number);
  s->operations->close(s);
}

// The function that is called is known here, what it calls is not known to it.
NOINLINE static void as_argument(struct stream *s, void (*close)(struct stream *)) { close(s); }

int main(void) {
  through_a_function(1);
  directly(2);
  struct stream *s = stream_open(3);
  as_argument(s, simple_close);
  as_argument(stream_open(4), stream_close);
}
