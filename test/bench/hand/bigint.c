/* bigint.c, with everything on the stack that can be there when a programmer takes the trouble. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 20 };

struct bigint {
  size_t length;   /* limbs in use, the highest of which is not zero */
  uint32_t *limbs; /* lowest first */
  uint32_t room[ROOM];
};

/* All results are to be cleared by bigint_clear(). */

static void bigint_init(struct bigint *number, size_t length) {
  number->length = length;
  number->limbs = number->room;
  if (length <= ROOM) {
    memset(number->room, 0, length * sizeof number->room[0]);
    return;
  }
  number->limbs = calloc(length, sizeof number->limbs[0]);
  if (!number->limbs) {
    fputs("bigint: out of memory\n", stderr);
    exit(1);
  }
}

static void bigint_clear(struct bigint *number) {
  if (number->limbs != number->room)
    free(number->limbs);
}

static void normalize(struct bigint *number) {
  while (number->length > 0 && number->limbs[number->length - 1] == 0)
    number->length--;
}

static void bigint_from(uint32_t value, struct bigint *number) {
  bigint_init(number, 1);
  number->limbs[0] = value;
  normalize(number);
}

static void bigint_multiply(const struct bigint *a, const struct bigint *b, struct bigint *product) {
  bigint_init(product, a->length + b->length);
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
}

/* The remainder of a / m, bit by bit in windows of a limb: Knuth's algorithm D without the quotient. */
static void bigint_modulo(const struct bigint *a, const struct bigint *m, struct bigint *rest) {
  bigint_init(rest, a->length + 1);
  memcpy(rest->limbs, a->limbs, a->length * sizeof a->limbs[0]);
  if (a->length >= m->length) {
    int shift = __builtin_clz(m->limbs[m->length - 1]);
    struct bigint own, *divisor = &own;
    bigint_init(divisor, m->length);
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
    bigint_clear(divisor);
  }
  normalize(rest);
}

static void bigint_power_modulo(const struct bigint *base, uint32_t exponent, const struct bigint *m,
                                struct bigint *result) {
  struct bigint square, product;
  bigint_from(1, result);
  bigint_modulo(base, m, &square);
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) {
      bigint_multiply(result, &square, &product);
      bigint_clear(result);
      bigint_modulo(&product, m, result);
      bigint_clear(&product);
    }
    bigint_multiply(&square, &square, &product);
    bigint_clear(&square);
    bigint_modulo(&product, m, &square);
    bigint_clear(&product);
  }
  bigint_clear(&square);
}

static void bigint_parse(const char *digits, struct bigint *number) {
  size_t length = strlen(digits) / 8;
  bigint_init(number, length);
  for (size_t i = 0; i < length; i++) {
    char part[9] = {0};
    memcpy(part, digits + 8 * (length - 1 - i), 8);
    number->limbs[i] = (uint32_t)strtoul(part, NULL, 16);
  }
  normalize(number);
}

int main(int argc, char **argv) {
  int powers = argc > 1 ? atoi(argv[1]) : 2000;
  struct bigint modulus, message;
  bigint_parse("c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b23", &modulus);
  bigint_parse("0123456789abcdef00112233445566778899aabbccddeeff1020304050607080", &message);
  uint32_t sum = 0;
  for (int i = 0; i < powers; i++) {
    struct bigint factor, text, cipher;
    bigint_from((uint32_t)i + 1, &factor);
    bigint_multiply(&message, &factor, &text);
    bigint_power_modulo(&text, 65537, &modulus, &cipher);
    for (size_t k = 0; k < cipher.length; k++)
      sum = sum * 31 + cipher.limbs[k];
    bigint_clear(&cipher);
    bigint_clear(&text);
    bigint_clear(&factor);
  }
  bigint_clear(&message);
  bigint_clear(&modulus);
  printf("sum %08x\n", sum);
  return 0;
}
