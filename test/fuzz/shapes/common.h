/* What all programs share. */

#define NOINLINE __attribute__((noinline))

static uint64_t sum;
static volatile int zero; /* hides constants from the optimiser */

static void mix(uint64_t value) { sum = (sum ^ value) * 1099511628211u + (sum >> 47); }

/* Overwrites what dead frames left on the stack. */
static NOINLINE void clobber(int depth) {
  volatile unsigned char junk[600];
  for (size_t i = 0; i < sizeof junk; i++)
    junk[i] = 0xa5;
  if (depth > 0)
    clobber(depth - 1);
}
