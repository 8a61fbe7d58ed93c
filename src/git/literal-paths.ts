/** Paths are names, not patterns, and looking at the index does not lock it. */
export const literal = { GIT_LITERAL_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0' };
