/* What programs with containers that others fill share: growth.py. FUNCTION becomes a linkage. */

struct buffer {
  uint32_t *data;
  uint32_t count, room; /* of data */
};
struct link {
  struct link *next;
  uint32_t value, size; /* bytes of the whole */
};
struct rows {
  uint32_t count, width;
  uint32_t **row; /* each is null or has `width` numbers */
};

/* What is released here may be anybody's. */
static uint32_t *volatile growth_kept;

FUNCTION void buffer_grow(struct buffer *b, uint32_t room) {
  uint32_t *data = malloc(room * sizeof *data);
  if (!data)
    abort();
  for (uint32_t i = 0; i < b->count; i++)
    data[i] = b->data[i];
  free(b->data);
  b->data = data;
  b->room = room;
}
FUNCTION void buffer_add(struct buffer *b, uint32_t value) {
  if (b->count == b->room)
    buffer_grow(b, b->room * 2 + 1);
  b->data[b->count++] = value;
}
FUNCTION void buffer_resize(struct buffer *b, uint32_t room) {
  uint32_t *data = realloc(b->data, (room + 1) * sizeof *data);
  if (!data)
    abort();
  b->data = data;
  b->room = room + 1;
  if (b->count > b->room)
    b->count = b->room;
}
FUNCTION void buffer_append(struct buffer *b, uint32_t value) {
  if (b->count == b->room)
    buffer_resize(b, b->room * 2 + 3);
  b->data[b->count++] = value;
}
FUNCTION void buffer_add_all(struct buffer *to, const struct buffer *from) {
  uint32_t count = from->count;
  for (uint32_t i = 0; i < count; i++)
    buffer_add(to, from->data[i] + 1);
}
FUNCTION void buffer_swap(struct buffer *a, struct buffer *b) {
  struct buffer t = *a;
  *a = *b;
  *b = t;
}
FUNCTION void buffer_mix(const struct buffer *b) {
  mix(b->count);
  for (uint32_t i = 0; i < b->count; i++)
    mix(b->data[i]);
}
FUNCTION void buffer_drop(struct buffer *b) {
  free(b->data);
  b->data = NULL;
  b->count = b->room = 0;
}
/* Returns a buffer that the caller drops. */
FUNCTION struct buffer buffer_range(uint32_t from, uint32_t to) {
  struct buffer b = {NULL, 0, 0};
  for (uint32_t i = from; i < to; i++)
    buffer_add(&b, i);
  return b;
}
/* Keeps the data until the next call, or releases it then. */
FUNCTION void buffer_keep(struct buffer *b) {
  free(growth_kept);
  growth_kept = b->data;
  b->data = NULL;
  b->count = b->room = 0;
}
static void growth_end(void) {
  free(growth_kept);
  growth_kept = NULL;
}

FUNCTION struct link *link_new(uint32_t value, uint32_t size) {
  struct link *l = calloc(1, size);
  if (!l)
    abort();
  l->value = value;
  l->size = size;
  return l;
}
FUNCTION void link_push(struct link **list, uint32_t value, uint32_t size) {
  struct link *l = link_new(value, size);
  l->next = *list;
  *list = l;
}
FUNCTION void link_push_many(struct link **list, uint32_t count, uint32_t size) {
  for (uint32_t i = 0; i < count; i++)
    link_push(list, i * 3, size);
}
FUNCTION void link_append(struct link **list, uint32_t value, uint32_t size) {
  if (*list)
    link_append(&(*list)->next, value, size);
  else
    *list = link_new(value, size);
}
FUNCTION void link_pop(struct link **list) {
  struct link *first = *list;
  if (!first)
    return;
  *list = first->next;
  free(first);
}
FUNCTION void link_remove(struct link **list, uint32_t value) {
  while (*list)
    if ((*list)->value == value)
      link_pop(list);
    else
      list = &(*list)->next;
}
FUNCTION void link_free(struct link *list) {
  if (!list)
    return;
  link_free(list->next);
  free(list);
}
FUNCTION void link_mix(const struct link *list) {
  for (; list; list = list->next)
    mix(list->value + list->size);
}

FUNCTION struct rows *rows_new(uint32_t count, uint32_t width) {
  struct rows *r = malloc(sizeof *r);
  if (!r)
    abort();
  *r = (struct rows){count, width, calloc(count + 1, sizeof *r->row)};
  if (!r->row)
    abort();
  for (uint32_t i = 0; i < count; i++) {
    r->row[i] = calloc(width + 1, sizeof **r->row);
    if (!r->row[i])
      abort();
    r->row[i][width] = i;
  }
  return r;
}
FUNCTION struct rows *rows_copy(const struct rows *from, uint32_t more) {
  struct rows *r = rows_new(from->count, from->width + more);
  for (uint32_t i = 0; i < from->count; i++)
    for (uint32_t k = 0; k < from->width; k++)
      r->row[i][k] = from->row[i][k] + from->row[i][from->width];
  return r;
}
FUNCTION void rows_replace(struct rows *r, uint32_t i, uint32_t value) {
  if (i >= r->count)
    return;
  uint32_t *fresh = malloc((r->width + 1) * sizeof *fresh);
  if (!fresh)
    abort();
  for (uint32_t k = 0; k <= r->width; k++)
    fresh[k] = r->row[i][k] + value;
  free(r->row[i]);
  r->row[i] = fresh;
}
FUNCTION void rows_swap(struct rows *r, uint32_t i, uint32_t k) {
  if (i >= r->count || k >= r->count)
    return;
  uint32_t *row = r->row[i];
  r->row[i] = r->row[k];
  r->row[k] = row;
}
FUNCTION void rows_mix(const struct rows *r) {
  mix(r->count + r->width);
  for (uint32_t i = 0; i < r->count; i++)
    for (uint32_t k = 0; k <= r->width; k++)
      mix(r->row[i][k]);
}
FUNCTION void rows_free(struct rows *r) {
  for (uint32_t i = 0; i < r->count; i++)
    free(r->row[i]);
  free(r->row);
  free(r);
}
