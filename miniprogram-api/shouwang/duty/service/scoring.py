"""凭据分 after the fact: a check-in is held against the person's earlier ones, and may be put before a leader.

It lags on purpose: a check-in costs its three requests and no more, and nobody waits at the point for this.
"""

from collections.abc import Mapping

import msgspec

from shouwang.duty.models import CheckIn, Clearance, EvidenceScore, Matter, PastTap, SentFix, Waiting
from shouwang.duty.rules import evidence, fixes
from shouwang.duty.store import check_ins as kept, clearing, reviews
from shouwang.kernel.clock import Clock
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.keys import Keys
from shouwang.platform.outbox import emit
from shouwang.platform.vault import Vault

LOOKED_AT = 60  # earlier check-ins: ten duties and then some


class CheckedInEvent(msgspec.Struct, frozen=True):
    """What the event of a check-in tells."""

    person_id: str
    check_in_id: str
    name: str
    volunteer_number: str
    device: str = ""


class Scoring(msgspec.Struct, frozen=True):
    """凭据分."""

    keys: Keys
    now: Clock

    def score(self, told: CheckedInEvent, done: Writes) -> None:
        """Score a check-in, and put it before a leader when that asks for a look, with the event's done-mark.

        Cost: 3 requests, 2 more with a phone's mark.
        """
        past = self.past_taps(told.person_id, told.check_in_id)
        check_in = next((one for one, _ in past if one.check_in_id == told.check_in_id), None)
        if check_in is None:
            raise LookupError("a check-in that is told of is there")
        taps = [tap for _, tap in past]
        found = evidence.score(taps[-1], taps[:-1], shared_phone=self._is_shared(told, check_in))
        if evidence.asks_for_a_look(found) and check_in.clearance in (Clearance.FIX, Clearance.CODE):
            commit(self._put_before_a_leader(told, check_in, found), done)
        else:
            commit(kept.scored(check_in, found), done)

    def past_taps(self, person_id: str, up_to: str) -> list[tuple[CheckIn, PastTap]]:
        """A person's check-ins up to one of them as the signals look at them, oldest first. Cost: 2 requests."""
        sealed = kept.recent_fixes(person_id, up_to, LOOKED_AT, self.now())
        rows = reversed(kept.recent_check_ins(person_id, up_to, LOOKED_AT))
        return [(row, self._past(row, sealed)) for row in rows]

    def _past(self, row: CheckIn, sealed: Mapping[str, bytes]) -> PastTap:
        sent = open_fixes(self.keys, row.person_id, row.check_in_id, sealed.get(row.check_in_id))
        return PastTap(
            check_in_id=row.check_in_id,
            at=row.occurred_at,
            session_id=row.session_id,
            accepted=row.clearance is not Clearance.REFUSED,
            code_shown=row.clearance is Clearance.CODE,
            sent=sent,
            fixes=tuple(fixes.as_read(one) for one in sent),
            platform=row.platform,
        )

    def _is_shared(self, told: CheckedInEvent, check_in: CheckIn) -> bool:
        """Whether somebody else checked in with this phone of late. Of two at once at least one sees the other."""
        if not told.device:
            return False
        at = check_in.arrived_at
        commit(kept.device_used(told.device, told.person_id, at))
        users = kept.users_of(told.device, at - evidence.SHARED_WITHIN, at + evidence.SHARED_WITHIN, self.now())
        return bool(users - {told.person_id})

    def _put_before_a_leader(self, told: CheckedInEvent, check_in: CheckIn, found: EvidenceScore) -> Writes:
        now = self.now()
        line = Waiting(
            person_id=told.person_id,
            subject_id=told.check_in_id,
            unit_path=check_in.unit_path,
            name=told.name,
            volunteer_number=told.volunteer_number,
            point_number=check_in.point_number,
            about=found.reason,
            since=check_in.arrived_at,
        )
        notice = {
            "person_id": told.person_id,
            "topic": "duty",
            "title": "打卡要请队长看一眼",
            "body": f"{found.reason}。看过以前，这一班的时长先等着",
            "link": f"pages/duty/index?id={check_in.session_id}",
            "template": "",
            "fields": {},
        }
        again = {"person_id": told.person_id, "session_id": check_in.session_id}
        name = f"{told.check_in_id}#looked-at"
        return (
            kept.flagged(check_in, found)
            + clearing.doubted(check_in)
            + reviews.listed(Matter.CHECK_IN, line)
            + emit("notices.tell", notice, at=now, source=name)
            + emit("duty.session-closed", again, at=now, source=name)
        )


def open_fixes(keys: Keys, person_id: str, check_in_id: str, sealed: bytes | None) -> tuple[SentFix, ...]:
    """The fixes of a check-in as the phone sent them; none when they are gone."""
    if sealed is None:
        return ()
    opened = Vault(keys, "fixes").open(sealed, place=f"check-in-fixes|{person_id}|{check_in_id}")
    return msgspec.json.decode(opened, type=tuple[SentFix, ...])
