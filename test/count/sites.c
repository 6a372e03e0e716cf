// Allocations by site: of threads, forked children that end by _exit, programs started by exec and in the background,
// and of one that a signal ends; standard error may be closed. The program's exit status is passed on.
// RUN: %clang -O1 -g -pthread %s -o %t
// RUN: not %counter -o %t.txt -- %t
// RUN: FileCheck %s < %t.txt
// RUN: %python -c "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]) != 134)" %counter -- %t 2> %t.err
// RUN: FileCheck %s < %t.err
// Without callers, and the first line only:
// RUN: not %counter --callers 0 --top 1 -o %t.txt -- %t
// RUN: FileCheck --check-prefix=TOP --implicit-check-not='from ' %s < %t.txt
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

void *volatile kept;

static void *thread(void *unused) {
  for (int i = 0; i < 1000; i++)
    kept = calloc(i % 10 + 1, 2); // line 22
  return unused;
}
__attribute__((noinline)) static void child(void) { kept = realloc(NULL, 100); } // line 25
__attribute__((noinline)) static void *make(size_t size) {
  void *made = malloc(size); // line 27
  memset(made, 1, size);
  return made;
}

int main(int argc, char **arguments) {
  (void)argc;
  if (getenv("COUNT_AGAIN")) {
    kept = strdup("started"); // line 35
    _exit(0);
  }
  close(STDERR_FILENO);
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], NULL, thread, NULL);
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], NULL);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      child();
      _exit(0);
    }
  if (fork() == 0) {
    setenv("COUNT_AGAIN", "1", 1);
    execv(arguments[0], arguments);
  }
  while (wait(NULL) > 0)
    continue;
  kept = make(7);
  kept = make(8);
  fclose(stdout);
  abort();
}
// CHECK: 4,006 heap allocations (44,323 bytes) by the program's own code, {{[0-9,]+}} in libraries, 6 processes
// CHECK: allocations bytes site
// CHECK-NEXT: 4,000 44,000 {{.*}}sites.c:22 thread
// CHECK-NEXT: 3 300 {{.*}}sites.c:25 child
// CHECK-NEXT: from {{.*}}sites.c:46 main: 3
// CHECK-NEXT: 2 15 {{.*}}sites.c:27 make
// CHECK-NEXT: from {{.*}}sites.c:55 main: 1
// CHECK-NEXT: from {{.*}}sites.c:56 main: 1
// CHECK-NEXT: 1 8 {{.*}}sites.c:35 main
// TOP: 4,000 44,000
// TOP-NEXT: and 3 more sites (--top=0 shows all)
