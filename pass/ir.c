/* Implementation of ir.h. */
#include "ir.h"

#include <llvm-c/Comdat.h>
#include <llvm-c/DebugInfo.h>
#include <llvm/Config/llvm-config.h>
#include <string.h>

static unsigned attribute_kind(const char *name) {
  return LLVMGetEnumAttributeKindForName(name, strlen(name));
}

static void find_attributes(ir_attributes *k) {
  k->align = attribute_kind("align");
  k->alwaysinline = attribute_kind("alwaysinline");
  k->noalias = attribute_kind("noalias");
  k->noduplicate = attribute_kind("noduplicate");
  k->noinline_ = attribute_kind("noinline");
  k->dereferenceable = attribute_kind("dereferenceable");
  k->dereferenceable_or_null = attribute_kind("dereferenceable_or_null");
  k->nonnull = attribute_kind("nonnull");
  k->allockind = attribute_kind("allockind");
  k->allocsize = attribute_kind("allocsize");
  k->allocalign = attribute_kind("allocalign");
  k->allocptr = attribute_kind("allocptr");
  k->builtin = attribute_kind("builtin");
  k->byval = attribute_kind("byval");
  k->captures = attribute_kind("captures");
  k->cold = attribute_kind("cold");
  k->inalloca = attribute_kind("inalloca");
  k->memory = attribute_kind("memory");
  k->minsize = attribute_kind("minsize");
  k->naked = attribute_kind("naked");
  k->nobuiltin = attribute_kind("nobuiltin");
  k->nocapture = attribute_kind("nocapture");
  k->nofree = attribute_kind("nofree");
  k->noundef = attribute_kind("noundef");
  k->nounwind = attribute_kind("nounwind");
  k->optnone = attribute_kind("optnone");
  k->preallocated = attribute_kind("preallocated");
  k->presplitcoroutine = attribute_kind("presplitcoroutine");
  k->readnone = attribute_kind("readnone");
  k->readonly = attribute_kind("readonly");
  k->returned = attribute_kind("returned");
  k->returns_twice = attribute_kind("returns_twice");
  k->sanitize_address = attribute_kind("sanitize_address");
  k->sanitize_hwaddress = attribute_kind("sanitize_hwaddress");
  k->sanitize_memory = attribute_kind("sanitize_memory");
  k->sanitize_memtag = attribute_kind("sanitize_memtag");
  k->sanitize_thread = attribute_kind("sanitize_thread");
  k->speculatable = attribute_kind("speculatable");
  k->sret = attribute_kind("sret");
  k->ssp = attribute_kind("ssp");
  k->sspstrong = attribute_kind("sspstrong");
  k->swifterror = attribute_kind("swifterror");
  k->willreturn = attribute_kind("willreturn");
  k->writeonly = attribute_kind("writeonly");
}

static unsigned intrinsic_id(const char *name) { return LLVMLookupIntrinsicID(name, strlen(name)); }

static void find_intrinsics(ir_intrinsics *i) {
  i->assume = intrinsic_id("llvm.assume");
  i->dbg_assign = intrinsic_id("llvm.dbg.assign");
  i->dbg_declare = intrinsic_id("llvm.dbg.declare");
  i->dbg_label = intrinsic_id("llvm.dbg.label");
  i->dbg_value = intrinsic_id("llvm.dbg.value");
  i->donothing = intrinsic_id("llvm.donothing");
  i->experimental_noalias_scope_decl = intrinsic_id("llvm.experimental.noalias.scope.decl");
  i->fake_use = intrinsic_id("llvm.fake.use");
  i->invariant_start = intrinsic_id("llvm.invariant.start");
  i->invariant_end = intrinsic_id("llvm.invariant.end");
  i->is_constant = intrinsic_id("llvm.is.constant");
  i->launder = intrinsic_id("llvm.launder.invariant.group");
  i->lifetime_end = intrinsic_id("llvm.lifetime.end");
  i->lifetime_start = intrinsic_id("llvm.lifetime.start");
  i->masked_load = intrinsic_id("llvm.masked.load");
  i->masked_store = intrinsic_id("llvm.masked.store");
  i->memcpy_ = intrinsic_id("llvm.memcpy");
  i->memcpy_inline = intrinsic_id("llvm.memcpy.inline");
  i->memmove_ = intrinsic_id("llvm.memmove");
  i->memset_ = intrinsic_id("llvm.memset");
  i->memset_inline = intrinsic_id("llvm.memset.inline");
  i->objectsize = intrinsic_id("llvm.objectsize");
  i->prefetch = intrinsic_id("llvm.prefetch");
  i->pseudoprobe = intrinsic_id("llvm.pseudoprobe");
  i->ptrmask = intrinsic_id("llvm.ptrmask");
  i->sideeffect = intrinsic_id("llvm.sideeffect");
  i->smax = intrinsic_id("llvm.smax");
  i->smin = intrinsic_id("llvm.smin");
  i->umax = intrinsic_id("llvm.umax");
  i->umin = intrinsic_id("llvm.umin");
  i->cttz = intrinsic_id("llvm.cttz");
  i->umul_overflow = intrinsic_id("llvm.umul.with.overflow");
  i->strip = intrinsic_id("llvm.strip.invariant.group");
  i->va_copy_ = intrinsic_id("llvm.va_copy");
  i->va_end_ = intrinsic_id("llvm.va_end");
  i->va_start_ = intrinsic_id("llvm.va_start");
}

