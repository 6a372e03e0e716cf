/* compress.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
  uint8_t *bytes;
  size_t size, capacity;
  uint8_t room[1024];
};

static void buffer_init(struct buffer *buffer) {
  buffer->bytes = buffer->room;
  buffer->size = 0;
  buffer->capacity = sizeof buffer->room;
}

static void buffer_clear(struct buffer *buffer) {
  if (buffer->bytes != buffer->room)
    free(buffer->bytes);
}

static void buffer_add(struct buffer *buffer, uint8_t byte) {
  if (buffer->size == buffer->capacity) {
    buffer->capacity = buffer->capacity * 2;
    if (buffer->bytes == buffer->room)
      buffer->bytes = memcpy(malloc(buffer->capacity), buffer->room, buffer->size);
    else
      buffer->bytes = realloc(buffer->bytes, buffer->capacity);
  }
  buffer->bytes[buffer->size++] = byte;
}

enum { HASH_BITS = 10, MIN_MATCH = 4, MAX_MATCH = 130, MAX_LITERALS = 127 };

struct encoder {
  const uint8_t *input;
  size_t size;
  uint16_t head[1u << HASH_BITS]; /* position + 1 of the last occurrence of a hash */
};

static void encoder_init(struct encoder *encoder, const uint8_t *input, size_t size) {
  encoder->input = input;
  encoder->size = size;
  memset(encoder->head, 0, sizeof encoder->head);
}

/* The position of an earlier occurrence of what begins at `at`, and its length in *length, or 0. */
static size_t find_match(struct encoder *encoder, size_t at, size_t *length) {
  *length = 0;
  if (at + MIN_MATCH > encoder->size)
    return 0;
  uint32_t key;
  memcpy(&key, encoder->input + at, sizeof key);
  uint16_t *head = &encoder->head[key * 2654435761u >> (32 - HASH_BITS)];
  size_t candidate = *head;
  *head = (uint16_t)(at + 1);
  if (candidate == 0)
    return 0;
  candidate--;
  size_t n = 0;
  while (n < MAX_MATCH && at + n < encoder->size && encoder->input[candidate + n] == encoder->input[at + n])
    n++;
  if (n >= MIN_MATCH)
    *length = n;
  return candidate;
}

static void flush_literals(struct buffer *output, const uint8_t *literals, size_t count) {
  while (count > 0) {
    size_t n = count < MAX_LITERALS ? count : MAX_LITERALS;
    buffer_add(output, (uint8_t)n);
    for (size_t i = 0; i < n; i++)
      buffer_add(output, literals[i]);
    literals += n;
    count -= n;
  }
}

static void compress(const uint8_t *input, size_t size, struct buffer *output) {
  struct encoder own, *encoder = &own;
  buffer_init(output);
  encoder_init(encoder, input, size);
  size_t literals = 0; /* where those not yet written begin */
  for (size_t at = 0; at < size;) {
    size_t length, from = find_match(encoder, at, &length);
    if (length == 0) {
      at++;
      continue;
    }
    flush_literals(output, input + literals, at - literals);
    buffer_add(output, (uint8_t)(0x80 + length - MIN_MATCH));
    buffer_add(output, (uint8_t)((at - from) >> 8));
    buffer_add(output, (uint8_t)(at - from));
    at += length;
    literals = at;
  }
  flush_literals(output, input + literals, size - literals);
}

static void decompress(const struct buffer *input, struct buffer *output) {
  buffer_init(output);
  for (size_t at = 0; at < input->size;) {
    uint8_t head = input->bytes[at++];
    if (head < 0x80) {
      for (size_t i = 0; i < head; i++)
        buffer_add(output, input->bytes[at++]);
    } else {
      size_t length = (size_t)head - 0x80 + MIN_MATCH;
      size_t distance = (size_t)input->bytes[at] << 8 | input->bytes[at + 1];
      at += 2;
      while (length-- > 0)
        buffer_add(output, output->bytes[output->size - distance]);
    }
  }
}

int main(int argc, char **argv) {
  int messages = argc > 1 ? atoi(argv[1]) : 8000;
  size_t before = 0, after = 0, wrong = 0;
  for (int i = 0; i < messages; i++) {
    char message[640];
    int size = snprintf(message, sizeof message,
                        "{\"id\":%d,\"kind\":\"%s\",\"user\":{\"id\":%d,\"name\":\"user-%d\"},\"items\":[", i,
                        i % 3 ? "update" : "insert", i * 7919 % 1000, i * 7919 % 1000);
    for (int k = 0; k < i % 8; k++)
      size += snprintf(message + size, sizeof message - (size_t)size,
                       "{\"item\":%d,\"count\":%d,\"price\":%d.99},", i * 31 % 500 + k, k + 1, i % 90);
    size += snprintf(message + size, sizeof message - (size_t)size, "{}]}");
    struct buffer first, second, *packed = &first, *unpacked = &second;
    compress((const uint8_t *)message, (size_t)size, packed);
    decompress(packed, unpacked);
    before += (size_t)size;
    after += packed->size;
    wrong += unpacked->size != (size_t)size || memcmp(unpacked->bytes, message, (size_t)size) != 0;
    buffer_clear(unpacked);
    buffer_clear(packed);
  }
  printf("bytes %zu, compressed %zu, wrong %zu\n", before, after, wrong);
  return wrong != 0;
}
