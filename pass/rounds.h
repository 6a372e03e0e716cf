/* How many rounds a loop makes, where its exit condition tells: a guess, for what pays and what does not.
 *
 * The loop is the innermost that the call is in, and must not be in another one. A condition tells if it
 * compares a counter, which begins at a constant and is increased or decreased by one, with another constant
 * or with what has a proven bound (bounds.h). The loop may end earlier for other reasons, and a variable of
 * unoptimised code may be changed elsewhere too: nothing may be proven by this.
 */
#ifndef HEAP2STACK_ROUNDS_H
#define HEAP2STACK_ROUNDS_H

#include "bounds.h"

/* How often the call runs in one call of the bounds' function at most; NO_INDEX if nothing tells. */
uint32_t rounds_guess(bounds *b, LLVMValueRef call);

#endif
