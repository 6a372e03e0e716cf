/* Summaries: what one function does with what its parameters lead to, computed once, used at each call.
 *
 * A summary is a list of facts about places (flow.h): a parameter's pointee, what pointers in it lead to, and
 * what is deeper. Facts are instantiated at a call with that call's arguments (flow_apply.c), so one summary
 * serves every context; that two parameters may lead to the same memory needs no care here, because the
 * caller's own fix-point joins what was stored through one with what is read through the other.
 *
 * An object that the function makes and hands to its caller is one more thing that places may start from, as
 * if it were a parameter: flow_fresh.c says why.
 *
 * Only a function whose body here is the one that will run has a summary (ir_is_exact()), or one that may be
 * copied (ir_is_copyable()): whoever relies on that one's summary has to call a private copy (copies.h), and
 * everything that a summary itself relies on is remembered in it. Summaries are
 * computed bottom-up; inside a cycle of the call graph they start from "does nothing" and grow to the least
 * fix-point (as Go's escape analysis does for a batch of recursive functions, escape.go).
 */
#ifndef HEAP2STACK_SUMMARY_H
#define HEAP2STACK_SUMMARY_H

#include "flow.h"

typedef enum fact_kind {
  FACT_LEAKS,    /* source is kept after the call, or handed to unknown code */
  FACT_RELEASED, /* source may be released, or is on every path that returns (`always`) */
  FACT_WRITTEN,  /* foreign pointers or numbers may be written into `into` */
  FACT_RETURNED, /* the result may be source + offset */
  FACT_STORED,   /* source + offset may be stored into `into` */
  FACT_DISTANCE  /* the distance of source and `into` counts as a plain number: they are in one object */
} fact_kind;

typedef struct fact {
  fact_kind kind;
  flow_place source;
  LLVMValueRef constant; /* instead of source, if not NULL: a function or a constant global */
  int32_t offset;        /* bytes, or OFFSET_UNKNOWN */
  uint32_t member;       /* FACT_RETURNED: of the result, or MEMBER_ANY */
  flow_place into;
  int32_t into_granule;     /* or OFFSET_UNKNOWN */
  bool always;              /* FACT_RELEASED */
  bool rewritable;          /* the same: a clone need not release it */
  bool resized;             /* the same: by realloc, perhaps */
  family family;            /* the same */
  bool foreign, number;     /* FACT_WRITTEN */
  uint8_t torn;             /* the same: flow_node's of the same name */
  bool firm;                /* FACT_STORED: flow_node's of the same name */
  bool early;               /* FACT_DISTANCE: flow_distance's of the same name */
  access_type as;           /* how it is stored; FACT_WRITTEN: how numbers are */
  heap2stack_reason reason; /* FACT_LEAKS: why */
  LLVMValueRef culprit;     /* the instruction in the callee, or NULL */
} fact;

/* A pointer that the callee hands to a function it was given. */
typedef struct summary_pointer {
  flow_place place;
  LLVMValueRef constant; /* instead of place, if not NULL */
  int32_t offset;
} summary_pointer;

/* Each of the sources may be stored in those words of what each of the others leads to (summary_store.c). */
typedef struct summary_store {
  uint32_t words;           /* mask; SUMMARY_ANY_WORD: anywhere */
  access_type as;           /* how they are stored */
  bool firm;                /* flow_node's of the same name */
  summary_pointer *sources; /* stb_ds array; of places */
  summary_pointer *intos;   /* the same */
} summary_store;

#define SUMMARY_ANY_WORD (UINT32_C(1) << DEEPER_GRANULES)

/* Blocks that are linked with each other in any way: what the roots lead to through the words (flow_link.c).
 */
typedef struct summary_link {
  uint32_t words;
  summary_pointer *roots; /* stb_ds array; of places */
} summary_link;

/* The callee calls a function that a parameter leads to. */
typedef struct summary_call {
  flow_place callee;
  LLVMTypeRef type;
  uint32_t argument_count;
  summary_pointer **arguments; /* of stb_ds arrays */
  bool *foreign;               /* an argument may be a pointer that no parameter leads to */
  bool rewritable;             /* a clone of this function can compare the pointer and call a clone instead */
} summary_call;

/* Where an object comes from that the function hands to its caller. */
typedef struct fresh_source {
  LLVMValueRef call;  /* in the function: an allocation, or a call of the function that makes it */
  LLVMValueRef maker; /* that function, or NULL */
  uint32_t inner;     /* the object's place in the maker's summary.fresh */
} fresh_source;

/* An object that the function makes and hands to its caller, or all of one kind (flow_fresh.c). */
typedef struct summary_fresh {
  fresh_source *sources;   /* stb_ds array; more than one in a cycle of the call graph only */
  allocator_call site;     /* `size` is a constant, or NULL when it varies */
  uint32_t size_parameter; /* the parameter that is the size; NO_INDEX: none */
  bool several;            /* one call may make several of them */
} summary_fresh;

