"""时长公示: the log that anybody may read and nobody can rewrite; each day over is sealed, signed and put away."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from shouwang.duty.models import HoursEntry
from shouwang.duty.rules import log
from shouwang.duty.store import hours as store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.merkle import inclusion_proof
from shouwang.kernel.problem import NotFound, Problem
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.keys import Keys

_PAGE = 50
_LOOK_BACK = timedelta(days=31)  # before the first seal: how far lines may lie behind


class NotSealed(Problem):
    """The day's lines are there, its seal comes in the night after."""

    slug, title, status = "not-sealed", "这一天还没有封存", 409


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it is published. Shapes: `line` is the canonical text itself."""

    id: str
    line: str


@dataclass(frozen=True, slots=True)
class RootView:
    """A sealed day. Shapes: `statement` is the signed text, `signature` base64url of Ed25519 over it."""

    day: date
    root: str
    lines: int
    previous: str
    statement: str
    signature: str


@dataclass(frozen=True, slots=True)
class ProofView:
    """Everything with which a stranger can check one entry against a root they have."""

    line: str
    index: int
    size: int
    proof: tuple[str, ...]
    root: RootView
    salt: str
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class PublicLog:
    """时长公示."""

    keys: Keys
    blobs: Blobs
    now: Clock

    def lines(self, day: date, cursor: str | None) -> Page[LineView]:
        """A page of the lines recorded on a day. Cost: 1 request."""
        page = store.log_page(day, cursor, _PAGE)
        return Page([LineView(line.entry_id, line.line.decode()) for line in page.items], page.cursor)

    def roots(self, cursor: str | None) -> Page[RootView]:
        """A page of sealed days, the newest first. Cost: 1 request."""
        page = store.roots_page(cursor, _PAGE)
        return Page([_view(signed) for signed in page.items], page.cursor)

    def proof(self, actor: Actor, entry_id: str) -> ProofView:
        """How one of the own entries can be shown to a stranger. Raises: NotFound, NotSealed. Cost: 3 requests."""
        entry = self._own(actor, entry_id)
        recorded_on = local_day(entry.recorded_at)
        signed = store.fetch_root(recorded_on)
        if signed is None:
            raise NotSealed
        lines = store.log_of_day(recorded_on)
        line = log.line(self.keys["hours-log"], entry)
        opened = log.opening(self.keys["hours-log"], entry)
        index = lines.index(line)
        proof = tuple(step.hex() for step in inclusion_proof(lines, index))
        return ProofView(line.decode(), index, len(lines), proof, _view(signed), opened.salt, dict(opened.facts))

    def seal_due(self) -> Sequence[RootView]:
        """Seal every day that is over and not sealed, oldest first. Cost: 1 request, 2 and 1 file a day."""
        last = store.last_root()
        if last:
            self._put_away(last)  # a seal cut short between store and bucket is finished now
        over = local_day(self.now() - log.SETTLED) - timedelta(days=1)
        day = last.root.day + timedelta(days=1) if last else self._first_day(over)
        sealed = []
        while day <= over:
            root = log.seal(day, store.log_of_day(day), last.root if last else None, self.now())
            last = store.SignedRoot(root, self._sign(root.statement))
            commit(store.new_root(last))
            self._put_away(last)
            sealed.append(_view(last))
            day += timedelta(days=1)
        return sealed

    def _put_away(self, signed: store.SignedRoot) -> None:
        """The seal in the bucket, once; there it is locked."""
        key, view = f"hours-log/{signed.root.day.isoformat()}.json", _view(signed)
        if self.blobs.get(key) is None:
            document = log.canonical({"statement": view.statement, "signature": view.signature})
            self.blobs.put(key, document, "application/json")

    def _sign(self, statement: bytes) -> str:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- slow import

        signature = Ed25519PrivateKey.from_private_bytes(self.keys["signing"]).sign(statement)
        return base64.urlsafe_b64encode(signature).decode().rstrip("=")

    def _first_day(self, yesterday: date) -> date:
        """The first day with lines in the last weeks, for the very first seal. Cost: 1 request a day."""
        day = yesterday - _LOOK_BACK
        while day < yesterday and not store.log_page(day, None, 1).items:
            day += timedelta(days=1)
        return day

    def _own(self, actor: Actor, entry_id: str) -> HoursEntry:
        entry = store.fetch_entry(actor.person_id, entry_id)
        if entry is None:
            raise NotFound
        return entry


def _view(signed: store.SignedRoot) -> RootView:
    root = signed.root
    return RootView(root.day, root.root, root.lines, root.previous, root.statement.decode(), signed.signature)
