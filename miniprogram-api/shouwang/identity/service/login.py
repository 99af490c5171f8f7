"""Signing in on the phone, and everything about the person who is signed in."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Protocol

import msgspec
from msgspec.structs import replace

from shouwang.identity import rules, store
from shouwang.identity.models import Person, Purpose, Session, SessionKind
from shouwang.identity.service.adopting import adopt
from shouwang.identity.service.callers import token_hash
from shouwang.identity.service.moving import old_phone_free
from shouwang.identity.service.rights import kept_with_sessions
from shouwang.kernel.actor import Actor, Grant
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound, Stale
from shouwang.platform import audit, outbox, throttle
from shouwang.platform.dynamo import Conflict, Writes, commit
from shouwang.platform.vault import Vault

_SIGN_INS_AT_ONCE = 8  # of one person, each at a moment when another changes something about them


class WeChatLogin(Protocol):
    """What identity needs of WeChat."""

    def code_to_openid(self, js_code: str) -> str:
        """The openid behind a login code."""
        ...

    def phone_of(self, code: str) -> str:
        """The phone number behind a button's code."""
        ...


class Login(msgspec.Struct, frozen=True):
    """What signing in gives: the token, told once, and who it is."""

    token: str
    actor: Actor
    expires_at: int


class Identity(msgspec.Struct, frozen=True):
    """身份: people and their sessions."""

    wechat: WeChatLogin
    vault: Vault
    now: Clock
    new_id: NewId

    def login(self, code: str, address: str, device: str = "") -> Login:
        """Sign in with a code of wx.login. Raises: TooOften, CodeSpent, and WeChat's refusals. Cost: 4-5 requests."""
        now = self.now()
        throttle.require("login", address, rules.LOGINS_A_MINUTE, now, rules.TooOften)
        commit(store.spend_code(code, now))
        openid = self.wechat.code_to_openid(code)
        person_id = store.fetch_person_id(openid)
        return self.sign_in(person_id, SessionKind.PHONE, device, openid) if person_id else self._first(openid, device)

    def sign_in(
        self, person_id: str, kind: SessionKind, device: str, openid: str = "", *more: Writes, proved: bool = True
    ) -> Login:
        """A new session for a known person. Raises: NotFound. Cost: 2 requests, 2 more for each lost race.

        With an `openid`, only while the person is still that account's: a record may move between the two reads.
        `more` joins the commit. `proved`: signing in was a proof of who it is, as good as a step-up.
        """
        for _ in range(_SIGN_INS_AT_ONCE):
            person = self.require_person(person_id)
            if openid and person.openid != openid:
                raise Conflict
            with suppress(Stale):
                return self._signed_in(person, kind, device, store.signed_in(person), *more, proved=proved)
        raise Conflict

    def logout(self, actor: Actor) -> None:
        """End this session."""
        self.end_session(actor, actor.session_id)

    def sessions(self, actor: Actor) -> Sequence[Session]:
        """The person's live sessions. Cost: 1 request."""
        return [s for s in store.sessions_of(actor.person_id) if rules.is_live(s, self.now())]

    def end_session(self, actor: Actor, session_id: str) -> None:
        """End one of the person's own sessions. Raises: NotFound. Cost: 2 requests."""
        commit(store.end_session(self._own(actor, session_id)))

    def proved(self, actor: Actor) -> Writes:
        """The write that notes a fresh proof for this session. Raises: NotFound, at commit too. Cost: 1 request."""
        return store.prove(self._own(actor, actor.session_id), self.now())

    def prove(self, actor: Actor, code: str) -> None:
        """Prove on the phone, with a new code of wx.login, who holds it: no stolen token can. Raises: TooOften, CodeSpent,
        NotTheSame, and WeChat's refusals. Cost: 5 requests."""
        now = self.now()
        throttle.require("proof", actor.session_id, rules.PROOFS_A_MINUTE, now, rules.TooOften)
        commit(store.spend_code(code, now))
        if self.wechat.code_to_openid(code) != self.openid_of(actor.person_id):
            raise rules.NotTheSame
        commit(self.proved(actor))

    def _own(self, actor: Actor, session_id: str) -> Session:
        found = next((s for s in store.sessions_of(actor.person_id) if s.session_id == session_id), None)
        return rules.require_own(found, actor)

    def person(self, actor: Actor) -> Person:
        """The person as they are now, not as the session remembers them. Cost: 1 request."""
        return self.require_person(actor.person_id)

    def require_person(self, person_id: str) -> Person:
        """A person by id. Raises: NotFound."""
        person = store.fetch_person(person_id)
        if person is None:
            raise NotFound
        return person

    def agreed(self, person_ids: Sequence[str], purpose: Purpose) -> frozenset[str]:
        """Who of some people agrees to a purpose now. Cost: 1 request for each 100 people."""
        return frozenset(p.person_id for p in store.fetch_people(person_ids) if rules.agrees(p, purpose))

    def openid_of(self, person_id: str) -> str:
        """Where WeChat reaches a person. Raises: NotFound. Cost: 1 request."""
        return self.require_person(person_id).openid

    def person_of(self, openid: str) -> str | None:
        """Whom WeChat means by an openid. Cost: 1 request."""
        return store.fetch_person_id(openid)

    def agree(self, actor: Actor, given: Sequence[tuple[str, str]]) -> Person:
        """Record consents, each for its purpose. Raises: Invalid. Cost: 3 requests."""
        person = rules.agree(self.person(actor), given, self.now())
        return self._keep(person, actor, "consents-given", {"purposes": [purpose for purpose, _ in given]})

    def withdraw(self, actor: Actor, purpose: Purpose) -> Person:
        """Take one consent back; what needs it stops at once. Cost: 3 requests."""
        person = rules.withdraw(self.person(actor), purpose, self.now())
        return self._keep(person, actor, "consent-withdrawn", {"purpose": purpose})

    def bind_phone(self, actor: Actor, code: str, name: str = "") -> Person:
        """Take the phone number that WeChat vouches for; with the name, the record that was brought along under it.

        A number that the person had before is free again.

        Raises: CodeSpent, PhoneTaken, NameNeeded, WeChat's refusals. Cost: 5 requests.
        """
        commit(store.spend_code("phone " + code, self.now()))
        phone = self.wechat.phone_of(code)
        person = self.person(actor)
        holder = store.fetch_phone_holder(self.vault.index("phone", phone))
        if holder not in {None, person.person_id}:
            return adopt(person, store.fetch_person(holder or ""), name, self.now(), self.new_id)
        sealed = self.vault.seal(phone, place=f"people|{person.person_id}|phone")
        tail_index = self.vault.index("phone-tail", phone[-4:])
        changed = replace(person, phone_sealed=sealed, phone_tail=phone[-4:], tail_index=tail_index)
        claim = store.claim_phone(self.vault.index("phone", phone), person.person_id)
        phones = claim + old_phone_free(self.vault, person, phone)
        return self._keep(changed, actor, "phone-bound", {"tail": phone[-4:]}, phones, self._tell_roster(changed))

    def put_people(self, people: Sequence[tuple[Person, str]]) -> None:
        """Write people who are known already, each with the phone number; for setting up, may be repeated.

        Cost: 1 request for each 30 people.
        """
        for start in range(0, len(people), 30):
            writes = [self._known(person, phone) for person, phone in people[start : start + 30]]
            commit(*writes)

    def _known(self, person: Person, phone: str) -> Writes:
        sealed = self.vault.seal(phone, place=f"people|{person.person_id}|phone")
        tail_index = self.vault.index("phone-tail", phone[-4:])
        whole = replace(person, phone_sealed=sealed, phone_tail=phone[-4:], tail_index=tail_index)
        return store.known_person(whole) + store.claim_phone(self.vault.index("phone", phone), person.person_id)

    def staff(self, now: datetime) -> Iterator[Actor]:
        """Everybody who holds a role beside applicant and volunteer, as a session would carry them.

        Cost: 1 request for each page of the store.
        """
        return (rules.actor_of(person, "", now) for person in store.staff(rules.FORCE))

    def grant(self, person_id: str, grants: Sequence[Grant], by: str) -> Person:
        """Set what a person may do; every session of theirs knows at once. Cost: 3 requests."""
        person = replace(self.require_person(person_id), grants=tuple(grants))
        facts = {"grants": [f"{g.role}@{g.unit_path}" for g in grants]}
        return self._keep(person, by, "grants-set", facts)

    def promote(
        self, person_id: str, number: str, name: str, unit_path: str, done: Writes, cover_until: date | None = None
    ) -> None:
        """Make a person a volunteer, together with the event's done-mark. Cost: 3 requests."""
        person = rules.promote(self.require_person(person_id), number, name, unit_path, cover_until)
        self._keep(person, "outbox", "volunteer-numbered", {"number": number}, done, self._tell_roster(person))

    def _tell_roster(self, person: Person) -> Writes:
        """The roster finds a volunteer by the phone's last digits: it hears of their blind index, never of the digits."""
        if not (person.volunteer_number and person.tail_index):
            return Writes()
        told = {"volunteer_number": person.volunteer_number, "tail_index": person.tail_index}
        return outbox.emit("roster.phone-bound", told, at=self.now(), source=self.new_id())

    def _first(self, openid: str, device: str) -> Login:
        """The session of somebody nobody knew; two devices may do this at once."""
        person = Person(self.new_id(), openid, self.now())
        try:
            return self._signed_in(person, SessionKind.PHONE, device, store.new_person(person))
        except store.KnownAlready as known:
            return self.sign_in(known.person_id, SessionKind.PHONE, device)

    def _keep(self, person: Person, by: Actor | str, act: str, facts: Mapping[str, object], *more: Writes) -> Person:
        """One commit: the person, what their live sessions carry, the audit line. Raises: Stale."""
        now = self.now()
        line = audit.note(f"person {person.person_id}", act, by, now, self.new_id(), facts)
        commit(kept_with_sessions(person, now), line, *more)
        return replace(person, version=person.version + 1)

    def _signed_in(self, person: Person, kind: SessionKind, device: str, *with_: Writes, proved: bool = True) -> Login:
        now, session_id = self.now(), self.new_id()
        token = f"{person.person_id}.{secrets.token_urlsafe(32)}"  # Source: docs/decisions/0032
        actor = rules.actor_of(person, session_id, now)
        expires_at = rules.expiry(kind, now)
        proved_at = now if proved else None
        session = Session(
            token_hash(token), person.person_id, session_id, kind, actor, now, now, expires_at, device[:80], proved_at
        )
        commit(store.new_session(session), *with_)
        return Login(token, actor, expires_at)
