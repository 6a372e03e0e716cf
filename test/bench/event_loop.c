/* An event loop: timers and tasks with callbacks and contexts of their own. A context lives from the request
 * to the last callback, so all that is queued stays on the heap; events are made, shown to all handlers, and
 * gone. Argument: how many requests. */
// RUN: %bench %s
// SMALL: 20
// HEAP: plain=109 moved=62
#include <stdio.h>
#include <stdlib.h>

struct loop;
typedef void task_function(struct loop *loop, void *context);

struct task {
  struct task *next;
  long due;
  task_function *run;
  void *context;
};

struct event {
  int kind;
  long time, value;
};
typedef void event_handler(const struct event *event, void *context);

struct subscription {
  struct subscription *next;
  int kind;
  event_handler *handle;
  void *context;
};

struct loop {
  struct task *first;
  struct subscription *subscriptions;
  long now;
};

static struct loop *loop_new(void) { return calloc(1, sizeof(struct loop)); }

static void loop_free(struct loop *loop) {
  while (loop->subscriptions) {
    struct subscription *next = loop->subscriptions->next;
    free(loop->subscriptions);
    loop->subscriptions = next;
  }
  free(loop);
}

static void loop_after(struct loop *loop, long delay, task_function *run, void *context) {
  struct task *task = malloc(sizeof *task);
  task->due = loop->now + delay;
  task->run = run;
  task->context = context;
  struct task **at = &loop->first;
  while (*at && (*at)->due <= task->due)
    at = &(*at)->next;
  task->next = *at;
  *at = task;
}

static void loop_subscribe(struct loop *loop, int kind, event_handler *handle, void *context) {
  struct subscription *subscription = malloc(sizeof *subscription);
  *subscription = (struct subscription){loop->subscriptions, kind, handle, context};
  loop->subscriptions = subscription;
}

static void loop_emit(struct loop *loop, int kind, long value) {
  struct event *event = malloc(sizeof *event);
  event->kind = kind;
  event->time = loop->now;
  event->value = value;
  for (struct subscription *s = loop->subscriptions; s; s = s->next)
    if (s->kind == event->kind)
      s->handle(event, s->context);
  free(event);
}

static void loop_run(struct loop *loop) {
  while (loop->first) {
    struct task *task = loop->first;
    loop->first = task->next;
    loop->now = task->due;
    task->run(loop, task->context);
    free(task);
  }
}

enum { STARTED, DONE, FAILED };

struct request {
  int number, attempts;
  unsigned random;
};

static unsigned request_random(struct request *request) {
  request->random = request->random * 1103515245 + 12345;
  return request->random >> 16;
}

static void request_answered(struct loop *loop, void *context) {
  struct request *request = context;
  if (request_random(request) % 4 == 0 && request->attempts < 3) {
    request->attempts++;
    loop_emit(loop, FAILED, request->number);
    loop_after(loop, 10 * request->attempts, request_answered, request);
    return;
  }
  loop_emit(loop, DONE, request->attempts);
  free(request);
}

struct source {
  int next, count;
};

static void source_tick(struct loop *loop, void *context) {
  struct source *source = context;
  for (int i = 0; i < 3 && source->next < source->count; i++) {
    struct request *request = malloc(sizeof *request);
    request->number = source->next++;
    request->attempts = 0;
    request->random = (unsigned)request->number;
    loop_emit(loop, STARTED, request->number);
    loop_after(loop, (long)(request_random(request) % 20), request_answered, request);
  }
  if (source->next < source->count)
    loop_after(loop, 5, source_tick, source);
}

static void count_event(const struct event *event, void *context) {
  long *count = context;
  count[event->kind]++;
}

static void log_event(const struct event *event, void *context) {
  unsigned *log = context;
  *log = *log * 31 + (unsigned)(event->time * 7 + event->value);
}

int main(int argc, char **argv) {
  struct source source = {0, argc > 1 ? atoi(argv[1]) : 100000};
  long counts[3] = {0};
  unsigned log = 0;
  struct loop *loop = loop_new();
  for (int kind = STARTED; kind <= FAILED; kind++)
    loop_subscribe(loop, kind, count_event, counts);
  loop_subscribe(loop, DONE, log_event, &log);
  loop_subscribe(loop, FAILED, log_event, &log);
  loop_after(loop, 0, source_tick, &source);
  loop_run(loop);
  printf("started %ld, done %ld, failed %ld, time %ld, log %08x\n", counts[STARTED], counts[DONE],
         counts[FAILED], loop->now, log);
  loop_free(loop);
  return 0;
}
