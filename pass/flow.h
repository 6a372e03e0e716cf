/* Flow: where the pointers to local objects go inside one function.
 *
 * The theory, once. An object is the memory of an alloca, of an allocation site, of a constant (a function or
 * a constant global, so that function pointers and tables of them can be followed), or what a parameter leads
 * to: its pointee (depth 1), what a pointer found there points to (depth 2, one object for each granule of
 * the pointee), likewise depth 3, and everything deeper (depth 4, "Deep places" below). A node is a place
 * that can hold a pointer: an SSA value, or a cell, which is one pointer-sized granule of an object's memory.
 * Every node has a set of targets (object, byte offset), found by a forward fix-point that starts at the
 * objects and follows every use (inclusion constraints after Andersen, "Program Analysis and Specialization
 * for the C Programming Language", 1994; field-sensitive by constant offset). A node is also `foreign` when
 * it may hold an address that is not one of these: a global's, an unknown call's result.
 *
 *   - A store through an address whose targets are all ours makes the pointer content of those objects, and
 *     loads of the same granule get it back. If the address may be foreign, what is stored escapes.
 *   - What is stored in a parameter's memory outlives the call. An alloca escapes by that. A site's object
 *     leaves, as one that is returned does: this function cannot give it a slot, but callers may
 *     (flow_fresh.c). That what one parameter leads to is stored in another's memory is a fact for the
 *     summary, and not looked at here: a load gets the place that was there from the start, which to the
 *     callers is everything that may be there. Until the function returns, the memory for its result is
 *     like a variable (flow_result.c).
 *   - An object that escapes exposes its content: everything in it escapes too, and what is loaded from it
 *     may be foreign. Its own pointers count as foreign from then on.
 *   - Numbers: a pointer that went through ptrtoint, arithmetic, or memory in pieces keeps its object and
 *     loses its offset. A number that never was one of our pointers cannot become one (their addresses are
 *     not known to anybody else unless they escape), so plain numbers are neither targets nor foreign; only
 *     a pointer made from nothing but numbers is foreign (phase two of flow_solve()). A load that has a
 *     pointer's type moves a pointer, whatever it loads it as.
 *
 *   - Comparing pointers, or their lowest twelve bits, is harmless. Deciding or indexing by other bits of one
 *     may spell out its address, from which anybody may make a pointer again (the provenance model of ISO/IEC
 *     TS 6010, PNVI-ae-udi): then it escapes. That holds for `firm` numbers; those read from a place in
 *     memory where a pointer merely might have been (at an unknown index, in pieces, in a parameter's
 *     memory) are what they seem as far as decisions go, though what they carry is followed like any pointer.
 *     They stay so on their way through the function's own memory.
 *   - A parameter that is a number leads to a place too, since it may carry a pointer.
 *
 *   - Types (access.h): what a C or C++ program stores as a pointer it does not load as a number, and the
 *     other way round. That is believed where one of the two is done through an address that was found in
 *     memory or chosen, as in a tree whose header is smaller than a node. Through a variable's own address
 *     programs do it all the same, *(long *)&p, and LLVM does as they mean; likewise a new allocation's.
 *
 *   - A value that is a structure or an array holds its pointers granule by granule, as memory does
 *     (flow_aggregate.c).
 *
 *   - realloc takes one object and makes another that holds the same; where it fails the first one lives on,
 *     so that is no end. A copy of text (strdup) holds numbers, and what is read from it as a pointer is
 *     foreign.
 *
 *   - The distance of two pointers into the same object is a plain number; across objects it carries both.
 *     Counted in elements it is a plain number everywhere (flow_distance.c). Whether two places are the same
 *     object is known to the callers: a plain number here, and a fact for them.
 *
 * Deep places. A loop or a recursion over a list or a tree goes through the same few members again and again,
 * beside numbers that are no links. So a place of depth 4 keeps the set of granules that pointers further in
 * were found at, and the last one: it stands for what is found by any number of steps through that set, then
 * one through `last`. Each step from a place of depth 4 adds `last` to the set, which only grows, so there
 * are finitely many; that one step at least is through the set is remembered (`stepped`) until there are many
 * places: a virtual function's pointer is in the second word of what the first word leads to, which is not
 * the second word itself. Where there are too many the set begins at the parameter itself (GRANULE_FOLDED),
 * and then all granules count (`deeper` is 0). Each of these stands for more than the one before. Like at any
 * depth, a pointer that is found there is at offset 0 of what it points to: of the place, which is not a
 * block of memory but a way to get there. Two ways may lead to one block, or to its middle, or back to where
 * they came from; what the function does through one of them it does not see through the other. The caller
 * does: to it each fact about a place is one about all (object, offset) pairs that the same steps lead to,
 * from memory in which all the facts have already been applied (flow_apply.c). A cell of a deep place holds a
 * place that may be the same one; storing that again is a fact like any other, as it may be another pointer
 * of those
 * (`restored`), but that it was there from the start is none.
 *
 * Flow is insensitive to order; order matters for re-execution only (lifetime.h). Everything only grows, so
 * the fix-point is unique up to which explanation is found first, and that depends on the IR alone. Every
 * target remembers the node it came from and the instruction that moved it: the path that report.c prints.
 */
#ifndef HEAP2STACK_FLOW_H
#define HEAP2STACK_FLOW_H

#include "access.h"
#include "allocators.h"
#include "bounds.h"
#include "flow_offset.h"
#include "view.h"

#include <heap2stack/heap2stack.h>

struct effect;
struct effect_table;
struct fact;
struct summary;
struct summary_fresh;
struct summary_table;

typedef uint32_t node_id; /* values have their view_index(); cells follow */
typedef uint32_t object_id;

