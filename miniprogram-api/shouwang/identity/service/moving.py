"""Two people who are one: the record moves to the newcomer's WeChat account and phone, the newcomer is folded away."""

from collections.abc import Callable

import msgspec
from msgspec.structs import replace

from shouwang.identity import rules, store
from shouwang.identity.models import Person
from shouwang.kernel.actor import Held
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import NotFound
from shouwang.platform import outbox
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.vault import Vault

_ENDED_TOGETHER = 20  # sessions of each that end in the commit itself; older ones end just before it


class Moving(msgspec.Struct, frozen=True):
    """身份 as a recovery 找回记录 moves it."""

    vault: Vault
    now: Clock
    new_id: NewId

    def phone_holder(self, phone: str) -> str | None:
        """Whose a phone number is. Cost: 1 request."""
        return store.fetch_phone_holder(self.vault.index("phone", phone))

    def require_empty(self, person_id: str) -> str:
        """The last digits of a newcomer's phone, if any. Raises: NotFound, HoldsSomething. Cost: 1 request."""
        newcomer = _require(person_id)
        rules.require_empty(newcomer)
        return newcomer.phone_tail

    def move(self, newcomer_id: str, person_id: str, may: Callable[[Held], None]) -> Writes:
        """The writes that give a record to the newcomer's WeChat account, and phone if there is one; both sign in again.

        `may` judges what the record holds, on the very row that the commit is conditioned on.
        Raises: NotFound, HoldsSomething, what `may` raises; at commit Stale when either changed meanwhile.
        Cost: 4 requests, 1 more for each 50 old sessions.
        """
        newcomer, known = _require(newcomer_id), _require(person_id)
        rules.require_empty(newcomer)
        may(known.held)
        moved, phones = self._with_phone(known, newcomer)
        writes = _sessions_ended(newcomer_id) + _sessions_ended(person_id) + phones
        for part in (*store.taken_over(moved, newcomer), *store.old_wechat_gone(known)):
            writes += part
        return writes

    def _with_phone(self, known: Person, newcomer: Person) -> tuple[Person, Writes]:
        """The record under the newcomer's phone; the old number is free again."""
        if not newcomer.phone_sealed:
            return known, Writes()
        phone = self.vault.open(newcomer.phone_sealed, place=f"people|{newcomer.person_id}|phone")
        sealed = self.vault.seal(phone, place=f"people|{known.person_id}|phone")
        tail, tail_index = newcomer.phone_tail, newcomer.tail_index
        moved = replace(known, phone_sealed=sealed, phone_tail=tail, tail_index=tail_index)
        writes = store.hand_over_phone(self.vault.index("phone", phone), newcomer.person_id, known.person_id)
        writes += old_phone_free(self.vault, known, phone)
        if known.volunteer_number:
            told = {"volunteer_number": known.volunteer_number, "tail_index": tail_index}
            writes += outbox.emit("roster.phone-bound", told, at=self.now(), source=self.new_id())
        return moved, writes


def old_phone_free(vault: Vault, known: Person, phone: str) -> Writes:
    """The claim on the number that a person had before given back, unless it is the same."""
    if not known.phone_sealed:
        return Writes()
    old = vault.open(known.phone_sealed, place=f"people|{known.person_id}|phone")
    return store.release_phone(vault.index("phone", old), known.person_id) if old != phone else Writes()


def _sessions_ended(person_id: str) -> Writes:
    sessions = store.sessions_of(person_id)
    for start in range(_ENDED_TOGETHER, len(sessions), rules.SESSIONS_KEPT):
        commit(*map(store.end_session, sessions[start : start + rules.SESSIONS_KEPT]))
    writes = Writes()
    for session in sessions[:_ENDED_TOGETHER]:
        writes += store.end_session(session)
    return writes


def _require(person_id: str) -> Person:
    person = store.fetch_person(person_id)
    if person is None:
        raise NotFound
    return person
