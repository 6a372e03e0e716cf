/* Re-execution: whether an older object of a site is still usable when the site runs again.
 *
 * Go's second invariant: a pointer to a stack object may not outlive it, and a slot is reused each time its
 * site runs in one activation. So at the site, just after it ran, no pointer to an earlier object of the
 * same site may be live: neither in an SSA value that is used later, nor in a cell that is read later
 * before it is overwritten. Only sites in a cycle of the control flow graph can fail.
 *
 * A cell is overwritten ("killed") by a store that must hit it, by a call that returns and is known to have
 * overwritten it before it looked at it (summary_access.h), by lifetime.start or lifetime.end of its
 * alloca, and by running its own site again, since then the old container is gone: provided that the
 * container's site satisfies the same rule, as then every pointer to it means its newest object. That
 * assumption is made for all sites at once and given up site by site until nothing changes. (The first read
 * that breaks the rule at run time would need a live pointer to an older container, and so an earlier break:
 * there is no first one.)
 */
#ifndef HEAP2STACK_LIFETIME_H
#define HEAP2STACK_LIFETIME_H

#include "flow.h"

/* Fills `culprits`, indexed by object: NO_INDEX for a site whose slot can be reused each time it runs (and
 * for allocas), else an instruction that may use an older object after the site ran again. May spend the
 * flow's work limit: then f->exhausted is set and the result means nothing. */
void lifetime_check(flow *f, arena *a, uint32_t *culprits);

#endif