typedef struct target {
  object_id object;
  int32_t offset;  /* from the object's start */
  node_id from;    /* the node it came from; NO_INDEX at its origin */
  uint32_t via;    /* the instruction that moved it */
  uint32_t member; /* where in an aggregate it is: one more than the granule, or MEMBER_ANY */
} target;

enum { MEMBER_ANY, MAX_MEMBERS = 8 }; /* members beyond that are not told apart */
#define ALL_MEMBERS UINT8_MAX

/* A set of members. */
typedef uint8_t member_mask;

/* A load or copy to be repeated when a cell grows. */
typedef struct cell_reader {
  node_id to;
  uint32_t via;
  bool whole;      /* reads pointer-sized aligned granules: offsets survive */
  bool firm;       /* reads one granule that is known, as a whole: a number there is meant */
  bool pointer;    /* reads a pointer there, as a member of an aggregate perhaps */
  uint32_t member; /* of the value that is read; MEMBER_ANY: not known, or it is no aggregate */
  access_type as;  /* what else is stored there is not read */
  int32_t first;   /* a reader of an object: reads granules from this one on, or OFFSET_UNKNOWN: any */
} cell_reader;

/* How many of a cell's readers, of its object's, and of its object's copies know what it held when it was
 * last propagated: the others get all of it. */
typedef struct told_readers {
  uint32_t readers, object_readers, copies;
} told_readers;

typedef struct flow_node {
  target *targets;     /* stb_ds array */
  uint32_t likely;     /* the one that is added again next, if they come in the same order as before */
  uint32_t processed;  /* targets before this one have been propagated */
  member_mask foreign; /* may hold an address that is not one of our objects, in these members; one that is no
                          aggregate has ALL_MEMBERS or none */
  member_mask foreign_processed;
  bool queued;
  bool saturated; /* too many targets: they all count as escaped */
  bool apart;     /* a difference of pointers into different objects */
  bool firm; /* a number that is meant: made from a pointer, or passed as an argument; a cell: may hold one
                that looks like any other */
  bool part; /* a firm number's bits, taken apart: looking at them may tell the address */
  /* Cells only: */
  bool restored;  /* what a parameter's memory held from the start was stored in it again */
  uint8_t stored; /* how pointers, or numbers that carry them, are stored here: a mask of 1 << access_type */
  uint8_t number; /* the same for non-constant numbers */
  uint8_t torn;   /* the same for what is written in pieces: offsets read from it may be unknown */
  bool grown;     /* says more than its watchers were told */
  object_id object;
  int32_t granule;      /* offset / pointer size; OFFSET_UNKNOWN for the cell of unknown offsets,
                           OFFSET_BEHIND + g for that of those at or behind granule g */
  cell_reader *readers; /* stb_ds array */
  told_readers told;
  uint32_t *watchers; /* stb_ds array: calls to apply again when it holds more */
} flow_node;

/* Memory copied out of an object by memcpy or memmove. */
typedef struct content_copy {
  int32_t from_offset, to_offset; /* bytes, exact or not */
  uint64_t length;                /* bytes, at most; UINT64_MAX when unknown */
  bool exact;                     /* so many */
  object_id to;
  uint32_t via;
} content_copy;

/* Pointers on their way into a call or out of memory. */
typedef struct pointer_set {
  target *targets; /* stb_ds array */
  bool foreign;
  bool number;          /* plain numbers, found where numbers were asked for; else they count as foreign */
  bool firm;            /* the callee stores it as a number that is meant */
  bool of_object;       /* what an object's cells hold: filled while another set is */
  bool without_escaped; /* objects that have escaped are left out: known to everybody, they are foreign */
  uint32_t mark;        /* its number, once it has members */
  uint32_t escaped;     /* one more than an object that was left out, for explanations; or 0 */
} pointer_set;

/* The sets that an object was last added to. */
typedef struct set_marks {
  uint32_t anywhere, start; /* at an unknown offset, and at offset 0 */
} set_marks;

/* What the cells of an object hold together, as it was last asked for (flow_any_content()). */
typedef struct object_content {
  access_type as;
  bool exact;
  uint32_t growth;      /* the object's when it was asked for */
  uint32_t application; /* the call's that asked: during it, the content stays as it is */
  pointer_set set;
  struct object_content *next; /* of the same object, for other types */
} object_content;

typedef enum object_kind { OBJECT_ALLOCA, OBJECT_SITE, OBJECT_PARAMETER, OBJECT_CONSTANT } object_kind;

/* What a parameter leads to (OBJECT_PARAMETER). The arguments of a variadic function beyond its parameters
 * count as one more parameter, whose pointee is the memory that va_arg reads. */
typedef struct flow_place {
  uint32_t parameter;
  uint32_t depth; /* 1: its pointee; 2: what a pointer in that points to; 3: one further; 4: any deeper */
  int32_t granules[2]; /* where in the pointee, and in what that points to, the pointers were found, counted
                          from the pointer that led there; OFFSET_UNKNOWN: anywhere */
  uint32_t deeper;  /* depth 4: DEEPER_KNOWN and a bit for each granule that is stepped through any number of
                       times after `granules`; or 0: any granules, at least one step */
  uint32_t last;    /* with DEEPER_KNOWN: the granule of the step after those */
  uint32_t stepped; /* with DEEPER_KNOWN: at least one step is through `deeper`. 0 or 1 */
  uint32_t pieces;  /* read as a number or in pieces, most likely no pointer at all: NOT_IN_PIECES, ... */
} flow_place;
_Static_assert(sizeof(flow_place) == 8 * sizeof(uint32_t), "places are hashed as bytes: no padding");

