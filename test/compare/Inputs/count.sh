# count.sh PROGRAM COUNTER: the heap allocations of each case of cases.cpp, a line each. On a stack of 8 MiB.
ulimit -s 8192
for case in $("$1"); do
  count=$(LD_PRELOAD=$2 "$1" "$case" 2>&1) || count=crashes
  count=${count#heap allocations: }
  echo "$case: ${count%% *}"
done
