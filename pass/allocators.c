/* Implementation of allocators.h. */
#include "allocator_table.h"

#include <string.h>

enum { ZEROED = ALLOCATOR_ROW_ZEROED, NEW = 2, NARROW = 4, WIDE = 8, DELIVERED = 16, CREATED = 32 };

/* What malloc and operator new promise on every 64-bit ABI (max_align_t, psABI): callers rely on it, for
 * example by asserting on the address, whatever the alignment of their accesses. */
enum { DEFAULT_ALIGNMENT = 16 };

static const allocator_row rows[] = {
#define ALLOCATOR(NAME, SHOWN, PROTOTYPE, FAMILY, SIZE, COUNT, ALIGN, FLAGS)                                 \
  {NAME, sizeof NAME - 1, SHOWN, PROTOTYPE, FAMILY, ALLOCATOR_SITE, SIZE, COUNT, ALIGN, -1, FLAGS, 0},
#define DUPLICATE(NAME, PROTOTYPE, FAMILY, LIMIT, WIDTH)                                                     \
  {NAME, sizeof NAME - 1, NAME, PROTOTYPE, FAMILY, ALLOCATOR_SITE, -1, -1, -1, LIMIT, WIDTH, 0},
#define DELIVERY(NAME, PROTOTYPE, FAMILY, SIZE, ALIGN)                                                       \
  {NAME, sizeof NAME - 1, NAME, PROTOTYPE, FAMILY, ALLOCATOR_SITE, SIZE, -1, ALIGN, -1, DELIVERED, 0},
#define CREATION(NAME, SHOWN, PROTOTYPE, FAMILY, WIDTH)                                                      \
  {NAME, sizeof NAME - 1, SHOWN, PROTOTYPE, FAMILY, ALLOCATOR_SITE, -1, -1, -1, -1, CREATED | WIDTH, 0},
#define RELEASE(NAME, PROTOTYPE, FAMILY)                                                                     \
  {NAME, sizeof NAME - 1, NAME, PROTOTYPE, FAMILY, ALLOCATOR_RELEASE, -1, -1, -1, -1, 0, 0},
#define RESIZE(NAME, PROTOTYPE, FAMILY, SIZE, COUNT)                                                         \
  {NAME, sizeof NAME - 1, NAME, PROTOTYPE, FAMILY, ALLOCATOR_RESIZE, SIZE, COUNT, -1, -1, 0, 0},
#include "allocators.def"
};

/* Every built-in name begins with one of these; most calls end here. */
static bool may_be_row(const char *name) {
  static const char beginnings[] = "ma me ca cf al re fr st po wc __", string[] = "NSt7__cxx1112basic_string";
  if (!name[0] || !name[1])
    return false;
  if (name[0] == '_' && name[1] == 'Z')
    return name[2] == 'n' || name[2] == 'd' || strncmp(name + 2, string, sizeof string - 1) == 0;
  for (size_t i = 0; i < sizeof beginnings; i += 3)
    if (name[0] == beginnings[i] && name[1] == beginnings[i + 1])
      return true;
  return false;
}

static const allocator_row *find_builtin(const char *name, size_t length) {
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    if (rows[i].name_length == length && memcmp(rows[i].name, name, length) == 0)
      return &rows[i];
  return NULL;
}

bool allocator_is_builtin(const char *name, size_t length) { return find_builtin(name, length) != NULL; }

static const allocator_row *find_row(const ir_module *m, const char *name, size_t length) {
  const allocator_row *row = may_be_row(name) ? find_builtin(name, length) : NULL;
  return row || !m->allocators ? row : allocator_table_find(m->allocators, name, length);
}

static bool type_fits(const ir_module *m, LLVMTypeRef type, char letter) {
  LLVMTypeKind kind = LLVMGetTypeKind(type);
  switch (letter) {
  case 'v':
    return kind == LLVMVoidTypeKind;
  case 'p':
    return kind == LLVMPointerTypeKind;
  case 'i':
    return kind == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) == 32;
  default:
    return kind == LLVMIntegerTypeKind && LLVMGetIntTypeWidth(type) == 8 * m->pointer_size;
  }
}