enum { NOT_IN_PIECES, IN_PIECES, AS_NUMBER /* by a load of ACCESS_NUMBER, from where pointers lead to */ };

enum { DEEPEST = 4 };
enum {
  DEEPER_GRANULES = 31,
  MAX_DEEPER = 6
}; /* granules that `deeper` can hold, and how many of them it may */
#define DEEPER_KNOWN (UINT32_C(1) << DEEPER_GRANULES)

/* The granules that deep places of one parameter go through. */
typedef struct parameter_steps {
  uint32_t parameter;
  uint32_t deeper;
} parameter_steps;

/* Stands for a parameter where an object that leaves is meant, plus its number: it could as well have been
 * made by the caller and passed in. In a flow that is its object_id, in a summary its place in summary.fresh.
 */
#define FRESH (UINT32_C(1) << 30)

enum {
  MAX_FRESH = 8, /* objects that may leave one function, or kinds of objects in a cycle of the call graph */
  MAX_LEFT = 64  /* objects of all those kinds */
};

/* In a place of depth 4: no step of its own, `deeper` has the granule. */
enum { GRANULE_FOLDED = INT32_MIN + 2 };

typedef struct flow_object {
  object_kind kind;
  uint32_t value;           /* the alloca or the allocation call; NO_INDEX for the other kinds */
  flow_place place;         /* OBJECT_PARAMETER, or a site's object that is shared */
  LLVMValueRef constant;    /* OBJECT_CONSTANT only: a function or a constant global */
  bool single;              /* an alloca that exists once per activation */
  heap2stack_reason escape; /* HEAP2STACK_PROMOTED (0): does not escape */
  uint32_t culprit;         /* the instruction it escapes at */
  node_id escape_node;      /* the node that held the pointer there; NO_INDEX if unknown */
  heap2stack_reason left;   /* a site: how it leaves to the caller, or 0 */
  uint32_t left_culprit;    /* the instruction it leaves at */
  node_id left_node;        /* the node that held the pointer there */
  bool own;                 /* the memory for the result, as long as nobody else gets at it (flow_result.c) */
  bool shared;              /* it left through memory of the caller, who may know other ways to it */
  heap2stack_reason release; /* how it is released when that cannot be rewritten, or 0 */
  uint32_t release_culprit;
  bool read_any;      /* what it holds may be found by other loads than of pointers */
  bool exposed;       /* unknown code may read and write its content */
  int32_t torn_from;  /* any cell from this granule on may be written in pieces: OFFSET_UNKNOWN: any cell;
                         INT32_MAX: none */
  node_id *cells;     /* stb_ds array, in order of creation */
  uint8_t small;      /* whether flow_first_granule() tells offsets apart: 0: not asked yet, 1: no, 2: yes */
  node_id *behind;    /* stb_ds array: those of granules OFFSET_BEHIND + g */
  node_id unplaced;   /* the one of unknown offsets, or NO_INDEX */
  node_id everywhere; /* the one of GRANULE_ALL, or NO_INDEX */
  object_id in_pieces[2];   /* OBJECT_PARAMETER: what it is read IN_PIECES, and AS_NUMBER; or NO_INDEX */
  cell_reader *readers;     /* stb_ds array: loads at unknown offsets */
  content_copy *copies;     /* stb_ds array: memcpy out of it */
  object_content *contents; /* list */
  uint32_t growth;          /* counts how often a cell of it said more */
  set_marks marks[2];       /* of pointer sets, and of those `of_object` */
  uint32_t *watchers;       /* stb_ds array: calls to apply again when any of its cells holds more */
  uint32_t watched;         /* the application in which a watcher was last added, or was found to be one */
  allocator_call site;      /* OBJECT_SITE only */
  LLVMValueRef maker;  /* OBJECT_SITE: the function that `value` calls if that makes the object, or NULL */
  uint32_t fresh;      /* the same: the object's place in that function's summary.fresh */
  object_id next_made; /* the same: made at the same place of another function that the call, which goes
                          through a pointer, may call; or NO_INDEX */
  bool several;        /* the same: one call may make several of them */
  bool circular;       /* the same: by any of flow.circular for it, of which `value` is the first */
} flow_object;

/* A call in the function's cycle of the call graph which makes an object, while the cycle is being solved. */
typedef struct circular_call {
  object_id object;
  uint32_t call;
  LLVMValueRef maker;
  uint32_t fresh; /* as in flow_object */
} circular_call;

/* A function that a call in this function calls through a pointer further in, and with what. */
typedef struct inner_call {
  LLVMValueRef function;
  bool rewritable; /* callee_call's of the same name */
  struct pointer_set *arguments;
  uint32_t argument_count;
} inner_call;

/* A call that releases what its argument points to. */
typedef struct flow_release {
  uint32_t call;
  LLVMValueRef operand;
  allocator_call function;
} flow_release;

/* A call of a function that may release the object; a clone of it can be told not to. */
typedef struct callee_release {
  object_id object;
  uint32_t call;
  family family;
  bool resized;         /* by realloc, perhaps */
  LLVMValueRef through; /* the function that may release it, called through a pointer; NULL: by its name */
} callee_release;

/* A call, here or in a callee, of a function through a pointer, which the linker may replace: what is known
 * about it holds for a clone, which has to be called instead when the pointer is the function's. */
typedef struct pointer_use {
  uint32_t call;
  LLVMValueRef function;
} pointer_use;

/* The distance of pointers to two places, one fact about which only callers know: whether they are one
 * object. */
typedef struct flow_distance {
  object_id from, to;
  bool early; /* both pointers are older than all that the function makes and hands on to its caller */
} flow_distance;

