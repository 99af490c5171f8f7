"""Who may appoint whom to what 任命, and how an appointment may move."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec
from msgspec.structs import replace

from shouwang.kernel.actor import STAFF, Actor, Grant, Held, Role, Status
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.roster.models import Appointment, AppointmentState, Level, Post, Unit
from shouwang.roster.rules.units import KEEPERS

WAITS = timedelta(days=7)  # how long a second person has; a forgotten request must not come alive months later
_LONGEST_AHEAD = timedelta(days=366)


class NoSuchAppointment(NotFound):
    """There is no such appointment, or it is not within this person's units."""

    slug, title = "no-such-appointment", "没有这项任命"


class SecondPersonNeeded(Problem):
    """Whoever asked, or is to be appointed, does not confirm."""

    slug, title, status = "second-person-needed", "要由另外一个人来确认", 403


class AppointmentOver(Problem):
    """It was decided, withdrawn, or has waited too long."""

    slug, title, status = "appointment-over", "这项任命已经办完，或者过期了", 409


class SeatTaken(Problem):
    """Somebody holds the post in that time."""

    slug, title, status = "seat-taken", "这个职务在那段时间已经有人", 409


class PostRule(msgspec.Struct, frozen=True):
    """A post: in units of which level, with which role, by which name."""

    level: Level
    role: Role
    title: str


# Source: seed (posts of detachment, brigades and squadrons)
POSTS: Mapping[Post, PostRule] = {
    Post.DETACHMENT_LEADER: PostRule(Level.DETACHMENT, Role.COMMANDER, "支队长"),
    Post.COMMISSAR: PostRule(Level.DETACHMENT, Role.COMMANDER, "政委"),
    Post.BRIGADE_LEADER: PostRule(Level.BRIGADE, Role.BRIGADE_LEADER, "大队长"),
    Post.BRIGADE_INSTRUCTOR: PostRule(Level.BRIGADE, Role.BRIGADE_LEADER, "教导员"),
    Post.SQUADRON_LEADER: PostRule(Level.SQUADRON, Role.SQUADRON_LEADER, "中队长"),
    Post.SQUADRON_INSTRUCTOR: PostRule(Level.SQUADRON, Role.SQUADRON_LEADER, "指导员"),
}
# Roles that go by themselves, without a post, and who may give them.
_BY_COMMAND = frozenset({Role.RECRUITER, Role.POLITICAL_CHECKER, Role.TRAINER})
_BY_ADMINISTRATOR = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
# Who looks after the system does not look after the log of it. Source: reference domain-rules 6 (role separation)
APART = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
ROLE_TITLES: Mapping[Role, str] = {
    Role.RECRUITER: "招录",
    Role.POLITICAL_CHECKER: "政审",
    Role.TRAINER: "教官",
    Role.AUDITOR: "审计",
    Role.ADMINISTRATOR: "管理员",
}

_STEPS: Mapping[AppointmentState, frozenset[AppointmentState]] = {
    AppointmentState.ASKED: frozenset(
        {AppointmentState.CONFIRMED, AppointmentState.REFUSED, AppointmentState.WITHDRAWN}
    ),
    AppointmentState.CONFIRMED: frozenset({AppointmentState.ENDED}),
    AppointmentState.REFUSED: frozenset(),
    AppointmentState.WITHDRAWN: frozenset(),
    AppointmentState.ENDED: frozenset(),
}


def may_appoint(actor: Actor, role: Role, unit_path: str) -> bool:
    """Whether somebody may ask for, confirm or end such a role there.

    Leaders are appointed from above; the detachment's by who commands or administers it.
    """
    if role in _BY_ADMINISTRATOR:
        return actor.covers(unit_path, Role.ADMINISTRATOR)
    above = unit_path if role in _BY_COMMAND else unit_path.rpartition("/")[0] or unit_path
    return actor.covers(above, *KEEPERS)


def check_ask(
    unit: Unit, role: Role, post: Post | None, held: Held, days: tuple[date, date | None], today: date
) -> None:
    """Refuse an appointment that could not be. Raises: Invalid with every fault."""
    faults = [*_fit_faults(unit, role, post), *_person_faults(role, post, held), *_day_faults(*days, today)]
    if faults:
        raise Invalid(faults=faults)


def _fit_faults(unit: Unit, role: Role, post: Post | None) -> list[Fault]:
    if post is not None:
        fits = POSTS[post].level is unit.level
        return [] if fits else [Fault("/post", f"{unit.name}没有{POSTS[post].title}这个职务")]
    return [] if role in _BY_COMMAND | _BY_ADMINISTRATOR else [Fault("/role", "这个身份不能单独任命")]


def _person_faults(role: Role, post: Post | None, held: Held) -> list[Fault]:
    faults = []
    if post is not None and held.status is not Status.ACTIVE:
        faults.append(Fault("/volunteer_number", "担任职务的要是在队的义警"))
    roles = {grant.role for grant in held.grants} | {role}
    if roles >= APART:
        faults.append(Fault("/role", "审计和管理员不能是同一个人"))
    return faults


def _day_faults(from_on: date, until_on: date | None, today: date) -> list[Fault]:
    faults = []
    if not today <= from_on <= today + _LONGEST_AHEAD:
        faults.append(Fault("/from_on", "从今天起，最多提前一年"))
    if until_on is not None and until_on < from_on:
        faults.append(Fault("/until_on", "结束的日子在开始之前"))
    return faults


def step(seen: Appointment, to: AppointmentState, actor: Actor, now: datetime, why: str = "") -> Appointment:
    """An appointment one step on. Raises: AppointmentOver, SecondPersonNeeded."""
    if to not in _STEPS[seen.state] or (seen.state is AppointmentState.ASKED and now >= seen.expires_at):
        raise AppointmentOver
    if to is AppointmentState.CONFIRMED and actor.person_id in {seen.asked_by, seen.person_id}:
        raise SecondPersonNeeded
    return replace(
        seen, state=to, decided_by=actor.person_id, decided_by_name=actor.mention, decided_at=now, decided_why=why
    )


def given(held: Held, grant: Grant) -> Held:
    """What a person holds with one role more."""
    rest = tuple(g for g in held.grants if g.role is not Role.APPLICANT and g != grant)
    return replace(held, grants=(*rest, grant))


def taken(held: Held, grant: Grant) -> Held:
    """What a person holds with one role less."""
    return replace(held, grants=tuple(g for g in held.grants if g != grant))


def title(appointment: Appointment) -> str:
    """What it is called, for people."""
    return POSTS[appointment.post].title if appointment.post else ROLE_TITLES[appointment.role]


def staff_over(held: Held, unit_path: str) -> bool:
    """Whether a person holds a staff role over exactly that unit."""
    return any(grant.role in STAFF and grant.unit_path == unit_path for grant in held.grants)
