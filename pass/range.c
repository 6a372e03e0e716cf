/* Implementation of range.h. */
#include "range.h"

static uint64_t mask(unsigned width) { return UINT64_MAX >> (64 - width); }
static int64_t greatest(unsigned width) { return (int64_t)(mask(width) >> 1); }
static int64_t smallest(unsigned width) { return -greatest(width) - 1; }

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }
static int64_t lesser(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t greater(int64_t a, int64_t b) { return a > b ? a : b; }

static int64_t as_signed(unsigned width, uint64_t bits) {
  return bits > (uint64_t)greatest(width) ? (int64_t)(bits | ~mask(width)) : (int64_t)bits;
}

range range_full(unsigned width) {
  return (range){width, false, 0, mask(width), smallest(width), greatest(width)};
}

range range_empty(unsigned width) { return (range){.width = width, .empty = true}; }

/* Lets each interval learn from the other one. */
static range tighten(range r) {
  if (r.empty || r.low > r.high || r.least > r.most)
    return range_empty(r.width);
  if (r.least >= 0 || r.most < 0) { /* one sign: the order of the bits is that of the numbers */
    r.low = larger(r.low, (uint64_t)r.least & mask(r.width));
    r.high = smaller(r.high, (uint64_t)r.most & mask(r.width));
  }
  if (r.low > r.high)
    return range_empty(r.width);
  if ((r.high <= (uint64_t)greatest(r.width)) == (r.low <= (uint64_t)greatest(r.width))) {
    r.least = greater(r.least, as_signed(r.width, r.low));
    r.most = lesser(r.most, as_signed(r.width, r.high));
  }
  return r.least > r.most ? range_empty(r.width) : r;
}

range range_unsigned(unsigned width, uint64_t low, uint64_t high) {
  range r = range_full(width);
  r.low = low;
  r.high = smaller(high, mask(width));
  return tighten(r);
}

range range_signed(unsigned width, int64_t least, int64_t most) {
  range r = range_full(width);
  r.least = greater(least, r.least);
  r.most = lesser(most, r.most);
  return tighten(r);
}

range range_constant(unsigned width, uint64_t value) { return range_unsigned(width, value, value); }

bool range_equal(range a, range b) {
  if (a.empty || b.empty)
    return a.empty && b.empty;
  return a.low == b.low && a.high == b.high && a.least == b.least && a.most == b.most;
}

range range_intersect(range a, range b) {
  if (a.empty || b.empty)
    return range_empty(a.width);
  return tighten((range){a.width, false, larger(a.low, b.low), smaller(a.high, b.high),
                         greater(a.least, b.least), lesser(a.most, b.most)});
}

range range_unite(range a, range b) {
  if (a.empty || b.empty)
    return a.empty ? b : a;
  return (range){a.width,
                 false,
                 smaller(a.low, b.low),
                 larger(a.high, b.high),
                 lesser(a.least, b.least),
                 greater(a.most, b.most)};
}

/* --- arithmetic --- */

/* A bound of the exact result; `outside` if it does not fit into the type (or into 64 bits, then it is the
 * nearest number that does). */
typedef struct unsigned_bound {
  uint64_t value;
  bool outside;
} unsigned_bound;

typedef struct signed_bound {
  int64_t value;
  bool outside;
} signed_bound;

/* The signed interval of a result whose exact bounds are given. */
static range with_signed(range r, signed_bound least, signed_bound most, bool nsw) {
  bool outside =
      least.outside || most.outside || least.value < smallest(r.width) || most.value > greatest(r.width);
  if (outside && !nsw)
    return tighten(r);
  if (least.value > greatest(r.width) || most.value < smallest(r.width))
    return range_empty(r.width);
  r.least = greater(least.value, smallest(r.width));
  r.most = lesser(most.value, greatest(r.width));
  return tighten(r);
}

/* Takes the nearest number for a result that is outside. */
static signed_bound saturated(int64_t value, bool outside, bool negative) {
  int64_t nearest = negative ? INT64_MIN : INT64_MAX;
  return (signed_bound){outside ? nearest : value, outside};
}

static signed_bound signed_sum(int64_t a, int64_t b) {
  int64_t sum;
  bool outside = __builtin_add_overflow(a, b, &sum);
  return saturated(sum, outside, a < 0);
}

static signed_bound signed_difference(int64_t a, int64_t b) {
  int64_t difference;
  bool outside = __builtin_sub_overflow(a, b, &difference);
  return saturated(difference, outside, a < 0);
}

static signed_bound signed_product(int64_t a, int64_t b) {
  int64_t product;
  bool outside = __builtin_mul_overflow(a, b, &product);
  return saturated(product, outside, (a < 0) != (b < 0));
}

static unsigned_bound unsigned_sum(unsigned width, uint64_t a, uint64_t b) {
  unsigned_bound r = {0};
  r.outside = __builtin_add_overflow(a, b, &r.value) || r.value > mask(width);
  return r;
}

static unsigned_bound unsigned_product(unsigned width, uint64_t a, uint64_t b) {
  unsigned_bound r = {0};
  r.outside = __builtin_mul_overflow(a, b, &r.value) || r.value > mask(width);
  return r;
}

/* The unsigned interval of a result whose exact bounds are given, when these are not negative. */
static range with_unsigned(unsigned width, unsigned_bound low, unsigned_bound high, bool nuw) {
  range r = range_full(width);
  if (high.outside && !nuw)
    return r;
  if (low.outside) /* always poison */
    return range_empty(width);
  r.low = low.value;
  r.high = high.outside ? mask(width) : high.value;
  return r;
}

range range_add(range a, range b, bool nuw, bool nsw) {
  unsigned width = a.width;
  if (a.empty || b.empty)
    return range_full(width);
  unsigned_bound low = unsigned_sum(width, a.low, b.low), high = unsigned_sum(width, a.high, b.high);
  range r = with_unsigned(width, low, high, nuw);
  if (low.outside && !nuw) { /* every sum wraps, once: adding a negative constant */
    r.low = low.value & mask(width);
    r.high = high.value & mask(width);
  }
  return with_signed(r, signed_sum(a.least, b.least), signed_sum(a.most, b.most), nsw);
}

range range_subtract(range a, range b, bool nuw, bool nsw) {
  unsigned width = a.width;
  if (a.empty || b.empty)
    return range_full(width);
  range r = range_full(width);
  if (a.low >= b.high || (a.high < b.low && !nuw)) { /* no difference wraps, or every one does */
    r.low = (a.low - b.high) & mask(width);
    r.high = (a.high - b.low) & mask(width);
  } else if (nuw) {
    if (a.high < b.low)
      return range_empty(width);
    r.high = a.high - b.low;
  }
  return with_signed(r, signed_difference(a.least, b.most), signed_difference(a.most, b.least), nsw);
}

range range_multiply(range a, range b, bool nuw, bool nsw) {
  unsigned width = a.width;
  if (a.empty || b.empty)
    return range_full(width);
  range r = with_unsigned(width, unsigned_product(width, a.low, b.low),
                          unsigned_product(width, a.high, b.high), nuw);
  signed_bound least = signed_product(a.least, b.least), most = least;
  const signed_bound others[] = {signed_product(a.least, b.most), signed_product(a.most, b.least),
                                 signed_product(a.most, b.most)};
  for (unsigned i = 0; i < sizeof others / sizeof others[0]; i++) {
    least.outside |= others[i].outside;
    least.value = lesser(least.value, others[i].value);
    most.value = greater(most.value, others[i].value);
  }
  return with_signed(r, least, most, nsw);
}

range range_shift_left(range a, range b, bool nuw, bool nsw) {
  unsigned width = a.width;
  if (a.empty || b.empty || b.low >= width)
    return range_full(width);
  uint64_t most = smaller(b.high, width - 1); /* more is poison */
  range factor = range_unsigned(width, UINT64_C(1) << b.low, UINT64_C(1) << most);
  /* As a signed number, the largest factor would be negative. */
  return range_multiply(a, factor, nuw, nsw && most < width - 1);
}

range range_shift_right(range a, range b, bool arithmetic) {
  unsigned width = a.width;
  if (a.empty || b.empty || b.low >= width)
    return range_full(width);
  unsigned fewest = (unsigned)b.low, most = (unsigned)smaller(b.high, width - 1);
  if (!arithmetic || a.least >= 0)
    return range_unsigned(width, a.low >> most, a.high >> fewest);
  return range_signed(width, a.least >> fewest, a.most >= 0 ? a.most >> fewest : a.most >> most);
}

range range_divide(range a, range b, bool is_signed) {
  if (a.empty || b.empty || b.high == 0)
    return range_full(a.width);
  if (!is_signed || (a.least >= 0 && b.least >= 0))
    return range_unsigned(a.width, a.low / b.high, a.high / larger(b.low, 1));
  if (b.least <= 0)
    return range_full(a.width);
  return range_signed(a.width, a.least >= 0 ? 0 : a.least / b.least, a.most < 0 ? 0 : a.most / b.least);
}

range range_remainder(range a, range b, bool is_signed) {
  unsigned width = a.width;
  if (a.empty || b.empty || b.high == 0)
    return range_full(width);
  if (!is_signed || (a.least >= 0 && b.least >= 0))
    return a.high < b.low ? a : range_unsigned(width, 0, smaller(a.high, b.high - 1));
  if (b.least < 0) /* the sign of the divisor does not matter, that of the dividend does */
    return range_signed(width, a.least >= 0 ? 0 : a.least, a.most < 0 ? 0 : a.most);
  return range_signed(width, a.least >= 0 ? 0 : greater(a.least, 1 - b.most),
                      a.most < 0 ? 0 : lesser(a.most, b.most - 1));
}

/* All bits up to the highest one that is set. */
static uint64_t filled(uint64_t bits) { return bits ? UINT64_MAX >> __builtin_clzll(bits) : 0; }

range range_and(range a, range b) {
  if (a.empty || b.empty)
    return range_full(a.width);
  return range_unsigned(a.width, 0, smaller(a.high, b.high));
}

range range_or(range a, range b) {
  if (a.empty || b.empty)
    return range_full(a.width);
  unsigned_bound sum = unsigned_sum(a.width, a.high, b.high);
  uint64_t high = filled(a.high | b.high);
  return range_unsigned(a.width, larger(a.low, b.low), sum.outside ? high : smaller(high, sum.value));
}

range range_xor(range a, range b) {
  if (a.empty || b.empty)
    return range_full(a.width);
  return range_unsigned(a.width, 0, filled(a.high | b.high));
}

range range_minimum(range a, range b, bool is_signed) {
  if (a.empty || b.empty)
    return range_full(a.width);
  if (is_signed)
    return range_signed(a.width, lesser(a.least, b.least), lesser(a.most, b.most));
  return range_unsigned(a.width, smaller(a.low, b.low), smaller(a.high, b.high));
}

range range_maximum(range a, range b, bool is_signed) {
  if (a.empty || b.empty)
    return range_full(a.width);
  if (is_signed)
    return range_signed(a.width, greater(a.least, b.least), greater(a.most, b.most));
  return range_unsigned(a.width, larger(a.low, b.low), larger(a.high, b.high));
}

range range_subtract_saturating(range a, range b) {
  if (a.empty || b.empty)
    return range_full(a.width);
  return range_unsigned(a.width, a.low > b.high ? a.low - b.high : 0, a.high > b.low ? a.high - b.low : 0);
}

range range_absolute(range a) {
  if (a.empty || a.least >= 0)
    return a.empty ? range_full(a.width) : a;
  /* The smallest number is its own absolute value: as an unsigned number that is the right one. */
  uint64_t below = UINT64_C(0) - (uint64_t)a.least, above = a.most > 0 ? (uint64_t)a.most : 0;
  return range_unsigned(a.width, 0, larger(below, above));
}

/* --- conversions --- */

range range_zero_extend(range a, unsigned width) {
  return a.empty ? range_full(width) : range_unsigned(width, a.low, a.high);
}

range range_sign_extend(range a, unsigned width) {
  return a.empty ? range_full(width) : range_signed(width, a.least, a.most);
}

range range_truncate(range a, unsigned width) {
  range r = range_full(width);
  if (a.empty)
    return r;
  if (a.high <= mask(width))
    r = range_unsigned(width, a.low, a.high);
  if (a.least >= smallest(width) && a.most <= greatest(width))
    r = range_intersect(r, range_signed(width, a.least, a.most));
  return r;
}

/* --- comparisons --- */

LLVMIntPredicate range_inverse(LLVMIntPredicate predicate) {
  switch (predicate) {
  case LLVMIntEQ:
    return LLVMIntNE;
  case LLVMIntNE:
    return LLVMIntEQ;
  case LLVMIntUGT:
    return LLVMIntULE;
  case LLVMIntUGE:
    return LLVMIntULT;
  case LLVMIntULT:
    return LLVMIntUGE;
  case LLVMIntULE:
    return LLVMIntUGT;
  case LLVMIntSGT:
    return LLVMIntSLE;
  case LLVMIntSGE:
    return LLVMIntSLT;
  case LLVMIntSLT:
    return LLVMIntSGE;
  default:
    return LLVMIntSGT;
  }
}

LLVMIntPredicate range_swapped(LLVMIntPredicate predicate) {
  switch (predicate) {
  case LLVMIntUGT:
    return LLVMIntULT;
  case LLVMIntUGE:
    return LLVMIntULE;
  case LLVMIntULT:
    return LLVMIntUGT;
  case LLVMIntULE:
    return LLVMIntUGE;
  case LLVMIntSGT:
    return LLVMIntSLT;
  case LLVMIntSGE:
    return LLVMIntSLE;
  case LLVMIntSLT:
    return LLVMIntSGT;
  case LLVMIntSLE:
    return LLVMIntSGE;
  default:
    return predicate;
  }
}

static range where_different(range other) {
  range r = range_full(other.width);
  if (!range_is_constant(other))
    return r;
  if (other.low == r.low)
    r.low++;
  if (other.high == r.high)
    r.high--;
  if (other.least == r.least)
    r.least++;
  if (other.most == r.most)
    r.most--;
  return tighten(r);
}

range range_where(LLVMIntPredicate predicate, range other) {
  range full = range_full(other.width);
  if (other.empty)
    return full;
  switch (predicate) {
  case LLVMIntEQ:
    return other;
  case LLVMIntNE:
    return where_different(other);
  case LLVMIntULT:
    return other.high == 0 ? range_empty(other.width) : range_unsigned(other.width, 0, other.high - 1);
  case LLVMIntULE:
    return range_unsigned(other.width, 0, other.high);
  case LLVMIntUGT:
    return other.low == full.high ? range_empty(other.width)
                                  : range_unsigned(other.width, other.low + 1, full.high);
  case LLVMIntUGE:
    return range_unsigned(other.width, other.low, full.high);
  case LLVMIntSLT:
    return other.most == full.least ? range_empty(other.width)
                                    : range_signed(other.width, full.least, other.most - 1);
  case LLVMIntSLE:
    return range_signed(other.width, full.least, other.most);
  case LLVMIntSGT:
    return other.least == full.most ? range_empty(other.width)
                                    : range_signed(other.width, other.least + 1, full.most);
  default:
    return range_signed(other.width, other.least, full.most);
  }
}

range range_compare(LLVMIntPredicate predicate, range a, range b) {
  if (a.empty || b.empty)
    return range_full(1);
  if (range_intersect(a, range_where(predicate, b)).empty)
    return range_constant(1, 0);
  if (range_intersect(a, range_where(range_inverse(predicate), b)).empty)
    return range_constant(1, 1);
  return range_full(1);
}
