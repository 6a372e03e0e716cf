/* What LLVM-C makes clumsy, once, with plain names: attributes, constant offsets, sizes, callees.
 *
 * The differences between LLVM 19 and 22 that the C code can see live in ir.c.
 */
#ifndef HEAP2STACK_IR_H
#define HEAP2STACK_IR_H

#include "support.h"

#include <llvm-c/Core.h>
#include <llvm-c/Target.h>

/* Attribute kinds, looked up once a run; 0 where this LLVM does not know the attribute. */
typedef struct ir_attributes {
  unsigned align, alwaysinline, noalias, noduplicate, noinline_, allockind, allocsize, allocalign, allocptr,
      builtin, byval, captures, cold, inalloca, dereferenceable, dereferenceable_or_null, memory, minsize,
      naked, nonnull, nobuiltin, nocapture, noundef, nofree, nounwind, optnone, preallocated,
      presplitcoroutine, readnone, readonly, returned, returns_twice, sanitize_address, sanitize_hwaddress,
      sanitize_memory, sanitize_memtag, sanitize_thread, speculatable, sret, ssp, sspstrong, swifterror,
      willreturn, writeonly;
} ir_attributes;

/* Intrinsics that the pass treats one by one; 0 where this LLVM does not have it. */
typedef struct ir_intrinsics {
  unsigned assume, dbg_assign, dbg_declare, dbg_label, dbg_value, fake_use, launder, lifetime_end,
      lifetime_start, masked_load, masked_store, memcpy_, memcpy_inline, memmove_, memset_, memset_inline,
      objectsize, prefetch, ptrmask, sideeffect, strip, va_copy_, va_end_, va_start_, invariant_start,
      invariant_end, pseudoprobe, donothing, is_constant, experimental_noalias_scope_decl, umul_overflow,
      smax, smin, umax, umin, cttz;
} ir_intrinsics;

/* One run's view of a module. */
typedef struct ir_module {
  LLVMModuleRef module;
  LLVMContextRef context;
  LLVMTargetDataRef layout;
  unsigned pointer_size;        /* bytes of a pointer in address space 0 */
  unsigned alloca_space;        /* address space of allocas */
  unsigned wide_character;      /* bytes of wchar_t */
  bool sysv_x86_64;             /* va_list is that of the System V ABI for x86-64 */
  bool resize_to_zero_releases; /* realloc(p, 0) releases p and returns null; else it is like malloc(0) */
  bool can_split;               /* blocks can be split (callback split_block) */
  bool poison;                  /* option poison: slots are filled where no object is in them */
  const struct allocator_table *allocators; /* the user's allocation functions, borrowed; NULL: none */
  unsigned tbaa;                            /* the metadata kind */
  pointer_map *tags; /* tbaa tag -> its access_type (access.c), once looked up; in the run's arena */
  bool semantic_interposition; /* module flag: exported bodies may be replaced at load time */
  ir_attributes attributes;
  ir_intrinsics intrinsics;
} ir_module;

/* Fills `m`, which borrows the module and the arena; `can_split`, `poison` and `allocators` are the caller's
 * to set. */
void ir_module_init(ir_module *m, arena *run, LLVMModuleRef module);

/* --- constants, types, addresses --- */

/* True and the value if `value` is an integer constant of at most 64 bits (zero-extended). */
bool ir_constant(LLVMValueRef value, uint64_t *result);
/* The same for a value that folds to a constant: arithmetic on constants, also through a local variable that
 * is only ever set to one, as in unoptimised code. */
bool ir_folded_constant(LLVMValueRef value, uint64_t *result);
/* What a load yields from a local variable that is only ever set to one value; any other value is itself. */
LLVMValueRef ir_through_variable(LLVMValueRef value);
bool ir_is_null(LLVMValueRef value);
/* A constant that holds no address at all: null, undef, poison, a number, an aggregate of these. */
bool ir_is_plain_constant(LLVMValueRef value);
/* Bytes that a load or store of `type` touches; false for scalable and unsized types. */
bool ir_store_size(const ir_module *m, LLVMTypeRef type, uint64_t *bytes);
/* The same; 0 where that is false. */
uint64_t ir_known_size(const ir_module *m, LLVMTypeRef type);
/* True and the byte offset that a getelementptr adds, if it is constant. */
bool ir_gep_offset(const ir_module *m, LLVMValueRef gep, int64_t *offset);
/* True and the bytes that a getelementptr's constant indices add, the others not counted. */
bool ir_gep_constant_part(const ir_module *m, LLVMValueRef gep, int64_t *offset);
enum { IR_GEP_OFFSETS = 4 };
/* The same where an index is one of a few constants (left or right): all offsets, and their number; 0: not
 * known. */
unsigned ir_gep_offsets(const ir_module *m, LLVMValueRef gep, int64_t offsets[IR_GEP_OFFSETS]);
/* True if `value` is the address of constant text, and the number of bytes in front of its terminating zero.
 */
