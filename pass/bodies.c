/* Implementation of bodies.h. */
#include "bodies.h"

#include "ir.h"

#include <llvm-c/BitReader.h>
#include <llvm-c/Comdat.h>
#include <llvm-c/Linker.h>
#include <llvm-c/Target.h>
#include <stb/stb_ds.h>
#include <string.h>

/* Bitcode of this LLVM, made from bodies/ by the build. */
extern const unsigned char heap2stack_bodies[];
extern const size_t heap2stack_bodies_size;

/* Attribute of functions that have their bodies from here. */
static const char MARK[] = "heap2stack-body";

/* A function that the program declares. */
typedef struct declared {
  LLVMValueRef declaration; /* the program's, nameless meanwhile */
  const char *name;
} declared;

struct bodies {
  arena *run;
  LLVMModuleRef module;
  declared *functions;
  size_t count;
  LLVMValueRef last_function, last_global; /* of the program; NULL: it has none */
};

/* --- what a module asks for --- */

static const char LIBCXX_STRING[] = "_ZNSt3__112basic_string";

static bool is_named(LLVMValueRef function, const char *prefix) {
  size_t length;
  return strncmp(LLVMGetValueName2(function, &length), prefix, strlen(prefix)) == 0;
}

static bool is_candidate(LLVMValueRef function) {
  return LLVMIsDeclaration(function) &&
         (is_named(function, "_ZNSt7__cxx1112basic_string") ||
          is_named(function, "_ZNKSt7__cxx1112basic_string") ||
          is_named(function, "_ZNSt3__119__shared_weak_count") || is_named(function, LIBCXX_STRING));
}

static bool has_candidate(LLVMModuleRef module) {
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f))
    if (is_candidate(f))
      return true;
  return false;
}

/* The bodies are written for 64-bit pointers and size_t, which is also in the functions' names. */
static bool fits_platform(LLVMModuleRef module) {
  return LLVMPointerSize(LLVMGetModuleDataLayout(module)) == 8;
}

/* The fields of libc++'s strings are in another order where bytes are, and in Apple's. */
static bool fits_libcxx_string(LLVMModuleRef module) {
  return LLVMByteOrder(LLVMGetModuleDataLayout(module)) == LLVMLittleEndian &&
         strstr(LLVMGetTarget(module), "linux") != NULL;
}

static LLVMModuleRef read_library(LLVMModuleRef module) {
  LLVMModuleRef library;
  LLVMContextRef context = LLVMGetModuleContext(module);
  LLVMMemoryBufferRef bitcode = LLVMCreateMemoryBufferWithMemoryRange(
      (const char *)heap2stack_bodies, heap2stack_bodies_size, "heap2stack bodies", false);
  /* Takes the buffer; functions are read when they are needed. */
  if (LLVMGetBitcodeModuleInContext2(context, bitcode, &library))
    return NULL;
  LLVMSetTarget(library, LLVMGetTarget(module));
  LLVMSetDataLayout(library, LLVMGetDataLayoutStr(module));
  LLVMAttributeRef mark = LLVMCreateStringAttribute(context, MARK, sizeof MARK - 1, "", 0);
  for (LLVMValueRef f = LLVMGetFirstFunction(library); f; f = LLVMGetNextFunction(f))
    if (!LLVMIsDeclaration(f)) {
      LLVMSetLinkage(f, LLVMAvailableExternallyLinkage);
      LLVMSetComdat(f, NULL);
      LLVMAddAttributeAtIndex(f, IR_FUNCTION_INDEX, mark);
    }
  return library;
}

/* The body for a declaration; NULL: none. */
static LLVMValueRef body_for(LLVMModuleRef library, LLVMValueRef function) {
  LLVMValueRef body =
      LLVMIsDeclaration(function) ? LLVMGetNamedFunction(library, LLVMGetValueName(function)) : NULL;
  return body && LLVMGetLinkage(body) == LLVMAvailableExternallyLinkage ? body : NULL;
}

