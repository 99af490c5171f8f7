"""When a process has started: what it has made by then stays, and nobody looks through it for garbage again.

`functions/__init__.py` puts the collector to sleep before the first import; `started` wakes it.
"""

import gc

# Objects made between two looks for cycles. A request makes some thousands and hardly any cycle (CPython's 700 looks
# several times in each); a look at this many still takes about a millisecond. Measured: benchmarks/check_in.py
LOOK_AFTER = (20_000, 20, 20)


def started() -> None:
    """From now on only what requests make is looked through."""
    gc.freeze()
    gc.set_threshold(*LOOK_AFTER)
    gc.enable()
