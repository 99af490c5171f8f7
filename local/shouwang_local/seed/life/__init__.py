"""What goes on in the demo force: nights that were served, people on duty now, what waits for each of the staff.

Played over HTTP through every rule of the house, at the instants it tells of. What follows from it (hours, points, medals,
messages) the worker delivers once everything runs, as it does for real people; only what another step needs is delivered here.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from shouwang.app import House
from shouwang_local.seed.life import hearing, honouring, learning, nights, tonight
from shouwang_local.seed.life.telling import Telling

_CHAPTERS: Mapping[str, Callable[[Telling], None]] = {
    "star": honouring.propose_star,
    "nights": nights.tell,
    "learning": learning.tell,
    "tonight": tonight.tell,
    "hearing": hearing.tell,
    "honouring": honouring.tell,
}


def _step(name: str, tell: Callable[[Telling], None]) -> Callable[[House, datetime], None]:
    return lambda house, at: tell(Telling(house, at, name))


STEPS: Mapping[str, Callable[[House, datetime], None]] = {name: _step(name, tell) for name, tell in _CHAPTERS.items()}