/* False for declarations that are not what the library has: linking the body would change them. */
static bool fits(LLVMValueRef function, LLVMValueRef body) {
  return LLVMGetLinkage(function) == LLVMExternalLinkage &&
         LLVMGlobalGetValueType(body) == LLVMGlobalGetValueType(function) &&
         LLVMGetFunctionCallConv(body) == LLVMGetFunctionCallConv(function) &&
         (!is_named(function, LIBCXX_STRING) || fits_libcxx_string(LLVMGetGlobalParent(function)));
}

static bool all_fit(LLVMModuleRef module, LLVMModuleRef library) {
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
    LLVMValueRef body = body_for(library, f);
    if (body && !fits(f, body))
      return false;
  }
  return true;
}

/* Puts the program's declaration aside: a body that takes its place would take its attributes away. */
static declared set_aside(const bodies *b, LLVMValueRef function) {
  declared d = {.declaration = function, .name = arena_printf(b->run, "%s", LLVMGetValueName(function))};
  LLVMSetValueName2(function, "", 0);
  LLVMReplaceAllUsesWith(function, LLVMAddFunction(b->module, d.name, LLVMGlobalGetValueType(function)));
  return d;
}

static void set_aside_all(bodies *b, LLVMModuleRef library) {
  LLVMValueRef *found = NULL;
  for (LLVMValueRef f = LLVMGetFirstFunction(b->module); f; f = LLVMGetNextFunction(f))
    if (body_for(library, f))
      arrput(found, f);
  b->count = arrlenu(found);
  b->functions = ARENA_ARRAY(b->run, declared, b->count + 1);
  for (size_t i = 0; i < b->count; i++)
    b->functions[i] = set_aside(b, found[i]);
  arrfree(found);
}

/* --- attributes --- */

/* As an stb_ds array. */
static LLVMAttributeRef *list_attributes(LLVMValueRef function, unsigned index) {
  LLVMAttributeRef *attributes = NULL;
  arrsetlen(attributes, LLVMGetAttributeCountAtIndex(function, index));
  LLVMGetAttributesAtIndex(function, index, attributes);
  return attributes;
}

static void copy_attributes(LLVMValueRef to, LLVMValueRef from, unsigned index) {
  LLVMAttributeRef *attributes = list_attributes(from, index);
  for (size_t i = 0; i < arrlenu(attributes); i++)
    LLVMAddAttributeAtIndex(to, index, attributes[i]);
  arrfree(attributes);
}

static void drop_attributes(LLVMValueRef function, unsigned index) {
  LLVMAttributeRef *attributes = list_attributes(function, index);
  for (size_t i = 0; i < arrlenu(attributes); i++)
    LLVMRemoveEnumAttributeAtIndex(function, index, LLVMGetEnumAttributeKind(attributes[i]));
  arrfree(attributes);
}

/* What callers and callee have to agree on, such as sign extension, is what the program's calls were made
 * for. */
static void adopt_signature(LLVMValueRef body, LLVMValueRef declaration) {
  for (unsigned i = 0; i <= LLVMCountParams(body); i++) { /* 0: the result */
    drop_attributes(body, i);
    copy_attributes(body, declaration, i);
  }
}

/* A clone of the body is compiled as the program's functions are; for no other processor than all of them:
 * some may be for one that has more instructions. */
static void adopt_options(LLVMValueRef body, LLVMValueRef program) {
  static const char *const NAMES[] = {"frame-pointer", "probe-stack", "stack-probe-size", "no-builtins"};
  for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
    LLVMAttributeRef a =
        LLVMGetStringAttributeAtIndex(program, IR_FUNCTION_INDEX, NAMES[i], (unsigned)strlen(NAMES[i]));
    if (a)
      LLVMAddAttributeAtIndex(body, IR_FUNCTION_INDEX, a);
  }
}

/* --- installing and removing --- */

static bool is_marked(LLVMValueRef function) {
  return LLVMGetStringAttributeAtIndex(function, IR_FUNCTION_INDEX, MARK, sizeof MARK - 1) != NULL;
}

bool bodies_has(LLVMValueRef function) {
  return LLVMGetLinkage(function) == LLVMAvailableExternallyLinkage && is_marked(function);
}

static LLVMValueRef first_definition(LLVMModuleRef module) {
  LLVMValueRef f = LLVMGetFirstFunction(module);
  while (f && LLVMIsDeclaration(f))
    f = LLVMGetNextFunction(f);
  return f;
}

