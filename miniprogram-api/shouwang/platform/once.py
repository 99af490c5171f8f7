"""Idempotency: the answer to a POST is written with its effect, so that the same key gives the same answer for 7 days."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Problem, Stale
from shouwang.platform.dynamo import Instant, Table, Writes, expiry_index, expiry_shard, put

KEPT = timedelta(days=7)  # longer than any offline queue. Source: design section 3


class OnceRow(Table):
    """The answer given to one key of one person; the night removes it."""

    TABLE = "idempotency"
    key = UnicodeAttribute(hash_key=True)
    fingerprint = UnicodeAttribute()
    status = NumberAttribute()
    answer = UnicodeAttribute()
    at = Instant()
    expires_at = NumberAttribute()
    expiry_shard = UnicodeAttribute()

    by_expiry = expiry_index()


class KeyReused(Problem):
    """The same Idempotency-Key came with another request."""

    slug, title, status = "idempotency-key-reused", "这个提交号用过了，内容却不一样", 422


class AnsweredBefore(Exception):
    """This very request was done before; here is the answer it got. `platform.web` renders it."""

    def __init__(self, status: int, answer: bytes) -> None:
        super().__init__("answered before")
        self.status = status
        self.answer = answer


class Once(msgspec.Struct, frozen=True):
    """One POST of one person: its key and the fingerprint of what was asked."""

    key: str
    fingerprint: str

    @classmethod
    def of(cls, person_id: str, route: str, key: str, body: bytes) -> "Once":
        """From the request's parts; the key is bound to person and route."""
        bound = hashlib.sha256(f"{person_id}\n{route}\n{key}".encode()).hexdigest()
        return cls(bound, hashlib.sha256(body).hexdigest())

    @property
    def source(self) -> str:
        """A short stable name of this request, to derive ids from."""
        return self.key[:26]

    def part(self, name: str) -> "Once":
        """One of many things that this request does, each done and remembered by itself."""
        return Once(hashlib.sha256(f"{self.key}\n{name}".encode()).hexdigest(), self.fingerprint)

    def record(self, answer: Any, *, at: datetime, status: int = 200) -> Writes:
        """The write that remembers the answer; joins the effect's commit.

        Raises (at commit): AnsweredBefore with the first answer; KeyReused when the request differs.
        """
        row = OnceRow(
            key=self.key,
            fingerprint=self.fingerprint,
            status=status,
            answer=msgspec.json.encode(answer).decode(),
            at=at,
            expires_at=int((at + KEPT).timestamp()),
            expiry_shard=expiry_shard(self.key),
        )
        fresh = OnceRow.key.does_not_exist() | (OnceRow.expires_at < int(at.timestamp()))
        return put(row, fresh, self._before, first=True)

    def before(self) -> None:
        """Raise AnsweredBefore if this request was done; for use cases that cannot decide twice. Cost: 1 request."""
        row = OnceRow.fetch(self.key)
        if row is not None:
            raise self._told(row.fingerprint, int(row.status), row.answer)

    def _before(self, old: dict[str, Any]) -> Exception:
        return self._told(old["fingerprint"]["S"], int(old["status"]["N"]), old["answer"]["S"])

    def _told(self, fingerprint: str, status: int, answer: str) -> Exception:
        if fingerprint != self.fingerprint:
            return KeyReused()
        return AnsweredBefore(status, answer.encode())


class Sent(msgspec.Struct, frozen=True):
    """A form of a page as it was sent: by what it acts once, and the version of the thing it was drawn over."""

    once: Once
    version: int

    def require(self, version: int) -> None:
        """The thing is as it was seen. Raises: Stale."""
        if version != self.version:
            raise Stale

    def record(self, at: datetime) -> Writes:
        """The write that remembers the form; joins the effect's commit. Raises (at commit): AnsweredBefore."""
        return self.once.record(None, at=at, status=204)
