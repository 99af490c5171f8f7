"""How long applications waited at each gate, and what that comes to. Each function is one request, or a write.

A wait is a row of its own under gate and day: no counter, so that no row is written by many.
"""

from collections.abc import Mapping
from datetime import date, datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.clock import local_day, rfc3339
from shouwang.platform.dynamo import Packed, Table, Writes, put
from shouwang.recruitment.models import Gate, Usual
from shouwang.recruitment.rules.waits import LOOKED_BACK_DAYS

_KEPT_S = (LOOKED_BACK_DAYS + 2) * 86_400
_FORCE = "force"


class WaitRow(Table):
    """How long one application waited for one decision. Units: hours."""

    TABLE = "gate-waits"
    TTL = "expires_at"

    gate_day = UnicodeAttribute(hash_key=True)
    decided = UnicodeAttribute(range_key=True)
    waited_h = NumberAttribute()
    expires_at = NumberAttribute()


class UsualRow(Table):
    """The usual waits of all gates as of last night; one row."""

    TABLE = "usual-waits"

    key = UnicodeAttribute(hash_key=True)
    usual = Packed[dict[str, Usual]](dict[str, Usual])


def waited(gate: Gate, waited_h: int | None, application_id: str, now: datetime) -> Writes:
    """A wait that has just ended; nothing for None."""
    if waited_h is None:
        return Writes()
    row = WaitRow(
        gate_day=_gate_day(gate, local_day(now)),
        decided=f"{rfc3339(now)}#{application_id}",
        waited_h=waited_h,
        expires_at=int(now.timestamp()) + _KEPT_S,
    )
    return put(row)


def waits(gate: Gate, day: date, limit: int) -> list[int]:
    """The waits that ended on a day, the newest first."""
    rows = WaitRow.query(_gate_day(gate, day), scan_index_forward=False, limit=limit, page_size=limit)
    return [int(row.waited_h) for row in rows]


def keep_usual(usual: Mapping[Gate, Usual]) -> Writes:
    """The usual waits, written over those of the night before."""
    return put(UsualRow(key=_FORCE, usual={str(gate): told for gate, told in usual.items()}))


def fetch_usual() -> Mapping[str, Usual]:
    """The usual waits by gate; none before the first night."""
    row = UsualRow.fetch(_FORCE, consistent=False)
    return row.usual if row else {}


def _gate_day(gate: Gate, day: date) -> str:
    return f"{gate}#{day.isoformat()}"
