"""How a volunteer's place and status may change 队员变动."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from shouwang.kernel.actor import STAFF, Actor, Grant, Held, Role, Status
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.roster.models import Membership, Volunteer
from shouwang.roster.rules.units import NoSuchVolunteer

MOVERS = (Role.BRIGADE_LEADER, Role.COMMANDER, Role.ADMINISTRATOR)  # who moves volunteers between units
CARERS = (Role.SQUADRON_LEADER, *MOVERS)  # who notes leave and cover
MOST_ALSO = 4  # further units of one volunteer
_LONGEST_LEAVE = timedelta(days=366)
_LONGEST_COVER = timedelta(days=5 * 366)


class NotInForce(Problem):
    """The volunteer has left; only coming back is possible."""

    slug, title, status = "not-in-force", "这名队员已经离队", 409


class HoldsPost(Problem):
    """A post or staff role must be ended first, so that no unit is left with a leader who is gone."""

    slug, title, status = "holds-post", "还担任着职务，先免去再办", 409


class NotYourself(Problem):
    """Nobody changes the own status or unit."""

    slug, title, status = "not-yourself", "自己的事要由别人来办", 403


class StatusStepRefused(Problem):
    """The status asked for does not follow from the present one, or not by this person."""

    slug, title, status = "status-step-refused", "现在的状态不能这样改", 409


# From, to: who may do it. What is not here cannot happen.
STEPS: Mapping[tuple[Status, Status], tuple[Role, ...]] = {
    (Status.ACTIVE, Status.ON_LEAVE): CARERS,
    (Status.ON_LEAVE, Status.ON_LEAVE): CARERS,  # a longer or shorter leave
    (Status.ON_LEAVE, Status.ACTIVE): CARERS,
    (Status.ACTIVE, Status.SUSPENDED): MOVERS,
    (Status.ON_LEAVE, Status.SUSPENDED): MOVERS,
    (Status.SUSPENDED, Status.ACTIVE): MOVERS,
    (Status.ACTIVE, Status.LEFT): MOVERS,
    (Status.ON_LEAVE, Status.LEFT): MOVERS,
    (Status.SUSPENDED, Status.LEFT): MOVERS,
    (Status.LEFT, Status.ACTIVE): (Role.COMMANDER, Role.ADMINISTRATOR),
}
STATUS_TITLES: Mapping[Status, str] = {
    Status.ACTIVE: "在队",
    Status.ON_LEAVE: "请假",
    Status.SUSPENDED: "停勤",
    Status.LEFT: "离队",
}


def require_in_sight(actor: Actor, volunteer: Volunteer | None) -> Volunteer:
    """A volunteer as staff over one of the volunteer's units see one. Raises: NoSuchVolunteer, as if not there."""
    if volunteer is None or not any(actor.covers(path, *STAFF) for path in volunteer.unit_paths):
        raise NoSuchVolunteer
    return volunteer


def require_mover(actor: Actor, volunteer: Volunteer, *roles: Role) -> None:
    """Let pass who holds one of the roles over the own unit, about somebody else.

    Raises: NoSuchVolunteer, as if not there; NotYourself; NotInForce.
    """
    if not actor.covers(volunteer.unit_path, *roles):
        raise NoSuchVolunteer
    if actor.person_id == volunteer.person_id:
        raise NotYourself
    if volunteer.status is Status.LEFT:
        raise NotInForce


def transfer(volunteer: Volunteer, unit_path: str, today: date) -> Volunteer:
    """The volunteer in another unit, under the same number. Raises: Invalid when it is the same one."""
    if unit_path == volunteer.unit_path:
        raise Invalid(faults=[Fault("/unit_path", "已经在这个单位")])
    also = tuple(membership for membership in volunteer.also if membership.unit_path != unit_path)
    return replace(volunteer, unit_path=unit_path, unit_since=today, also=also)


def join_also(volunteer: Volunteer, unit_path: str, today: date) -> Volunteer:
    """The volunteer in a further unit, too. Raises: Invalid."""
    if unit_path in volunteer.unit_paths:
        raise Invalid(faults=[Fault("/unit_path", "已经在这个单位")])
    if len(volunteer.also) >= MOST_ALSO:
        raise Invalid(faults=[Fault("/unit_path", f"最多再属于 {MOST_ALSO} 个单位")])
    return replace(volunteer, also=(*volunteer.also, Membership(unit_path, today)))


def leave_also(volunteer: Volunteer, unit_path: str) -> Volunteer:
    """The volunteer out of a further unit; one that it never was changes nothing."""
    return replace(volunteer, also=tuple(m for m in volunteer.also if m.unit_path != unit_path))


def change_status(volunteer: Volunteer, to: Status, until_on: date | None, actor: Actor, today: date) -> Volunteer:
    """The volunteer in another status. Raises: NotYourself, StatusStepRefused, Invalid for a leave without a good end."""
    if actor.person_id == volunteer.person_id:
        raise NotYourself
    allowed = STEPS.get((volunteer.status, to), ())
    if not actor.covers(volunteer.unit_path, *allowed):
        raise StatusStepRefused(f"{STATUS_TITLES[volunteer.status]}的队员，你不能改成{STATUS_TITLES[to]}")
    if to is not Status.ON_LEAVE:
        return replace(volunteer, status=to, status_until=None, also=() if to is Status.LEFT else volunteer.also)
    if until_on is None or not today <= until_on <= today + _LONGEST_LEAVE:
        raise Invalid(faults=[Fault("/until_on", "请假要有结束的日子，最长一年")])
    return replace(volunteer, status=to, status_until=until_on)


def cover(volunteer: Volunteer, until_on: date, today: date) -> Volunteer:
    """The volunteer under insurance until a day. Raises: Invalid for a day that cannot be meant."""
    if not today - _LONGEST_COVER <= until_on <= today + _LONGEST_COVER:
        raise Invalid(faults=[Fault("/cover_until", "这个日子不像保险的到期日")])
    return replace(volunteer, cover_until=until_on)


def held_by(held: Held, volunteer: Volunteer) -> Held:
    """What the person behind a volunteer holds now: a volunteer's role over each unit, place, status, cover.

    Who left holds nothing, so that coming back gives no old right back.
    """
    own = tuple(Grant(Role.VOLUNTEER, path) for path in volunteer.unit_paths)
    others = tuple(g for g in held.grants if g.role not in {Role.VOLUNTEER, Role.APPLICANT})
    return replace(
        held,
        grants=() if volunteer.status is Status.LEFT else (*own, *others),
        volunteer_number=volunteer.volunteer_number,
        unit_path=volunteer.unit_path,
        status=volunteer.status,
        cover_until=volunteer.cover_until,
    )


_NUMBER = re.compile(r"[0-9A-Z]{1,8}(-[0-9A-Z]{1,8}){1,4}")


def looks_like_number(text: str) -> bool:
    """Whether what was typed is meant as a volunteer's number."""
    return bool(_NUMBER.fullmatch(text))


def looks_like_tail(text: str) -> bool:
    """Whether what was typed is meant as the last four digits of a phone."""
    return len(text) == 4 and text.isascii() and text.isdecimal()