/* The alloca address space is the A item of the data layout string ("A5"); LLVM-C has no query for it. */
static unsigned alloca_address_space(const char *layout) {
  for (const char *item = layout; item && *item; item = strchr(item, '-')) {
    if (*item == '-')
      item++;
    if (*item == 'A')
      return (unsigned)strtoul(item + 1, NULL, 10);
  }
  return 0;
}

/* glibc, bionic and Windows do so; musl, the BSDs and macOS do not. */
static bool find_resize_to_zero(const char *triple) {
  return strstr(triple, "linux-gnu") || strstr(triple, "android") || strstr(triple, "windows");
}

/* The module flag, if clang set it; else as on all systems but Windows. */
static unsigned find_wide_character(LLVMModuleRef module) {
  static const char flag[] = "wchar_size";
  LLVMMetadataRef size = LLVMGetModuleFlag(module, flag, sizeof flag - 1);
  uint64_t bytes;
  if (size && ir_constant(LLVMMetadataAsValue(LLVMGetModuleContext(module), size), &bytes))
    return (unsigned)bytes;
  return strstr(LLVMGetTarget(module), "windows") ? 2 : 4;
}

static bool has_semantic_interposition(LLVMModuleRef module) {
  static const char flag[] = "SemanticInterposition";
  return LLVMGetModuleFlag(module, flag, sizeof flag - 1) != NULL;
}

void ir_module_init(ir_module *m, arena *run, LLVMModuleRef module) {
  m->module = module;
  m->context = LLVMGetModuleContext(module);
  m->layout = LLVMGetModuleDataLayout(module);
  m->pointer_size = LLVMPointerSize(m->layout);
  m->alloca_space = alloca_address_space(LLVMGetDataLayoutStr(module));
  m->resize_to_zero_releases = find_resize_to_zero(LLVMGetTarget(module));
  m->wide_character = find_wide_character(module);
  m->sysv_x86_64 =
      strncmp(LLVMGetTarget(module), "x86_64", 6) == 0 && !strstr(LLVMGetTarget(module), "windows");
  m->can_split = false;
  m->poison = false;
  m->allocators = NULL;
  m->semantic_interposition = has_semantic_interposition(module);
  m->tbaa = LLVMGetMDKindIDInContext(m->context, "tbaa", 4);
  m->tags = ARENA_NEW(run, pointer_map);
  *m->tags = pointer_map_new(run, 0);
  find_attributes(&m->attributes);
  find_intrinsics(&m->intrinsics);
}

bool ir_constant(LLVMValueRef value, uint64_t *result) {
  if (!LLVMIsAConstantInt(value) || LLVMGetIntTypeWidth(LLVMTypeOf(value)) > 64)
    return false;
  *result = LLVMConstIntGetZExtValue(value);
  return true;
}

/* The only value ever stored in a local variable that is otherwise just loaded; NULL if there is none.
 * Reading the variable before it was set yields anything, so also that value. */