enum { ACCESS_WORDS = 31 };
#define ACCESS_ELSEWHERE (UINT32_C(1) << ACCESS_WORDS)
#define ACCESS_ANYWHERE UINT32_MAX

/* What the function does with the memory that a parameter points to (summary_access.h). Masks of words,
 * counted from the pointer; ACCESS_ELSEWHERE: any that have no bit. */
typedef struct summary_access {
  uint32_t read;        /* may be read through the parameter before it is overwritten through it */
  uint32_t overwritten; /* is overwritten on every path that returns, and not read earlier */
  bool deep;            /* what the memory leads to may be read */
} summary_access;

typedef struct summary {
  LLVMValueRef function;
  fact *facts;                   /* stb_ds array */
  summary_call *calls;           /* stb_ds array */
  summary_link *links;           /* stb_ds array */
  summary_store *stores;         /* stb_ds array */
  member_mask result_foreign;    /* the members of the result that may be unrelated to the parameters */
  bool result_firm, result_part; /* flow_node's of the same name */
  uint32_t returned;      /* one more than the parameter that it always returns; 0: none, or not known yet */
  uint64_t reads_any;     /* the parameters from which things may be found by other loads than of pointers: a
                             mask of summary_parameter_bit() */
  bool worst;             /* nothing is known: too large, or the analysis gave up */
  unsigned coarse;        /* how much detail was given up; never less in a later round */
  bool grouped;           /* pairs of stores are not told apart; stays so in later rounds */
  bool open;              /* of a cycle whose fix-point is not reached yet */
  uint32_t ring;          /* of a cycle: the part of it in which functions call each other by name */
  bool recursive;         /* of a cycle */
  bool copy_only;         /* holds for a private copy of the function only */
  LLVMValueRef *uses;     /* stb_ds array: functions whose summaries this one relies on */
  summary_fresh *fresh;   /* stb_ds array, up to MAX_FRESH; facts name them as parameter FRESH + place */
  LLVMValueRef *releases; /* stb_ds array: calls that release what a parameter or `fresh` leads to */
  LLVMValueRef *passing_calls; /* stb_ds array: calls that have to go to clones for the sake of something that
                                  a parameter or `fresh` leads to, or may call what a parameter leads to */
  LLVMValueRef *through; /* stb_ds array: functions called through pointers by those that are known here and
                            have to be clones as well */
  summary_access *accesses; /* stb_ds array: by parameter; NULL: nothing is known */
  bool result_read;         /* it may read in the memory for its result what it did not put there */
  bool clonable;            /* the function may be cloned */
  uint32_t instructions;    /* the function's size */
} summary;

/* Parameters beyond 62 share a bit, and so do all objects that the function makes. */
static inline uint64_t summary_parameter_bit(uint32_t parameter) {
  return UINT64_C(1) << (parameter >= FRESH ? 63 : parameter < 62 ? parameter : 62);
}

typedef struct summary_table summary_table;

/* `copies`: private copies of functions can be made. */
summary_table *summary_table_create(bool copies);
void summary_table_destroy(summary_table *table);

/* While a cycle is being solved: what the function makes is an object of those that call it in the cycle. Not
 * any more when all detail is given up. */
bool summary_hands_on(const summary *s);

/* The summary of a function, NULL if it has none or `function` is NULL. */
const summary *summary_find(const summary_table *table, LLVMValueRef function);

/* True if a summary says anything; `s` may be NULL. */
static inline bool summary_is_known(const summary *s) { return s && !s->worst; }

/* Replaces the function's summary by what its flow says; true if that says more than before, while the
 * function is in a cycle that is being solved. Takes `accesses`, which is summary_find_accesses(f) unless it
 * is NULL. */
bool summary_update(summary_table *table, const flow *f, summary_access **accesses);
/* Starts a function off with "does nothing", before the rounds over a cycle. Functions of the same `ring`
 * call each other by name. Of a cycle, `accesses` are known only if that is asked for. */
void summary_start(summary_table *table, LLVMValueRef function, uint32_t ring, bool accesses);
/* The fix-point of the function's cycle is reached. */
void summary_finish(summary_table *table, LLVMValueRef function);
/* Gives up detail, so that a fix-point is reached sooner; `last`: all of it. */
void summary_coarsen(summary_table *table, LLVMValueRef function, bool last);
/* Gives up on a function: nothing is known about it. */
void summary_give_up(summary_table *table, LLVMValueRef function);

/* True if this module's body of the function says what a call of it does. */
bool summary_is_possible(const summary_table *table, const ir_module *m, LLVMValueRef function);

#endif