bool ir_text_length(const ir_module *m, LLVMValueRef value, uint64_t *length);
/* True if a value of `type` may be a pointer or contain one as such (not as a number). */
bool ir_type_holds_pointers(LLVMTypeRef type);
/* True for scalar floating-point types. */
bool ir_type_is_floating(LLVMTypeRef type);
/* True for an alloca in the entry block of constant size, and its size in bytes. */
bool ir_static_alloca(const ir_module *m, LLVMValueRef alloca, uint64_t *bytes);

/* True for a global variable that never changes and whose initial value is the one here. */
bool ir_is_constant_global(LLVMValueRef value);
/* True if a value of the type has a pointer at the byte offset, as a whole. */
bool ir_type_has_pointer_at(const ir_module *m, LLVMTypeRef type, uint64_t offset);
/* Where in its aggregate the member lies that an insertvalue or extractvalue names: the byte offset and size;
 * false if they are not known. */
bool ir_member_place(const ir_module *m, LLVMValueRef instruction, uint64_t *offset, uint64_t *size);
/* The pointer at a byte offset of a constant: NULL if something else is there. */
LLVMValueRef ir_pointer_at(const ir_module *m, LLVMValueRef constant, uint64_t offset);

/* --- calls --- */

bool ir_is_call(LLVMValueRef instruction); /* call, invoke or callbr */
/* What is called; the function for its alias, as of a constructor, unless another module may define that. */
LLVMValueRef ir_called(LLVMValueRef call);
/* The function called directly, or NULL. */
LLVMValueRef ir_callee(LLVMValueRef call);
/* The callee's intrinsic number, 0 for anything else. */
unsigned ir_intrinsic(LLVMValueRef call);
/* True for what copies memory (memcpy, memmove), and for what fills it (memset); false for 0. */
bool ir_copies_memory(const ir_module *m, unsigned intrinsic);
bool ir_fills_memory(const ir_module *m, unsigned intrinsic);
/* How many bytes a call of such an intrinsic copies or fills; 0: not known. */
uint64_t ir_known_length(LLVMValueRef call);
LLVMTypeRef ir_call_type(LLVMValueRef call);
bool ir_is_musttail(LLVMValueRef call);
/* True if the call replaces its caller's frame for certain: musttail, or `tail` where the calling convention
 * makes that a promise. */
bool ir_is_guaranteed_tail(LLVMValueRef call);

/* Attribute positions, unsigned as LLVM-C's functions want them; the first parameter is 1. */
#define IR_FUNCTION_INDEX ((unsigned)LLVMAttributeFunctionIndex)
#define IR_RETURN_INDEX ((unsigned)LLVMAttributeReturnIndex)

bool ir_function_has(LLVMValueRef function, unsigned index, unsigned kind);
/* On the call, or on the function called directly. */
bool ir_call_has(LLVMValueRef call, unsigned index, unsigned kind);
/* The attribute's integer from the call, else from the function called directly; false if neither has it. */
bool ir_call_attribute(LLVMValueRef call, unsigned index, unsigned kind, uint64_t *value);
/* A string attribute of the call or of the function called directly, or NULL; not NUL-terminated. */
const char *ir_call_string_attribute(LLVMValueRef call, const char *name, unsigned *length);
bool ir_function_has_string(LLVMValueRef function, const char *name);

/* LLVM's CallBase::isNoBuiltin(), and the caller's "no-builtins" and "no-builtin-NAME" attributes: the
 * callee's name means nothing here. */
bool ir_call_is_nobuiltin(const ir_module *m, LLVMValueRef call);

/* What a call may do to memory at most (attribute `memory`, LangRef). */
typedef struct ir_memory {
  bool reads, writes; /* any memory */
} ir_memory;
ir_memory ir_call_memory(const ir_module *m, LLVMValueRef call);

/* What a call may do with the pointer in its argument number `argument` at most, capturing only (it may
 * still free it): attribute nocapture until LLVM 20, captures() from 21. */
typedef struct ir_capture {
  bool kept;     /* other than by the result */
  bool returned; /* by the result */
} ir_capture;
ir_capture ir_call_capture(const ir_module *m, LLVMValueRef call, unsigned argument);

/* True if the body of `function` in this module is the one that will run (GlobalValue::
 * isDefinitionExact(): not weak, linkonce, ODR, available_externally or interposable). */
bool ir_is_exact(const ir_module *m, LLVMValueRef function);
/* True if a call of the function does what its body says: it is neither naked nor a coroutine before it is
 * split. */
bool ir_does_as_written(const ir_module *m, LLVMValueRef function);
/* True if the address of one of the function's blocks is taken: then a copy cannot stand in for it. */
bool ir_has_block_address(LLVMValueRef function);
/* True if another body may run, but must mean the same as this one (C++'s one-definition rule): then a
 * private copy may be called in its place. */
bool ir_is_copyable(LLVMValueRef function);

/* --- switches --- */

/* The value that leads to the successor of number `successor`, from 1; 0 is the default. */
LLVMValueRef ir_switch_case(LLVMValueRef instruction, unsigned successor);

/* --- source positions --- */

typedef struct ir_location {
  const char *file; /* not owned; NULL when the instruction has no debug location */
  unsigned file_length;
  unsigned line, column;
} ir_location;

ir_location ir_instruction_location(LLVMValueRef instruction);

#endif
