/* heap2stack: moves heap allocations that cannot outlive their frame to the stack.
 *
 * The public C API, for compilers that use LLVM through LLVM-C. Fill in the options, call
 * heap2stack_run() on a module, and receive one verdict for each allocation site:
 *
 *     heap2stack_options options;
 *     heap2stack_options_init(&options);
 *     options.max_size = 4096;
 *     heap2stack_callbacks callbacks = {.on_verdict = print_verdict};
 *     heap2stack_run(module, &options, &callbacks);
 *
 * A site is a call that allocates. It is promoted (replaced by an alloca) only if the object it yields
 * provably dies before the function returns; everything else is kept, with one reason. The licence is in
 * LLVM's Language Reference, attribute `allockind`: calls to allocation functions may be elided.
 *
 * Threads: the library has no mutable global state. Two threads may run it at once on modules of
 * different LLVM contexts.
 */
#ifndef HEAP2STACK_HEAP2STACK_H
#define HEAP2STACK_HEAP2STACK_H

#include <llvm-c/Types.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the pass may do. Always start from heap2stack_options_init(): fields will be added. */
typedef struct heap2stack_options {
  /* Largest object promoted, in bytes. Default 65535: Go's limit for implicit allocations is 64 KiB
   * (cmd/compile/internal/ir/cfg.go, MaxImplicitStackVarSize). */
  uint64_t max_size;
  /* Bytes of the slot for an object whose size is known at run time only: it is used when the object fits. 0:
   * such objects stay on the heap. They also do without the callback split_block. */
  uint64_t dynamic_size;
  /* Most bytes of slots for a site whose objects may be alive together: a slot that is free is used. 0: such
   * objects stay on the heap. They also do without the callback split_block. */
  uint64_t pool_size;
  /* Most bytes that promotion may add to one function's frame. */
  uint64_t frame_budget;
  /* The same for a function in a cycle of the call graph, whose frame may exist many times at once. */
  uint64_t recursion_budget;
  /* The same for a function that code outside the module may call again while it runs: its address is taken,
   * or a caller's is, and it calls unknown functions. */
  uint64_t reentry_budget;
  /* Most bytes that promotion may add along any chain of calls inside the module. */
  uint64_t chain_budget;
  /* Most clones of functions that make or release promoted objects of their callers, in one module. */
  uint64_t clone_count;
  /* Most instructions in all of them. */
  uint64_t clone_size;
  /* Most steps of analysis spent on one function; sites undecided by then are kept. */
  uint64_t max_work;
  /* Lines on standard error: 0 none, 1 one for each site and each pointer parameter, 2 with the flow, as Go's
   * -m and -m -m. */
  unsigned m;
  /* Print a table of statistics to standard error. */
  bool stats;
  /* File with more rows for library functions, or "" (the format is in pass/effects.h). */
  char effects[1024];
  /* File with more allocation and release functions, or "" (the format is in pass/allocator_table.h). */
  char allocators[1024];
  /* Also change functions built with a sanitizer, which lose its heap checks on promoted objects. */
  bool sanitized;
  /* Run SROA on changed functions, and GlobalDCE if functions were cloned; where less follows than in the
   * compiler's pipeline, also EarlyCSE, InstCombine and SimplifyCFG. The library itself only reports changed
   * functions (on_changed); the plugin obeys this field. */
  bool cleanup;
  /* For debugging: fill a slot with 0xA5 where an object begins or ends its life in it, and where the
   * function returns, so that a use that should not be there changes what the program does. */
  bool poison;
} heap2stack_options;

/* Sets every field to its default. */
void heap2stack_options_init(heap2stack_options *options);

/* Sets the fields named in `text`: "name=value" items (or "name" alone for a switch, "no-name" to turn it
 * off), separated by one of the characters in `separators`: "max-size=4096,m=1" with ",". Names are the
 * field names with '-' for '_'. Returns NULL, or on an unknown name or malformed value a message that
 * names it and its position in `text`; the caller releases it with free(). The items before the bad one
 * have been set. */
char *heap2stack_options_parse(heap2stack_options *options, const char *text, const char *separators);

/* The same from the environment variable HEAP2STACK, for drivers that cannot pass options; unset or
 * empty changes nothing. */
