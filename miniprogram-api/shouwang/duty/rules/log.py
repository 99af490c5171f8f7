"""The public hours log: what a stranger may see and check of an hours entry, and nothing of the person.

A line is canonical bytes: the same entry is the same bytes for ever, so that a tree over lines can be built again by anybody.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

import msgspec

from shouwang.duty.models import HoursEntry
from shouwang.kernel.clock import local_day, rfc3339
from shouwang.kernel.merkle import merkle_root

FORM = "hours-log-1"  # of a line; changes with its fields
ROOT_FORM = "hours-log-root-2"
SETTLED = timedelta(minutes=10)  # after midnight: what was being written then is written


class Opening(msgspec.Struct, frozen=True):
    """What opens a line's commitment: shown by the volunteer to whom they choose, kept by nobody in the log."""

    salt: str
    facts: Mapping[str, str]


def pseudonym(key: bytes, person_id: str) -> str:
    """The name a person has in the log: the same for all their lines, and no way back without the key."""
    return _keyed(key, "who", person_id)[:32]


def opening(key: bytes, entry: HoursEntry) -> Opening:
    """Who, where and when, behind a salt of the entry's own, so that nobody can guess it from the outside."""
    facts = {
        "person": entry.person_id,
        "session": entry.source,
        "point": entry.point_number,
        "in_at": rfc3339(entry.in_at) if entry.in_at else "",
        "out_at": rfc3339(entry.out_at) if entry.out_at else "",
    }
    return Opening(_keyed(key, "salt", f"{entry.person_id}|{entry.entry_id}"), facts)


def commitment(opened: Opening) -> str:
    """What the log shows in place of an opening. Shapes: 64 hex characters."""
    return hashlib.sha256(canonical({"salt": opened.salt, "facts": dict(opened.facts)})).hexdigest()


def line(key: bytes, entry: HoursEntry) -> bytes:
    """The entry as the public sees it."""
    return canonical(
        {
            "form": FORM,
            "id": line_id(key, entry),
            "who": pseudonym(key, entry.person_id),
            "ledger": entry.ledger.value,
            "day": entry.day.isoformat(),
            "minutes": entry.minutes,
            "revision": entry.revision,
            "rule": entry.rule,
            "recorded_at": rfc3339(entry.recorded_at),
            "commitment": commitment(opening(key, entry)),
        }
    )


def line_id(key: bytes, entry: HoursEntry) -> str:
    """A line's public name; entries of the same duty do not show that they are."""
    return _keyed(key, "line", f"{entry.person_id}|{entry.entry_id}")[:32]


def opens(opened: Opening, shown: bytes) -> bool:
    """Whether an opening is the one behind a line, for a stranger who was shown both."""
    said = json.loads(shown).get("commitment", "")
    return isinstance(said, str) and hmac.compare_digest(commitment(opened), said)


class Root(msgspec.Struct, frozen=True):
    """A sealed day of the log: the root over its lines, chained to the statement of the day sealed before."""

    day: date
    root: str
    lines: int
    previous: str  # SHA-256 of the statement before; empty for the first
    sealed_at: datetime
    key: str = ""  # the public key that signs, base64url
    next_key: str = ""  # the one that will sign next, announced before it ever does; empty for none

    @property
    def statement(self) -> bytes:
        """What is signed."""
        return canonical(
            {
                "form": ROOT_FORM,
                "day": self.day.isoformat(),
                "root": self.root,
                "lines": self.lines,
                "previous": self.previous,
                "key": self.key,
                "next_key": self.next_key,
                "sealed_at": rfc3339(self.sealed_at),
            }
        )


def seal(
    day: date, lines: Sequence[bytes], before: Root | None, now: datetime, key: str = "", next_key: str = ""
) -> Root:
    """The root of a day that is over. Raises: ValueError for a day still running or out of order."""
    if local_day(now - SETTLED) <= day or (before is not None and day <= before.day):
        raise ValueError("a day is sealed once, in order, when it is over")
    previous = hashlib.sha256(before.statement).hexdigest() if before else ""
    return Root(day, merkle_root(lines).hex(), len(lines), previous, now, key, next_key)


def is_chained(roots: Sequence[Root]) -> bool:
    """Whether each root names the one before it."""
    return all(
        later.previous == hashlib.sha256(earlier.statement).hexdigest() and earlier.day < later.day
        for earlier, later in pairwise(roots)
    )


def root_document(root: Root, signature: str) -> bytes:
    """A sealed day as it is locked away and downloaded."""
    return canonical({"statement": root.statement.decode(), "signature": signature})


def root_file(day: date) -> str:
    """The key of a sealed day's root among the locked files."""
    return f"roots/{day.isoformat()}.json"


def lines_file(day: date) -> str:
    """The key of a sealed day's lines among the locked files."""
    return f"roots/{day.isoformat()}.jsonl"


def canonical(fields: Mapping[str, object]) -> bytes:
    """JSON with sorted names, no spaces, ASCII: one spelling. Source: RFC 8785, for strings and whole numbers."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def _keyed(key: bytes, use: str, text: str) -> str:
    return hmac.new(key, f"hours-log|{use}|{text}".encode(), hashlib.sha256).hexdigest()
