"""打卡: a tap is read, judged by the fence, and paired; every answer can be given again to a repeated request."""

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import (
    CheckIn,
    Clearance,
    DutySession,
    FenceDecision,
    Lane,
    Matter,
    Tap,
    Waiting,
    Way,
)
from shouwang.duty.rules import proofs, sessions, signups
from shouwang.duty.service.late import Late, Whole
from shouwang.duty.service.reading import ReadTap, TapReader
from shouwang.duty.service.scoring import CheckedInEvent
from shouwang.duty.service.views import CheckedIn, DutyView
from shouwang.duty.store import check_ins as kept, loose, reviews, sessions as store
from shouwang.duty.store.signups import signups_around
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.once import Once
from shouwang.platform.outbox import emit

if TYPE_CHECKING:
    from shouwang.roster.service import Roster


_LOOKED_AT = 10  # the same tap again is minutes old
_AFTER_ALL = "Z" * 26  # no id comes later


class CheckIns(msgspec.Struct, frozen=True):
    """打卡."""

    roster: "Roster"
    keys: Keys
    now: Clock

    @property
    def taps(self) -> TapReader:
        """Reads what phones send."""
        return TapReader(self.roster, self.keys, self.now)

    def nonce(self, actor: Actor) -> str:
        """The proof that the next tap of this person is of this moment."""
        return self.taps.nonce(actor)

    def check_in(self, actor: Actor, once: Once, tap: Tap) -> CheckedIn:
        """到岗 or 离岗.

        Raises: every refusal of `fixes`, `proofs` and `sessions`, NotInsured.
        Cost: 2 requests; 1 more to refuse or for the same tap again, 1-3 more where a queued tap meets the other end of its duty.
        """
        try:
            return self._arrive(actor, once, tap) if tap.way is Way.IN else self._leave(actor, once, tap)
        except Problem:
            once.before()  # a repeated request is told what the first one was, however stale it is by now
            raise

    def _arrive(self, actor: Actor, once: Once, tap: Tap) -> CheckedIn:
        read = self.taps.read(actor, tap, None)
        check_in = read.check_in
        clearance = sessions.vouch(check_in.decision, code_shown=read.code_shown)
        if clearance is Clearance.REFUSED:
            commit(kept.new_check_in(replace(check_in, clearance=clearance), read.sealed))
            raise not_there(check_in.decision, self.nonce(actor))
        held = signups_around(actor.person_id, check_in.occurred_at, check_in.occurred_at + sessions.SOON)
        signup = sessions.running_signup(held, read.point.number, check_in.occurred_at, without_shift=tap.without_shift)
        needed = self.roster.force().needs_cover(signup.duty_type if signup else "")
        signups.require_cover(actor.cover_until, local_day(check_in.occurred_at), needed=needed)
        session_id = proofs.tap_id(actor.person_id, check_in.occurred_at, "duty")
        check_in = replace(check_in, clearance=clearance, session_id=session_id)
        session = sessions.begin(check_in, session_id, signup)
        try:
            return self._enter(actor, once, check_in, session, read)
        except sessions.DutyOpen:
            if check_in.lane is Lane.QUEUED:  # its check-out is on the way, too
                commit(kept.new_check_in(replace(check_in, session_id=None), read.sealed))
            raise

    def _enter(self, actor: Actor, once: Once, check_in: CheckIn, session: DutySession, read: ReadTap) -> CheckedIn:
        """The duty begun; or whole at once, when a queued check-in's own check-out came before it."""
        told = CheckedIn.of(check_in, self._view(session))
        writes = (
            kept.new_check_in(check_in, read.sealed) + listed(check_in, actor) + self._to_score(actor, check_in, read)
        )
        writes += once.record(told, at=self.now(), status=201)
        if check_in.lane is Lane.QUEUED:
            try:
                return self._begin(actor, session, told, writes + loose.none_loose(check_in))
            except loose.LooseOutFound:
                found = Late().with_its_end(check_in, session)
                if found is not None:
                    return self._complete(actor, once, check_in, found, read)
        return self._begin(actor, session, told, writes)

    def _complete(self, actor: Actor, once: Once, check_in: CheckIn, found: Whole, read: ReadTap) -> CheckedIn:
        """A duty that a late tap makes whole, whatever else is open."""
        check_in = replace(check_in, session_id=found.session.session_id)
        told = CheckedIn.of(check_in, self._view(found.session))
        event = {"person_id": check_in.person_id, "session_id": found.session.session_id}
        commit(
            kept.new_check_in(check_in, read.sealed),
            self._to_score(actor, check_in, read),
            found.writes,
            listed(check_in, actor),
            listed(found.other, actor) if found.other else Writes(),
            emit("duty.session-closed", event, at=self.now(), source=check_in.check_in_id),
            once.record(told, at=self.now(), status=201),
        )
        return told

    def _begin(self, actor: Actor, session: DutySession, told: CheckedIn, writes: Writes) -> CheckedIn:
        name, number = actor.name, actor.volunteer_number or ""
        try:
            commit(writes, store.begin(session, name, number))
        except store.OpenDutyFound as found:
            if sessions.is_forgotten(found.session, self.now()):
                forgotten = store.end(sessions.end_by_rule(found.session))
                commit(writes, forgotten, store.begin(session, name, number, instead_of=found.session))
            else:
                same = sessions.same_duty(found.session, session.point_number, session.in_at)
                return self._recorded(same, told)
        return told

    def _recorded(self, same: DutySession, told: CheckedIn) -> CheckedIn:
        """The check-in that began a duty, told to the same tap again: what is shown next, a photo, belongs to that one."""
        recent = kept.recent_check_ins(same.person_id, _AFTER_ALL, _LOOKED_AT)
        first = next((one for one in recent if one.session_id == same.session_id and one.way is Way.IN), None)
        view = self._view(same)
        return CheckedIn.of(first, view) if first else replace(told, duty=view)

    def _leave(self, actor: Actor, once: Once, tap: Tap) -> CheckedIn:
        begun = store.fetch_open(actor.person_id)
        read = self.taps.read(actor, tap, begun)
        check_in = read.check_in
        clearance = sessions.vouch_out(check_in.decision, check_in.lane, code_shown=read.code_shown)
        check_in = replace(check_in, clearance=clearance, session_id=begun.session_id if begun else None)
        before = begun is not None and check_in.lane is Lane.QUEUED and check_in.occurred_at < begun.in_at
        if begun is None or before or sessions.is_forgotten(begun, check_in.occurred_at):
            found = Late().with_its_beginning(check_in) if begun is None or before else None
            if found is not None:
                return self._complete(actor, once, check_in, found, read)
            self._keep_orphan(check_in, read.sealed, begun, before=before)
            raise sessions.NoDutyOpen("这一下记着了，补卡时可以用" if begun is None else sessions.FORGOTTEN)
        session = sessions.end(begun, check_in)
        told = CheckedIn.of(check_in, self._view(session))
        event = {"person_id": session.person_id, "session_id": session.session_id}
        commit(
            kept.new_check_in(check_in, read.sealed),
            self._to_score(actor, check_in, read),
            store.end(session),
            store.release(session),
            listed(check_in, actor),
            emit("duty.session-closed", event, at=self.now(), source=session.session_id),
            once.record(told, at=self.now(), status=201),
        )
        return told

    def _to_score(self, actor: Actor, check_in: CheckIn, read: ReadTap) -> Writes:
        """The event on which the evidence is weighed; it lags, the check-in does not wait for it."""
        told = CheckedInEvent(
            actor.person_id, check_in.check_in_id, actor.name, actor.volunteer_number or "", read.phone
        )
        return emit(
            "duty.checked-in", msgspec.structs.asdict(told), at=check_in.arrived_at, source=check_in.check_in_id
        )

    def _keep_orphan(self, check_in: CheckIn, sealed: bytes | None, begun: DutySession | None, *, before: bool) -> None:
        """A check-out that ends nothing is kept as evidence and marks its day; a forgotten duty ends by rule."""
        orphan = kept.new_check_in(replace(check_in, session_id=None), sealed) + loose.loosened(check_in)
        if begun is None or before:
            commit(orphan, loose.as_seen(check_in.person_id, begun))
        else:
            commit(orphan, store.end(sessions.end_by_rule(begun)), store.release(begun))

    def _view(self, session: DutySession) -> DutyView:
        return DutyView.of(session, self.roster.point(session.point_number).name)


def not_there(decision: FenceDecision, nonce: str) -> sessions.NotThere:
    """The fence's no, with its figures and the proof for the next try."""
    return sessions.NotThere(decision.reason, distance_m=round(decision.distance_m or 0), nonce=nonce)


def listed(check_in: CheckIn, actor: Actor) -> Writes:
    """A waiting check-in in the lists of its leaders; nothing for one that is settled."""
    if check_in.clearance is not Clearance.PENDING:
        return Writes()
    line = Waiting(
        person_id=check_in.person_id,
        subject_id=check_in.check_in_id,
        unit_path=check_in.unit_path,
        name=actor.name,
        volunteer_number=actor.volunteer_number or "",
        point_number=check_in.point_number,
        about=check_in.decision.reason,
        since=check_in.arrived_at,
    )
    return reviews.listed(Matter.CHECK_IN, line)


def unlisted(check_in: CheckIn) -> Writes:
    """A check-in that waits no more."""
    return reviews.unlisted(Matter.CHECK_IN, check_in.unit_path, check_in.arrived_at, check_in.check_in_id)