static LLVMValueRef find_declaration(const bodies *b, const char *name) {
  for (size_t i = 0; i < b->count; i++)
    if (strcmp(b->functions[i].name, name) == 0)
      return b->functions[i].declaration;
  return NULL;
}

bodies *bodies_install(arena *run, LLVMModuleRef module) {
  LLVMValueRef program = first_definition(module);
  LLVMModuleRef library =
      program && fits_platform(module) && has_candidate(module) ? read_library(module) : NULL;
  if (!library)
    return NULL;
  if (!all_fit(module, library)) {
    LLVMDisposeModule(library);
    return NULL;
  }
  bodies *b = ARENA_NEW(run, bodies);
  *b = (bodies){.run = run,
                .module = module,
                .last_function = LLVMGetLastFunction(module),
                .last_global = LLVMGetLastGlobal(module)};
  set_aside_all(b, library);
  LLVMLinkModules2(module, library); /* takes the library; brings what is declared, and what that calls */
  for (LLVMValueRef f = LLVMGetFirstFunction(module); f; f = LLVMGetNextFunction(f)) {
    if (!bodies_has(f))
      continue;
    LLVMValueRef declaration = find_declaration(b, LLVMGetValueName(f));
    if (declaration)
      adopt_signature(f, declaration);
    adopt_options(f, program);
  }
  return b;
}

/* What only bodies have called gets a declaration of its own. */
static LLVMValueRef declare_like(const bodies *b, LLVMValueRef body) {
  LLVMValueRef declaration = LLVMAddFunction(b->module, "", LLVMGlobalGetValueType(body));
  for (unsigned i = 0; i <= LLVMCountParams(body); i++)
    copy_attributes(declaration, body, i);
  return declaration;
}

/* Types tell the analysis what is a pointer. The program's own types of the same objects have other fields,
 * which to LLVM makes them other objects. */
static void drop_types(LLVMValueRef function) {
  LLVMContextRef context = LLVMGetModuleContext(LLVMGetGlobalParent(function));
  static const char *const KINDS[] = {"tbaa", "tbaa.struct"};
  for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
    unsigned kind = LLVMGetMDKindIDInContext(context, KINDS[k], (unsigned)strlen(KINDS[k]));
    for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
      for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i))
        LLVMSetMetadata(i, kind, NULL);
  }
}

static void release_clone(LLVMValueRef clone) {
  LLVMRemoveStringAttributeAtIndex(clone, IR_FUNCTION_INDEX, MARK, sizeof MARK - 1);
  drop_types(clone);
}

static void remove_body(bodies *b, LLVMValueRef body) {
  char *name = arena_printf(b->run, "%s", LLVMGetValueName(body));
  LLVMValueRef declaration = find_declaration(b, name);
  if (!declaration)
    declaration = declare_like(b, body);
  LLVMReplaceAllUsesWith(body, declaration);
  LLVMDeleteFunction(body);
  LLVMSetValueName2(declaration, name, strlen(name));
}

static void remove_unused_functions(bodies *b) {
  LLVMValueRef next, f = b->last_function;
  for (f = f ? LLVMGetNextFunction(f) : NULL; f; f = next) {
    next = LLVMGetNextFunction(f);
    if (LLVMIsDeclaration(f) && !LLVMGetFirstUse(f))
      LLVMDeleteFunction(f);
  }
}

static void remove_unused_globals(bodies *b) {
  LLVMValueRef next, g = b->last_global;
  for (g = g ? LLVMGetNextGlobal(g) : LLVMGetFirstGlobal(b->module); g; g = next) {
    next = LLVMGetNextGlobal(g);
    if (!LLVMGetFirstUse(g) && LLVMGetLinkage(g) == LLVMPrivateLinkage)
      LLVMDeleteGlobal(g);
  }
}

void bodies_remove(bodies *b) {
  if (!b)
    return;
  LLVMValueRef next;
  for (LLVMValueRef f = LLVMGetFirstFunction(b->module); f; f = next) {
    next = LLVMGetNextFunction(f);
    if (bodies_has(f))
      remove_body(b, f);
    else if (is_marked(f))
      release_clone(f);
  }
  remove_unused_functions(b);
  remove_unused_globals(b);
}
