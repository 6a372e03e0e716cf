/* Makes odd but valid IR: mutate FILE OUTPUT SEED [COUNT]
 *
 * Applies COUNT random mutations (default: 1 to 12 of them, as SEED says) to the module in FILE, LLVM IR or
 * bitcode, and writes bitcode to OUTPUT. Mutations that leave the module invalid are dropped. The same FILE,
 * SEED and COUNT give the same module. On standard output: the mutations that were made, in order. mutate.py
 * builds and runs it.
 */
#include "mutator.h"

#include <llvm-c/BitWriter.h>
#include <llvm-c/IRReader.h>
#include <stdio.h>
#include <stdlib.h>

#define MUTATION(NAME) {#NAME, NAME}
static const struct {
  const char *name;
  mutation *mutate;
} mutations[] = {MUTATION(replace_operand),
                 MUTATION(replace_operand),
                 MUTATION(replace_operand),
                 MUTATION(swap_operands),
                 MUTATION(duplicate_instruction),
                 MUTATION(move_instruction),
                 MUTATION(erase_instruction),
                 MUTATION(through_aggregate),
                 MUTATION(through_vector),
                 MUTATION(through_integer),
                 MUTATION(through_cast),
                 MUTATION(through_choice),
                 MUTATION(through_memory),
                 MUTATION(make_atomic),
                 MUTATION(store_to_exchange),
                 MUTATION(store_value),
                 MUTATION(load_value),
                 MUTATION(copy_memory),
                 MUTATION(add_alloca),
                 MUTATION(call_library),
                 MUTATION(call_library),
                 MUTATION(call_library),
                 MUTATION(call_any),
                 MUTATION(call_any),
                 MUTATION(call_intrinsic),
                 MUTATION(call_as_variadic),
                 MUTATION(call_to_invoke),
                 MUTATION(make_indirect),
                 MUTATION(redirect_call),
                 MUTATION(mark_tail),
                 MUTATION(add_bundle),
                 MUTATION(add_call_attribute),
                 MUTATION(change_call_convention),
                 MUTATION(redirect_edge),
                 MUTATION(redirect_edge),
                 MUTATION(duplicate_edge),
                 MUTATION(split_block),
                 MUTATION(add_loop),
                 MUTATION(add_unreachable_cycle),
                 MUTATION(branch_to_indirect),
                 MUTATION(change_linkage),
                 MUTATION(change_convention),
                 MUTATION(add_function_attribute),
                 MUTATION(replace_by_alias),
                 MUTATION(replace_by_ifunc),
                 MUTATION(replace_by_declaration),
                 MUTATION(rename_global),
                 MUTATION(store_in_global)};

static void fail(const char *message) {
  fprintf(stderr, "mutate: error: %s\n", message);
  exit(1);
}

static uint64_t parse_number(const char *text) {
  char *end;
  unsigned long long number = strtoull(text, &end, 10);
  if (end == text || *end)
    fail("SEED and COUNT are numbers");
  return number;
}

static bool is_valid(LLVMModuleRef module) {
  char *message = NULL;
  bool broken = LLVMVerifyModule(module, LLVMReturnStatusAction, &message);
  LLVMDisposeMessage(message);
  return !broken;
}

/* Tries one mutation on a copy of the module, and keeps the copy if it is valid. */
static bool try_mutation(mutator *m) {
  LLVMModuleRef before = m->module;
  size_t which = below(m, sizeof mutations / sizeof mutations[0]);
  m->module = LLVMCloneModule(before);
  m->builder = LLVMCreateBuilderInContext(m->context);
  bool valid = pick_function(m) && mutations[which].mutate(m) && is_valid(m->module);
  LLVMDisposeBuilder(m->builder);
  if (valid)
    printf("%s\n", mutations[which].name);
  LLVMDisposeModule(valid ? before : m->module);
  if (!valid)
    m->module = before;
  return valid;
}

static LLVMModuleRef read_module(LLVMContextRef context, const char *path) {
  LLVMMemoryBufferRef buffer;
  LLVMModuleRef module = NULL;
  char *message = NULL;
  if (LLVMCreateMemoryBufferWithContentsOfFile(path, &buffer, &message) ||
      LLVMParseIRInContext(context, buffer, &module, &message))
    fail(message);
  return module;
}

static void ignore_message(LLVMDiagnosticInfoRef message, void *context) {
  (void)message;
  (void)context;
}

int main(int argc, char **argv) {
  enum { MOST_TRIES_EACH = 20 };
  if (argc < 4 || argc > 5)
    fail("usage: mutate FILE OUTPUT SEED [COUNT]");
  mutator m = {.context = LLVMContextCreate(), .random = parse_number(argv[3])};
  LLVMContextSetDiagnosticHandler(m.context, ignore_message, NULL);
  m.pointer = LLVMPointerTypeInContext(m.context, 0);
  m.module = read_module(m.context, argv[1]);
  m.favourite = below(&m, UINT32_MAX);
  uint64_t count = argc == 5 ? parse_number(argv[4]) : 1 + below(&m, 12);
  uint64_t made = 0;
  for (uint64_t tries = 0; made < count && tries < count * MOST_TRIES_EACH; tries++)
    made += try_mutation(&m);
  if (!is_valid(m.module) || LLVMWriteBitcodeToFile(m.module, argv[2]))
    fail("the module is invalid, or cannot be written");
  LLVMDisposeModule(m.module);
  LLVMContextDispose(m.context);
  return 0;
}