/* `prototype` is a result letter and parameter letters in parentheses: "p(zz)". */
static bool prototype_fits(const ir_module *m, LLVMTypeRef function, const char *prototype) {
  size_t count = strlen(prototype) - strlen("p()");
  LLVMTypeRef parameters[ALLOCATOR_MAX_PARAMETERS];
  if (LLVMIsFunctionVarArg(function) || LLVMCountParamTypes(function) != count ||
      !type_fits(m, LLVMGetReturnType(function), prototype[0]))
    return false;
  LLVMGetParamTypes(function, parameters);
  for (size_t i = 0; i < count; i++)
    if (!type_fits(m, parameters[i], prototype[2 + i]))
      return false;
  return true;
}

static LLVMValueRef argument(LLVMValueRef call, int index) {
  return index < 0 ? NULL : LLVMGetOperand(call, (unsigned)index);
}

unsigned allocator_promised_alignment(const ir_module *m, LLVMValueRef call, unsigned usual) {
  uint64_t alignment;
  if (!ir_call_attribute(call, IR_RETURN_INDEX, m->attributes.align, &alignment) || alignment <= usual)
    return usual;
  return alignment > MAXIMUM_SLOT_ALIGNMENT ? UINT32_MAX : (unsigned)alignment;
}

static void read_source(const ir_module *m, LLVMValueRef call, const allocator_row *row,
                        allocator_call *site) {
  site->source = LLVMGetOperand(call, 0);
  site->limit = argument(call, row->limit);
  site->character = row->flags & WIDE ? m->wide_character : 1;
  site->source_known = site->character == 1 && ir_text_length(m, site->source, &site->source_length);
}

/* What was stored there last before the call; NULL where that is not to be seen at once. */
static LLVMValueRef stored_before(LLVMValueRef call, LLVMValueRef address) {
  enum { MOST_STEPS = 8 };
  LLVMValueRef i = LLVMGetPreviousInstruction(call);
  for (int step = 0; step < MOST_STEPS && i && !ir_is_call(i); step++, i = LLVMGetPreviousInstruction(i))
    if (LLVMIsAStoreInst(i))
      return LLVMGetOperand(i, 1) == address && !LLVMGetVolatile(i) ? LLVMGetOperand(i, 0) : NULL;
    else if (LLVMIsAAtomicRMWInst(i) || LLVMIsAAtomicCmpXchgInst(i))
      return NULL;
  return NULL;
}

static void read_creation(const ir_module *m, LLVMValueRef call, const allocator_row *row,
                          allocator_call *site) {
  uint64_t old, capacity, bytes;
  site->capacity = LLVMGetOperand(call, 1);
  site->character = row->flags & WIDE ? m->wide_character : 1;
  if (!ir_constant(LLVMGetOperand(call, 2), &old) || old != 0 || site->character == 0)
    site->kind = ALLOCATOR_NONE;
  LLVMValueRef stored = stored_before(call, site->capacity);
  if (stored && LLVMTypeOf(stored) == LLVMTypeOf(LLVMGetOperand(call, 2)) && ir_constant(stored, &capacity) &&
      !__builtin_add_overflow(capacity, UINT64_C(1), &bytes) &&
      !__builtin_mul_overflow(bytes, (uint64_t)site->character, &bytes))
    site->size = LLVMConstInt(LLVMInt64TypeInContext(m->context), bytes, false);
}

static unsigned row_alignment(const allocator_row *row) {
  return row->alignment > DEFAULT_ALIGNMENT ? row->alignment : DEFAULT_ALIGNMENT;
}

