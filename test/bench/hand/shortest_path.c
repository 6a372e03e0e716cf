/* shortest_path.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = 48, HEIGHT = 32, UNKNOWN = -1 };

struct map {
  int width, height;
  char *cells;
};

struct entry {
  int priority, place;
};

struct queue {
  struct entry *entries;
  int count, capacity;
  struct entry first[128];
};

struct list {
  int count;
  int *places;
  int first[64];
};

static void queue_init(struct queue *queue) {
  queue->count = 0;
  queue->capacity = sizeof queue->first / sizeof *queue->first;
  queue->entries = queue->first;
}

static void queue_clear(struct queue *queue) {
  if (queue->entries != queue->first)
    free(queue->entries);
}

static void queue_push(struct queue *queue, int priority, int place) {
  if (queue->count == queue->capacity) {
    queue->capacity *= 2;
    struct entry *old = queue->entries != queue->first ? queue->entries : NULL;
    queue->entries = realloc(old, (size_t)queue->capacity * sizeof *queue->entries);
    if (!old)
      memcpy(queue->entries, queue->first, sizeof queue->first);
  }
  int at = queue->count++;
  while (at > 0 && queue->entries[(at - 1) / 2].priority > priority) {
    queue->entries[at] = queue->entries[(at - 1) / 2];
    at = (at - 1) / 2;
  }
  queue->entries[at] = (struct entry){priority, place};
}

static int queue_pop(struct queue *queue) {
  int place = queue->entries[0].place;
  struct entry last = queue->entries[--queue->count];
  int at = 0;
  for (;;) {
    int child = 2 * at + 1;
    if (child >= queue->count)
      break;
    if (child + 1 < queue->count && queue->entries[child + 1].priority < queue->entries[child].priority)
      child++;
    if (queue->entries[child].priority >= last.priority)
      break;
    queue->entries[at] = queue->entries[child];
    at = child;
  }
  queue->entries[at] = last;
  return place;
}

static void list_init(struct list *list, int capacity) {
  list->count = 0;
  list->places = capacity <= 64 ? list->first : malloc((size_t)capacity * sizeof *list->places);
}

static void list_add(struct list *list, int place) { list->places[list->count++] = place; }

static void list_clear(struct list *list) {
  if (list->places != list->first)
    free(list->places);
}

/* The places that can be reached from `place` in one step. */
static void neighbours(const struct map *map, int place, struct list *list) {
  list_init(list, 4);
  int x = place % map->width, y = place / map->width;
  if (x > 0 && map->cells[place - 1] != '#')
    list_add(list, place - 1);
  if (x + 1 < map->width && map->cells[place + 1] != '#')
    list_add(list, place + 1);
  if (y > 0 && map->cells[place - map->width] != '#')
    list_add(list, place - map->width);
  if (y + 1 < map->height && map->cells[place + map->width] != '#')
    list_add(list, place + map->width);
}

static int estimate(const struct map *map, int from, int to) {
  return abs(from % map->width - to % map->width) + abs(from / map->width - to / map->width);
}

/* The places on a shortest path, last one first; whether there is one. */
static int find_path(const struct map *map, int from, int to, struct list *path) {
  int places = map->width * map->height;
  int *distance = malloc((size_t)places * sizeof *distance);
  int *previous = malloc((size_t)places * sizeof *previous);
  for (int i = 0; i < places; i++)
    distance[i] = UNKNOWN;
  struct queue own, *queue = &own;
  queue_init(queue);
  distance[from] = 0;
  queue_push(queue, estimate(map, from, to), from);
  while (queue->count > 0 && distance[to] == UNKNOWN) {
    int place = queue_pop(queue);
    struct list own_next, *next = &own_next;
    neighbours(map, place, next);
    for (int i = 0; i < next->count; i++) {
      int reached = next->places[i];
      if (distance[reached] != UNKNOWN && distance[reached] <= distance[place] + 1)
        continue;
      distance[reached] = distance[place] + 1;
      previous[reached] = place;
      queue_push(queue, distance[reached] + estimate(map, reached, to), reached);
    }
    list_clear(next);
  }
  int found = distance[to] != UNKNOWN;
  if (found) {
    list_init(path, distance[to] + 1);
    for (int place = to; place != from; place = previous[place])
      list_add(path, place);
    list_add(path, from);
  }
  queue_clear(queue);
  free(previous);
  free(distance);
  return found;
}

static void map_init(struct map *map, int width, int height) {
  map->width = width;
  map->height = height;
  map->cells = malloc((size_t)(width * height));
  memset(map->cells, '.', (size_t)(width * height));
  unsigned random = 42;
  for (int i = 0; i < width * height / 4; i++) {
    random = random * 1103515245 + 12345;
    map->cells[(random >> 8) % (unsigned)(width * height)] = '#';
  }
}

static void map_clear(struct map *map) { free(map->cells); }

int main(int argc, char **argv) {
  int searches = argc > 1 ? atoi(argv[1]) : 1000;
  struct map own_map, *map = &own_map;
  map_init(map, WIDTH, HEIGHT);
  long found = 0, steps = 0, sum = 0;
  for (int i = 0; i < searches; i++) {
    int from = i * 31 % (WIDTH * HEIGHT), to = i * 127 % (WIDTH * HEIGHT);
    struct list own, *path = &own;
    if (!find_path(map, from, to, path))
      continue;
    found++;
    steps += path->count;
    for (int k = 0; k < path->count; k++)
      sum += path->places[k] % (k + 1);
    list_clear(path);
  }
  map_clear(map);
  printf("found %ld of %d, steps %ld, sum %ld\n", found, searches, steps, sum);
  return 0;
}
