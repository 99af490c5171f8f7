"""The proofs behind a service record: each entry of its hours, with its place in the sealed public log."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, Protocol

import msgspec

from shouwang.honours import rules
from shouwang.honours.models import Award, AwardKind, AwardState, Publication
from shouwang.honours.service.verification import Verification
from shouwang.kernel.clock import local_day

_PAGE = 10  # proofs at once: each reads a sealed day


class Entry(Protocol):
    """A line of a person's hours ledger, as far as a proof needs it."""

    @property
    def entry_id(self) -> str:
        """Its name in the ledger."""
        ...

    @property
    def recorded_at(self) -> datetime:
        """When it was entered."""
        ...


class Root(Protocol):
    """A sealed day."""

    @property
    def day(self) -> date:
        """Which day."""
        ...

    @property
    def statement(self) -> str:
        """The signed text."""
        ...

    @property
    def signature(self) -> str:
        """The signature over it."""
        ...


class Proven(Protocol):
    """An entry's line in the log and the way up to its day's root."""

    @property
    def line(self) -> str:
        """The line as it is published."""
        ...

    @property
    def index(self) -> int:
        """Its place among the day's lines."""
        ...

    @property
    def size(self) -> int:
        """How many lines the day has."""
        ...

    @property
    def proof(self) -> tuple[str, ...]:
        """The neighbours' hashes."""
        ...

    @property
    def root(self) -> Root:
        """The sealed day."""
        ...


class Ledger(Protocol):
    """时长, as duty keeps it."""

    def entries(self, person_id: str, first: date, last: date) -> Sequence[Entry]:
        """The ledger's own lines of a span of days. Cost: 1 request."""
        ...


class PublicLog(Protocol):
    """时长公示簿."""

    def root(self, day: date) -> Root | None:
        """A sealed day, or None. Cost: 1 request."""
        ...

    def proofs(self, recorded_on: date, entries: Iterable[Any]) -> Sequence[Proven]:
        """How entries recorded on one sealed day can be shown to strangers. Cost: 2 requests."""
        ...


class Step(msgspec.Struct, frozen=True):
    """One entry of a record: its proof, or that its day is not sealed yet."""

    proven: Proven | None


class Shown(msgspec.Struct, frozen=True):
    """A page of the proofs behind a record."""

    award: Award
    span: tuple[date, date]
    items: tuple[Step, ...]
    entries: int
    cursor: str | None


class Evidence(msgspec.Struct, frozen=True):
    """时长存证: shows lines that are public already, and only for a record that holds and is published."""

    verification: Verification
    ledger: Ledger
    log: PublicLog

    def of(self, typed: str, cursor: str | None, address: str) -> Shown:
        """A page of proofs. Raises: CheckedTooOften, NoSuchHonour. Cost: 4 requests, and 3 a day of at most ten."""
        self.verification.throttle(address)
        award = self.verification.award(typed)
        span = award.inscription.span
        hidden = award.publication is Publication.WITHDRAWN or award.state is not AwardState.ISSUED
        if award.kind is not AwardKind.SERVICE or span is None or hidden:
            raise rules.NoSuchHonour
        # What was entered after the record was made is no part of what it says.
        entries = [e for e in self.ledger.entries(award.person_id, *span) if e.recorded_at <= award.awarded_at]
        start = int(cursor) if cursor and cursor.isascii() and cursor.isdigit() else 0
        page = entries[start : start + _PAGE]
        proven = self._proven(page)
        steps = tuple(Step(proven.get(entry.entry_id)) for entry in page)
        more = str(start + _PAGE) if start + _PAGE < len(entries) else None
        return Shown(award, span, steps, len(entries), more)

    def _proven(self, entries: Sequence[Entry]) -> dict[str, Proven]:
        """The proofs of those whose day is sealed, by entry."""
        proven: dict[str, Proven] = {}
        for day, group in groupby(sorted(entries, key=_recorded_on), key=_recorded_on):
            of_day = list(group)
            if self.log.root(day) is not None:
                names = (entry.entry_id for entry in of_day)
                proven |= dict(zip(names, self.log.proofs(day, of_day), strict=True))
        return proven


def _recorded_on(entry: Entry) -> date:
    return local_day(entry.recorded_at)
