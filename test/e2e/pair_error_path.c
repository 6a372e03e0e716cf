// A constructor that takes back what it made when something goes wrong half-way and returns NULL. Each of its
// outcomes happens; what it releases itself is ours as well as what it returns.
//
// RUN: %e2e %s
// HEAP: plain=7 O0=0 O2=0
// OUT: channel 3: ready, gain 6
// OUT: channel 40: none
// OUT: channel 7: none
// OUT: channel 8: none
#include <stdio.h>
#include <stdlib.h>

#define NOINLINE __attribute__((noinline))

struct channel {
  int number, gain;
  unsigned char *samples;
};

static volatile int broken = 7;

NOINLINE static int calibrate(unsigned char *samples, int number) {
  for (int i = 0; i < 64; i++)
    samples[i] = (unsigned char)(number + i);
  return samples[63] - 63 == broken ? -1 : 0;
}

NOINLINE struct channel *channel_open(int number) {
  struct channel *c = malloc(sizeof *c);
  if (!c)
    return NULL;
  if (number > 16) {
    free(c);
    return NULL;
  }
  c->samples = malloc(64);
  if (!c->samples) {
    free(c);
    return NULL;
  }
  if (calibrate(c->samples, number) != 0)
    goto fail;
  c->number = number;
  c->gain = 2 * c->samples[0];
  if (c->gain > 15)
    goto fail;
  return c;

fail:
  free(c->samples);
  free(c);
  return NULL;
}

NOINLINE void channel_close(struct channel *c) {
  free(c->samples);
  free(c);
}

NOINLINE static void try_channel(int number) {
  struct channel *c = channel_open(number);
  if (!c) {
    printf("channel %d: none\n", number);
    return;
  }
  printf("channel %d: ready, gain %d\n", c->number, c->gain);
  channel_close(c);
}

int main(void) {
  volatile int numbers[] = {3, 40, 7, 8};
  for (int i = 0; i < 4; i++)
    try_channel(numbers[i]);
}
