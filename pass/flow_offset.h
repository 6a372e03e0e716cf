/* Offsets into objects, as far as they are known. A granule, an offset divided by the size of a pointer, is
 * known in the same ways.
 */
#ifndef HEAP2STACK_FLOW_OFFSET_H
#define HEAP2STACK_FLOW_OFFSET_H

#include <stdbool.h>
#include <stdint.h>

/* Offsets, in bytes, are exact, or OFFSET_UNKNOWN, or OFFSET_BEHIND + k for k >= 0: at k or anywhere behind
 * it. */
enum { OFFSET_UNKNOWN = INT32_MIN, OFFSET_BEHIND = 1 << 30 };

/* Stands for "every cell": the cell that holds what may be found anywhere in a parameter's memory or in a
 * constant. Only reads at unknown offsets see it. GRANULE_ALL_BEHIND + g: every cell from granule g on. */
enum { GRANULE_ALL = INT32_MIN + 1, GRANULE_ALL_BEHIND = 3 << 29 };

static inline bool flow_is_exact(int32_t offset) { return offset > GRANULE_ALL && offset < OFFSET_BEHIND; }
static inline bool flow_is_behind(int32_t offset) {
  return offset >= OFFSET_BEHIND && offset < GRANULE_ALL_BEHIND;
}
/* What is at or behind such an offset. */
static inline int32_t flow_behind(int32_t offset) {
  return flow_is_exact(offset) && offset >= 0 ? OFFSET_BEHIND + offset
         : flow_is_behind(offset)             ? offset
                                              : OFFSET_UNKNOWN;
}
/* True if what is found at `wanted`, exact or behind something, is one of the things found at `offset`. */
static inline bool flow_covers(int32_t offset, int32_t wanted) {
  if (offset == wanted || offset == OFFSET_UNKNOWN)
    return true;
  int32_t least = flow_is_behind(wanted) ? wanted - OFFSET_BEHIND : wanted;
  return flow_is_behind(offset) && wanted != OFFSET_UNKNOWN && least >= offset - OFFSET_BEHIND;
}

/* A number of bytes as an offset: OFFSET_UNKNOWN if there are too many. */
static inline int32_t flow_bytes(int64_t bytes) {
  enum { LIMIT = 1 << 29 };
  return bytes <= -LIMIT || bytes >= LIMIT ? OFFSET_UNKNOWN : (int32_t)bytes;
}
/* offset + step, either of them exact or not; OFFSET_UNKNOWN if either is or the sum is out of range. */
static inline int32_t flow_add_offset(int32_t offset, int32_t step) {
  bool behind = flow_is_behind(offset) || flow_is_behind(step);
  int64_t sum = (int64_t)(flow_is_behind(offset) ? offset - OFFSET_BEHIND : offset) +
                (flow_is_behind(step) ? step - OFFSET_BEHIND : step);
  if (offset == OFFSET_UNKNOWN || step == OFFSET_UNKNOWN)
    return OFFSET_UNKNOWN;
  return behind ? flow_behind(flow_bytes(sum)) : flow_bytes(sum);
}

#endif
