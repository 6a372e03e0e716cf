/* Message digests behind one interface: a context made by name, fed in pieces, and finished to a string of
 * hexadecimal digits.
 * Argument: how many messages. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=83 moved=0
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct digest {
  const struct digest_kind *kind;
  void *state;
};

struct digest_kind {
  const char *name;
  size_t result_size;
  void *(*begin)(void);
  void (*update)(void *state, const uint8_t *bytes, size_t size);
  void (*finish)(void *state, uint8_t *result);
};

/* ---- Adler-32 ---- */

static void *adler_begin(void) {
  uint32_t *state = malloc(2 * sizeof *state);
  state[0] = 1;
  state[1] = 0;
  return state;
}

static void adler_update(void *state, const uint8_t *bytes, size_t size) {
  uint32_t *s = state;
  for (size_t i = 0; i < size; i++) {
    s[0] = (s[0] + bytes[i]) % 65521;
    s[1] = (s[1] + s[0]) % 65521;
  }
}

static void store(uint8_t *result, uint32_t word) {
  for (int i = 0; i < 4; i++)
    result[i] = (uint8_t)(word >> (24 - 8 * i));
}

static void adler_finish(void *state, uint8_t *result) {
  uint32_t *s = state;
  store(result, s[1] << 16 | s[0]);
  free(s);
}

/* ---- SHA-256 ---- */

struct sha256 {
  uint32_t hash[8];
  uint8_t block[64];
  uint64_t size;
};

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static void *sha256_begin(void) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  struct sha256 *sha = malloc(sizeof *sha);
  memcpy(sha->hash, start, sizeof start);
  sha->size = 0;
  return sha;
}

static uint32_t rotate(uint32_t word, int by) { return word >> by | word << (32 - by); }

static void sha256_block(struct sha256 *sha) {
  uint32_t *schedule = malloc(64 * sizeof *schedule);
  for (int i = 0; i < 16; i++)
    schedule[i] = (uint32_t)sha->block[4 * i] << 24 | (uint32_t)sha->block[4 * i + 1] << 16 |
                  (uint32_t)sha->block[4 * i + 2] << 8 | sha->block[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t a = schedule[i - 15], b = schedule[i - 2];
    schedule[i] = schedule[i - 16] + (rotate(a, 7) ^ rotate(a, 18) ^ a >> 3) + schedule[i - 7] +
                  (rotate(b, 17) ^ rotate(b, 19) ^ b >> 10);
  }
  uint32_t h[8];
  memcpy(h, sha->hash, sizeof h);
  for (int i = 0; i < 64; i++) {
    uint32_t first = h[7] + (rotate(h[4], 6) ^ rotate(h[4], 11) ^ rotate(h[4], 25)) +
                     ((h[4] & h[5]) ^ (~h[4] & h[6])) + round_constants[i] + schedule[i];
    uint32_t second = (rotate(h[0], 2) ^ rotate(h[0], 13) ^ rotate(h[0], 22)) +
                      ((h[0] & h[1]) ^ (h[0] & h[2]) ^ (h[1] & h[2]));
    memmove(h + 1, h, 7 * sizeof *h);
    h[4] += first;
    h[0] = first + second;
  }
  for (int i = 0; i < 8; i++)
    sha->hash[i] += h[i];
  free(schedule);
}

static void sha256_update(void *state, const uint8_t *bytes, size_t size) {
  struct sha256 *sha = state;
  for (size_t i = 0; i < size; i++) {
    sha->block[sha->size++ % 64] = bytes[i];
    if (sha->size % 64 == 0)
      sha256_block(sha);
  }
}

static void sha256_finish(void *state, uint8_t *result) {
  struct sha256 *sha = state;
  uint64_t bits = sha->size * 8;
  uint8_t end[8];
  sha256_update(sha, (const uint8_t *)"\x80", 1);
  while (sha->size % 64 != 56)
    sha256_update(sha, (const uint8_t *)"", 1);
  for (int i = 0; i < 8; i++)
    end[i] = (uint8_t)(bits >> (56 - 8 * i));
  sha256_update(sha, end, 8);
  for (int i = 0; i < 8; i++)
    store(result + 4 * i, sha->hash[i]);
  free(sha);
}

/* ---- The interface ---- */

static const struct digest_kind kinds[] = {
    {"adler32", 4, adler_begin, adler_update, adler_finish},
    {"sha256", 32, sha256_begin, sha256_update, sha256_finish},
};

static struct digest *digest_new(const char *name) {
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(kinds[i].name, name) == 0) {
      struct digest *digest = malloc(sizeof *digest);
      digest->kind = &kinds[i];
      digest->state = digest->kind->begin();
      return digest;
    }
  }
  return NULL;
}

static void digest_update(struct digest *digest, const void *bytes, size_t size) {
  digest->kind->update(digest->state, bytes, size);
}

/* Ends the digest and frees it; returns hexadecimal digits, to be freed. */
static char *digest_finish(struct digest *digest) {
  size_t size = digest->kind->result_size;
  uint8_t *result = malloc(size);
  digest->kind->finish(digest->state, result);
  char *digits = malloc(2 * size + 1);
  for (size_t i = 0; i < size; i++)
    snprintf(digits + 2 * i, 3, "%02x", result[i]);
  free(result);
  free(digest);
  return digits;
}

int main(int argc, char **argv) {
  int messages = argc > 1 ? atoi(argv[1]) : 8000;
  char last[65] = "";
  unsigned zeros = 0;
  for (int i = 0; i < messages; i++) {
    char line[100];
    int size = snprintf(line, sizeof line, "message number %d%s", i,
                        i % 3 ? "" : " with a longer text than the others");
    struct digest *digest = digest_new(i % 8 ? "adler32" : "sha256");
    digest_update(digest, last, strlen(last));
    digest_update(digest, line, (size_t)size);
    char *digits = digest_finish(digest);
    zeros += digits[0] == '0';
    strcpy(last, digits);
    free(digits);
  }
  printf("last %s, zeros %u\n", last, zeros);
  return 0;
}
