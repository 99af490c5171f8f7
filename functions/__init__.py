"""Lambda entries: one file a function, at most 15 lines, no decision."""

import gc

gc.disable()  # imports make nothing that goes again; `shouwang.platform.starting` wakes the collector
