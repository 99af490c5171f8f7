"""扫码登录: a browser shows a code, a phone that is signed in confirms it, the same browser redeems it, once."""

import hashlib
import hmac
import secrets

import msgspec
from msgspec.structs import replace

from shouwang.identity import rules, store
from shouwang.identity.models import SessionKind, SignIn, SignInPurpose, SignInState
from shouwang.identity.service.login import Identity, Login
from shouwang.identity.service.telling import tell
from shouwang.kernel.actor import Actor
from shouwang.platform import throttle
from shouwang.platform.dynamo import commit


class Started(msgspec.Struct, frozen=True):
    """What the browser gets: the scene for the code's picture, its own secret, the number to match."""

    scene: str
    secret: str
    number: str
    expires_at: int


class ConsoleSignIn(msgspec.Struct, frozen=True):
    """Sign-in by scan. Scene and secret are told once and kept only as hashes. Source: reference frontend.md section 4"""

    identity: Identity

    def start(self, browser: str, address: str, prover: Actor | None = None) -> Started:
        """A sign-in that waits for a phone, for 120 seconds. Raises: TooOften. Cost: 2 requests.

        With a `prover` it is no sign-in but a fresh proof for that session, which no other person's phone can give.
        """
        now = self.identity.now()
        throttle.require("console-code", address, rules.CODES_A_MINUTE, now, rules.TooOften)
        expires_at = int((now + rules.SIGN_IN_LIFE).timestamp())
        started = Started(
            scene=secrets.token_urlsafe(16),  # 22 characters of the 32 that WeChat's scene allows
            secret=secrets.token_urlsafe(32),
            number=f"{secrets.randbelow(90) + 10}",
            expires_at=expires_at,
        )
        sign_in = SignIn(_hash(started.scene), _hash(started.secret), started.number, browser[:120], now, expires_at)
        if prover is not None:
            sign_in = replace(sign_in, purpose=SignInPurpose.PROVE, person_id=prover.person_id)
        commit(store.new_sign_in(sign_in))
        return started

    def scanned(self, actor: Actor, scene: str) -> SignIn:
        """The phone has read the code: what it should show before confirming. Raises: NotStaff, SignInGone. Cost: 2 requests."""
        return self._move(actor, scene, SignInState.SCANNED)

    def confirm(self, actor: Actor, scene: str, *, number: str) -> None:
        """The person pressed 确认 and the numbers match. Raises: NotStaff, SignInGone. Cost: 2 requests."""
        seen = self._require(scene)
        if not hmac.compare_digest(seen.number, number):
            raise rules.SignInGone
        self._move(actor, scene, SignInState.CONFIRMED)

    def deny(self, actor: Actor, scene: str) -> None:
        """The person pressed 不是我. Cost: 2 requests."""
        self._move(actor, scene, SignInState.DENIED)

    def state(self, scene: str, secret: str) -> SignInState:
        """Where the sign-in stands, for the browser that asked. Raises: SignInGone. Cost: 1 request."""
        return self._mine(scene, secret).state

    def redeem(self, scene: str, secret: str, device: str) -> Login:
        """A console session, once, for the browser that asked; the person is told. Raises: SignInGone, NotStaff.

        Cost: 4 requests.
        """
        seen = self._mine(scene, secret)
        if seen.purpose is not SignInPurpose.ENTER:
            raise rules.SignInGone
        commit(store.move_sign_in(seen, rules.step(seen, SignInState.REDEEMED, self.identity.now())))
        person = self.identity.require_person(seen.person_id or "")
        rules.require_staff(rules.actor_of(person, "", self.identity.now()))
        told = tell(
            person.person_id, "扫码登录了管理台", f"{device}。不是你，就在「在哪里登录着」让它退出，再告诉管理员"
        )
        noted = told(self.identity.now(), self.identity.new_id())
        return self.identity.sign_in(person.person_id, SessionKind.CONSOLE, device, "", noted)

    def prove(self, actor: Actor, scene: str, secret: str) -> None:
        """The session that asked is freshly proved, once. Raises: SignInGone, NotFound. Cost: 3 requests."""
        seen = self._mine(scene, secret)
        if seen.purpose is not SignInPurpose.PROVE or seen.person_id != actor.person_id:
            raise rules.SignInGone
        spent = store.move_sign_in(seen, rules.step(seen, SignInState.REDEEMED, self.identity.now()))
        commit(spent, self.identity.proved(actor))

    def _move(self, actor: Actor, scene: str, to: SignInState) -> SignIn:
        rules.require_staff(actor)
        seen = self._require(scene)
        if seen.person_id not in {None, actor.person_id}:
            raise rules.SignInGone
        moved = replace(rules.step(seen, to, self.identity.now()), person_id=actor.person_id)
        commit(store.move_sign_in(seen, moved))
        return moved

    def _mine(self, scene: str, secret: str) -> SignIn:
        sign_in = self._require(scene)
        if not hmac.compare_digest(sign_in.secret_hash, _hash(secret)):
            raise rules.SignInGone
        return sign_in

    def _require(self, scene: str) -> SignIn:
        sign_in = store.fetch_sign_in(_hash(scene))
        if sign_in is None or self.identity.now().timestamp() >= sign_in.expires_at:
            raise rules.SignInGone
        return sign_in


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