/* A call after which blocks may be linked with each other (flow_link.c). */
typedef struct flow_link {
  uint32_t call;
  uint32_t words; /* mask: those of a block that link it, the first one is bit 0 */
  uint32_t index; /* 0: the call of a library function; or one more than the place in the callee's links */
  target *roots;  /* stb_ds array */
} flow_link;

/* A call, here or in a callee, of a function that one of our parameters leads to. */
typedef struct call_through {
  uint32_t call;    /* the instruction in this function */
  object_id callee; /* OBJECT_PARAMETER */
  LLVMTypeRef type; /* of the function called */
  uint32_t argument_count;
  pointer_set *arguments; /* of parameters and constants only */
  bool rewritable; /* in clones of this function and of its callees, it can be given to other functions */
} call_through;

/* The fact of a callee's summary that decided about an object: an explanation goes on there (explain.h). */
typedef struct callee_cause {
  object_id object;
  uint32_t call;           /* the instruction in this function */
  LLVMValueRef callee;     /* called there, or by a function that is */
  const struct fact *fact; /* in the callee's summary */
} callee_cause;

/* What is known about functions that are called. The tables may be NULL. */
typedef struct callee_facts {
  const struct summary_table *summaries; /* functions of this module (summary.h) */
  const struct effect_table *effects;    /* library functions (effects.h) */
  const heap2stack_options *options;
  bool clones;  /* functions can be cloned */
  bool explain; /* flows are to remember what explanations need */
} callee_facts;

/* Steps that an analysis may take. */
typedef struct flow_work {
  uint64_t most;      /* in all */
  uint64_t handed_on; /* once it is known that no site can move but in callers */
  uint64_t doomed;    /* once it is known that none can */
} flow_work;

/* One of the pointers that the destination of a copy, a phi, may be. */
typedef struct flow_way {
  node_id to;    /* NO_INDEX: a constant, to which nothing of ours is copied unless the phi is foreign */
  uint64_t most; /* bytes that are copied if it is that one, at most; UINT64_MAX: unknown */
  uint32_t told; /* targets that the copy knows */
} flow_way;

/* A copy whose length depends on where it goes (flow_fork.c). */
typedef struct flow_fork {
  uint32_t call;
  node_id phi;
  flow_way *ways; /* in the arena */
  uint32_t count; /* 0: it is none */
  struct flow_fork *next;
} flow_fork;

typedef struct flow {
  const ir_module *m;
  const function_view *view;
  flow_node *nodes;                /* stb_ds array: values first, then cells */
  flow_object *objects;            /* stb_ds array */
  flow_release *releases;          /* stb_ds array */
  flow_release *resizes;           /* stb_ds array: calls that also make an object */
  callee_release *callee_releases; /* stb_ds array */
  pointer_use *pointer_uses;       /* stb_ds array */
  flow_link *links;                /* stb_ds array */
  callee_cause *causes;            /* stb_ds array; empty unless known.explain */
  number_map caused;               /* set of (object, call, kind of fact) in causes */
  flow_distance *distances;        /* stb_ds array */
  number_map measured;             /* (from, to) -> the place in distances */
  number_map released;             /* (object, call) -> the first of callee_releases */
  number_map made; /* (call, place in the callee's summary.fresh) -> the object that the call hands to us */
  circular_call *circular; /* stb_ds array */
  inner_call *inner;       /* stb_ds array: of the call that is being applied */
  node_id *queue;          /* stb_ds array */
  size_t queue_head;
  number_map cells;      /* (object, granule) -> node */
  number_map sites;      /* one more than the value of an allocation call -> its object */
  struct flow_key *keys; /* interned objects of parameters and constants */
  uint8_t *accesses;     /* value -> its access_type by its tag and as it is believed, once asked for */
  uint8_t *moves;        /* value -> how it, a gep or a loop's phi, moves a pointer, once asked for */
  uint8_t *call_kinds;   /* value -> its allocator_kind, if it is a call */
  bounds lengths;        /* of what is copied */
  uint64_t *copied;      /* value -> one more than it copies at most, if that was asked for */
  flow_fork **fork_of;   /* value -> the fork that a copy is, if that was asked for */
  flow_fork *forks;      /* list: those that are */
  callee_facts known;
  node_id result;         /* what the function returns */
  call_through *through;  /* stb_ds array */
  uint32_t *applied;      /* stb_ds array: calls to apply (again) */
  size_t applied_head;    /* first come, first served: calls that feed each other then settle in few rounds */
  size_t first_calls;     /* of `applied`: those that were there at first */
  uint64_t *is_applied;   /* set of values: calls that are dealt with by flow_apply_call() */
  uint64_t *is_queued;    /* set of values: calls in `applied` */
  uint32_t *measuring;    /* stb_ds array: calls of functions that take distances of what callers know */
  uint64_t *is_measuring; /* set of values: calls in `measuring` */
  bool settling;          /* phase two */
  LLVMValueRef *consulted; /* stb_ds array: functions whose summaries were looked at */
  pointer_map is_consulted;
  number_map read;            /* set of (object or cell, load, flags): their readers */
  number_map watches;         /* set of (object or cell, call): their watchers */
  uint32_t applications;      /* of calls, so far */
  struct mapped_place *spare; /* list: memory for places that calls are applied to (flow_apply.c) */
  uint32_t marks;             /* pointer sets numbered so far */
  uint32_t place_count;       /* objects of kind OBJECT_PARAMETER but those counted next */
  uint32_t deep_count;        /* objects of deep places whose granules are known */
  parameter_steps *steps;     /* stb_ds array: of deep places, once there are many */
  object_id left[MAX_LEFT];   /* objects that leave */
  uint32_t left_count;
  uint32_t left_kinds;     /* the kinds of them that are told apart */
  uint64_t **blocks_after; /* block -> set of those that control comes to from it, once asked for; or NULL */
  uint32_t blocks_after_count;  /* blocks in all of them, members or not */
  heap2stack_reason ineligible; /* why the function may not be changed, or HEAP2STACK_PROMOTED (0) */
  bool clonable;                /* the function may be cloned */
  LLVMValueRef *indirect_uses; /* stb_ds array: functions called through pointers whose summaries were used */
  arena *memory;
  bool result_read;          /* as flow_solve() was told */
  uint64_t work, checkpoint; /* steps taken; those after which to look at the limit again */
  flow_work limit;
  bool exhausted; /* a limit was reached: what has escaped has escaped, nothing else may be relied on */
} flow;

