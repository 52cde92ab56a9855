/** Where the children of a state begin: the child for class c lies at this plus c. */
export const BASE = 0
/** Whose child a state is: it tells whether what lies at that place is ours. */
export const PARENT = 1
/** Where to go on from where no child fits. */
export const BEHIND = 2
/** The nearest state, this one or one behind it, at which a phrase ends; 0 for none. */
export const END = 3
export const FIELDS = 4
