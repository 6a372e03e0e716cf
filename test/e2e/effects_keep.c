// Library functions that keep what they are given. None of these buffers may be in a frame.
//
// RUN: %e2e %s
// FLAGS: -pthread
// HEAP: plain=6 O0=6 O2=6
// OUT: colour blue
// OUT: signal 1
// OUT: thread 10
// OUT: key 7
// OUT: second token b
// OUT: buffered
// OUT: at exit: bye
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOINLINE __attribute__((noinline)) static

NOINLINE void use_stack(void) { // overwrites what a dead frame left behind
  volatile char garbage[4096];
  for (int i = 0; i < 4096; i++)
    garbage[i] = 'X';
}

NOINLINE void set_environment(void) {
  char *text = malloc(32);
  strcpy(text, "COLOUR=blue");
  putenv(text);
}

NOINLINE void set_buffer(FILE *stream) {
  char *buffer = malloc(BUFSIZ);
  setvbuf(stream, buffer, _IOFBF, BUFSIZ);
}

static void *worker(void *argument) {
  use_stack();
  return (void *)(long)*(int *)argument;
}

NOINLINE pthread_t start(void) {
  int *n = malloc(sizeof *n);
  pthread_t thread;
  *n = 10;
  pthread_create(&thread, NULL, worker, n);
  return thread;
}

static pthread_key_t key;

NOINLINE void set_specific(void) {
  int *n = malloc(sizeof *n);
  *n = 7;
  pthread_setspecific(key, n);
}

NOINLINE char *first_token(void) {
  char *text = malloc(8);
  strcpy(text, "a,b");
  return strtok(text, ",")[0] == 'a' ? "a" : "?";
}

static char *message;
static void say_bye(void) { printf("at exit: %s\n", message); }

NOINLINE void at_exit(void) {
  message = malloc(8);
  strcpy(message, "bye");
  atexit(say_bye);
}

static volatile sig_atomic_t handled;
static void handle(int number) { handled = number == SIGUSR1; }

int main(void) {
  set_environment();
  use_stack();
  printf("colour %s\n", getenv("COLOUR"));
  signal(SIGUSR1, handle);
  raise(SIGUSR1);
  printf("signal %d\n", (int)handled);
  pthread_t thread = start();
  use_stack();
  void *result;
  pthread_join(thread, &result);
  printf("thread %d\n", (int)(long)result);
  pthread_key_create(&key, NULL);
  set_specific();
  use_stack();
  printf("key %d\n", *(int *)pthread_getspecific(key));
  free(pthread_getspecific(key));
  first_token();
  use_stack();
  printf("second token %s\n", strtok(NULL, ","));
  fflush(stdout);
  set_buffer(stdout);
  use_stack();
  printf("buffered\n");
  at_exit();
  use_stack();
}