/* Runs the analysis of one function to its fix-point, or to its limit. `result_read`: the function may read
 * in the memory for its result what it did not put there (flow_result.c). */
void flow_solve(flow *f, const ir_module *m, const function_view *view, callee_facts known, arena *a,
                flow_work limit, bool result_read);
void flow_free(flow *f);

/* The node of an SSA value of this function, NO_INDEX for constants. */
node_id flow_value_node(const flow *f, LLVMValueRef value);
/* The first of `targets` that is in the object, or NULL. */
const target *flow_find_target(const target *targets, object_id object);
/* True if `node` may hold a pointer to `object`. */
bool flow_may_point_to(const flow *f, node_id node, object_id object);
/* Which object holds pointers to which: an stb_ds array of edges, possibly repeated, that the caller frees.
 */
graph_edge *flow_content_edges(const flow *f);
/* The cell of an object at a granule; NO_INDEX if nothing was stored or loaded there. */
node_id flow_find_cell(const flow *f, object_id object, int32_t granule);

/* True for objects that live in this function's frame or are made by it. */
static inline bool flow_is_local(const flow_object *o) {
  return o->kind == OBJECT_ALLOCA || o->kind == OBJECT_SITE;
}
/* True for objects whose memory held something before this function saw it, or may be changed behind its
 * back. */
static inline bool flow_has_past(const flow_object *o) {
  return (!flow_is_local(o) && !o->own) || (o->shared && !o->escape);
}
/* True for such objects that the function may change. */
static inline bool flow_is_place(const flow_object *o) {
  return o->kind != OBJECT_CONSTANT && flow_has_past(o);
}
/* True for what a place led to whose object has escaped after all: unrelated to anything of the caller. */
static inline bool flow_is_lost(const flow *f, const flow_object *o) {
  return o->kind == OBJECT_PARAMETER && o->place.parameter >= FRESH &&
         f->objects[o->place.parameter - FRESH].escape;
}
/* True for a pointer of the caller's that was stored in memory of the caller's: a fact for the caller, who
 * finds it by the place that the cell has held from the start. */
static inline bool flow_is_hidden(const flow *f, node_id cell, const target *t) {
  return t->via != NO_INDEX && f->objects[t->object].kind == OBJECT_PARAMETER &&
         flow_is_place(&f->objects[f->nodes[cell].object]);
}
/* True if pointers are stored in the cell as those types only, a mask. */
static inline bool flow_is_stored_as(const flow_node *cell, unsigned types) {
  return cell->stored && (cell->stored & ~types) == 0;
}
static inline bool flow_loads_number(access_type as) { return as == ACCESS_NUMBER || as == ACCESS_OWN; }
/* True if what is stored in the cell as pointers is not seen by a load as that type. */
static inline bool flow_is_apart(const flow_node *cell, access_type as) {
  static const uint8_t apart[] = {
      [ACCESS_POINTER] = 1 << ACCESS_NUMBER,
      [ACCESS_NUMBER] = 1 << ACCESS_POINTER | 1 << ACCESS_OWN,
      [ACCESS_OWN] = 1 << ACCESS_POINTER,
  };
  return flow_is_stored_as(cell, apart[as]);
}
/* What such a load does not see in the cell. What a place held from the start is of any type. */
static inline bool flow_is_passed_over(const flow_node *cell, const target *t, access_type as) {
  return t->via != NO_INDEX && flow_is_apart(cell, as);
}
/* True if numbers that are stored there may be loaded as that type. */
static inline bool flow_holds_numbers(const flow_node *cell, access_type as) {
  return as == ACCESS_POINTER ? (cell->number & ~(1 << ACCESS_NUMBER)) != 0 : cell->number != 0;
}
/* How a load as that type, not of a pointer, reads `t` in the cell. */
static inline uint32_t flow_pieces(const flow_node *cell, const target *t, access_type as) {
  bool only_start = t->via == NO_INDEX && (!cell->restored || flow_is_apart(cell, as));
  return as == ACCESS_NUMBER && only_start ? AS_NUMBER : IN_PIECES;
}
static inline bool flow_is_cell(const flow *f, node_id node) {
  return node >= f->view->value_count && node != f->result;
}
/* As what types the cell may be written in pieces. */
static inline unsigned flow_torn(const flow *f, node_id node) {
  const flow_node *cell = &f->nodes[node];
  int32_t from = f->objects[cell->object].torn_from;
  bool behind = from != INT32_MAX && (!flow_is_exact(cell->granule) || cell->granule >= from);
  return cell->torn | (behind ? 1U << ACCESS_ANY : 0);
}
/* True if a load as that type may see such a piece: offsets that it reads are unknown. */
static inline bool flow_is_torn(const flow *f, node_id node, access_type as) {
  return (flow_torn(f, node) & ~(as == ACCESS_POINTER ? 1U << ACCESS_NUMBER : 0)) != 0;
}
/* True for what memory of the caller held from the start at a granule in which numbers are stored now: hardly
 * ever a pointer. A load of a pointer from anywhere finds it in what everything held (GRANULE_ALL), a place
 * that covers this one. */
