"""Tables of identity, and the mapping to its nouns. Each function is one request to the store unless it says otherwise."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Self

from msgspec.structs import replace
from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import UpdateError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from shouwang.identity.models import Consent, Person, Session, SessionKind
from shouwang.identity.rules import CodeSpent, PhoneTaken
from shouwang.kernel.actor import STAFF, Actor, Grant, Status
from shouwang.kernel.problem import NotFound, Problem, Stale
from shouwang.platform.dynamo import Choice, Day, Instant, Packed, Table, Writes, delete, put, update


class KnownAlready(Exception):
    """The same WeChat account has signed in for the first time on another device, a moment before."""

    def __init__(self, old: dict[str, Any]) -> None:
        super().__init__("known already")
        self.person_id = str(old["person_id"]["S"])


class StaffIndex(GlobalSecondaryIndex["PersonRow"]):
    """Who holds a role beside applicant and volunteer; sparse."""

    class Meta:
        """Index settings."""

        index_name = "staff"
        projection = AllProjection()

    staff_top = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute(range_key=True)


class PersonRow(Table):
    """人."""

    TABLE = "people"

    person_id = UnicodeAttribute(hash_key=True)
    openid = UnicodeAttribute()
    created_at = Instant()
    name = UnicodeAttribute(default="")
    phone_sealed = BinaryAttribute(legacy_encoding=False, null=True)
    phone_tail = UnicodeAttribute(default="")
    grants = Packed[tuple[Grant, ...]](tuple[Grant, ...])
    volunteer_number = UnicodeAttribute(null=True)
    unit_path = UnicodeAttribute(null=True)
    consents = Packed[tuple[Consent, ...]](tuple[Consent, ...])
    cover_until = Day(null=True)
    version = NumberAttribute(default=0)
    status = Choice[Status](Status, null=True)
    tail_index = UnicodeAttribute(default="")
    staff_top = UnicodeAttribute(null=True)

    staff = StaffIndex()

    @classmethod
    def of(cls, value: Any, **more: Any) -> Self:
        """The row of a person, in the index of the staff as long as they hold a role there."""
        tops = (grant.unit_path.partition("/")[0] for grant in value.grants if grant.role in STAFF)
        return super().of(value, staff_top=next(tops, None), **more)


class WeChatIdentityRow(Table):
    """openid to person."""

    TABLE = "wechat-identities"

    openid = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()


class PhoneRow(Table):
    """One person a phone, by blind index."""

    TABLE = "phones"

    phone_index = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()


class SessionRow(Table):
    """登录, by person: a change of rights must find every session at once, and an index may lag."""

    TABLE = "sessions"
    TTL = "expires_at"

    person_id = UnicodeAttribute(hash_key=True)
    token_hash = UnicodeAttribute(range_key=True)
    session_id = UnicodeAttribute()
    kind = Choice[SessionKind](SessionKind)
    actor = Packed[Actor](Actor)
    signed_in_at = Instant()
    last_seen_at = Instant()
    expires_at = NumberAttribute()
    device = UnicodeAttribute(default="")
    proved_at = Instant(null=True)


class SpentCodeRow(Table):
    """A one-time code of WeChat that was sent there."""

    TABLE = "spent-codes"
    TTL = "expires_at"

    code_hash = UnicodeAttribute(hash_key=True)
    expires_at = NumberAttribute()


def fetch_person(person_id: str) -> Person | None:
    """A person by id."""
    row = PersonRow.fetch(person_id)
    return row.value(Person) if row else None


def fetch_people(person_ids: Sequence[str]) -> Iterator[Person]:
    """Some people by id. Cost: 1 request for each 100."""
    return (row.value(Person) for row in PersonRow.batch_get(list(person_ids)))


def staff(top: str) -> Iterator[Person]:
    """Everybody who holds a role beside applicant and volunteer. Cost: 1 request for each page of the store."""
    return (row.value(Person) for row in PersonRow.staff.query(top))


def fetch_person_id(openid: str) -> str | None:
    """Who an openid belongs to."""
    row = WeChatIdentityRow.fetch(openid)
    return row.person_id if row else None


def new_person(person: Person) -> Writes:
    """A person and the claim on their openid. Raises (at commit): KnownAlready."""
    claim = WeChatIdentityRow(openid=person.openid, person_id=person.person_id)
    return put(PersonRow.of(person), PersonRow.person_id.does_not_exist()) + put(
        claim, WeChatIdentityRow.openid.does_not_exist(), KnownAlready
    )


def known_person(person: Person) -> Writes:
    """A person and the claim on their openid, whatever stood there; for setting up."""
    return put(PersonRow.of(person)) + put(WeChatIdentityRow(openid=person.openid, person_id=person.person_id))


def keep_person(person: Person) -> Writes:
    """A changed person; refused as Stale if someone changed it since it was read."""
    row = PersonRow.of(replace(person, version=person.version + 1))
    return put(row, PersonRow.version == person.version, Stale())


def signed_in(person: Person) -> Writes:
    """A sign-in moves the version, so that no change of rights can miss the new session. Raises (at commit): Stale."""
    row = PersonRow(person_id=person.person_id)
    seen = PersonRow.version == person.version
    return update(row, PersonRow.version.set(person.version + 1), condition=seen, otherwise=Stale())


def claim_phone(phone_index: str, person_id: str, taken: Problem | None = None) -> Writes:
    """The claim on a phone number; claiming one's own again is fine. Raises (at commit): `taken`, or PhoneTaken."""
    mine = PhoneRow.phone_index.does_not_exist() | (PhoneRow.person_id == person_id)
    return put(PhoneRow(phone_index=phone_index, person_id=person_id), mine, taken or PhoneTaken())


