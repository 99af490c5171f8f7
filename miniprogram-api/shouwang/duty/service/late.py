"""Queued taps 离线补送 meet the other end of their duty, whatever order they come in."""

import msgspec
from msgspec.structs import replace

from shouwang.duty.models import CheckIn, DutySession, Lane, SessionState
from shouwang.duty.rules import pairing, proofs, sessions
from shouwang.duty.store import check_ins as kept, sessions as store
from shouwang.duty.store.signups import signups_around
from shouwang.platform.dynamo import Writes


class Whole(msgspec.Struct, frozen=True):
    """A duty with both its ends, the tap that completes it, and what writes it."""

    session: DutySession
    other: CheckIn | None  # the tap that had waited loose; its leader's line is to be written with it
    writes: Writes


class Late(msgspec.Struct, frozen=True):
    """Finds what a queued tap belongs to. Live taps never look: they are of this moment."""

    def with_its_end(self, check_in: CheckIn, begun: DutySession) -> Whole | None:
        """A duty whose check-out came before its queued check-in. Cost: 1 request."""
        out = pairing.out_for(begun, self._around(check_in))
        if out is None:
            return None
        session = sessions.end(begun, out)
        return Whole(
            session, replace(out, session_id=session.session_id), store.whole(session) + kept.paired(out, session)
        )

    def with_its_beginning(self, check_out: CheckIn) -> Whole | None:
        """What a queued check-out ends: a duty ended by rule meanwhile, or one whose check-in was kept loose.

        Cost: 1-3 requests for a queued tap.
        """
        if check_out.lane is not Lane.QUEUED:
            return None
        ended = pairing.ended_too_soon(check_out, self._duties_before(check_out))
        if ended is not None:
            session = sessions.end(replace(ended, state=SessionState.OPEN), check_out)
            return Whole(session, None, store.end_after_all(session))
        begun = pairing.in_for(check_out, self._around(check_out))
        if begun is None:
            return None
        session_id = proofs.tap_id(begun.person_id, begun.occurred_at, "duty")
        held = signups_around(begun.person_id, begun.occurred_at, begun.occurred_at + sessions.SOON)
        signup = sessions.running_signup(held, begun.point_number, begun.occurred_at, without_shift=True)
        session = sessions.end(sessions.begin(begun, session_id, signup), check_out)
        return Whole(session, replace(begun, session_id=session_id), store.whole(session) + kept.paired(begun, session))

    def _around(self, tap: CheckIn) -> list[CheckIn]:
        reach = pairing.REACH
        return list(kept.check_ins_between(tap.person_id, tap.occurred_at - reach, tap.occurred_at + reach))

    def _duties_before(self, tap: CheckIn) -> list[DutySession]:
        return list(store.sessions_between(tap.person_id, tap.occurred_at - pairing.REACH, tap.occurred_at))