char *heap2stack_options_from_environment(heap2stack_options *options);

/* Why a site was kept. Stable identifiers: heap2stack_reason_name() spells them for machine-readable
 * output. */
typedef enum heap2stack_reason {
#define HEAP2STACK_REASON(ID, NAME, TEXT) HEAP2STACK_##ID,
#include <heap2stack/reasons.def>
#undef HEAP2STACK_REASON
  HEAP2STACK_REASONS /* how many there are */
} heap2stack_reason;

/* "EscapesReturn" for HEAP2STACK_ESCAPES_RETURN: a constant string. */
const char *heap2stack_reason_name(heap2stack_reason reason);

/* "returned to the caller" for HEAP2STACK_ESCAPES_RETURN: a constant string. */
const char *heap2stack_reason_text(heap2stack_reason reason);

/* What takes the place of a promoted object's allocation. */
typedef enum heap2stack_slot {
  HEAP2STACK_SLOT_PLAIN,   /* memory in the frame */
  HEAP2STACK_SLOT_ZEROED,  /* the same, zeroed each time the site runs */
  HEAP2STACK_SLOT_COPIED,  /* the same, filled with the text or object that it is a copy of */
  HEAP2STACK_SLOT_BOUNDED, /* the size is dynamic, and proven never to be more than the slot's */
  HEAP2STACK_SLOT_GUARDED, /* the size is dynamic: the slot is used when the object fits, else the heap */
  HEAP2STACK_SLOT_POOLED,  /* one of several slots: a free one is used when the object fits, else the heap */
  HEAP2STACK_SLOT_CLONE,   /* a clone of the function that makes the object builds it in the slot */
  HEAP2STACK_SLOT_KINDS    /* how many kinds there are */
} heap2stack_slot;

/* "plain" for HEAP2STACK_SLOT_PLAIN: a constant string. */
const char *heap2stack_slot_name(heap2stack_slot slot);

/* A line that explains a verdict. */
typedef struct heap2stack_step {
  const char *text;         /* "flow: {heap} = p:", "  from p (passed to keep(), parameter 1) at a.c:9:3" */
  LLVMValueRef instruction; /* that the line is about, perhaps in another function; NULL: none */
} heap2stack_step;

/* One verdict. Strings and the `flow` array are valid during the callback only. */
typedef struct heap2stack_verdict {
  LLVMValueRef function;   /* the function that holds the site */
  LLVMValueRef site;       /* the call or invoke, not yet rewritten */
  const char *description; /* "malloc(24)", "operator new(8)" */
  bool promoted;
  heap2stack_reason reason;    /* HEAP2STACK_PROMOTED when promoted */
  uint64_t size;               /* bytes, or the most that it can be; 0 when not known */
  LLVMValueRef culprit;        /* the instruction that forced it to be kept, or NULL */
  const char *message;         /* the whole line without its position: "moved to stack: malloc(24)" */
  const heap2stack_step *flow; /* how the pointer gets from the site to where it escapes */
  size_t flow_length;
  const char *allocator; /* the function called: "malloc", "user_new" */
  const char *callee;    /* the function that the culprit calls, or NULL: "ns::keep" */
  const char *inlined;   /* "inlined into main() at a.c:9:3"; NULL: the site is where it was written */
  /* When promoted: */
  heap2stack_slot slot;
  const char *clone;    /* the clone that builds the object in the slot, or NULL */
  const char *releaser; /* the clone of its caller's destructor that does not release it, or NULL */
} heap2stack_verdict;

/* The parts of a run. */
typedef enum heap2stack_phase {
  HEAP2STACK_PHASE_FIND,      /* looking for sites */
  HEAP2STACK_PHASE_ANALYSIS,  /* flows */
  HEAP2STACK_PHASE_DECISION,  /* summaries, verdicts and what lies between the flows */
  HEAP2STACK_PHASE_REPORT,    /* verdicts and lines */
  HEAP2STACK_PHASE_REWRITING, /* the callbacks that it makes included */
  HEAP2STACK_PHASES           /* how many there are */
} heap2stack_phase;

