/* What programs with structures of two words share: pair.py. FUNCTION becomes a linkage. */

struct item {
  long a;
  struct item *next;
};
struct two {
  struct item *first, *second;
};
struct counted {
  struct item *item;
  size_t count;
};
struct tagged {
  uintptr_t tag;
  struct item *item;
};
struct numbers {
  uintptr_t first, second;
};
union either {
  struct two two;
  struct numbers numbers;
  struct counted counted;
};
static struct item *given; /* the list of items that were given away */
static struct two seen;    /* borrowed: valid until the scenario ends */

FUNCTION struct item *item(long a) {
  struct item *i = malloc(sizeof *i);
  *i = (struct item){.a = a};
  return i;
}
static long of(const struct item *i) { return i ? i->a : 5; }
FUNCTION struct two two_of(struct item *first, struct item *second) { return (struct two){first, second}; }
FUNCTION struct two two_made(long a) {
  struct item *first = item(a), *second = item(a + 1);
  return (struct two){first, second};
}
FUNCTION struct two second_made(long a) { return (struct two){.second = item(a)}; }
FUNCTION struct counted counted_made(size_t count) {
  struct counted c = {malloc(count * sizeof *c.item), count};
  for (size_t i = 0; i < count; i++)
    c.item[i] = (struct item){.a = (long)(i * count)};
  return c;
}
FUNCTION long counted_sum(struct counted c) {
  long sum = (long)c.count;
  for (size_t i = 0; i < c.count; i++)
    sum += c.item[i].a;
  return sum;
}
FUNCTION struct two swapped(struct two t) { return (struct two){t.second, t.first}; }
FUNCTION struct two swapped_if(struct two t, bool yes) { return yes ? swapped(t) : t; }
/* Takes the second of one for its first, and leaves its own first there. */
FUNCTION struct two crossed(struct two t, struct two *other) {
  struct item *second = other->second;
  other->second = t.first;
  t.first = second;
  return t;
}
FUNCTION void give(struct item *i) {
  if (i) {
    i->next = given;
    given = i;
  }
}
FUNCTION struct item *taken(void) {
  struct item *i = given;
  if (i)
    given = i->next;
  return i;
}
FUNCTION struct two second_given(struct two t) {
  give(t.second);
  return (struct two){t.first, NULL};
}
FUNCTION struct two first_given(struct two t) {
  give(t.first);
  t.first = NULL;
  return t;
}
FUNCTION struct two first_dropped(struct two t) {
  free(t.first);
  return (struct two){NULL, t.second};
}
FUNCTION void drop_two(struct two t) {
  free(t.first);
  free(t.second);
}
FUNCTION struct two filled(struct two t, long a) {
  if (!t.first)
    t.first = item(a);
  if (!t.second)
    t.second = taken();
  return t;
}
FUNCTION void see(struct two t) { seen = t; }
FUNCTION struct numbers numbers_of(struct two t) {
  return (struct numbers){(uintptr_t)t.first, (uintptr_t)t.second};
}
FUNCTION struct two two_of_numbers(struct numbers n) {
  return (struct two){(struct item *)n.first, (struct item *)n.second};
}
FUNCTION struct tagged tagged(struct item *i, uintptr_t tag) { return (struct tagged){tag, i}; }
FUNCTION struct tagged retagged(struct tagged t) { return (struct tagged){t.tag * 3 + 1, t.item}; }
/* The word beside the item is another one's address. */
FUNCTION struct two untagged(struct tagged t) { return (struct two){t.item, (struct item *)t.tag}; }
FUNCTION struct two through_memory(struct two t) {
  union either e = {.two = t}, copy;
  memcpy(&copy, &e, sizeof copy);
  return (struct two){copy.counted.item, (struct item *)copy.numbers.second};
}
static void pair_end(void) {
  seen = (struct two){0};
  for (struct item *i = taken(); i; i = taken()) {
    mix((uint64_t)i->a);
    free(i);
  }
}
