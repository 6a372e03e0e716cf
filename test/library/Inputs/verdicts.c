/* How another compiler uses the C library: reads a module, bitcode or text, runs the pass and prints each
 * verdict.
 *
 *     cc verdicts.c $(pkg-config --cflags --libs heap2stack-llvm-22) -o verdicts
 *     ./verdicts FILE.bc [OPTION=VALUE,...]
 */
#include <heap2stack/heap2stack.h>
#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <stdio.h>
#include <stdlib.h>

static void print_verdict(const heap2stack_verdict *verdict, void *user) {
  int *count = user;
  *count += 1;
  printf("%s (%s, %llu bytes)\n", verdict->message, heap2stack_reason_name(verdict->reason),
         (unsigned long long)verdict->size);
  for (size_t i = 0; i < verdict->flow_length; i++)
    printf("  %s\n", verdict->flow[i].text);
}

static void print_changed(LLVMValueRef function, void *user) {
  size_t length;
  (void)user;
  printf("changed: %s\n", LLVMGetValueName2(function, &length));
}

int main(int argc, char **argv) {
  heap2stack_options options;
  heap2stack_options_init(&options);
  for (int i = 2; i < argc; i++) {
    char *error = heap2stack_options_parse(&options, argv[i], ",");
    if (error) {
      fprintf(stderr, "%s\n", error);
      free(error);
      return 2;
    }
  }
  LLVMContextRef context = LLVMContextCreate();
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module;
  char *message = NULL;
  if (argc < 2 || LLVMCreateMemoryBufferWithContentsOfFile(argv[1], &buffer, &message) ||
      LLVMParseIRInContext(context, buffer, &module, &message)) {
    fprintf(stderr, "%s\n", message ? message : "usage: verdicts FILE.bc [OPTION=VALUE,...]");
    return 2;
  }
  int count = 0;
  heap2stack_callbacks callbacks = {.user = &count, .on_verdict = print_verdict, .on_changed = print_changed};
  bool changed = heap2stack_run(module, &options, &callbacks);
  printf("%d verdicts, %s\n", count, changed ? "changed" : "unchanged");
  if (LLVMVerifyModule(module, LLVMPrintMessageAction, NULL))
    return 1;
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
  return 0;
}
