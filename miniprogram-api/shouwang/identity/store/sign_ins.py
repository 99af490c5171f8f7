"""Sign-ins by scan 扫码登录. Each function is one request, or a write."""

from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.identity.models import SignIn, SignInPurpose, SignInState
from shouwang.identity.rules import SignInGone
from shouwang.platform.dynamo import Choice, Instant, Table, Writes, put, update


class SignInRow(Table):
    """扫码登录."""

    TABLE = "sign-ins"
    TTL = "expires_at"

    scene_hash = UnicodeAttribute(hash_key=True)
    secret_hash = UnicodeAttribute()
    number = UnicodeAttribute()
    browser = UnicodeAttribute()
    asked_at = Instant()
    expires_at = NumberAttribute()
    state = Choice[SignInState](SignInState)
    person_id = UnicodeAttribute(null=True)
    purpose = Choice[SignInPurpose](SignInPurpose)


def new_sign_in(sign_in: SignIn) -> Writes:
    """A sign-in by scan that waits for a phone."""
    return put(SignInRow.of(sign_in), SignInRow.scene_hash.does_not_exist())


def fetch_sign_in(scene_hash: str) -> SignIn | None:
    """A sign-in by its scene's hash."""
    row = SignInRow.fetch(scene_hash)
    return row.value(SignIn) if row else None


def move_sign_in(seen: SignIn, moved: SignIn) -> Writes:
    """A sign-in one step on, if it still stands where it was seen. Raises (at commit): SignInGone."""
    changes: list[Any] = [SignInRow.state.set(moved.state)]
    if moved.person_id:
        changes.append(SignInRow.person_id.set(moved.person_id))
    row = SignInRow(scene_hash=seen.scene_hash)
    return update(row, *changes, condition=SignInRow.state == seen.state, otherwise=SignInGone())
