"""The table of erasures 注销申请. Each function is one request, or a write for a commit."""

from pynamodb.attributes import UnicodeAttribute

from shouwang.identity.models import Erasure, ErasureState
from shouwang.identity.rules import ErasureMoved
from shouwang.platform.dynamo import Choice, Instant, Packed, Table, Writes, put


class ErasureRow(Table):
    """A person's wish to be erased; kept as the proof of it."""

    TABLE = "erasures"

    person_id = UnicodeAttribute(hash_key=True)
    state = Choice[ErasureState](ErasureState)
    asked_at = Instant()
    due_at = Instant()
    done_at = Instant(null=True)
    why = UnicodeAttribute(default="")
    removed = Packed[dict[str, int]](dict[str, int], default=dict)


def fetch_erasure(person_id: str) -> Erasure | None:
    """A person's erasure."""
    row = ErasureRow.fetch(person_id)
    return row.value(Erasure) if row else None


def kept_erasure(seen: Erasure | None, after: Erasure) -> Writes:
    """An erasure asked for, or one step on. Raises (at commit): ErasureMoved."""
    here = (ErasureRow.state == seen.state) & (ErasureRow.asked_at == seen.asked_at) if seen else None
    fresh = ErasureRow.person_id.does_not_exist() if here is None else here
    return put(ErasureRow.of(after), fresh, ErasureMoved())