static LLVMValueRef only_stored_value(LLVMValueRef variable) {
  enum { MAX_USES = 1024 }; /* this is asked for each of the loads */
  LLVMValueRef stored = NULL;
  unsigned uses = 0;
  if (!LLVMIsAAllocaInst(variable))
    return NULL;
  for (LLVMUseRef use = LLVMGetFirstUse(variable); use; use = LLVMGetNextUse(use)) {
    LLVMValueRef user = LLVMGetUser(use);
    if (++uses > MAX_USES)
      return NULL;
    if (LLVMIsALoadInst(user) && LLVMTypeOf(user) == LLVMGetAllocatedType(variable))
      continue;
    if (!LLVMIsAStoreInst(user) || LLVMGetOperand(user, 1) != variable || stored ||
        LLVMTypeOf(LLVMGetOperand(user, 0)) != LLVMGetAllocatedType(variable) || LLVMGetVolatile(user))
      return NULL;
    stored = LLVMGetOperand(user, 0);
  }
  return stored;
}

LLVMValueRef ir_through_variable(LLVMValueRef value) {
  if (!LLVMIsALoadInst(value) || LLVMGetVolatile(value))
    return value;
  LLVMValueRef stored = only_stored_value(LLVMGetOperand(value, 0));
  return stored ? stored : value;
}

static uint64_t truncate_to(LLVMTypeRef type, uint64_t value) {
  unsigned width = LLVMGetIntTypeWidth(type);
  return width >= 64 ? value : value & ((UINT64_C(1) << width) - 1);
}

static uint64_t sign_extend(LLVMTypeRef from, uint64_t value) {
  unsigned unused = 64 - LLVMGetIntTypeWidth(from);
  return (uint64_t)((int64_t)(value << unused) >> unused);
}

static bool fold(LLVMValueRef value, unsigned depth, uint64_t *result) {
  uint64_t left, right = 0;
  if (ir_constant(value, result))
    return true;
  if (depth == 0 || !LLVMIsAInstruction(value) || LLVMGetTypeKind(LLVMTypeOf(value)) != LLVMIntegerTypeKind ||
      LLVMGetIntTypeWidth(LLVMTypeOf(value)) > 64)
    return false;
  if (LLVMIsALoadInst(value)) {
    LLVMValueRef stored = ir_through_variable(value);
    return stored != value && fold(stored, depth - 1, result);
  }
  LLVMTypeRef from = LLVMTypeOf(LLVMGetOperand(value, 0));
  if (LLVMGetTypeKind(from) != LLVMIntegerTypeKind || !fold(LLVMGetOperand(value, 0), depth - 1, &left) ||
      (LLVMIsABinaryOperator(value) && !fold(LLVMGetOperand(value, 1), depth - 1, &right)))
    return false;
  switch (LLVMGetInstructionOpcode(value)) {
  case LLVMAdd:
    left += right;
    break;
  case LLVMSub:
    left -= right;
    break;
  case LLVMMul:
    left *= right;
    break;
  case LLVMShl:
    if (right >= 64)
      return false;
    left <<= right;
    break;
  case LLVMSExt:
    left = sign_extend(from, left);
    break;
  case LLVMZExt:
  case LLVMTrunc:
    break;
  default:
    return false;
  }
  *result = truncate_to(LLVMTypeOf(value), left);
  return true;
}

bool ir_folded_constant(LLVMValueRef value, uint64_t *result) {
  enum { MAX_DEPTH = 8 };
  return fold(value, MAX_DEPTH, result);
}

bool ir_is_null(LLVMValueRef value) { return LLVMIsAConstantPointerNull(value) != NULL; }

bool ir_is_plain_constant(LLVMValueRef value) {
  if (LLVMIsAUndefValue(value) || LLVMIsAConstantInt(value) || LLVMIsAConstantFP(value) ||
      LLVMIsAConstantPointerNull(value) || LLVMIsAConstantAggregateZero(value) ||
      LLVMIsAConstantDataSequential(value))
    return true;
  if (!LLVMIsAConstantStruct(value) && !LLVMIsAConstantArray(value) && !LLVMIsAConstantVector(value))
    return false;
  int count = LLVMGetNumOperands(value);
  for (int i = 0; i < count; i++)
    if (!ir_is_plain_constant(LLVMGetOperand(value, (unsigned)i)))
      return false;
  return true;
}

bool ir_store_size(const ir_module *m, LLVMTypeRef type, uint64_t *bytes) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  if (!LLVMTypeIsSized(type) || kind == LLVMScalableVectorTypeKind || kind == LLVMTargetExtTypeKind)
    return false;
  if (kind == LLVMStructTypeKind)
    for (unsigned i = 0; i < LLVMCountStructElementTypes(type); i++)
      if (!ir_store_size(m, LLVMStructGetTypeAtIndex(type, i), bytes))
        return false;
  if (kind == LLVMArrayTypeKind && !ir_store_size(m, LLVMGetElementType(type), bytes))
    return false;
  *bytes = LLVMStoreSizeOfType(m->layout, type);
  return true;
}

