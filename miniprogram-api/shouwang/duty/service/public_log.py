"""时长公示: the log that anybody may read and nobody can rewrite; each day over is sealed, signed and put away."""

import base64
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from shouwang.duty.models import HoursEntry
from shouwang.duty.rules import log
from shouwang.duty.store import hours as store
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.merkle import inclusion_proof
from shouwang.kernel.problem import NotFound, Problem
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.keys import KeyMissing, Keys

_PAGE = 50
_RAW_PAGE = 1000  # lines a download; about 350 kB
_LOOK_BACK = timedelta(days=31)  # before the first seal: how far lines may lie behind


class NotSealed(Problem):
    """The day's lines are there, its seal comes in the night after."""

    slug, title, status = "not-sealed", "这一天还没有封存", 409


class LineView(msgspec.Struct, frozen=True):
    """A line as it is published. Shapes: `line` is the canonical text itself."""

    id: str
    line: str


class RootView(msgspec.Struct, frozen=True):
    """A sealed day. Shapes: `statement` is the signed text, `signature` and `key` base64url (Ed25519)."""

    day: date
    root: str
    lines: int
    previous: str
    key: str
    statement: str
    signature: str


class ProofView(msgspec.Struct, frozen=True):
    """Everything with which a stranger can check one entry against a root they have."""

    line: str
    index: int
    size: int
    proof: tuple[str, ...]
    root: RootView
    salt: str
    facts: dict[str, str]


class PublicLog(msgspec.Struct, frozen=True):
    """时长公示. `locked`: where sealed days are put and cannot be replaced."""

    keys: Keys
    locked: Blobs
    now: Clock

    def lines(self, day: date, cursor: str | None, limit: int = _PAGE) -> Page[LineView]:
        """A page of the lines recorded on a day. Cost: 1 request."""
        page = store.log_page(day, cursor, limit)
        return Page([LineView(line.entry_id, line.line.decode()) for line in page.items], page.cursor)

    def download(self, day: date, cursor: str | None) -> Page[bytes]:
        """Many lines of a day at once, for who checks it. Cost: 1 request."""
        page = store.log_page(day, cursor, _RAW_PAGE)
        return Page([line.line for line in page.items], page.cursor)

    def roots(self, cursor: str | None, limit: int = _PAGE) -> Page[RootView]:
        """A page of sealed days, the newest first. Cost: 1 request."""
        page = store.roots_page(cursor, limit)
        return Page([_view(signed) for signed in page.items], page.cursor)

    def root(self, day: date) -> RootView | None:
        """A sealed day, or None. Cost: 1 request."""
        signed = store.fetch_root(day)
        return _view(signed) if signed else None

    def proof(self, actor: Actor, entry_id: str) -> ProofView:
        """How one of the own entries can be shown to a stranger. Raises: NotFound, NotSealed. Cost: 3 requests."""
        entry = store.fetch_entry(actor.person_id, entry_id)
        if entry is None:
            raise NotFound
        return self.proofs(local_day(entry.recorded_at), [entry])[0]

    def proofs(self, recorded_on: date, entries: Iterable[HoursEntry]) -> Sequence[ProofView]:
        """How entries recorded on one day can be shown to strangers. Raises: NotSealed. Cost: 2 requests."""
        signed = store.fetch_root(recorded_on)
        if signed is None:
            raise NotSealed
        lines = store.log_of_day(recorded_on)
        place = {line: n for n, line in enumerate(lines)}
        return [self._proof(entry, lines, place, _view(signed)) for entry in entries]

    def seal_due(self) -> Sequence[RootView]:
        """Seal every day that is over and not sealed, oldest first. Cost: 1 request; 2 and 2 files a day."""
        last = store.last_root()
        if last:
            self._put_away(last)  # a seal cut short between store and files is finished now
        over = local_day(self.now() - log.SETTLED) - timedelta(days=1)
        day = last.root.day + timedelta(days=1) if last else self._first_day(over)
        sealed = []
        while day <= over:
            lines = store.log_of_day(day)
            last = self._signed(log.seal(day, lines, last.root if last else None, self.now(), *self._public_keys()))
            self.locked.put_once(log.lines_file(day), b"".join(line + b"\n" for line in lines), "application/jsonl")
            commit(store.new_root(last))
            self._put_away(last)
            sealed.append(_view(last))
            day += timedelta(days=1)
        return sealed

    def _proof(self, entry: HoursEntry, lines: Sequence[bytes], place: dict[bytes, int], root: RootView) -> ProofView:
        key = self.keys["hours-log"]
        line, opened = log.line(key, entry), log.opening(key, entry)
        steps = tuple(step.hex() for step in inclusion_proof(lines, place[line]))
        return ProofView(line.decode(), place[line], len(lines), steps, root, opened.salt, dict(opened.facts))

    def _put_away(self, signed: store.SignedRoot) -> None:
        """The seal among the locked files, once."""
        document = log.root_document(signed.root, signed.signature)
        self.locked.put_once(log.root_file(signed.root.day), document, "application/json")

    def _signed(self, root: log.Root) -> store.SignedRoot:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- slow import

        signature = Ed25519PrivateKey.from_private_bytes(self.keys["signing"]).sign(root.statement)
        return store.SignedRoot(root, _text(signature))

    def _public_keys(self) -> tuple[str, str]:
        """The key that signs now, and the one that is to come, if there is one."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 -- slow import

        def public(name: str) -> str:
            return _text(Ed25519PrivateKey.from_private_bytes(self.keys[name]).public_key().public_bytes_raw())

        try:
            return public("signing"), public("signing-next")
        except KeyMissing:
            return public("signing"), ""

    def _first_day(self, yesterday: date) -> date:
        """The first day with lines in the last weeks, for the very first seal. Cost: 1 request a day."""
        day = yesterday - _LOOK_BACK
        while day < yesterday and not store.log_page(day, None, 1).items:
            day += timedelta(days=1)
        return day


def _view(signed: store.SignedRoot) -> RootView:
    root = signed.root
    statement = root.statement.decode()
    return RootView(root.day, root.root, root.lines, root.previous, root.key, statement, signed.signature)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
