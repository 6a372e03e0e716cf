/* Whether a function releases a parameter always or only sometimes.
 */
#ifndef HEAP2STACK_SUMMARY_RELEASE_H
#define HEAP2STACK_SUMMARY_RELEASE_H

#include "summary.h"

/* True if every path through the function that returns releases what parameter number `parameter` points to,
 * itself or by a call that always does. Releasing the parameter under a condition, a test for null included,
 * is not always. */
bool summary_always_releases(const flow *f, uint32_t parameter);

#endif