uint64_t ir_known_size(const ir_module *m, LLVMTypeRef type) {
  uint64_t size;
  return ir_store_size(m, type, &size) ? size : 0;
}

/* Adds what one getelementptr index contributes and steps `type` into the element. */
static bool add_gep_index(const ir_module *m, LLVMTypeRef *type, LLVMValueRef index, bool first,
                          int64_t *offset) {
  if (!LLVMIsAConstantInt(index) || LLVMGetIntTypeWidth(LLVMTypeOf(index)) > 64)
    return false;
  int64_t i = LLVMConstIntGetSExtValue(index);
  uint64_t ignored;
  if (!first && LLVMGetTypeKind(*type) == LLVMStructTypeKind) {
    if (!ir_store_size(m, *type, &ignored))
      return false;
    *offset += (int64_t)LLVMOffsetOfElement(m->layout, *type, (unsigned)i);
    *type = LLVMStructGetTypeAtIndex(*type, (unsigned)i);
    return true;
  }
  if (!first)
    *type = LLVMGetElementType(*type);
  if (!ir_store_size(m, *type, &ignored))
    return i == 0;
  int64_t step;
  return !__builtin_mul_overflow(i, (int64_t)LLVMABISizeOfType(m->layout, *type), &step) &&
         !__builtin_add_overflow(*offset, step, offset);
}

bool ir_gep_offset(const ir_module *m, LLVMValueRef gep, int64_t *offset) {
  LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
  int count = LLVMGetNumOperands(gep);
  *offset = 0;
  for (int i = 1; i < count; i++)
    if (!add_gep_index(m, &type, LLVMGetOperand(gep, (unsigned)i), i == 1, offset))
      return false;
  return true;
}

bool ir_gep_constant_part(const ir_module *m, LLVMValueRef gep, int64_t *offset) {
  LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
  int count = LLVMGetNumOperands(gep);
  uint64_t ignored;
  *offset = 0;
  for (int i = 1; i < count; i++) {
    LLVMValueRef index = LLVMGetOperand(gep, (unsigned)i);
    if (LLVMIsAConstantInt(index)) {
      if (!add_gep_index(m, &type, index, i == 1, offset))
        return false;
      continue;
    }
    if (i > 1)
      type = LLVMGetElementType(type);
    if (LLVMGetTypeKind(LLVMTypeOf(index)) != LLVMIntegerTypeKind || !ir_store_size(m, type, &ignored))
      return false;
  }
  return true;
}

/* The constants that an index may be: up to `most`. 0 if it is anything else. */
static unsigned index_choices(LLVMValueRef index, LLVMValueRef *choices, unsigned most) {
  bool select = LLVMIsASelectInst(index) != NULL;
  unsigned count = select ? 2 : LLVMIsAPHINode(index) ? LLVMCountIncoming(index) : 1;
  if (count > most)
    return 0;
  for (unsigned i = 0; i < count; i++) {
    choices[i] = select ? LLVMGetOperand(index, i + 1) : count > 1 ? LLVMGetIncomingValue(index, i) : index;
    if (!LLVMIsAConstantInt(choices[i]))
      return 0;
  }
  return count;
}

unsigned ir_gep_offsets(const ir_module *m, LLVMValueRef gep, int64_t offsets[IR_GEP_OFFSETS]) {
  LLVMValueRef choices[IR_GEP_OFFSETS];
  unsigned operands = (unsigned)LLVMGetNumOperands(gep), variable = 0, count = 1;
  for (unsigned i = 1; i < operands; i++) {
    if (LLVMIsAConstantInt(LLVMGetOperand(gep, i)))
      continue;
    count = variable ? 0 : index_choices(LLVMGetOperand(gep, i), choices, IR_GEP_OFFSETS);
    variable = i;
    if (count == 0)
      return 0;
  }
  for (unsigned c = 0; c < count; c++) {
    LLVMTypeRef type = LLVMGetGEPSourceElementType(gep);
    offsets[c] = 0;
    for (unsigned i = 1; i < operands; i++)
      if (!add_gep_index(m, &type, i == variable ? choices[c] : LLVMGetOperand(gep, i), i == 1, &offsets[c]))
        return 0;
  }
  return count;
}

