"""Who may take a place on a shift, and until when it can be given back. Capacity is asserted again by the store."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.duty.models import Candidate, Pattern, Shift, Signup, SignupState
from shouwang.kernel.actor import LEADERS, Actor, within
from shouwang.kernel.clock import SHANGHAI, local_day
from shouwang.kernel.intervals import Interval, overlap
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

CANCEL_BEFORE = timedelta(hours=24)  # Source: domain-rules 5, "cancel >= 24 h before: 0"
# A slip of the finger is no promise: within this time a sign-up can be taken back, while the shift has not begun.
SECOND_THOUGHTS = timedelta(minutes=30)
LONGEST_SHIFT = timedelta(hours=12)
MOST_PEOPLE = 200
LONGEST_REASON = 200


class ShiftFull(Problem):
    """Every place is taken."""

    slug, title, status = "shift-full", "这一班满了", 409


class ShiftOver(Problem):
    """It has begun, or was called off."""

    slug, title, status = "shift-over", "这一班不能再报了", 409


class ShiftOverlaps(Problem):
    """The volunteer is on another shift at that time."""

    slug, title, status = "shift-overlap", "和你别的班撞了", 409


class NotQualified(Problem):
    """The shift needs a course that the volunteer has not passed."""

    slug, title, status = "not-qualified", "这一班要先学一门课", 409


class NotInsured(Problem):
    """The accident insurance does not cover the day. Source: seed (all volunteers are insured)."""

    slug, title, status = "not-insured", "保险没有盖到这一天", 409


class NotSignedUp(Problem):
    """There is no place to give back."""

    slug, title, status = "not-signed-up", "你没有报这一班", 409


class CancelTooLate(Problem):
    """Too close to the start: the team counts on this person."""

    slug, title, status = "cancel-too-late", "离开班太近，自己退不了", 409


def check_shift(shift: Shift, duty_types: Collection[str]) -> None:
    """Refuse a shift that cannot be, or is of no duty that the force knows. Raises: Invalid with every fault."""
    faults = list(team_faults(shift, duty_types))
    if not timedelta() < shift.ends_at - shift.starts_at <= LONGEST_SHIFT:
        faults.append(Fault("/ends_at", f"要在开始之后，最长 {LONGEST_SHIFT // timedelta(hours=1)} 小时"))
    if faults:
        raise Invalid(faults=faults)


def team_faults(asked: Shift | Pattern, duty_types: Collection[str]) -> Iterator[Fault]:
    """What is wrong with the duty or the number of people of a shift or pattern."""
    if asked.duty_type not in duty_types:
        yield Fault("/duty_type", "队伍没有这一种勤务")
    if not 1 <= asked.capacity <= MOST_PEOPLE:
        yield Fault("/capacity", f"人数在 1 到 {MOST_PEOPLE} 之间")
    if not 1 <= asked.minimum_team <= asked.capacity:
        yield Fault("/minimum_team", "最少人数在 1 和总人数之间")


def sign_up(
    shift: Shift,
    candidate: Candidate,
    held: Iterable[Signup],
    now: datetime,
    *,
    cover_needed: bool = True,
    wait: bool = False,
) -> Signup:
    """A place on a shift, or with `wait` a turn on the waiting list of a full one; asking again gives the same.

    Whoever waits is bound like one who has a place, so that moving up never puts anybody in two places at once.
    Raises: NotFound outside the volunteer's units, ShiftOver, ShiftOverlaps, NotQualified, NotInsured, ShiftFull.
    """
    if not within(candidate.unit_path, shift.unit_path):
        raise NotFound
    held = [signup for signup in held if signup.state is not SignupState.CANCELLED]
    mine = next((signup for signup in held if signup.shift_id == shift.shift_id), None)
    if mine:
        return mine
    _require_open(shift, now)
    _require_free(shift, held)
    if shift.qualification and shift.qualification not in candidate.qualifications:
        raise NotQualified(course_id=shift.qualification)
    require_cover(candidate.cover_until, local_day(shift.ends_at), needed=cover_needed)
    is_full = shift.taken >= shift.capacity
    if is_full and not wait:
        raise full(shift)
    return Signup(
        shift_id=shift.shift_id,
        person_id=candidate.person_id,
        volunteer_number=candidate.volunteer_number,
        name=candidate.name,
        point_number=shift.point_number,
        duty_type=shift.duty_type,
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        signed_up_at=now,
        state=SignupState.WAITING if is_full else SignupState.SIGNED_UP,
    )


def full(shift: Shift) -> ShiftFull:
    """The refusal, with how many wait already: waiting stays open."""
    told = f"{shift.capacity} 个人都齐了，看看同一晚的另外几班，或者先候补"
    return ShiftFull(told, capacity=shift.capacity, waiting=shift.waiting)


def require_cover(cover_until: date | None, day: date, *, needed: bool = True) -> None:
    """Let pass who is insured on the last day of a duty. Raises: NotInsured."""
    if not needed or (cover_until is not None and day <= cover_until):
        return
    told = f"保险到 {cover_until:%Y-%m-%d} 为止" if cover_until else "还没有保险"
    raise NotInsured(f"{told}，续上以前不排班。请告诉队部", cover_until=cover_until)


def cancel(signup: Signup | None, now: datetime) -> Signup:
    """A place, or a turn on the waiting list, given back. Raises: NotSignedUp, ShiftOver, CancelTooLate."""
    signup = _require_held(signup, now)
    waits = signup.state is SignupState.WAITING
    if not waits and signup.starts_at - now < CANCEL_BEFORE and now - signup.signed_up_at > SECOND_THOUGHTS:
        raise CancelTooLate(f"离开班不到 {CANCEL_BEFORE // timedelta(hours=1)} 小时，去不了就打给队长，请他换人")
    return replace(signup, state=SignupState.CANCELLED, cancelled_at=now)


def release(signup: Signup | None, leader: Actor, shift: Shift, reason: str, now: datetime) -> Signup:
    """A place freed by a leader's word, without a deadline. Raises: NotFound, NotSignedUp, ShiftOver, Invalid."""
    require_planner(leader, shift, reason)
    return replace(_require_held(signup, now), state=SignupState.CANCELLED, cancelled_at=now)