def new_session(session: Session) -> Writes:
    """A session item."""
    return put(SessionRow.of(session), SessionRow.token_hash.does_not_exist())


def fetch_session(person_id: str, token_hash: str) -> Session | None:
    """The session of a person behind a token's hash."""
    row = SessionRow.fetch(person_id, token_hash)
    return row.value(Session) if row else None


def sessions_of(person_id: str) -> Sequence[Session]:
    """All of a person's sessions, newest first; those that have run out too, until the store clears them away."""
    rows = [row.value(Session) for row in SessionRow.query(person_id, consistent_read=True)]
    return sorted(rows, key=lambda session: session.signed_in_at, reverse=True)


def rewrite_session(session: Session, actor: Actor) -> Writes:
    """A session with its person's present rights. Raises (at commit): Stale when it has been ended since it was read."""
    row = SessionRow(person_id=session.person_id, token_hash=session.token_hash)
    return update(row, SessionRow.actor.set(actor), condition=SessionRow.token_hash.exists(), otherwise=Stale())


def end_session(session: Session) -> Writes:
    """A session gone; ending it twice is fine."""
    return delete(SessionRow(person_id=session.person_id, token_hash=session.token_hash))


def prove(session: Session, now: datetime) -> Writes:
    """A session proved anew, beside its rights: neither change undoes the other. Raises (at commit): NotFound."""
    row = SessionRow(person_id=session.person_id, token_hash=session.token_hash)
    return update(row, SessionRow.proved_at.set(now), condition=SessionRow.token_hash.exists(), otherwise=NotFound())


def touch(session: Session, now: datetime) -> None:
    """Note that a session was seen. The one write without commit: it may be lost, then the next request notes it."""
    row = SessionRow(person_id=session.person_id, token_hash=session.token_hash)
    with suppress(UpdateError):
        row.update([SessionRow.last_seen_at.set(now)], condition=SessionRow.token_hash.exists())


def spend_code(code: str, now: datetime) -> Writes:
    """A one-time code marked as sent to WeChat, for 10 minutes. Raises (at commit): CodeSpent."""
    until = int((now + timedelta(minutes=10)).timestamp())
    row = SpentCodeRow(code_hash=hashlib.sha256(code.encode()).hexdigest(), expires_at=until)
    fresh = SpentCodeRow.code_hash.does_not_exist() | (SpentCodeRow.expires_at < int(now.timestamp()))
    return put(row, fresh, CodeSpent())