bool ir_text_length(const ir_module *m, LLVMValueRef value, uint64_t *length) {
  int64_t offset = 0, step;
  while (LLVMIsAConstantExpr(value) && LLVMGetConstOpcode(value) == LLVMGetElementPtr) {
    if (!ir_gep_offset(m, value, &step) || __builtin_add_overflow(offset, step, &offset))
      return false;
    value = LLVMGetOperand(value, 0);
  }
  if (!ir_is_constant_global(value) || offset < 0)
    return false;
  LLVMValueRef text = LLVMGetInitializer(value);
  size_t size;
  uint64_t bytes;
  if (LLVMIsAConstantAggregateZero(text) && ir_store_size(m, LLVMTypeOf(text), &bytes)) {
    *length = 0;
    return (uint64_t)offset < bytes;
  }
  if (!LLVMIsAConstantDataSequential(text) || !LLVMIsConstantString(text))
    return false;
  const char *characters = LLVMGetAsString(text, &size);
  const char *end = (size_t)offset < size ? memchr(characters + offset, 0, size - (size_t)offset) : NULL;
  *length = end ? (uint64_t)(end - characters) - (uint64_t)offset : 0;
  return end != NULL;
}

bool ir_type_is_floating(LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMHalfTypeKind:
  case LLVMBFloatTypeKind:
  case LLVMFloatTypeKind:
  case LLVMDoubleTypeKind:
  case LLVMX86_FP80TypeKind:
  case LLVMFP128TypeKind:
  case LLVMPPC_FP128TypeKind:
    return true;
  default:
    return false;
  }
}

bool ir_type_holds_pointers(LLVMTypeRef type) {
  switch (LLVMGetTypeKind(type)) {
  case LLVMPointerTypeKind:
  case LLVMTargetExtTypeKind:
    return true;
  case LLVMStructTypeKind:
    for (unsigned i = 0; i < LLVMCountStructElementTypes(type); i++)
      if (ir_type_holds_pointers(LLVMStructGetTypeAtIndex(type, i)))
        return true;
    return false;
  case LLVMArrayTypeKind:
  case LLVMVectorTypeKind:
  case LLVMScalableVectorTypeKind:
    return ir_type_holds_pointers(LLVMGetElementType(type));
  default:
    return false;
  }
}

bool ir_static_alloca(const ir_module *m, LLVMValueRef alloca, uint64_t *bytes) {
  LLVMBasicBlockRef block = LLVMGetInstructionParent(alloca);
  uint64_t count, size;
  if (block != LLVMGetEntryBasicBlock(LLVMGetBasicBlockParent(block)) ||
      !ir_constant(LLVMGetOperand(alloca, 0), &count) ||
      !ir_store_size(m, LLVMGetAllocatedType(alloca), &size))
    return false;
  return !__builtin_mul_overflow(count, (uint64_t)LLVMABISizeOfType(m->layout, LLVMGetAllocatedType(alloca)),
                                 bytes);
}

bool ir_is_constant_global(LLVMValueRef value) {
  if (!LLVMIsAGlobalVariable(value) || !LLVMIsGlobalConstant(value) || LLVMIsThreadLocal(value) ||
      LLVMIsExternallyInitialized(value) || !LLVMGetInitializer(value))
    return false;
  switch (LLVMGetLinkage(value)) {
  case LLVMInternalLinkage:
  case LLVMPrivateLinkage:
  case LLVMExternalLinkage:
  case LLVMLinkOnceODRLinkage: /* ODR: whichever copy the linker takes holds the same */
  case LLVMWeakODRLinkage:
    return true;
  default:
    return false;
  }
}

/* The number of the member in which the byte lies, and from then on its type and where in it; false if the
 * type has no members there. */
static bool enter_member(const ir_module *m, LLVMTypeRef *type, uint64_t *offset, unsigned *member) {
  LLVMTypeKind kind = LLVMGetTypeKind(*type);
  uint64_t size;
  if ((kind != LLVMStructTypeKind && kind != LLVMArrayTypeKind) || !ir_store_size(m, *type, &size) ||
      *offset >= size)
    return false;
  if (kind == LLVMStructTypeKind) {
    *member = LLVMElementAtOffset(m->layout, *type, *offset);
    *offset -= LLVMOffsetOfElement(m->layout, *type, *member);
    *type = LLVMStructGetTypeAtIndex(*type, *member);
    return true;
  }
  *type = LLVMGetElementType(*type);
  size = LLVMABISizeOfType(m->layout, *type);
  if (size == 0)
    return false;
  *member = (unsigned)(*offset / size);
  *offset %= size;
  return true;
}

