/* Flow: where the pointers to local objects go inside one function.
 *
 * The theory, once. An object is the memory of an alloca or of an allocation site. A node is a place that
 * can hold a pointer: an SSA value, or a cell, which is one pointer-sized granule of an object's memory.
 * Every node has a set of targets (object, byte offset), found by a forward fix-point that starts at the
 * objects and follows every use (inclusion constraints after Andersen, "Program Analysis and Specialization
 * for the C Programming Language", 1994; field-sensitive by constant offset). A node is also `foreign` when
 * it may hold an address that is not one of ours: an argument, a global, a call's result.
 *
 *   - A store through an address whose targets are all ours makes the pointer content of those objects, and
 *     loads of the same granule get it back. If the address may be foreign, what is stored escapes.
 *   - An object that escapes exposes its content: everything in it escapes too, and what is loaded from it
 *     may be foreign.
 *   - Numbers: a pointer that went through ptrtoint, arithmetic, or memory in pieces keeps its object and
 *     loses its offset. A number that never was one of our pointers cannot become one (their addresses are
 *     not known to anybody else unless they escape), so plain numbers are neither targets nor foreign; only
 *     a pointer made from nothing but numbers is foreign (phase two of flow_solve()).
 *
 * Flow is insensitive to order; order matters for re-execution only (lifetime.h). Everything only grows, so
 * the fix-point is unique up to which explanation is found first, and that depends on the IR alone. Every
 * target remembers the node it came from and the instruction that moved it: the path that report.c prints.
 */
#ifndef HEAP2STACK_FLOW_H
#define HEAP2STACK_FLOW_H

#include "allocators.h"
#include "view.h"

#include <heap2stack/heap2stack.h>

typedef uint32_t node_id;   /* values have their view_index(); cells follow */
typedef uint32_t object_id;

enum { OFFSET_UNKNOWN = INT32_MIN };

typedef struct target {
  object_id object;
  int32_t offset;  /* bytes from the object's start, or OFFSET_UNKNOWN */
  node_id from;    /* the node it came from; NO_INDEX at its origin */
  uint32_t via;    /* the instruction that moved it */
} target;

/* A load or copy to be repeated when a cell grows. */
typedef struct cell_reader {
  node_id to;
  uint32_t via;
  bool whole; /* reads pointer-sized aligned granules: offsets survive */
} cell_reader;

typedef struct flow_node {
  target *targets;         /* stb_ds array */
  uint32_t processed;      /* targets before this one have been propagated */
  bool foreign;            /* may hold an address that is not one of our objects */
  bool foreign_processed;
  bool queued;
  bool saturated;          /* too many targets: they all count as escaped */
  /* Cells only: */
  bool torn;               /* written in pieces: offsets read from it are unknown */
  bool number;             /* a non-constant number may be stored here */
  object_id object;
  int32_t granule;         /* offset / pointer size; OFFSET_UNKNOWN for the cell of unknown offsets */
  cell_reader *readers;    /* stb_ds array */
} flow_node;

/* Memory copied out of an object by memcpy or memmove. */
typedef struct content_copy {
  int32_t from_offset, to_offset; /* bytes, or OFFSET_UNKNOWN */
  uint64_t length;                /* bytes; UINT64_MAX when unknown */
  object_id to;
  uint32_t via;
} content_copy;

typedef enum object_kind { OBJECT_ALLOCA, OBJECT_SITE } object_kind;

typedef struct flow_object {
  object_kind kind;
  uint32_t value;                 /* the alloca or the allocation call */
  bool single;                    /* an alloca that exists once per activation */
  heap2stack_reason escape;       /* HEAP2STACK_PROMOTED (0): does not escape */
  uint32_t culprit;               /* the instruction it escapes at */
  node_id escape_node;            /* the node that held the pointer there; NO_INDEX if unknown */
  heap2stack_reason release;      /* how it is released when that cannot be rewritten, or 0 */
  uint32_t release_culprit;
  bool exposed;                   /* unknown code may read and write its content */
  bool torn;                      /* any cell of it may be written in pieces */
  node_id *cells;                 /* stb_ds array, in order of creation */
  cell_reader *readers;           /* stb_ds array: loads at unknown offsets */
  content_copy *copies;           /* stb_ds array: memcpy out of it */
  allocator_call site;            /* OBJECT_SITE only */
} flow_object;

