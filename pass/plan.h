/* The decision about each site, and what is to be done: facts for report.c, orders for rewrite.c.
 */
#ifndef HEAP2STACK_PLAN_H
#define HEAP2STACK_PLAN_H

#include "budget.h"
#include "flow.h"

struct clone;
struct clones;
struct explanation;
struct names;

/* Slots for objects that may be alive together, of one site or of several that are released together. */
typedef struct slot_pool {
  struct site_verdict *owner; /* the first promoted site that has it */
  struct slot_pool *joined;   /* while pools are made: another one that stands for this one; else NULL */
  unsigned count;             /* slots */
  uint64_t size;              /* bytes of each */
  unsigned alignment;         /* of each */
  bool grouped;               /* as in site_verdict */
  unsigned header;            /* the same */
  LLVMValueRef marks;         /* an i32 in memory, a bit for each free slot; filled in by rewrite.c */
} slot_pool;

/* One site with its verdict. */
typedef struct site_verdict {
  LLVMValueRef call;
  allocator_call site;
  heap2stack_reason reason; /* HEAP2STACK_PROMOTED, or why it is kept */
  LLVMValueRef culprit;     /* the instruction that forced it, or NULL */
  bool size_known;
  bool bounded;       /* the size is dynamic: what is known is a bound that is proven */
  bool guarded;       /* the slot is used when the object fits, or one of the pool is free; else the heap */
  uint64_t size;      /* bytes, if known; of the slot, if guarded */
  unsigned alignment; /* of the slot */
  slot_pool *pool;    /* objects of the site may be alive together; NULL: one slot is enough */
  const struct explanation *why; /* in the run's arena; NULL if not asked for */
  uint32_t
      maker_fresh;    /* made by a callee: its place in that function's summary.fresh; NO_INDEX: made here */
  LLVMValueRef maker; /* the same: that function */
  const struct clone *clone;       /* the same: builds the object in the slot */
  const struct clone *released_by; /* a clone that does not release it */
  bool grouped;    /* clones have to recognise its address: the slot lies with others of that kind */
  unsigned header; /* bytes in front of each slot, for clones: 0, CLONE_SLOT_HEADER or CLONE_MARKED_HEADER */
  uint64_t offset; /* there; filled in by rewrite.c, like the slot */
  struct release_plan
      *resize;       /* of a realloc: what is known of the memory it is given, if that may be a slot */
  LLVMValueRef slot; /* of a pool the first one */
} site_verdict;

/* A function that is given slots for what it makes. */
typedef struct slot_taker {
  LLVMValueRef function;
  site_verdict *slots[MAX_FRESH]; /* by place in the function's summary.fresh; NULL: no slot is passed */
} slot_taker;

/* A call of a function of this module that is replaced by one of a clone (clones.h). One through a pointer
 * stays, behind comparisons of the pointer with functions whose clones are called. */
typedef struct special_call {
  LLVMValueRef call;        /* rewrite_calls.c replaces it */
  struct clone *clone;      /* NULL: the call goes through a pointer */
  LLVMValueRef *candidates; /* functions that are called through pointers there; in the run's arena */
  size_t candidate_count;
  slot_taker takers[MAX_MAKERS]; /* the callee; or functions that the pointer may be: no candidates */
  uint32_t taker_count;
} special_call;

/* What becomes of one release. */
typedef struct release_plan {
  LLVMValueRef call;
  LLVMValueRef operand;   /* the released pointer */
  bool removed;           /* it can receive promoted objects only; else it is guarded */
  site_verdict **objects; /* promoted objects that it may receive, one of each pool (null-terminated) */
  site_verdict *resized;  /* it is a realloc, and this is the site: objects are moved, not released */
  site_verdict *ends;     /* it receives this very object for certain: the slot is dead after it */
} release_plan;

/* Everything about one function. Arrays are in the run's arena. */
typedef struct function_plan {
  LLVMValueRef function;
  site_verdict *sites; /* in order of instructions */
  size_t site_count;
  release_plan *releases;
  size_t release_count;
  special_call *specials;
  size_t special_count;
  LLVMValueRef group_begin, group_end; /* the grouped slots; filled in by rewrite.c */
  bool marked;                         /* there are pools among them: clones give slots back */
  LLVMValueRef *tail_calls;            /* calls that may reach a slot: no longer `tail` */
  size_t tail_call_count;
  LLVMValueRef *used_calls; /* direct calls of functions whose summaries the promotions rely on */
  size_t used_call_count;
  LLVMValueRef *used_functions; /* the same for functions called through pointers */
  size_t used_function_count;
} function_plan;

/* Decides one function whose flow is solved; `explain` asks for explanations of kept sites, NULL: none. Takes
 * what it promotes from the account. Does not change the IR. */
function_plan plan_function(arena *run, const heap2stack_options *options, frame *account,
                            struct clones *clones, flow *f, const struct names *explain);

/* What is passed, and what clones are asked to do, as a set (clones.h). */
uint32_t plan_slots(const function_plan *plan, const slot_taker *taker);

/* Bytes that a promoted site's slot takes of the frame at most, with what surrounds it; of a pool, those of
 * all slots for its owner, and none for other sites that have it. */
uint64_t plan_slot_bytes(const site_verdict *s);
/* Bytes from one slot of a pool to the next. */
uint64_t plan_pool_stride(const slot_pool *pool);

/* True if the site is promoted and its slots are not already another one's. */
static inline bool plan_has_slot(const site_verdict *s) {
  return !s->reason && (!s->pool || s->pool->owner == s);
}

static inline bool plan_changes(const function_plan *p) {
  for (size_t i = 0; i < p->site_count; i++)
    if (p->sites[i].reason == HEAP2STACK_PROMOTED)
      return true;
  return false;
}

#endif
