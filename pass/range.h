/* Sets of integers of up to 64 bits as a pair of intervals, one of unsigned and one of signed numbers.
 *
 * A value is in a range when its bits, read as an unsigned number, are in [low, high], and read as a signed
 * one in [least, most]. Each operation yields a range that holds every result that operands in the given
 * ranges can have, where `nuw` and `nsw` say that a result which wraps does not matter (poison, LangRef).
 */
#ifndef HEAP2STACK_RANGE_H
#define HEAP2STACK_RANGE_H

#include <llvm-c/Core.h>
#include <stdbool.h>
#include <stdint.h>

enum { RANGE_MAX_WIDTH = 64 };

typedef struct range {
  unsigned width; /* bits, 1 to 64 */
  bool empty;     /* no value at all: what follows is meaningless */
  uint64_t low, high;
  int64_t least, most;
} range;

range range_full(unsigned width);
range range_empty(unsigned width);
range range_constant(unsigned width, uint64_t value);
range range_unsigned(unsigned width, uint64_t low, uint64_t high); /* empty if low > high */
range range_signed(unsigned width, int64_t least, int64_t most);

static inline bool range_is_constant(range r) { return !r.empty && r.low == r.high; }
bool range_equal(range a, range b);
range range_intersect(range a, range b);
range range_unite(range a, range b); /* the smallest range that holds both */

range range_add(range a, range b, bool nuw, bool nsw);
range range_subtract(range a, range b, bool nuw, bool nsw);
range range_multiply(range a, range b, bool nuw, bool nsw);
range range_shift_left(range a, range b, bool nuw, bool nsw);
range range_shift_right(range a, range b, bool arithmetic);
range range_divide(range a, range b, bool is_signed);
range range_remainder(range a, range b, bool is_signed);
range range_and(range a, range b);
range range_or(range a, range b);
range range_xor(range a, range b);
range range_minimum(range a, range b, bool is_signed);
range range_maximum(range a, range b, bool is_signed);
range range_subtract_saturating(range a, range b); /* unsigned */
range range_absolute(range a);

range range_zero_extend(range a, unsigned width);
range range_sign_extend(range a, unsigned width);
range range_truncate(range a, unsigned width);

/* What `a predicate b` yields, as a range of width 1. */
range range_compare(LLVMIntPredicate predicate, range a, range b);
/* The values x for which `x predicate y` holds for some y in `other`. */
range range_where(LLVMIntPredicate predicate, range other);
/* The predicate that holds when this one does not, and the one for exchanged operands. */
LLVMIntPredicate range_inverse(LLVMIntPredicate predicate);
LLVMIntPredicate range_swapped(LLVMIntPredicate predicate);

#endif
