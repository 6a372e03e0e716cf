// What cannot be counted is said, and by a message that says why.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %clang -O1 -static %s -o static && %clang -O1 %s -o plain
// RUN: printf '#!%t/static\n' > script && chmod +x script
// RUN: not %counter ./static 2>&1 | FileCheck --check-prefix=STATIC %s
// RUN: not %counter ./script 2>&1 | FileCheck --check-prefix=STATIC %s
// STATIC: heap2stack-count: error: {{.*}}/static is linked statically: its allocator is inside it
// STATIC-NOT: ran
// RUN: cp plain rights && chmod u+s rights && not %counter ./rights 2>&1 | FileCheck --check-prefix=RIGHTS %s
// RIGHTS: error: ./rights runs with another user's or group's rights (set-user-ID)
// RUN: not %counter ./nothing 2>&1 | FileCheck --check-prefix=NOTHING %s
// NOTHING: error: no such command: ./nothing
// RUN: not %counter %s 2>&1 | FileCheck --check-prefix=TEXT %s
// TEXT: error: not a program: {{.*}}errors.c
// RUN: not %counter --library nothing.so ./plain 2>&1 | FileCheck --check-prefix=LIBRARY %s
// LIBRARY: error: no nothing.so; build it with scripts/build.sh
// RUN: not %counter 2>&1 | FileCheck --check-prefix=USAGE %s
// USAGE: error: no command to run
// RUN: not %counter --compare ./plain 2>&1 | FileCheck --check-prefix=ONE %s
// RUN: not %counter --compare ./plain -- 2>&1 | FileCheck --check-prefix=ONE %s
// ONE: error: --compare takes
// RUN: echo '{"format": "heap2stack-count 1"}' > short && not %counter --show short 2>&1 | FileCheck --check-prefix=SHOW %s
// RUN: echo '[[[' > broken && not %counter --compare broken short 2>&1 | FileCheck --check-prefix=SHOW %s
// RUN: echo '{"format": "heap2stack-count 1", "frames": [], "command": [], "unreadable": [], "stacks": [[[], 1e999, 1]]}' \
// RUN:   > short && not %counter --show short 2>&1 | FileCheck --check-prefix=SHOW %s
// SHOW: error: {{short|broken:2}}: not a file that heap2stack-count --save wrote
// RUN: printf 'int main;' > a.opt.yaml && not %counter --records . ./plain 2>&1 | FileCheck --check-prefix=RECORDS %s
// RECORDS: error: ./a.opt.yaml:1: not an optimisation record
// Where files may not be large the program runs undisturbed:
// RUN: not sh -c 'ulimit -f 100; exec "$@"' sh %counter ./plain 2>&1 | FileCheck --check-prefix=LIMIT %s
// LIMIT: error: {{.*}}/plain ran (exit status 0), but the counter could not work in it
//
// No debug information: functions instead of lines. A folder with a space cannot stand in LD_PRELOAD.
// RUN: mkdir 'a space' && cp %count 'a space/count.so'
// RUN: %scripts/heap2stack-count --library 'a space/count.so' -- ./plain 2>&1 | FileCheck --check-prefix=PLAIN %s
// PLAIN: 1 3 plain main
// PLAIN: some code has no line information: compile with -g or -gline-tables-only
#include <stdlib.h>
void *volatile kept;
int main(void) {
  kept = malloc(3);
  return 0;
}