static allocator_call classify_by_row(const ir_module *m, LLVMValueRef call, const allocator_row *row) {
  allocator_call result = {.kind = row->kind, .shown = row->shown};
  result.shown_length = (unsigned)strlen(row->shown);
  result.family = (family){row->family, (unsigned)strlen(row->family)};
  result.size = argument(call, row->size);
  result.count = argument(call, row->count);
  result.alignment = argument(call, row->align);
  result.minimum_alignment = allocator_promised_alignment(m, call, row_alignment(row));
  result.zeroed = (row->flags & ZEROED) != 0;
  result.null_is_ignored = true;
  if (row->flags & CREATED)
    read_creation(m, call, row, &result);
  else if (row->flags & (NARROW | WIDE))
    read_source(m, call, row, &result);
  if (row->flags & DELIVERED) {
    result.delivery = LLVMGetOperand(call, 0);
    result.alignment_unit = m->pointer_size;
  }
  if ((row->flags & NEW) && !LLVMGetCallSiteEnumAttribute(call, IR_FUNCTION_INDEX, m->attributes.builtin))
    result.kind = ALLOCATOR_NONE;
  return result;
}

/* The number of the first argument with attribute `kind`, -1 if there is none. */
static int argument_with(LLVMValueRef call, unsigned kind) {
  unsigned count = LLVMGetNumArgOperands(call);
  for (unsigned i = 0; i < count; i++)
    if (ir_call_has(call, i + 1, kind))
      return (int)i;
  return -1;
}

static void read_allocsize(const ir_module *m, LLVMValueRef call, allocator_call *site) {
  uint64_t packed;
  unsigned arguments = LLVMGetNumArgOperands(call);
  if (!ir_call_attribute(call, IR_FUNCTION_INDEX, m->attributes.allocsize, &packed))
    return;
  uint32_t size = (uint32_t)(packed >> 32), count = (uint32_t)packed;
  if (size >= arguments || (count != UINT32_MAX && count >= arguments))
    return;
  site->size = LLVMGetOperand(call, size);
  site->count = count == UINT32_MAX ? NULL : LLVMGetOperand(call, count);
}

static allocator_call classify_by_attribute(const ir_module *m, LLVMValueRef call, LLVMValueRef callee) {
  /* AllocFnKind, llvm/IR/Attributes.h */
  enum { ALLOC = 1, REALLOC = 2, FREE = 4, UNINITIALIZED = 8, ZERO = 16, ALIGNED = 32 };
  allocator_call result = {0};
  uint64_t kind;
  if (!ir_call_attribute(call, IR_FUNCTION_INDEX, m->attributes.allockind, &kind))
    return result;
  size_t shown_length;
  result.by_attribute = true;
  result.shown = LLVMGetValueName2(callee, &shown_length);
  result.shown_length = (unsigned)shown_length;
  result.family.name = ir_call_string_attribute(call, "alloc-family", &result.family.length);
  if (kind & (REALLOC | FREE)) {
    int pointer = argument_with(call, m->attributes.allocptr);
    if (pointer < 0)
      return result;
    result.kind = kind & REALLOC ? ALLOCATOR_RESIZE : ALLOCATOR_RELEASE;
    result.pointer = (unsigned)pointer;
    return result;
  }
  if (!(kind & ALLOC) || LLVMGetTypeKind(LLVMTypeOf(call)) != LLVMPointerTypeKind)
    return result;
  result.kind = ALLOCATOR_SITE;
  result.zeroed = (kind & ZERO) != 0;
  result.content_unknown = !(kind & (ZERO | UNINITIALIZED));
  result.alignment = argument(call, argument_with(call, m->attributes.allocalign));
  result.minimum_alignment = allocator_promised_alignment(m, call, DEFAULT_ALIGNMENT);
  read_allocsize(m, call, &result);
  return result;
}

allocator_call allocator_classify(const ir_module *m, LLVMValueRef call) {
  allocator_call none = {.kind = ALLOCATOR_NONE};
  LLVMValueRef callee = ir_callee(call);
  size_t length;
  if (!callee || LLVMGetIntrinsicID(callee))
    return none;
  const char *name = LLVMGetValueName2(callee, &length);
  const allocator_row *row = find_row(m, name, length);
  bool attributed = ir_call_has(call, IR_FUNCTION_INDEX, m->attributes.allockind);
  if ((!row && !attributed) || ir_call_is_nobuiltin(m, call))
    return none;
  if (!row)
    return classify_by_attribute(m, call, callee);
  if (!LLVMIsDeclaration(callee) || !prototype_fits(m, ir_call_type(call), row->prototype))
    return none;
  return classify_by_row(m, call, row);
}

