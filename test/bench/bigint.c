/* Big integers: modular powers of 256-bit numbers, as in a textbook RSA, with a new number as each result.
 * Argument: how many powers. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=1242 moved=0
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bigint {
  size_t length;    /* limbs in use, the highest of which is not zero */
  uint32_t limbs[]; /* lowest first */
};

/* All results are to be freed by bigint_free(). */

static struct bigint *bigint_new(size_t length) {
  struct bigint *number = calloc(1, sizeof *number + length * sizeof number->limbs[0]);
  if (!number) {
    fputs("bigint: out of memory\n", stderr);
    exit(1);
  }
  number->length = length;
  return number;
}

static void bigint_free(struct bigint *number) { free(number); }

static void normalize(struct bigint *number) {
  while (number->length > 0 && number->limbs[number->length - 1] == 0)
    number->length--;
}

static struct bigint *bigint_from(uint32_t value) {
  struct bigint *number = bigint_new(1);
  number->limbs[0] = value;
  normalize(number);
  return number;
}

static struct bigint *bigint_multiply(const struct bigint *a, const struct bigint *b) {
  struct bigint *product = bigint_new(a->length + b->length);
  for (size_t i = 0; i < a->length; i++) {
    uint64_t carry = 0;
    for (size_t k = 0; k < b->length; k++) {
      carry += (uint64_t)a->limbs[i] * b->limbs[k] + product->limbs[i + k];
      product->limbs[i + k] = (uint32_t)carry;
      carry >>= 32;
    }
    product->limbs[i + b->length] = (uint32_t)carry;
  }
  normalize(product);
  return product;
}

/* The remainder of a / m, bit by bit in windows of a limb: Knuth's algorithm D without the quotient. */
static struct bigint *bigint_modulo(const struct bigint *a, const struct bigint *m) {
  struct bigint *rest = bigint_new(a->length + 1);
  memcpy(rest->limbs, a->limbs, a->length * sizeof a->limbs[0]);
  if (a->length >= m->length) {
    int shift = __builtin_clz(m->limbs[m->length - 1]);
    struct bigint *divisor = bigint_new(m->length);
    for (size_t i = m->length; i-- > 0;)
      divisor->limbs[i] = m->limbs[i] << shift | (shift && i ? m->limbs[i - 1] >> (32 - shift) : 0);
    for (size_t i = a->length + 1; i-- > 0;)
      rest->limbs[i] = rest->limbs[i] << shift | (shift && i ? rest->limbs[i - 1] >> (32 - shift) : 0);
    for (size_t at = a->length - m->length + 1; at-- > 0;) {
      uint64_t top = (uint64_t)rest->limbs[at + m->length] << 32 | rest->limbs[at + m->length - 1];
      uint64_t guess = top / divisor->limbs[m->length - 1];
      if (guess > UINT32_MAX)
        guess = UINT32_MAX;
      for (;;) { /* subtract guess * divisor; add it back while that was too much */
        int64_t borrow = 0;
        uint64_t carry = 0;
        for (size_t i = 0; i < m->length; i++) {
          carry += guess * divisor->limbs[i];
          borrow += (int64_t)rest->limbs[at + i] - (int64_t)(uint32_t)carry;
          rest->limbs[at + i] = (uint32_t)borrow;
          carry >>= 32;
          borrow >>= 32;
        }
        borrow += (int64_t)rest->limbs[at + m->length] - (int64_t)carry;
        rest->limbs[at + m->length] = (uint32_t)borrow;
        if (borrow >> 32 == 0)
          break;
        do {
          carry = 0;
          for (size_t i = 0; i < m->length; i++) {
            carry += (uint64_t)rest->limbs[at + i] + divisor->limbs[i];
            rest->limbs[at + i] = (uint32_t)carry;
            carry >>= 32;
          }
          carry += rest->limbs[at + m->length];
          rest->limbs[at + m->length] = (uint32_t)carry;
        } while (carry >> 32 == 0);
        break;
      }
    }
    for (size_t i = 0; i < rest->length; i++)
      rest->limbs[i] =
          rest->limbs[i] >> shift | (shift && i + 1 < rest->length ? rest->limbs[i + 1] << (32 - shift) : 0);
    bigint_free(divisor);
  }
  normalize(rest);
  return rest;
}

static struct bigint *bigint_power_modulo(const struct bigint *base, uint32_t exponent,
                                          const struct bigint *m) {
  struct bigint *result = bigint_from(1);
  struct bigint *square = bigint_modulo(base, m);
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) {
      struct bigint *product = bigint_multiply(result, square);
      bigint_free(result);
      result = bigint_modulo(product, m);
      bigint_free(product);
    }
    struct bigint *product = bigint_multiply(square, square);
    bigint_free(square);
    square = bigint_modulo(product, m);
    bigint_free(product);
  }
  bigint_free(square);
  return result;
}

static struct bigint *bigint_parse(const char *digits) {
  size_t length = strlen(digits) / 8;
  struct bigint *number = bigint_new(length);
  for (size_t i = 0; i < length; i++) {
    char part[9] = {0};
    memcpy(part, digits + 8 * (length - 1 - i), 8);
    number->limbs[i] = (uint32_t)strtoul(part, NULL, 16);
  }
  normalize(number);
  return number;
}

int main(int argc, char **argv) {
  int powers = argc > 1 ? atoi(argv[1]) : 2000;
  struct bigint *modulus = bigint_parse("c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b23");
  struct bigint *message = bigint_parse("0123456789abcdef00112233445566778899aabbccddeeff1020304050607080");
  uint32_t sum = 0;
  for (int i = 0; i < powers; i++) {
    struct bigint *factor = bigint_from((uint32_t)i + 1);
    struct bigint *text = bigint_multiply(message, factor);
    struct bigint *cipher = bigint_power_modulo(text, 65537, modulus);
    for (size_t k = 0; k < cipher->length; k++)
      sum = sum * 31 + cipher->limbs[k];
    bigint_free(cipher);
    bigint_free(text);
    bigint_free(factor);
  }
  bigint_free(message);
  bigint_free(modulus);
  printf("sum %08x\n", sum);
  return 0;
}
