/* What programs with structures of two words share: pair.py. FUNCTION becomes a linkage. */

struct thing {
  long a;
  struct thing *next;
};
struct duo {
  struct thing *first, *second;
};
struct counted {
  struct thing *thing;
  size_t count;
};
struct tagged {
  uintptr_t tag;
  struct thing *thing;
};
struct words {
  uintptr_t first, second;
};
union either {
  struct duo duo;
  struct words words;
  struct counted counted;
};
static struct thing *given; /* the list of things that were given away */
static struct duo seen;    /* borrowed: valid until the scenario ends */

FUNCTION struct thing *thing(long a) {
  struct thing *i = malloc(sizeof *i);
  *i = (struct thing){.a = a};
  return i;
}
static long a_of(const struct thing *i) { return i ? i->a : 5; }
FUNCTION struct duo two_of(struct thing *first, struct thing *second) { return (struct duo){first, second}; }
FUNCTION struct duo two_made(long a) {
  struct thing *first = thing(a), *second = thing(a + 1);
  return (struct duo){first, second};
}
FUNCTION struct duo second_made(long a) { return (struct duo){.second = thing(a)}; }
FUNCTION struct counted counted_made(size_t count) {
  struct counted c = {malloc(count * sizeof *c.thing), count};
  for (size_t i = 0; i < count; i++)
    c.thing[i] = (struct thing){.a = (long)(i * count)};
  return c;
}
FUNCTION long counted_sum(struct counted c) {
  long sum = (long)c.count;
  for (size_t i = 0; i < c.count; i++)
    sum += c.thing[i].a;
  return sum;
}
FUNCTION struct duo swapped(struct duo t) { return (struct duo){t.second, t.first}; }
FUNCTION struct duo swapped_if(struct duo t, bool yes) { return yes ? swapped(t) : t; }
/* Takes the second of one for its first, and leaves its own first there. */
FUNCTION struct duo crossed(struct duo t, struct duo *other) {
  struct thing *second = other->second;
  other->second = t.first;
  t.first = second;
  return t;
}
FUNCTION void give(struct thing *i) {
  if (i) {
    i->next = given;
    given = i;
  }
}
FUNCTION struct thing *taken(void) {
  struct thing *i = given;
  if (i)
    given = i->next;
  return i;
}
FUNCTION struct duo second_given(struct duo t) {
  give(t.second);
  return (struct duo){t.first, NULL};
}
FUNCTION struct duo first_given(struct duo t) {
  give(t.first);
  t.first = NULL;
  return t;
}
FUNCTION struct duo first_dropped(struct duo t) {
  free(t.first);
  return (struct duo){NULL, t.second};
}
FUNCTION void drop_two(struct duo t) {
  free(t.first);
  free(t.second);
}
FUNCTION struct duo filled(struct duo t, long a) {
  if (!t.first)
    t.first = thing(a);
  if (!t.second)
    t.second = taken();
  return t;
}
FUNCTION void see(struct duo t) { seen = t; }
FUNCTION struct words words_of(struct duo t) {
  return (struct words){(uintptr_t)t.first, (uintptr_t)t.second};
}
FUNCTION struct duo two_of_words(struct words n) {
  return (struct duo){(struct thing *)n.first, (struct thing *)n.second};
}
FUNCTION struct tagged tagged(struct thing *i, uintptr_t tag) { return (struct tagged){tag, i}; }
FUNCTION struct tagged retagged(struct tagged t) { return (struct tagged){t.tag * 3 + 1, t.thing}; }
/* The word beside the thing is another one's address. */
FUNCTION struct duo untagged(struct tagged t) { return (struct duo){t.thing, (struct thing *)t.tag}; }
FUNCTION struct duo through_memory(struct duo t) {
  union either e = {.duo = t}, copy;
  memcpy(&copy, &e, sizeof copy);
  return (struct duo){copy.counted.thing, (struct thing *)copy.words.second};
}
static void pair_end(void) {
  seen = (struct duo){0};
  for (struct thing *i = taken(); i; i = taken()) {
    mix((uint64_t)i->a);
    free(i);
  }
}