bool ir_type_has_pointer_at(const ir_module *m, LLVMTypeRef type, uint64_t offset) {
  unsigned member;
  while (enter_member(m, &type, &offset, &member))
    ;
  return offset == 0 && LLVMGetTypeKind(type) == LLVMPointerTypeKind;
}

bool ir_member_place(const ir_module *m, LLVMValueRef instruction, uint64_t *offset, uint64_t *size) {
  LLVMTypeRef type = LLVMTypeOf(LLVMGetOperand(instruction, 0));
  const unsigned *indices = LLVMGetIndices(instruction);
  unsigned count = LLVMGetNumIndices(instruction);
  if (!ir_store_size(m, type, size))
    return false;
  *offset = 0;
  for (unsigned i = 0; i < count; i++) {
    bool structure = LLVMGetTypeKind(type) == LLVMStructTypeKind;
    LLVMTypeRef member = structure ? LLVMStructGetTypeAtIndex(type, indices[i]) : LLVMGetElementType(type);
    *offset += structure ? LLVMOffsetOfElement(m->layout, type, indices[i])
                         : indices[i] * LLVMABISizeOfType(m->layout, member);
    type = member;
  }
  return ir_store_size(m, type, size);
}

LLVMValueRef ir_pointer_at(const ir_module *m, LLVMValueRef constant, uint64_t offset) {
  LLVMTypeRef type = LLVMTypeOf(constant);
  unsigned member;
  while (constant && enter_member(m, &type, &offset, &member))
    constant = LLVMGetAggregateElement(constant, member);
  return constant && offset == 0 && LLVMGetTypeKind(type) == LLVMPointerTypeKind ? constant : NULL;
}

bool ir_is_call(LLVMValueRef instruction) {
  LLVMOpcode opcode = LLVMGetInstructionOpcode(instruction);
  return opcode == LLVMCall || opcode == LLVMInvoke || opcode == LLVMCallBr;
}

/* By what another module defines. */
static bool may_be_replaced(LLVMValueRef global, bool semantic_interposition) {
  switch (LLVMGetLinkage(global)) {
  case LLVMInternalLinkage:
  case LLVMPrivateLinkage:
    return false;
  case LLVMExternalLinkage:
    return semantic_interposition && LLVMGetVisibility(global) == LLVMDefaultVisibility;
  default:
    return true;
  }
}

static LLVMValueRef aliased(LLVMValueRef called) {
  while (LLVMIsAGlobalAlias(called) &&
         !may_be_replaced(called, has_semantic_interposition(LLVMGetGlobalParent(called))))
    called = LLVMAliasGetAliasee(called);
  return called;
}

LLVMValueRef ir_called(LLVMValueRef call) { return aliased(LLVMGetCalledValue(call)); }

LLVMValueRef ir_callee(LLVMValueRef call) {
  LLVMValueRef called = LLVMGetCalledValue(call), callee = LLVMIsAFunction(called);
  if (!callee)
    callee = LLVMIsAFunction(aliased(called));
  /* LLVM's getCalledFunction(): a call through another type is an indirect call. */
  return callee && LLVMGlobalGetValueType(callee) == LLVMGetCalledFunctionType(call) ? callee : NULL;
}

unsigned ir_intrinsic(LLVMValueRef call) {
  LLVMValueRef callee = ir_callee(call);
  return callee ? LLVMGetIntrinsicID(callee) : 0;
}

bool ir_copies_memory(const ir_module *m, unsigned intrinsic) {
  const ir_intrinsics *i = &m->intrinsics;
  return intrinsic && (intrinsic == i->memcpy_ || intrinsic == i->memcpy_inline || intrinsic == i->memmove_);
}

bool ir_fills_memory(const ir_module *m, unsigned intrinsic) {
  return intrinsic && (intrinsic == m->intrinsics.memset_ || intrinsic == m->intrinsics.memset_inline);
}

uint64_t ir_known_length(LLVMValueRef call) {
  uint64_t length;
  return ir_constant(LLVMGetOperand(call, 2), &length) ? length : 0;
}