static inline bool flow_is_in_all(const flow *f, node_id node, const target *t, access_type as) {
  const flow_node *cell = &f->nodes[node];
  return t->via == NO_INDEX && cell->torn && !flow_is_torn(f, node, as) && flow_is_exact(cell->granule) &&
         cell->granule != GRANULE_ALL && flow_is_place(&f->objects[cell->object]);
}

/* --- for the transfer functions (flow.c, flow_instruction.c, flow_memory.c, flow_call.c, ...) --- */

/* The origin of explanations, for targets that an object's own instruction makes. */
void flow_add_target(flow *f, node_id node, object_id object, int32_t offset, node_id from, uint32_t via);
void flow_add_foreign(flow *f, node_id node);
/* The same for some members of an aggregate. */
void flow_add_member(flow *f, node_id node, const target *t);
void flow_add_foreign_members(flow *f, node_id node, member_mask members);
void flow_mark_part(flow *f, node_id node);
void flow_mark_firm(flow *f, node_id node);
/* The object escapes at instruction `culprit`, where `node` held its pointer; the first reason stays. */
void flow_escape(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node);
/* The call may release the object in a way that cannot be rewritten; the first reason stays. */
void flow_release_by_call(flow *f, object_id object, uint32_t call);
/* The same where a clone of the callee need not. */
void flow_release_by_clone(flow *f, const callee_release *release);
/* The object is exposed, or has left: what its cells hold shares its fate. */
void flow_expose_content(flow *f, object_id object);
/* The object is handed to the caller at instruction `culprit`, by `shared` through memory of the caller. One
 * that cannot leave escapes. */
void flow_leave(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node,
                bool shared);
/* From now on the object holds what it held before this function saw it, too. */
void flow_give_past(flow *f, object_id object);
/* Unknown code may read and write the object's content, without keeping the object itself. */
void flow_expose(flow *f, object_id object, uint32_t culprit);
/* Unknown code may write foreign pointers into the object. */
void flow_write_foreign(flow *f, object_id object);
/* The distance of two values is used as a plain number; to be asked in phase two. False if they are surely in
 * different objects, of which one is ours. */
bool flow_measure(flow *f, node_id left, node_id right);
/* The same of pointers that a call finds; `early`: before it makes what it hands to us. */
bool flow_measure_by_call(flow *f, uint32_t call, const pointer_set *left, const pointer_set *right,
                          bool early);
/* The cell is given again what it held from the start. */
void flow_restore(flow *f, node_id cell);
/* Puts a node in the queue. */
void flow_enqueue(flow *f, node_id node);
/* The node says more: if it is a cell, its watchers are to be told. */
void flow_note_growth(flow *f, node_id node);
/* Puts a node back in the queue with all its targets. */
void flow_touch(flow *f, node_id node);
/* What happens when `value`, an operand of instruction `user`, holds `t` (NULL: a foreign pointer). */
void flow_transfer(flow *f, uint32_t user, node_id value, const target *t);

/* `value` is compared with another one and may be the result. */
void flow_choose(flow *f, uint32_t user, node_id value, const target *t);

/* What is written to memory. */
typedef struct flow_write {
  node_id value;         /* the node whose pointers are written, or NO_INDEX */
  uint32_t begin;        /* of its targets, those before this one were written before */
  LLVMValueRef constant; /* the constant that is written, or NULL */
  const target *t;       /* one target of `value`, or NULL for all it holds */
  bool foreign;          /* a foreign pointer is written */
  bool number;           /* a plain number is written */
  bool torn;             /* the write may be of a piece */
  uint32_t member;       /* of `value` and `t`, the one that is written; MEMBER_ANY: any */
  access_type as;        /* the type it is written as */
  uint32_t via;
} flow_write;

/* flow_memory.c. `changed` is the operand of the store or copy that got the target `t` (NULL: foreign). */
node_id flow_cell(flow *f, object_id object, int32_t granule);
void flow_load(flow *f, uint32_t load, const target *address);
void flow_load_constant(flow *f, uint32_t load, LLVMValueRef address);
void flow_store(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address, node_id changed,
                const target *t);
/* `value` is a plain number (phase two). */
void flow_store_number(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address);
/* The type that a load or store is of, as far as it is believed. */
access_type flow_access(flow *f, uint32_t access);
/* True for a variable's own address, and an allocation's, be it made in a callee. */
bool flow_is_own_address(const flow *f, LLVMValueRef address);
/* A call writes a pointer-sized granule at a byte offset of an object, exact or not. */
void flow_write_memory(flow *f, object_id object, int32_t offset, const flow_write *w);
/* The same with all that is in a set, the pointers moved by `step`, as that type. */
void flow_write_pointers(flow *f, object_id object, int32_t offset, const pointer_set *set, int32_t step,
                         access_type as, uint32_t via);
/* A call loads anything from the object into its result. */
void flow_load_all(flow *f, uint32_t call, object_id object);
/* What the access at `address` stores is the old content, changed. */
void flow_update(flow *f, uint32_t update, const target *address);
void flow_copy_memory(flow *f, uint32_t call, node_id changed, const target *t);
/* A call copies the beginning of one object to the beginning of another. */
void flow_copy_object(flow *f, uint32_t call, object_id from, object_id to);
void flow_set_memory(flow *f, uint32_t call, const target *t);
/* Copies or sets what the fork leads to and its call does not know yet. */
void flow_copy_ways(flow *f, flow_fork *fork);
/* Copies what the cell holds, its targets from number `begin` on, to where its object was copied. Copies that
 * are new to the cell get all. */
