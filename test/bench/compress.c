/* Compression of small messages: an LZ77 encoder with a hash table of its own for each message, its decoder,
 * and a growing output buffer. Argument: how many messages. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=149 moved=5
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
  uint8_t *bytes;
  size_t size, capacity;
};

static struct buffer *buffer_new(size_t capacity) {
  struct buffer *buffer = malloc(sizeof *buffer);
  buffer->bytes = malloc(capacity);
  buffer->size = 0;
  buffer->capacity = capacity;
  return buffer;
}

static void buffer_free(struct buffer *buffer) {
  free(buffer->bytes);
  free(buffer);
}

static void buffer_add(struct buffer *buffer, uint8_t byte) {
  if (buffer->size == buffer->capacity) {
    buffer->capacity = buffer->capacity * 2;
    buffer->bytes = realloc(buffer->bytes, buffer->capacity);
  }
  buffer->bytes[buffer->size++] = byte;
}

enum { HASH_BITS = 10, MIN_MATCH = 4, MAX_MATCH = 130, MAX_LITERALS = 127 };

struct encoder {
  const uint8_t *input;
  size_t size;
  uint16_t *head; /* position + 1 of the last occurrence of a hash */
};

static struct encoder *encoder_new(const uint8_t *input, size_t size) {
  struct encoder *encoder = malloc(sizeof *encoder);
  encoder->input = input;
  encoder->size = size;
  encoder->head = calloc(1u << HASH_BITS, sizeof *encoder->head);
  return encoder;
}

static void encoder_free(struct encoder *encoder) {
  free(encoder->head);
  free(encoder);
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

static struct buffer *compress(const uint8_t *input, size_t size) {
  struct buffer *output = buffer_new(64);
  struct encoder *encoder = encoder_new(input, size);
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
  encoder_free(encoder);
  return output;
}

static struct buffer *decompress(const struct buffer *input) {
  struct buffer *output = buffer_new(64);
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
  return output;
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
    struct buffer *packed = compress((const uint8_t *)message, (size_t)size);
    struct buffer *unpacked = decompress(packed);
    before += (size_t)size;
    after += packed->size;
    wrong += unpacked->size != (size_t)size || memcmp(unpacked->bytes, message, (size_t)size) != 0;
    buffer_free(unpacked);
    buffer_free(packed);
  }
  printf("bytes %zu, compressed %zu, wrong %zu\n", before, after, wrong);
  return wrong != 0;
}