LLVMTypeRef ir_call_type(LLVMValueRef call) { return LLVMGetCalledFunctionType(call); }

bool ir_is_musttail(LLVMValueRef call) {
  return LLVMGetInstructionOpcode(call) == LLVMCall && LLVMGetTailCallKind(call) == LLVMTailCallKindMustTail;
}

bool ir_is_guaranteed_tail(LLVMValueRef call) {
  enum { TAILCC = 18, SWIFTTAILCC = 20 }; /* llvm/IR/CallingConv.h: `tail` is a promise there */
  if (LLVMGetInstructionOpcode(call) != LLVMCall)
    return false;
  unsigned convention = LLVMGetInstructionCallConv(call);
  LLVMTailCallKind kind = LLVMGetTailCallKind(call);
  return kind == LLVMTailCallKindMustTail ||
         (kind == LLVMTailCallKindTail && (convention == TAILCC || convention == SWIFTTAILCC));
}

bool ir_function_has(LLVMValueRef function, unsigned index, unsigned kind) {
  return kind && LLVMGetEnumAttributeAtIndex(function, index, kind);
}

bool ir_call_has(LLVMValueRef call, unsigned index, unsigned kind) {
  if (!kind)
    return false;
  if (LLVMGetCallSiteEnumAttribute(call, index, kind))
    return true;
  LLVMValueRef callee = ir_callee(call);
  return callee && LLVMGetEnumAttributeAtIndex(callee, index, kind);
}

bool ir_call_attribute(LLVMValueRef call, unsigned index, unsigned kind, uint64_t *value) {
  if (!kind)
    return false;
  LLVMAttributeRef attribute = LLVMGetCallSiteEnumAttribute(call, index, kind);
  LLVMValueRef callee = ir_callee(call);
  if (!attribute && callee)
    attribute = LLVMGetEnumAttributeAtIndex(callee, index, kind);
  if (attribute)
    *value = LLVMGetEnumAttributeValue(attribute);
  return attribute != NULL;
}

const char *ir_call_string_attribute(LLVMValueRef call, const char *name, unsigned *length) {
  unsigned name_length = (unsigned)strlen(name);
  LLVMAttributeRef attribute = LLVMGetCallSiteStringAttribute(call, IR_FUNCTION_INDEX, name, name_length);
  LLVMValueRef callee = ir_callee(call);
  if (!attribute && callee)
    attribute = LLVMGetStringAttributeAtIndex(callee, IR_FUNCTION_INDEX, name, name_length);
  return attribute ? LLVMGetStringAttributeValue(attribute, length) : NULL;
}

bool ir_function_has_string(LLVMValueRef function, const char *name) {
  return LLVMGetStringAttributeAtIndex(function, IR_FUNCTION_INDEX, name, (unsigned)strlen(name));
}

bool ir_call_is_nobuiltin(const ir_module *m, LLVMValueRef call) {
  LLVMValueRef caller = LLVMGetBasicBlockParent(LLVMGetInstructionParent(call));
  LLVMValueRef callee = ir_callee(call);
  if (ir_call_has(call, IR_FUNCTION_INDEX, m->attributes.nobuiltin) &&
      !ir_call_has(call, IR_FUNCTION_INDEX, m->attributes.builtin))
    return true;
  if (ir_function_has_string(caller, "no-builtins"))
    return true;
  if (!callee)
    return false;
  char attribute[128] = "no-builtin-";
  size_t prefix = strlen(attribute), length;
  const char *name = LLVMGetValueName2(callee, &length);
  if (length >= sizeof attribute - prefix)
    return false;
  memcpy(attribute + prefix, name, length);
  return ir_function_has_string(caller, attribute);
}

/* The `memory` attribute's integer: two bits (1 reads, 2 writes) per kind of location (llvm/Support/
 * ModRef.h): argument memory, inaccessible memory, then everything else (more kinds in newer LLVM). */
static ir_memory decode_memory(uint64_t bits) {
  ir_memory memory = {0};
  for (unsigned location = 0; location < 32; location++) {
    unsigned effect = (unsigned)(bits >> (2 * location)) & 3;
    memory.reads |= effect & 1;
    memory.writes |= (effect & 2) != 0;
  }
  return memory;
}

