"""What stands beside a check-in that a leader judges: the person's last ones at that point, and who else of the shift came."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.duty.models import CheckIn, DutySession, SignupState
from shouwang.duty.store import check_ins as kept
from shouwang.duty.store.sessions import fetch_session, sessions_between
from shouwang.duty.store.signups import signups_of_shift

LAST = 10  # check-ins at the point that are shown
_LOOKED_AT = 60  # of the person's, as the evidence looks at
_MOST_TEAM = 12
_AROUND = timedelta(hours=3)


class Mate(msgspec.Struct, frozen=True):
    """Somebody else of the shift. `in_at`: when they came, if they did."""

    name: str
    volunteer_number: str
    in_at: datetime | None
    point_number: str = ""


class Beside(msgspec.Struct, frozen=True):
    """What stands beside a check-in. `session`: the duty it belongs to, if it has one."""

    session: DutySession | None
    before: Sequence[CheckIn]
    team: Sequence[Mate]


def beside(check_in: CheckIn) -> Beside:
    """What stands beside a check-in. Cost: 3 requests, 1 for each of the shift, at most twelve."""
    recent = kept.recent_check_ins(check_in.person_id, check_in.check_in_id, _LOOKED_AT)
    before = [one for one in recent if one.point_number == check_in.point_number and one != check_in][:LAST]
    session = fetch_session(check_in.person_id, check_in.session_id) if check_in.session_id else None
    return Beside(session, before, _team(check_in, session))


def _team(check_in: CheckIn, session: DutySession | None) -> Sequence[Mate]:
    if session is None or session.shift_id is None:
        return []
    on_it = [s for s in signups_of_shift(session.shift_id, SignupState.SIGNED_UP) if s.person_id != check_in.person_id]
    team = []
    for signup in on_it[:_MOST_TEAM]:
        found = sessions_between(signup.person_id, signup.starts_at - _AROUND, signup.ends_at)
        theirs = next((one for one in found if one.shift_id == session.shift_id), None)
        point = theirs.point_number if theirs else ""
        team.append(Mate(signup.name, signup.volunteer_number, theirs.in_at if theirs else None, point))
    return team
