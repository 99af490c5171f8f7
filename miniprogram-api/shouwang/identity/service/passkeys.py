"""通行密钥 (WebAuthn): kept by a person who has just proved who they are, then a second door and a fresh proof.

The `webauthn` library checks what devices sign; it is imported by what needs it, when it is needed. Source: docs/decisions/0230
"""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

import msgspec

from shouwang.identity import rules, store
from shouwang.identity.models import Challenge, Passkey, PasskeyPurpose, SessionKind
from shouwang.identity.service.login import Identity, Login
from shouwang.identity.service.telling import tell
from shouwang.kernel.actor import Actor
from shouwang.kernel.fresh import require_fresh
from shouwang.platform import audit, throttle
from shouwang.platform.dynamo import Writes, commit


class Begun(msgspec.Struct, frozen=True):
    """What the browser gets: its secret, for a cookie, and what its authenticator is asked, as JSON."""

    secret: str
    options: str


class _Answered(msgspec.Struct):
    userHandle: str = ""  # noqa: N815 -- WebAuthn's name


class _Answer(msgspec.Struct):
    id: str
    response: _Answered


class Passkeys(msgspec.Struct, frozen=True):
    """通行密钥. `domain` is the relying party's id, `origin` the address that browsers show."""

    identity: Identity
    domain: str
    origin: str
    force: str

    def mine(self, actor: Actor) -> Sequence[Passkey]:
        """A person's passkeys, the oldest first. Cost: 1 request."""
        return store.passkeys_of(actor.person_id)

    def begin_register(self, actor: Actor) -> Begun:
        """Ask for a new key, after a fresh proof. Raises: NotStaff, StepUpNeeded, EnoughPasskeys. Cost: 2 requests."""
        from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415
        from webauthn.helpers import base64url_to_bytes, structs  # noqa: PLC0415

        rules.require_staff(actor)
        require_fresh(actor, self.identity.now())
        known = self.mine(actor)
        rules.require_room(len(known))
        options = generate_registration_options(
            rp_id=self.domain,
            rp_name=self.force,
            user_id=actor.person_id.encode(),
            user_name=actor.name or actor.volunteer_number or "工作人员",
            authenticator_selection=structs.AuthenticatorSelectionCriteria(
                resident_key=structs.ResidentKeyRequirement.REQUIRED,
                user_verification=structs.UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in known
            ],
        )
        return self._begun(PasskeyPurpose.REGISTER, actor.session_id, options.challenge, options_to_json(options))

    def register(self, actor: Actor, secret: str, answer: str, name: str) -> Passkey:
        """Keep a new key; the person is told. Raises: StepUpNeeded, PasskeyRefused. Cost: 4 requests."""
        from webauthn import verify_registration_response  # noqa: PLC0415
        from webauthn.helpers import bytes_to_base64url  # noqa: PLC0415

        now = self.identity.now()
        require_fresh(actor, now)
        challenge = self._spent(secret, PasskeyPurpose.REGISTER, actor.session_id)
        verified = _checked(
            verify_registration_response,
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=self.domain,
            expected_origin=self.origin,
            require_user_verification=True,
        )
        passkey = Passkey(
            actor.person_id,
            bytes_to_base64url(verified.credential_id),
            verified.credential_public_key,
            verified.sign_count,
            name,
            now,
        )
        told = tell(
            actor.person_id, "添了一把通行密钥", f"「{name}」从现在起能登录管理台。不是你添的，马上删掉它，并告诉管理员"
        )
        commit(store.new_passkey(passkey), *self._noted(actor, "passkey-added", passkey, told))
        return passkey

    def remove(self, actor: Actor, credential_id: str) -> None:
        """Take an own key away; the person is told. Raises: NotFound. Cost: 2 requests."""
        passkey = store.fetch_passkey(actor.person_id, credential_id)
        gone = store.passkey_gone(actor.person_id, credential_id)
        if passkey is None:
            commit(gone)  # says that it is not there
            return
        told = tell(actor.person_id, "删了一把通行密钥", f"「{passkey.name}」不能再登录管理台")
        commit(gone, *self._noted(actor, "passkey-removed", passkey, told))

    def begin_enter(self, address: str) -> Begun:
        """Ask whoever sits there for a key of theirs. Raises: TooOften. Cost: 2 requests."""
        now = self.identity.now()
        throttle.require("passkey", address, rules.PASSKEY_TRIES_A_MINUTE, now, rules.TooOften)
        return self._asked(PasskeyPurpose.ENTER, "")

    def enter(self, secret: str, answer: str, device: str) -> Login:
        """A console session for whose key it is; they are told. Raises: PasskeyRefused, NotStaff. Cost: 6 requests."""
        passkey, used = self._verified(secret, answer, PasskeyPurpose.ENTER, "")
        person = self.identity.require_person(passkey.person_id)
        rules.require_staff(rules.actor_of(person, "", self.identity.now()))
        told = tell(
            person.person_id,
            "用通行密钥登录了管理台",
            f"「{passkey.name}」，{device}。不是你，就让它退出，再删掉这把密钥",
        )
        noted = self._noted(person.person_id, "passkey-sign-in", passkey, told)
        return self.identity.sign_in(person.person_id, SessionKind.CONSOLE, device, "", used, *noted)

    def begin_prove(self, actor: Actor) -> Begun:
        """Ask for a fresh proof of this session. Raises: TooOften. Cost: 2 requests."""
        now = self.identity.now()
        throttle.require("proof", actor.session_id, rules.PROOFS_A_MINUTE, now, rules.TooOften)
        return self._asked(PasskeyPurpose.PROVE, actor.session_id)

    def prove(self, actor: Actor, secret: str, answer: str) -> None:
        """This session is freshly proved, by a key of its own person. Raises: PasskeyRefused. Cost: 5 requests."""
        passkey, used = self._verified(secret, answer, PasskeyPurpose.PROVE, actor.session_id)
        if passkey.person_id != actor.person_id:
            raise rules.PasskeyRefused
        commit(used, self.identity.proved(actor))

    def _asked(self, purpose: PasskeyPurpose, session_id: str) -> Begun:
        from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415
        from webauthn.helpers.structs import UserVerificationRequirement  # noqa: PLC0415

        needed = UserVerificationRequirement.REQUIRED
        options = generate_authentication_options(rp_id=self.domain, user_verification=needed)
        return self._begun(purpose, session_id, options.challenge, options_to_json(options))

    def _begun(self, purpose: PasskeyPurpose, session_id: str, challenge: bytes, options: str) -> Begun:
        secret = secrets.token_urlsafe(32)
        expires_at = int((self.identity.now() + rules.CHALLENGE_LIFE).timestamp())
        commit(store.new_challenge(Challenge(_hash(secret), challenge, purpose, expires_at, session_id)))
        return Begun(secret, options)

    def _spent(self, secret: str, purpose: PasskeyPurpose, session_id: str) -> bytes:
        found = store.fetch_challenge(_hash(secret))
        challenge = rules.require_challenge(found, purpose, session_id, self.identity.now())
        commit(store.spend_challenge(challenge.secret_hash))
        return challenge.challenge

    def _verified(self, secret: str, answer: str, purpose: PasskeyPurpose, session_id: str) -> tuple[Passkey, Writes]:
        """Whose key answered, and the write of its use. Cost: 3 requests."""
        from webauthn import verify_authentication_response  # noqa: PLC0415

        challenge = self._spent(secret, purpose, session_id)
        passkey = _named(answer)
        verified = _checked(
            verify_authentication_response,
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=self.domain,
            expected_origin=self.origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        return passkey, store.passkey_used(passkey, verified.new_sign_count, self.identity.now())

    def _noted(self, by: Actor | str, act: str, passkey: Passkey, told: Any) -> tuple[Writes, Writes]:
        now, line_id = self.identity.now(), self.identity.new_id()
        line = audit.note(f"person {passkey.person_id}", act, by, now, line_id, {"name": passkey.name})
        return line, told(now, line_id)


def _named(answer: str) -> Passkey:
    """The passkey that an answer names. Raises: PasskeyRefused. Cost: 1 request."""
    from webauthn.helpers import base64url_to_bytes  # noqa: PLC0415

    try:
        said = msgspec.json.decode(answer, type=_Answer)
        person_id = base64url_to_bytes(said.response.userHandle).decode()
    except ValueError as unreadable:
        raise rules.PasskeyRefused from unreadable
    passkey = store.fetch_passkey(person_id, said.id) if person_id and said.id else None
    if passkey is None:
        raise rules.PasskeyRefused
    return passkey


def _checked(verify: Any, **given: Any) -> Any:
    """What the library found. Raises: PasskeyRefused for whatever it refuses or cannot read."""
    try:
        return verify(**given)
    except Exception as refused:  # a stranger's bytes, read by several parsers: whatever they raise is a refusal
        raise rules.PasskeyRefused from refused


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