void flow_apply_copies(flow *f, node_id cell, uint32_t begin);

/* flow_object.c */
object_id flow_add_object(flow *f, object_kind kind);
object_id flow_place_object(flow *f, flow_place place);
/* What a parameter's memory holds, read as IN_PIECES or AS_NUMBER; any other object is itself. */
object_id flow_in_pieces(flow *f, object_id object, uint32_t pieces);
/* Makes a deep place say more: any steps further in. */
void flow_forget_deeper(flow_place *place);
/* Makes deep places of one parameter one, whose steps from `granules[first]` on are any of those that `steps`
 * has gathered; the place's own are added to these. */
void flow_unite_place(flow_place *place, unsigned first, parameter_steps **steps);
/* What a place leads to by any number of steps through the granules in `words`, then one through `word`. */
flow_place flow_linked_place(flow_place place, uint32_t words, uint32_t word);
/* What a granule of a place holds before the function changes it; false if it has none of its own. */
bool flow_own_content(flow_place place, int32_t granule, flow_place *content);
/* What a new cell of a parameter's memory or of a constant holds from the start. */
void flow_seed_cell(flow *f, node_id cell);
/* Adds the address that a constant holds to a node: an object if it is a function or a constant global. */
void flow_add_constant(flow *f, node_id node, LLVMValueRef constant, uint32_t via);
/* The object and offset of such an address; false for any other constant. */
bool flow_constant_target(flow *f, LLVMValueRef constant, target *t);
void flow_free_keys(flow *f);

/* flow_aggregate.c: values that are structures or arrays */
bool flow_is_aggregate(LLVMTypeRef type);
/* The member that a granule of an aggregate is. */
static inline uint32_t flow_member(uint64_t granule) {
  return granule < MAX_MEMBERS ? (uint32_t)granule + 1 : MEMBER_ANY;
}
static inline member_mask flow_members(uint32_t member) {
  return member == MEMBER_ANY ? ALL_MEMBERS : (member_mask)(1U << (member - 1));
}
void flow_transfer_insertion(flow *f, uint32_t user, node_id value, const target *t);
void flow_transfer_extraction(flow *f, uint32_t user, node_id value, const target *t);
void flow_seed_insertion(flow *f, uint32_t value);
void flow_settle_insertion(flow *f, uint32_t value);

/* flow_instruction.c */
void flow_seed_instruction(flow *f, uint32_t value);
/* The result of `user` may be what `value` holds, at that offset and member. */
void flow_to_member(flow *f, uint32_t user, node_id value, const target *t, int32_t offset, uint32_t member);
/* The offset, into an object, of a pointer that is added to a value: a loop's phi that the loop moves on is
 * anywhere behind it. */
int32_t flow_loop_offset(flow *f, uint32_t value, int32_t offset);
/* True for a load of a pointer, perhaps as a number, as compilers move members on: that is no plain number.
 */
bool flow_moves_pointer(const flow *f, uint32_t value);
/* True for a value that never was one of our pointers (phase two). */
bool flow_is_plain_number(const flow *f, LLVMValueRef value);
void flow_settle_number(flow *f, uint32_t value);

/* flow_result.c */
/* Others may get at the memory for the result from now on, if it is that. */
void flow_reveal(flow *f, object_id object);

/* flow_order.c */
/* True if the node is a value that is computed before the object is made, if it is, and not after. */
bool flow_comes_before(flow *f, node_id node, object_id object);

/* flow_alignment.c */
/* The alignment, any number, that an address is aligned to, if the operand is what does so. The result of the
 * instruction is the address, moved by less than the alignment. NULL for any other operation. */
LLVMValueRef flow_aligned_to(const flow *f, LLVMValueRef instruction, unsigned operand);

/* flow_distance.c */
/* True if the instruction yields the distance of two pointers into one array, in elements. */
bool flow_is_element_count(const ir_module *m, LLVMValueRef division);
/* The distance is used for such counts, as a size, and in comparisons only. */
bool flow_is_only_counted(const flow *f, LLVMValueRef distance);

/* flow_call.c */
void flow_seed_call(flow *f, uint32_t call);
void flow_transfer_call(flow *f, uint32_t call, node_id value, const target *t);
/* Does what the attributes of the call allow with its argument number `argument`, which `t` points to. */
void flow_apply_attributes(flow *f, uint32_t call, unsigned argument, const target *t);
/* Does everything that an unknown function may do with a pointer. */
void flow_apply_worst(flow *f, uint32_t call, const target *t);

/* flow_apply.c */
/* True if more is known about the callee than the attributes say: then flow_apply_call() deals with it. */
bool flow_is_applied(flow *f, LLVMValueRef call);
/* Has the call applied (again) before the fix-point is reached. */
void flow_queue_call(flow *f, uint32_t call);
/* Does what the callees are known to do with the arguments as they are now. */
void flow_apply_call(flow *f, uint32_t call);
void flow_free_applications(flow *f);

/* A call of some function with some arguments: an instruction, or one that a callee makes for us. */
typedef struct callee_call {
  uint32_t call;    /* the instruction */
  LLVMTypeRef type; /* of the function called */
  pointer_set *arguments;
  uint32_t argument_count;
  bool direct;                     /* the arguments and the result are those of the instruction itself */
  unsigned depth;                  /* calls through parameters, nested */
  const struct summary *callee;    /* whose places are meant while its summary is applied */
  const struct callee_call *outer; /* the call whose callee makes this one */
  bool rewritable; /* the call can be given to clones, if need be in clones of the functions that it is made
                      by */
  struct place_map *mapped; /* the same: places that were looked up before */
} callee_call;
void flow_apply_callees(flow *f, const callee_call *c, const pointer_set *callees);
/* That member of the result is one of the pointers in `set`, moved by `step` (OFFSET_UNKNOWN: anywhere). */
void flow_return_set(flow *f, const callee_call *c, const pointer_set *set, int32_t step, uint32_t member);
/* The callee of a direct call whose summary was used, else NULL. */
LLVMValueRef flow_used_callee(const flow *f, uint32_t call);

