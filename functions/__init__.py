"""Lambda entries: one file a function, at most 15 lines, no decision."""