/* A call that releases what its argument points to. */
typedef struct flow_release {
  uint32_t call;
  LLVMValueRef operand;
  allocator_call function;
} flow_release;

typedef struct flow {
  const ir_module *m;
  const function_view *view;
  flow_node *nodes;       /* stb_ds array: values first, then cells */
  flow_object *objects;   /* stb_ds array */
  flow_release *releases; /* stb_ds array */
  node_id *queue;         /* stb_ds array */
  size_t queue_head;
  struct flow_cell *cells; /* (object, granule) -> node */
  uint8_t *call_kinds;     /* value -> its allocator_kind, if it is a call */
  arena *memory;
  uint64_t work, max_work;
  bool exhausted;         /* max_work is spent: nothing here may be relied on */
} flow;

/* Runs the analysis of one function to its fix-point. */
void flow_solve(flow *f, const ir_module *m, const function_view *view, arena *a, uint64_t max_work);
void flow_free(flow *f);

/* The node of an SSA value of this function, NO_INDEX for constants. */
node_id flow_value_node(const flow *f, LLVMValueRef value);
/* True if `node` may hold a pointer to `object`. */
bool flow_may_point_to(const flow *f, node_id node, object_id object);
/* Adds to `set` every object that code given this node's pointers can reach through memory. */
void flow_reachable(const flow *f, node_id node, uint64_t *set);
/* The cell of an object at a granule; NO_INDEX if nothing was stored or loaded there. */
node_id flow_find_cell(const flow *f, object_id object, int32_t granule);

/* --- for the transfer functions (flow.c, flow_memory.c, flow_call.c) --- */

/* The origin of explanations, for targets that an object's own instruction makes. */
void flow_add_target(flow *f, node_id node, object_id object, int32_t offset, node_id from, uint32_t via);
void flow_add_foreign(flow *f, node_id node);
/* The object escapes at instruction `culprit`, where `node` held its pointer; the first reason stays. */
void flow_escape(flow *f, object_id object, heap2stack_reason reason, uint32_t culprit, node_id node);
/* Unknown code may read and write the object's content, without keeping the object itself. */
void flow_expose(flow *f, object_id object, uint32_t culprit);
/* Unknown code may write foreign pointers into the object. */
void flow_write_foreign(flow *f, object_id object);
/* Puts a node back in the queue with all its targets. */
void flow_touch(flow *f, node_id node);

/* What happens when `value`, an operand of instruction `user`, holds `t` (NULL: a foreign pointer). */
void flow_transfer(flow *f, uint32_t user, node_id value, const target *t);

/* flow_memory.c. `changed` is the operand of the store or copy that got the target `t` (NULL: foreign). */
node_id flow_cell(flow *f, object_id object, int32_t granule);
void flow_load(flow *f, uint32_t load, const target *address);
void flow_store(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address, node_id changed,
                const target *t);
/* `value` is a plain number (phase two). */
void flow_store_number(flow *f, uint32_t store, LLVMValueRef value, LLVMValueRef address);
/* A call stores `t`, held by node `value`, somewhere into what `address` points to. */
void flow_store_into(flow *f, uint32_t call, node_id address, node_id value, const target *t);
/* A call loads anything from the object into its result. */
void flow_load_all(flow *f, uint32_t call, object_id object);
/* What the access at `address` stores is the old content, changed. */
void flow_update(flow *f, uint32_t update, const target *address);
void flow_copy_memory(flow *f, uint32_t call, node_id changed, const target *t);
void flow_set_memory(flow *f, uint32_t call, const target *t);
void flow_apply_copies(flow *f, node_id cell);
void flow_free_cells(flow *f);

/* flow_call.c */
void flow_seed_call(flow *f, uint32_t call);
void flow_transfer_call(flow *f, uint32_t call, node_id value, const target *t);

#endif
