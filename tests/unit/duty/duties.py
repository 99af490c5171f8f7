"""Random duties over three days: shifts, breaks, doubts, forgotten ends, corrections, overlaps."""

from datetime import timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from shouwang.duty.models import Clearance, DutySession, SessionState
from shouwang.kernel.intervals import Interval
from tests.unit.duty.cast import corrected, local, session, shift_window

DAY_0 = local(20, 0)


@st.composite
def duties(draw, most: int = 6) -> list[DutySession]:
    """Duties over three days, on whole minutes, with shifts, breaks, doubts, corrections and overlaps."""
    found = []
    for n in range(draw(st.integers(1, most))):
        in_at = DAY_0 + timedelta(minutes=draw(st.integers(0, 3 * 1440)))
        out_at = in_at + timedelta(minutes=draw(st.integers(0, 600)))
        more: dict[str, object] = {}
        if draw(st.booleans()):
            starts_at = in_at + timedelta(minutes=draw(st.integers(-120, 120)))
            more |= shift_window(starts_at, starts_at + timedelta(minutes=draw(st.integers(30, 480))))
        if draw(st.booleans()) and out_at - in_at > timedelta(minutes=2):
            begin = draw(st.integers(0, int((out_at - in_at).total_seconds()) // 60 - 1))
            at = in_at + timedelta(minutes=begin)
            more["breaks"] = (Interval(at, at + timedelta(minutes=draw(st.integers(0, 60)))),)
        if draw(st.integers(0, 5)) == 0:
            more["in_clearance"] = draw(st.sampled_from([Clearance.PENDING, Clearance.REFUSED]))
        one = session(in_at, out_at, f"s{n}", word=draw(st.integers(0, 3)) == 0, **more)
        found.append(maybe_corrected(one, lambda low, high: draw(st.integers(low, high))))
    return found


def maybe_corrected(one: DutySession, pick) -> DutySession:
    """The duty as it is, or forgotten, or unrecorded, and corrected to something near it."""
    kind = pick(0, 5)
    if kind > 2:
        return one
    if kind == 1:
        one = replace(one, out_at=None, out_clearance=None, state=SessionState.MISSING_OUT)
    if kind == 2:
        one = replace(one, out_at=None, out_clearance=None, in_clearance=Clearance.WORD, state=SessionState.UNRECORDED)
    starts_at = one.in_at + timedelta(minutes=pick(-180, 180))
    return corrected(one, starts_at, starts_at + timedelta(minutes=pick(1, 360)))
