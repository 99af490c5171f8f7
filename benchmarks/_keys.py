"""Which partition keys an evening's acts ask for: measured on the demo journey, kept as data in evening.json.

A key is kept as its shape, so that a simulation can give each of many volunteers their own: `own` (one key a person, a tap
or an event), `squadron`, `brigade`, `force`, `point`, `day`, `shard` (one of a few by a hash), or the words of a key that
everybody shares.
"""

import json
import re
from collections import defaultdict
from pathlib import Path
from threading import local

DATA = Path(__file__).parent / "evening.json"
PREFIX = "shouwang-"
Row = tuple[str, str, str, str, float]  # table, index or nothing, read or write, shape of the key, units of one act

# The acts of an evening, and the events that follow them.
ACTS = (
    "POST /v1/login",
    "GET /v1/me/today",
    "POST /v1/checkins in",
    "duty.checked-in",
    "POST /v1/checkins out",
    "duty.session-closed",
    "assessment.hours-entered",
    "honours.hours-entered",
    "honours.deeds-entered",
    "POST /v1/duty/sessions/{session_id}/report",
)
_SHAPES = (
    (r"D\d+/[BT]\d+/S\d+(#[a-z-]+)?", "squadron"),
    (r"D\d+/[BT]\d+(#[a-z-]+)?", "brigade"),
    (r"D\d+(#[a-z-]+)?", "force"),
    (r"\d{3}", "point"),
    (r"\d{4}-\d{2}(-\d{2})?", "day"),
    (r"(undone#|overdue#)?\d{1,2}", "shard"),
    (r".*([0-9A-HJKMNP-TV-Z]{20}|[0-9a-f]{16}|oDemo|[0-9A-Z]{16}).*", "own"),
    (r"\d\d-\d\d-\d{4}|o[\w-]{27}", "own"),  # a volunteer's number, a person's name at WeChat
    (r"", "own"),  # nothing was found there
)


def shape_of(key: str) -> str:
    """What a key is made of; a key that is none of these is shared by all."""
    return next((shape for pattern, shape in _SHAPES if re.fullmatch(pattern, key)), key)


class Keys:
    """Units by act and by what they were spent on. Each thread does one act at a time."""

    def __init__(self) -> None:
        self.units: dict[str, dict[tuple[str, str, str, str], float]] = defaultdict(lambda: defaultdict(float))
        self.acts: dict[str, int] = defaultdict(int)
        self.now = local()

    def touch(self, table: str, index: str, verb: str, key: str, units: float) -> None:
        """Note units of the act that this thread does."""
        self._open().append(((table.removeprefix(PREFIX), index, verb, shape_of(key)), units))

    def begin(self) -> None:
        """What this thread did before belongs to no act."""
        self._open().clear()

    def end(self, act: str) -> None:
        """What this thread did was this act. A check-in is told apart by its way; a repeated tap writes nothing, and is none."""
        if act not in ACTS:
            return
        if not act.startswith("GET") and not any(where[2] == "write" for where, _ in self._open()):
            return
        self.acts[act] += 1
        for where, units in self._open():
            self.units[act][where] += units

    def _open(self) -> list[tuple[tuple[str, str, str, str], float]]:
        if not hasattr(self.now, "touched"):
            self.now.touched = []
        touched: list[tuple[tuple[str, str, str, str], float]] = self.now.touched
        return touched

    def write(self) -> None:
        """Keep what one of each act asks for on the average."""
        told = {
            act: [[*where, round(units / self.acts[act], 2)] for where, units in sorted(self.units[act].items())]
            for act in ACTS
        }
        rows = ",\n".join(
            f' "{act}": [\n' + ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "\n ]"
            for act, rows in told.items()
        )
        DATA.write_text("{\n" + rows + "\n}\n")


def measured() -> dict[str, list[Row]]:
    """What was kept."""
    found: dict[str, list[list[str | float]]] = json.loads(DATA.read_text())
    return {act: [tuple(row) for row in rows] for act, rows in found.items()}  # type: ignore[misc]