ir_memory ir_call_memory(const ir_module *m, LLVMValueRef call) {
  LLVMAttributeRef on_call = LLVMGetCallSiteEnumAttribute(call, IR_FUNCTION_INDEX, m->attributes.memory);
  LLVMValueRef callee = ir_callee(call);
  LLVMAttributeRef on_callee =
      callee ? LLVMGetEnumAttributeAtIndex(callee, IR_FUNCTION_INDEX, m->attributes.memory) : NULL;
  uint64_t bits = UINT64_MAX;
  /* A bundle may read, and unknown ones write, beyond what the callee's own attribute says. */
  if (on_callee && LLVMGetNumOperandBundles(call) == 0)
    bits &= LLVMGetEnumAttributeValue(on_callee);
  if (on_call)
    bits &= LLVMGetEnumAttributeValue(on_call);
  return decode_memory(bits);
}

ir_capture ir_call_capture(const ir_module *m, LLVMValueRef call, unsigned argument) {
  /* CaptureInfo (llvm/Support/ModRef.h): low four bits through the result, high four elsewhere; in each,
   * 4 and 8 are the (read) provenance, without which an address cannot be used to reach the object. */
  enum { PROVENANCE = 4 | 8, ALL = 15 };
  ir_capture worst = {true, true};
  uint64_t bits;
  if (ir_call_has(call, argument + 1, m->attributes.nocapture))
    return (ir_capture){false, false};
  if (!ir_call_attribute(call, argument + 1, m->attributes.captures, &bits))
    return worst;
  return (ir_capture){.kept = ((bits >> 4) & PROVENANCE) != 0, .returned = (bits & ALL) != 0};
}

bool ir_is_exact(const ir_module *m, LLVMValueRef function) {
  return !LLVMIsDeclaration(function) && !may_be_replaced(function, m->semantic_interposition);
}

bool ir_does_as_written(const ir_module *m, LLVMValueRef function) {
  return !ir_function_has(function, IR_FUNCTION_INDEX, m->attributes.naked) &&
         !ir_function_has(function, IR_FUNCTION_INDEX, m->attributes.presplitcoroutine);
}

bool ir_has_block_address(LLVMValueRef function) {
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b)) {
    LLVMUseRef use = LLVMGetFirstUse(LLVMBasicBlockAsValue(b));
    for (; use; use = LLVMGetNextUse(use))
      if (LLVMIsABlockAddress(LLVMGetUser(use)))
        return true;
  }
  return false;
}

/* A symbol that the linker may discard together with the group that holds it: only the group may refer to it.
 */
static bool refers_to_group_local(LLVMValueRef function) {
  for (LLVMBasicBlockRef b = LLVMGetFirstBasicBlock(function); b; b = LLVMGetNextBasicBlock(b))
    for (LLVMValueRef i = LLVMGetFirstInstruction(b); i; i = LLVMGetNextInstruction(i)) {
      int count = LLVMGetNumOperands(i);
      for (int o = 0; o < count; o++) {
        LLVMValueRef global = LLVMIsAGlobalObject(LLVMGetOperand(i, (unsigned)o));
        if (global && LLVMGetComdat(global) &&
            (LLVMGetLinkage(global) == LLVMInternalLinkage || LLVMGetLinkage(global) == LLVMPrivateLinkage))
          return true;
      }
    }
  return false;
}

bool ir_is_copyable(LLVMValueRef function) {
  if (LLVMIsDeclaration(function))
    return false;
  LLVMLinkage linkage = LLVMGetLinkage(function);
  if (linkage != LLVMLinkOnceODRLinkage && linkage != LLVMWeakODRLinkage &&
      linkage != LLVMAvailableExternallyLinkage)
    return false;
  return !ir_has_block_address(function) && !refers_to_group_local(function);
}

LLVMValueRef ir_switch_case(LLVMValueRef instruction, unsigned successor) {
#if LLVM_VERSION_MAJOR >= 22
  return LLVMGetSwitchCaseValue(instruction, successor);
#else
  return LLVMGetOperand(instruction,
                        2 * successor); /* selector, default, then value and block of each case */
#endif
}

ir_location ir_instruction_location(LLVMValueRef instruction) {
  ir_location location = {0};
  if (!LLVMInstructionGetDebugLoc(instruction))
    return location;
  location.file = LLVMGetDebugLocFilename(instruction, &location.file_length);
  location.line = LLVMGetDebugLocLine(instruction);
  location.column = LLVMGetDebugLocColumn(instruction);
  return location;
}