/* flow_set.c */
void pointer_set_add(flow *f, pointer_set *set, const target *t);
void pointer_set_unite(flow *f, pointer_set *set, const pointer_set *more);
/* The same with each pointer moved by `step`. */
void pointer_set_unite_moved(flow *f, pointer_set *set, const pointer_set *more, int32_t step);
/* Adds what an operand may point to. */
void flow_add_operand(flow *f, LLVMValueRef operand, pointer_set *set);
/* The same as a set of its own; the caller frees the targets. */
pointer_set flow_operand_set(flow *f, LLVMValueRef operand);
/* Adds to `out` what may be loaded as that type from `from` at a byte offset from it (OFFSET_UNKNOWN:
 * anywhere), and has the call applied again when there is more. */
void flow_content(flow *f, uint32_t call, const target *from, int32_t offset, access_type as,
                  pointer_set *out);
/* The same for what is found anywhere in an object; `exact`: as a whole, so that offsets are known. */
void flow_any_content(flow *f, uint32_t call, object_id object, bool exact, access_type as, pointer_set *out);
/* The same for what is found from an offset on (OFFSET_BEHIND + k). */
void flow_content_behind(flow *f, uint32_t call, object_id object, int32_t offset, bool exact, access_type as,
                         pointer_set *out);
/* Has the call applied again when any content of the object grows. */
void flow_watch(flow *f, object_id object, uint32_t call);
/* The same of one cell. */
void flow_watch_cell(flow *f, node_id cell, uint32_t call);
/* Adds everything that is reached from the pointers in `set` through memory, themselves not included. */
void flow_deep_content(flow *f, uint32_t call, const pointer_set *set, access_type as, pointer_set *out);
/* Notes that what is found in the objects may be found by other loads than of pointers. */
void flow_read_any(flow *f, const pointer_set *set);
/* A call writes the pointers in `set`, moved by `step`, as that type, at a byte offset from those in `into`
 * that do not lead to a constant (OFFSET_UNKNOWN: anywhere). */
void flow_write_set(flow *f, uint32_t call, const pointer_set *into, int32_t offset, const pointer_set *set,
                    int32_t step, access_type as);
/* The granule from which on something at or behind the offset may be; OFFSET_UNKNOWN: any. Only in objects
 * in which it is worth while is it told apart from what is in front of it: in a string or a node with one in
 * it, not in an array of them. */
int32_t flow_first_granule(flow *f, object_id object, int32_t offset);
/* True if a read from granule `first` on (OFFSET_UNKNOWN: of any) sees the cell. */
bool flow_reads_cell(const flow *f, node_id cell, int32_t first);
/* Makes the cell that a read from granule g on finds what was there from the start in, if anything was. */
void flow_make_past_behind(flow *f, object_id object, int32_t g);

/* flow_fork.c */
/* NULL unless the call, a copy or fill of memory, is one. */
flow_fork *flow_find_fork(flow *f, uint32_t call);
/* The next destination that its call does not know; false if there is none. */
bool flow_next_way(flow *f, flow_fork *fork, target *to, uint64_t *most);
/* One of the phi's pointers may be something new. */
void flow_follow_forks(flow *f, node_id phi);

/* flow_unequal.c: whether a branch has told that what is stored is not this target, exactly. Asked when the
 * value learns of the target; what the address learns later gets all that the value may be. */
bool flow_is_ruled_out(flow *f, uint32_t store, const target *t);

/* flow_link.c */
/* Adds everything that is reached from the pointers in `from` through the words in the mask, themselves
 * included. */
void flow_reach_links(flow *f, uint32_t call, const pointer_set *from, uint32_t words, pointer_set *out);
/* Everything that is reached so may be stored in those words of everything. */
void flow_apply_link(flow *f, uint32_t call, const pointer_set *roots, uint32_t words, uint32_t index);

/* flow_fresh.c */
enum { MAX_MAKERS = 4 }; /* functions that one call through a pointer is compared with for what they make */

/* The object number `fresh` that a call hands to us, the first of a list (next_made) where it goes through a
 * pointer; NO_INDEX if there is none. */
object_id flow_find_fresh(const flow *f, uint32_t call, uint32_t fresh);
/* True if the call is of a function, by name, that makes objects for its caller. */
bool flow_is_maker(const flow *f, LLVMValueRef call);
/* Objects that are one to the callers of a function in a cycle of the call graph: a slot for one of them is
 * one for the other. */
bool flow_same_kind(const flow_object *a, const flow_object *b);
/* The object number `fresh` that a call of `maker` hands to us; made if new. NO_INDEX if the call has too
 * many makers. */
object_id flow_fresh_object(flow *f, uint32_t call, LLVMValueRef maker, const struct summary_fresh *made,
                            uint32_t fresh);
/* The same while the cycle is being solved that the call is in: all objects of one kind are one. */
object_id flow_circular_object(flow *f, uint32_t call, LLVMValueRef maker, const struct summary_fresh *made,
                               uint32_t fresh);

/* flow_effect.c */
/* The library function's row if it has one and the call has its shape. */
bool flow_find_effect(const flow *f, LLVMValueRef function, LLVMTypeRef type, struct effect *row);
/* Does what a row says. */
void flow_apply_effect(flow *f, const callee_call *c, const struct effect *row);

#endif
