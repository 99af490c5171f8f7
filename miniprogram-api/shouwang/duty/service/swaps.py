"""换班: one asks, the other agrees, the leader nods; then both sign-ups change in one commit."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import Matter, Shift, Signup, SignupState, Swap, SwapState, Waiting
from shouwang.duty.rules import swaps as rules
from shouwang.duty.rules.signups import spoken
from shouwang.duty.service.shifts import require_shift, told
from shouwang.duty.service.signups import Signups
from shouwang.duty.store import reviews, signups as places, swaps as store
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.mentions import Names
from shouwang.kernel.problem import NotFound
from shouwang.platform import audit
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.once import Once

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


class Swaps(msgspec.Struct, frozen=True):
    """换班."""

    roster: "Roster"
    signups: Signups
    names: Names
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, shift_id: str, volunteer_number: str, in_return: str | None) -> Swap:
        """Ask another volunteer to take one's place, or to exchange places; they are told. What is asked already stands.

        Raises: NotFound, NoSuchVolunteer, every refusal of `swaps.ask`. Cost: 5 requests, 2 more for an exchange.
        """
        now, shift = self.now(), require_shift(shift_id)
        other = self.signups.candidate_by_number(volunteer_number, shift)
        back = require_shift(in_return) if in_return else None
        own = (shift, places.fetch_signup(actor.person_id, shift))
        theirs = (back, places.fetch_signup(other.person_id, back)) if back else None
        swap = rules.ask(self.new_id(), own, other, theirs, now)
        if standing := rules.standing(swap, store.swaps_of(actor.person_id)):
            return standing
        for_it = f"，换你 {spoken(back.starts_at)} 的班" if back else ""
        body = f"{actor.mention}想请你上 {spoken(shift.starts_at)} 在 {shift.point_number} 的班{for_it}。请答复"
        commit(
            store.new_swap(swap),
            told(other.person_id, "有人想和你换班", body, shift_id, now, "swap-asked"),
            once.record(swap, at=now, status=201),
        )
        return swap

    def mine(self, actor: Actor) -> Sequence[Swap]:
        """One's swaps, the newest first. Cost: 1 request."""
        return store.swaps_of(actor.person_id)

    def answer(self, actor: Actor, swap_id: str, *, accept: bool) -> Swap:
        """The other's yes, which puts it before the leader, or no. Raises: NotFound, SwapOver. Cost: 2 requests."""
        before = store.fetch_swap(actor.person_id, swap_id)
        mine = before if before and before.to_person == actor.person_id else None
        after = rules.move(mine, SwapState.AGREED if accept else SwapState.DECLINED, self.now())
        listed = reviews.listed(Matter.SWAP, _line(after)) if accept else Writes()
        return self._moved(after, before, listed, "对方答应了，等队长点头" if accept else "对方没有答应")

    def withdraw(self, actor: Actor, swap_id: str) -> Swap:
        """Taken back by who asked, before the leader has nodded. Raises: NotFound, SwapOver. Cost: 2 requests."""
        before = store.fetch_swap(actor.person_id, swap_id)
        mine = before if before and before.from_person == actor.person_id else None
        after = rules.move(mine, SwapState.WITHDRAWN, self.now())
        return self._moved(after, before, _unlisted(after), "换班撤回了")

    def look(self, leader: Actor, person_id: str, swap_id: str) -> Swap:
        """One swap as a leader nods at it; `person_id` is who asked. Raises: NotFound. Cost: 1 request."""
        swap = store.fetch_swap(person_id, swap_id)
        if swap is None or not leader.covers(swap.unit_path, *LEADERS):
            raise NotFound
        return swap

    def decide(self, leader: Actor, person_id: str, swap_id: str, *, accept: bool, reason: str) -> Swap:
        """The leader's nod, which moves the places, or no; `person_id` is who asked.

        Raises: every refusal of `swaps.decide` and of a sign-up. Cost: 3 requests for a no; 8 for a nod, 14 for an exchange.
        """
        now = self.now()
        before = store.fetch_swap(person_id, swap_id)
        after = rules.decide(before, leader, accept=accept, reason=reason, now=now)
        places_move = self._exchanged(after, now) if accept else Writes()
        facts = {"swap_id": swap_id, "to": after.to_person, "accepted": accept, "reason": reason.strip()}
        named = self.names([after.from_person, after.to_person])
        line = audit.note(f"person {after.from_person}", "swap-decided", leader, now, self.new_id(), facts, named)
        words = f"队长点头了，换班成了。{reason.strip()}" if accept else f"队长没有同意换班。理由：{reason.strip()}"
        return self._moved(after, before, places_move + _unlisted(after) + line, words)

    def _exchanged(self, swap: Swap, now: datetime) -> Writes:
        shift = require_shift(swap.shift_id)
        writes = self._handed(shift, (swap.from_person, swap.to_number), swap.in_return_id, now)
        if swap.in_return_id:
            back = require_shift(swap.in_return_id)
            writes += self._handed(back, (swap.to_person, swap.from_number), swap.shift_id, now)
        return writes

    def _handed(self, shift: Shift, who: tuple[str, str], given: str | None, now: datetime) -> Writes:
        """One place from a person to the holder of a number, who leaves `given` for it."""
        gone = self._place(who[0], shift)
        person = self.signups.candidate_by_number(who[1], shift)
        turn = places.fetch_turn(person.person_id)
        others = places.signups_around(person.person_id, shift.starts_at, shift.ends_at)
        come = rules.taken_over(shift, person, others, given, now, cover_needed=self.signups.needs_cover(shift))
        ended = replace(gone, state=SignupState.CANCELLED, cancelled_at=now)
        return places.exchange(ended, come, turn)

    def _place(self, person_id: str, shift: Shift) -> Signup:
        found = places.fetch_signup(person_id, shift)
        if found is None or found.state is not SignupState.SIGNED_UP:
            raise rules.SwapOver("有一方已经不在这一班上")
        return found

    def _moved(self, after: Swap, before: Swap | None, writes: Writes, words: str) -> Swap:
        now, when = self.now(), f"{spoken(after.starts_at)} 在 {after.point_number} 的班"
        for person_id in (after.from_person, after.to_person):
            writes += told(person_id, "换班", f"{when}：{words}", after.shift_id, now, f"swap-{after.state}")
        commit(store.moved_on(before or after, after), writes)
        return after


def _line(swap: Swap) -> Waiting:
    return Waiting(
        person_id=swap.from_person,
        subject_id=swap.swap_id,
        unit_path=swap.unit_path,
        name=swap.from_name,
        volunteer_number=swap.from_number,
        point_number=swap.point_number,
        about=f"{spoken(swap.starts_at)} 的班换给{swap.to_name}（{swap.to_number}）",
        since=swap.asked_at,
    )


def _unlisted(swap: Swap) -> Writes:
    return reviews.unlisted(Matter.SWAP, swap.unit_path, swap.asked_at, swap.swap_id)
