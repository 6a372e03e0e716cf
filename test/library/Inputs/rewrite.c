/* A compiler that uses the C library without callbacks: reads a module, runs the pass, prints the result. */
#include <heap2stack/heap2stack.h>
#include <llvm-c/Analysis.h>
#include <llvm-c/Core.h>
#include <llvm-c/IRReader.h>
#include <stdio.h>

int main(int argc, char **argv) {
  heap2stack_options options;
  heap2stack_options_init(&options);
  LLVMContextRef context = LLVMContextCreate();
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module;
  char *message = NULL;
  if (argc != 2 || LLVMCreateMemoryBufferWithContentsOfFile(argv[1], &buffer, &message) ||
      LLVMParseIRInContext(context, buffer, &module, &message)) {
    fprintf(stderr, "%s\n", message ? message : "usage: rewrite FILE.ll");
    return 2;
  }
  heap2stack_run(module, &options, &(heap2stack_callbacks){0});
  if (LLVMVerifyModule(module, LLVMPrintMessageAction, NULL))
    return 1;
  message = LLVMPrintModuleToString(module);
  puts(message);
  LLVMDisposeMessage(message);
  LLVMDisposeModule(module);
  LLVMContextDispose(context);
  return 0;
}
