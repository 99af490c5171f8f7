"""Second doors: passkeys 通行密钥 and emergency codes 应急码. Each function is one request, or a write."""

from collections.abc import Sequence
from datetime import datetime

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from shouwang.identity.models import Challenge, EmergencyCode, Passkey, PasskeyPurpose
from shouwang.identity.rules import EmergencyRefused, PasskeyRefused
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Choice, Instant, Table, Writes, delete, put, update


class PasskeyRow(Table):
    """通行密钥, by person: the credential tells whose it is, so no name is asked for."""

    TABLE = "passkeys"

    person_id = UnicodeAttribute(hash_key=True)
    credential_id = UnicodeAttribute(range_key=True)
    public_key = BinaryAttribute(legacy_encoding=False)
    sign_count = NumberAttribute()
    name = UnicodeAttribute()
    made_at = Instant()
    used_at = Instant(null=True)


class ChallengeRow(Table):
    """What a passkey has to sign, once."""

    TABLE = "passkey-challenges"
    TTL = "expires_at"

    secret_hash = UnicodeAttribute(hash_key=True)
    challenge = BinaryAttribute(legacy_encoding=False)
    purpose = Choice[PasskeyPurpose](PasskeyPurpose)
    session_id = UnicodeAttribute(default="")
    expires_at = NumberAttribute()


class EmergencyCodeRow(Table):
    """应急码, by its hash."""

    TABLE = "emergency-codes"
    TTL = "expires_at"

    code_hash = UnicodeAttribute(hash_key=True)
    person_id = UnicodeAttribute()
    made_at = Instant()
    expires_at = NumberAttribute()
    used_at = Instant(null=True)


def new_challenge(challenge: Challenge) -> Writes:
    """A challenge for one browser."""
    return put(ChallengeRow.of(challenge), ChallengeRow.secret_hash.does_not_exist())


def fetch_challenge(secret_hash: str) -> Challenge | None:
    """The challenge of a browser."""
    row = ChallengeRow.fetch(secret_hash)
    return row.value(Challenge) if row else None


def spend_challenge(secret_hash: str) -> Writes:
    """A challenge gone, whatever becomes of the answer. Raises (at commit): PasskeyRefused when it was answered before."""
    return delete(ChallengeRow(secret_hash=secret_hash), ChallengeRow.secret_hash.exists(), PasskeyRefused())


def passkeys_of(person_id: str) -> Sequence[Passkey]:
    """A person's passkeys, the oldest first."""
    rows = [row.value(Passkey) for row in PasskeyRow.query(person_id, consistent_read=True)]
    return sorted(rows, key=lambda passkey: passkey.made_at)


def fetch_passkey(person_id: str, credential_id: str) -> Passkey | None:
    """One passkey."""
    row = PasskeyRow.fetch(person_id, credential_id)
    return row.value(Passkey) if row else None


def new_passkey(passkey: Passkey) -> Writes:
    """A passkey that nobody has yet. Raises (at commit): PasskeyRefused."""
    return put(PasskeyRow.of(passkey), PasskeyRow.credential_id.does_not_exist(), PasskeyRefused())


def passkey_used(passkey: Passkey, sign_count: int, now: datetime) -> Writes:
    """A passkey used once more. Raises (at commit): PasskeyRefused when it is gone or was used since it was read."""
    row = PasskeyRow(person_id=passkey.person_id, credential_id=passkey.credential_id)
    seen = PasskeyRow.sign_count == passkey.sign_count
    changes = (PasskeyRow.sign_count.set(sign_count), PasskeyRow.used_at.set(now))
    return update(row, *changes, condition=seen, otherwise=PasskeyRefused())


def passkey_gone(person_id: str, credential_id: str) -> Writes:
    """A passkey taken away. Raises (at commit): NotFound."""
    row = PasskeyRow(person_id=person_id, credential_id=credential_id)
    return delete(row, PasskeyRow.credential_id.exists(), NotFound())


def new_code(code: EmergencyCode) -> Writes:
    """An emergency code."""
    return put(EmergencyCodeRow.of(code), EmergencyCodeRow.code_hash.does_not_exist())


def fetch_code(code_hash: str) -> EmergencyCode | None:
    """An emergency code by its hash."""
    row = EmergencyCodeRow.fetch(code_hash)
    return row.value(EmergencyCode) if row else None


def code_used(code: EmergencyCode, now: datetime) -> Writes:
    """An emergency code spent. Raises (at commit): EmergencyRefused when it was spent before."""
    row = EmergencyCodeRow(code_hash=code.code_hash)
    fresh = EmergencyCodeRow.code_hash.exists() & EmergencyCodeRow.used_at.does_not_exist()
    return update(row, EmergencyCodeRow.used_at.set(now), condition=fresh, otherwise=EmergencyRefused())