bool family_equal(family a, family b) {
  return a.name && b.name && a.length == b.length && memcmp(a.name, b.name, a.length) == 0;
}

bool family_fits(family object, family release) {
  static const char operators[] = "_Zn";
  unsigned shorter = object.length < release.length ? object.length : release.length;
  if (!object.name || !release.name)
    return false;
  bool new_or_new_array =
      shorter > sizeof operators && memcmp(object.name, operators, sizeof operators - 1) == 0;
  return family_equal(object, release) ||
         (new_or_new_array && memcmp(object.name, release.name, shorter) == 0);
}

bool allocator_release_is_removable(LLVMValueRef call) {
  return !ir_is_musttail(call) && LLVMGetNumOperandBundles(call) == 0 &&
         LLVMGetTypeKind(LLVMTypeOf(call)) == LLVMVoidTypeKind;
}

bool allocator_is_guardable(const ir_module *m, LLVMValueRef call, const allocator_call *release) {
  LLVMValueRef callee = ir_callee(call);
  bool takes_null = release->null_is_ignored && callee &&
                    !ir_function_has(callee, release->pointer + 1, m->attributes.nonnull);
  return allocator_release_is_removable(call) && (m->can_split || takes_null);
}

bool allocator_resize_is_guardable(const ir_module *m, LLVMValueRef call) {
  return m->can_split && LLVMIsACallInst(call) && !ir_is_musttail(call) &&
         LLVMGetNumOperandBundles(call) == 0;
}

/* A value of at most 64 bits, which a guard can compare. */
static bool is_comparable(LLVMValueRef size) {
  return size && !LLVMIsUndef(size) && !LLVMIsPoison(size) && LLVMGetIntTypeWidth(LLVMTypeOf(size)) <= 64;
}

bool allocator_is_measurable(const ir_module *m, const allocator_call *site) {
  if (site->source)
    return library_has(m, allocator_measure(site));
  if (site->capacity)
    return true;
  return is_comparable(site->size) && (!site->count || is_comparable(site->count));
}

static size_result text_size(const allocator_call *site, uint64_t *bytes) {
  uint64_t length = site->source_length, limit;
  if (!site->source_known || (site->limit && !ir_folded_constant(site->limit, &limit)))
    return SIZE_DYNAMIC;
  *bytes = (site->limit && limit < length ? limit : length) + 1;
  return SIZE_CONSTANT;
}

size_result allocator_size(const allocator_call *site, uint64_t *bytes) {
  uint64_t size, count = 1;
  if (site->source)
    return text_size(site, bytes);
  if (!site->size || !ir_folded_constant(site->size, &size) ||
      (site->count && !ir_folded_constant(site->count, &count)))
    return SIZE_DYNAMIC;
  return __builtin_mul_overflow(size, count, bytes) ? SIZE_OVERFLOW : SIZE_CONSTANT;
}

bool allocator_bound(const allocator_call *site, uint64_t *bytes) {
  uint64_t limit;
  return site->limit && ir_folded_constant(site->limit, &limit) &&
         !__builtin_add_overflow(limit, UINT64_C(1), bytes) &&
         !__builtin_mul_overflow(*bytes, (uint64_t)site->character, bytes);
}

bool allocator_alignment(const allocator_call *site, unsigned *bytes) {
  uint64_t alignment = site->minimum_alignment;
  if (site->alignment) {
    uint64_t asked;
    if (!ir_constant(site->alignment, &asked) || asked == 0 || (asked & (asked - 1)) != 0 ||
        (site->alignment_unit && asked % site->alignment_unit != 0))
      return false;
    alignment = asked > alignment ? asked : alignment;
  }
  *bytes = (unsigned)alignment;
  return alignment <= MAXIMUM_SLOT_ALIGNMENT;
}