/* What one run did. */
typedef struct heap2stack_statistics {
  uint64_t sites;                        /* verdicts given */
  uint64_t moved[HEAP2STACK_SLOT_KINDS]; /* of them promoted, by the kind of slot */
  uint64_t kept[HEAP2STACK_REASONS];     /* of them kept, by reason */
  uint64_t stack_bytes;                  /* all slots, before any of them dissolves into registers */
  uint64_t frame_bytes;                  /* the most of them in one function */
  uint64_t chain_bytes;                  /* the most along any chain of calls inside the module */
  uint64_t clones;                       /* functions that were copied for promotions */
  uint64_t clone_instructions;           /* instructions in the copies, before they are simplified */
  double seconds[HEAP2STACK_PHASES];     /* elapsed */
} heap2stack_statistics;

/* Where a parameter stands in the source. */
typedef struct heap2stack_parameter {
  const char *name; /* the source's name; NULL: the name in the IR */
  size_t name_length;
  unsigned line, column; /* 0: unknown */
} heap2stack_parameter;

/* A variable of the source. */
typedef struct heap2stack_variable {
  const char *name;
  size_t name_length;
} heap2stack_variable;

/* What heap2stack_run() tells and asks its caller. Any member may be NULL. */
typedef struct heap2stack_callbacks {
  void *user; /* handed to each callback */
  /* Called once a site, sorted by function and position in it, after everything is decided and before
   * anything is rewritten. It must not change the module. */
  void (*on_verdict)(const heap2stack_verdict *verdict, void *user);
  /* Called at the end of each run. Without it and the option stats, nothing is counted. */
  void (*on_statistics)(const heap2stack_statistics *statistics, void *user);
  /* Called once for each function that was rewritten, after that. It may change its body. */
  void (*on_changed)(LLVMValueRef function, void *user);
  /* Called once for each function in which calls were redirected to private copies of their callees, which do
   * the same. That alone is no reason for on_changed(). */
  void (*on_redirected)(LLVMValueRef function, void *user);
  /* Asked to fill in `clone`, a declaration in the same module whose parameters are those of `function` and
   * perhaps more at the end, with a copy of its body; it must become private to the module. LLVM-C cannot
   * copy functions; without this callback, inline functions of C++ headers, whose bodies the linker may
   * replace, are unknown, and objects that are made or released by other functions are kept. */
  void (*clone_function)(LLVMValueRef function, LLVMValueRef clone, void *user);
  /* Asked to split a basic block in front of an instruction, which LLVM-C cannot do: `instruction` and all
   * that follows it move to a new block, which is returned; the old one branches there, and phis are right.
   * Without this callback sites of dynamic size are kept, and a release that may receive a slot or something
   * else receives null instead of the slot, if it is known to ignore that. */
  LLVMBasicBlockRef (*split_block)(LLVMValueRef instruction, void *user);
  /* Called when an option's file cannot be used; the module is then left alone. NULL: the message goes to
   * standard error. */
  void (*on_error)(const char *message, void *user);
  /* Asked for parameter number `index` (from 0) of a function with debug info, which LLVM-C cannot read:
   * true if *parameter was filled in. */
  bool (*find_parameter)(LLVMValueRef function, unsigned index, heap2stack_parameter *parameter, void *user);
  /* Asked the same for the variable that holds a value, or lives in an alloca, as code at instruction `at`
   * knows it: in inlined code, that of the function that was inlined. Without it, variables have the names of
   * the IR. */
  bool (*find_variable)(LLVMValueRef value, LLVMValueRef at, heap2stack_variable *variable, void *user);
  /* Asked for the readable form of a mangled name, without parameters: "ns::keep" for "_ZN2ns4keepEPv". The
   * library releases the result with free(). NULL: it is no mangled name. */
  char *(*demangle)(const char *name, size_t length, void *user);
} heap2stack_callbacks;

/* Runs the pass on a module; `options` and `callbacks` may be NULL for the defaults. Returns true when the
 * module changed. Unexpected IR is never an error: what is not understood is kept. The only error is an
 * effects or allocators file that cannot be used (on_error). */
bool heap2stack_run(LLVMModuleRef module, const heap2stack_options *options,
                    const heap2stack_callbacks *callbacks);

#ifdef __cplusplus
}
#endif

#endif
