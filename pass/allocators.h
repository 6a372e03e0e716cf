/* Sites and releases: which calls allocate, which end an object's life.
 *
 * A call counts if it names a row of allocators.def with the right prototype, or if its callee carries
 * LLVM's allockind attribute (LangRef, "allockind"), which is how Rust, Swift or Zig frontends mark their
 * own allocators. A user adds rows of other names from a file (allocator_table.h), one function a line, which
 * then count like those of allocators.def:
 *
 *     g_malloc        p(z)    g_malloc  size=0
 *     g_free          v(p)    g_malloc  release
 *
 * It does not count where the name means nothing: `nobuiltin` calls, "no-builtins" callers,
 * and functions that this module itself defines.
 */
#ifndef HEAP2STACK_ALLOCATORS_H
#define HEAP2STACK_ALLOCATORS_H

#include "library.h"

typedef enum allocator_kind {
  ALLOCATOR_NONE,
  ALLOCATOR_SITE,
  ALLOCATOR_RELEASE,
  ALLOCATOR_RESIZE
} allocator_kind;

typedef struct family {
  const char *name; /* not NUL-terminated; NULL: unknown, equal to no other */
  unsigned length;
} family;

/* A call of an allocation or release function. */
typedef struct allocator_call {
  allocator_kind kind;
  const char *shown; /* the function's name in diagnostics; not NUL-terminated */
  unsigned shown_length;
  family family;
  /* Sites: */
  LLVMValueRef size;          /* operand; NULL when the allocator does not say */
  LLVMValueRef count;         /* operand that multiplies the size, or NULL */
  LLVMValueRef alignment;     /* operand, or NULL */
  unsigned minimum_alignment; /* bytes, what the allocator promises at least */
  unsigned alignment_unit;    /* the alignment has to be a multiple of this; 0: of nothing */
  bool zeroed;
  LLVMValueRef source;    /* operand: the text that the object is a copy of, or NULL */
  LLVMValueRef limit;     /* operand: the most characters copied, or NULL */
  unsigned character;     /* bytes of one character of the source, or of a string's buffer */
  bool source_known;      /* the source is constant text */
  uint64_t source_length; /* then: its characters */
  LLVMValueRef capacity;  /* operand: points to the number of characters of a string's buffer, or NULL */
  LLVMValueRef
      delivery;         /* operand: where the pointer is stored, the result being 0; NULL: it is the result */
  bool content_unknown; /* neither zeroed nor declared uninitialised */
  /* Releases: */
  unsigned pointer; /* argument number of the released pointer */
  bool null_is_ignored;
  bool by_attribute; /* known by its attributes alone: what it does with other pointers is not known */
} allocator_call;

/* True for a call that makes an object which is followed. */
static inline bool allocator_makes_object(const allocator_call *call) {
  return call->kind == ALLOCATOR_SITE || (call->kind == ALLOCATOR_RESIZE && !call->by_attribute);
}

/* Classifies a call or invoke. */
allocator_call allocator_classify(const ir_module *m, LLVMValueRef call);

/* True if allocators.def has a row of this name. */
bool allocator_is_builtin(const char *name, size_t length);

bool family_equal(family a, family b);
/* True if a release of family `release` may be taken to be one of objects of family `object`: they are equal,
 * or differ in operator new's alignment only. C++ leaves it undefined to release an object in the other way,
 * and code that chooses by the alignment at run time does not. */
bool family_fits(family object, family release);

/* True if a release can be taken out: nothing else hangs on the call, a result for one. */
bool allocator_release_is_removable(LLVMValueRef call);

/* True if a release can be passed by, or handed null instead of an object that must not be released. */
bool allocator_is_guardable(const ir_module *m, LLVMValueRef call, const allocator_call *release);
/* True if a call of the form of realloc can be split into one for slots and one for the rest. */
bool allocator_resize_is_guardable(const ir_module *m, LLVMValueRef call);

/* The largest alignment that a slot may have, in bytes. */
enum { MAXIMUM_SLOT_ALIGNMENT = 4096 };

typedef enum size_result { SIZE_CONSTANT, SIZE_DYNAMIC, SIZE_OVERFLOW } size_result;
/* The object's size in bytes when constant. */
size_result allocator_size(const allocator_call *site, uint64_t *bytes);
/* The library function that measures a site's source. */
static inline library_function allocator_measure(const allocator_call *site) {
  if (site->character != 1)
    return LIBRARY_WCSLEN;
  return site->limit ? LIBRARY_STRNLEN : LIBRARY_STRLEN;
}
/* True if the program can compute a dynamic size in front of the site, to compare it with a slot's. */
bool allocator_is_measurable(const ir_module *m, const allocator_call *site);
/* The most bytes that the object may have, whatever the program does; false if there is no such bound. */
bool allocator_bound(const allocator_call *site, uint64_t *bytes);
/* The alignment the object must have; false if it is not a constant power of two up to the maximum. */
bool allocator_alignment(const allocator_call *site, unsigned *bytes);
/* What code after a call that yields an object may rely on, in bytes: `usual`, or the call's own `align`
 * attribute if that is more. UINT32_MAX if it is more than a slot may have. */
unsigned allocator_promised_alignment(const ir_module *m, LLVMValueRef call, unsigned usual);

#endif
