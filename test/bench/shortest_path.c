/* Graph search: shortest paths on a map with walls by A*, with a priority queue, a list of neighbours made
 * for each visited place, and the path as a list. Argument: how many searches. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=5536 moved=46
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
};

struct list {
  int count;
  int *places;
};

static struct queue *queue_new(void) {
  struct queue *queue = malloc(sizeof *queue);
  queue->count = 0;
  queue->capacity = 16;
  queue->entries = malloc((size_t)queue->capacity * sizeof *queue->entries);
  return queue;
}

static void queue_free(struct queue *queue) {
  free(queue->entries);
  free(queue);
}

static void queue_push(struct queue *queue, int priority, int place) {
  if (queue->count == queue->capacity) {
    queue->capacity *= 2;
    queue->entries = realloc(queue->entries, (size_t)queue->capacity * sizeof *queue->entries);
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

static struct list *list_new(int capacity) {
  struct list *list = malloc(sizeof *list);
  list->count = 0;
  list->places = malloc((size_t)capacity * sizeof *list->places);
  return list;
}

static void list_add(struct list *list, int place) { list->places[list->count++] = place; }

static void list_free(struct list *list) {
  free(list->places);
  free(list);
}

/* The places that can be reached from `place` in one step, to be freed. */
static struct list *neighbours(const struct map *map, int place) {
  struct list *list = list_new(4);
  int x = place % map->width, y = place / map->width;
  if (x > 0 && map->cells[place - 1] != '#')
    list_add(list, place - 1);
  if (x + 1 < map->width && map->cells[place + 1] != '#')
    list_add(list, place + 1);
  if (y > 0 && map->cells[place - map->width] != '#')
    list_add(list, place - map->width);
  if (y + 1 < map->height && map->cells[place + map->width] != '#')
    list_add(list, place + map->width);
  return list;
}

static int estimate(const struct map *map, int from, int to) {
  return abs(from % map->width - to % map->width) + abs(from / map->width - to / map->width);
}

/* The places on a shortest path, last one first, to be freed; NULL if there is none. */
static struct list *find_path(const struct map *map, int from, int to) {
  int places = map->width * map->height;
  int *distance = malloc((size_t)places * sizeof *distance);
  int *previous = malloc((size_t)places * sizeof *previous);
  for (int i = 0; i < places; i++)
    distance[i] = UNKNOWN;
  struct queue *queue = queue_new();
  distance[from] = 0;
  queue_push(queue, estimate(map, from, to), from);
  while (queue->count > 0 && distance[to] == UNKNOWN) {
    int place = queue_pop(queue);
    struct list *next = neighbours(map, place);
    for (int i = 0; i < next->count; i++) {
      int reached = next->places[i];
      if (distance[reached] != UNKNOWN && distance[reached] <= distance[place] + 1)
        continue;
      distance[reached] = distance[place] + 1;
      previous[reached] = place;
      queue_push(queue, distance[reached] + estimate(map, reached, to), reached);
    }
    list_free(next);
  }
  struct list *path = NULL;
  if (distance[to] != UNKNOWN) {
    path = list_new(distance[to] + 1);
    for (int place = to; place != from; place = previous[place])
      list_add(path, place);
    list_add(path, from);
  }
  queue_free(queue);
  free(previous);
  free(distance);
  return path;
}

static struct map *map_new(int width, int height) {
  struct map *map = malloc(sizeof *map);
  map->width = width;
  map->height = height;
  map->cells = malloc((size_t)(width * height));
  memset(map->cells, '.', (size_t)(width * height));
  unsigned random = 42;
  for (int i = 0; i < width * height / 4; i++) {
    random = random * 1103515245 + 12345;
    map->cells[(random >> 8) % (unsigned)(width * height)] = '#';
  }
  return map;
}

static void map_free(struct map *map) {
  free(map->cells);
  free(map);
}

int main(int argc, char **argv) {
  int searches = argc > 1 ? atoi(argv[1]) : 1000;
  struct map *map = map_new(WIDTH, HEIGHT);
  long found = 0, steps = 0, sum = 0;
  for (int i = 0; i < searches; i++) {
    int from = i * 31 % (WIDTH * HEIGHT), to = i * 127 % (WIDTH * HEIGHT);
    struct list *path = find_path(map, from, to);
    if (!path)
      continue;
    found++;
    steps += path->count;
    for (int k = 0; k < path->count; k++)
      sum += path->places[k] % (k + 1);
    list_free(path);
  }
  map_free(map);
  printf("found %ld of %d, steps %ld, sum %ld\n", found, searches, steps, sum);
  return 0;
}
