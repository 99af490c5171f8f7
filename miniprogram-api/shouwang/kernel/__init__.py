"""Pure ideas that every slice shares; no I/O, no clock, no randomness of its own."""