def call_off(shift: Shift, leader: Actor, reason: str, now: datetime) -> Shift:
    """A shift cancelled before it starts. Raises: NotFound, ShiftOver, Invalid without a reason."""
    require_planner(leader, shift, reason)
    _require_open(shift, now)
    return replace(shift, cancelled=True)


def require_planner(leader: Actor, shift: Shift, reason: str) -> None:
    """Let pass a leader of the shift's unit who says why. Raises: NotFound, Invalid."""
    if not leader.covers(shift.unit_path, *LEADERS):
        raise NotFound
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(faults=[Fault("/reason", f"理由写 1 到 {LONGEST_REASON} 个字")])


def _require_held(signup: Signup | None, now: datetime) -> Signup:
    if signup is None or signup.state is SignupState.CANCELLED:
        raise NotSignedUp
    if now >= signup.starts_at:
        raise ShiftOver("已经开班，去不了就打给队长")
    return signup


def _require_open(shift: Shift, now: datetime) -> None:
    if shift.cancelled:
        raise ShiftOver("这一班取消了")
    if now >= shift.starts_at:
        raise ShiftOver("这一班已经开始")


def _require_free(shift: Shift, held: Iterable[Signup]) -> None:
    asked = Interval(shift.starts_at, shift.ends_at)
    for other in held:
        if overlap(asked, Interval(other.starts_at, other.ends_at)):
            raise ShiftOverlaps("先退那一班，再报这一班", shift_id=other.shift_id, starts_at=other.starts_at)


def spoken(instant: datetime) -> str:
    """An instant as people say it: 11 月 23 日 19:00."""
    local = instant.astimezone(SHANGHAI)
    return f"{local.month} 月 {local.day} 日 {local:%H:%M}"
