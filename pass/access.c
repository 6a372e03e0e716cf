/* Implementation of access.h. A tag is (base type, access type, offset); a scalar type (name, parent, 0), up
 * to the character and a root that names the language.
 */
#include "access.h"

#include <string.h>

enum { MAX_ANCESTORS = 16 };

/* Operand `index` of a metadata node, NULL if there is none. */
static LLVMValueRef operand(LLVMValueRef node, unsigned index) {
  enum { MAX_OPERANDS = 4 }; /* of tags and scalar types */
  LLVMValueRef operands[MAX_OPERANDS];
  if (!node || !LLVMIsAMDNode(node))
    return NULL;
  unsigned count = (unsigned)LLVMGetMDNodeNumOperands(node);
  if (index >= count || count > MAX_OPERANDS)
    return NULL;
  LLVMGetMDNodeOperands(node, operands);
  return operands[index];
}

static bool is_named(LLVMValueRef node, const char *name) {
  LLVMValueRef text = operand(node, 0);
  unsigned length;
  if (!text || !LLVMIsAMDString(text))
    return false;
  const char *found = LLVMGetMDString(text, &length);
  return length == strlen(name) && memcmp(found, name, length) == 0;
}

static bool is_root(LLVMValueRef node) {
  return is_named(node, "Simple C++ TBAA") || is_named(node, "Simple C/C++ TBAA");
}

static access_type type_of_tag(LLVMValueRef tag) {
  LLVMValueRef type = operand(tag, 1);
  bool pointer = false, character = false;
  if (!operand(tag, 2) || is_named(type, "omnipotent char"))
    return ACCESS_ANY;
  for (unsigned i = 0; i < MAX_ANCESTORS && type && !is_root(type); i++) {
    pointer |= is_named(type, "any pointer") || is_named(type, "vtable pointer");
    character |= is_named(type, "omnipotent char");
    type = operand(type, 1);
  }
  if (!type || !is_root(type) || (!pointer && !character))
    return ACCESS_ANY;
  return pointer ? ACCESS_POINTER : ACCESS_NUMBER;
}

access_type access_type_of(const ir_module *m, LLVMValueRef instruction) {
  if (!LLVMIsALoadInst(instruction) && !LLVMIsAStoreInst(instruction))
    return ACCESS_ANY;
  LLVMValueRef tag = LLVMGetMetadata(instruction, m->tbaa);
  if (!tag)
    return ACCESS_ANY;
  uint32_t known = pointer_map_find(m->tags, tag);
  if (known != POINTER_MAP_NONE)
    return (access_type)known;
  access_type type = type_of_tag(tag);
  pointer_map_add(m->tags, tag, type);
  return type;
}
