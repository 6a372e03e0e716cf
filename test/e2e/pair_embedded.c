// A structure with others embedded in it: their functions get an address inside of the object, and hang
// objects of their own there.
//
// RUN: %e2e %s
// HEAP: plain=4 O0=0 O2=0
// OUT: window 10x20 "mail" (3 new)
// OUT: area 260 "mail" ()
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline))

struct rect {
  int x, y, width, height;
};

struct title {
  char text[12];
  char *note;
};

struct window {
  int id;
  struct rect frame;
  struct title title;
};

NOINLINE static void rect_init(struct rect *r, int width, int height) {
  *r = (struct rect){0, 0, width, height};
}

NOINLINE static int rect_area(const struct rect *r) { return r->width * r->height; }

NOINLINE int title_init(struct title *t, const char *text, const char *note) {
  snprintf(t->text, sizeof t->text, "%s", text);
  t->note = malloc(32);
  if (!t->note)
    return -1;
  snprintf(t->note, 32, "%s", note);
  return 0;
}

NOINLINE void title_release(struct title *t) { free(t->note); }

NOINLINE struct window *window_new(int width, const char *note) {
  struct window *w = malloc(sizeof *w);
  if (!w)
    return NULL;
  w->id = 1;
  rect_init(&w->frame, width, 2 * width);
  if (title_init(&w->title, "mail", note) != 0) {
    free(w);
    return NULL;
  }
  return w;
}

NOINLINE void window_free(struct window *w) {
  title_release(&w->title);
  free(w);
}

NOINLINE static void show(int width) {
  struct window *w = window_new(width, "3 new");
  if (!w)
    return;
  struct rect *frame = &w->frame;
  printf("window %dx%d \"%s\" (%s)\n", frame->width, frame->height, w->title.text, w->title.note);
  window_free(w);
}

// Only the address of a part is left in the end.
NOINLINE static void from_part(int width) {
  struct window *w = window_new(width, "");
  if (!w)
    return;
  struct title *title = &w->title;
  rect_init(&w->frame, width + 3, 2 * width);
  printf("area %d \"%s\" (%s)\n", rect_area(&w->frame), title->text, title->note);
  window_free((struct window *)((char *)title - offsetof(struct window, title)));
}

int main(void) {
  volatile int width = 10;
  show(width);
  from_part(width);
}
