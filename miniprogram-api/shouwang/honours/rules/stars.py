"""Stars 星级: which is proposed, which stands, and what an objection does to it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.honours.models import Holder, MedalRule
from shouwang.honours.models.stars import Star, StarObjection, StarObjectionState, StarState
from shouwang.honours.rules.awards import NotForYourself
from shouwang.honours.rules.medals import MEDALS
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import NotFound, Problem
from shouwang.kernel.working_days import Calendar, publicity_ends_on

STARS: Mapping[str, MedalRule] = {rule.medal: rule for rule in MEDALS if rule.family == "stars"}
RULERS = frozenset({Role.COMMANDER, Role.AUDITOR})
BARRED = timedelta(days=365)  # after false hours. Source: reference domain-rules 2.1 (1 to 3 years)
KEPT = timedelta(days=365)  # the words of a ruled objection
MOST_OPEN = 20  # of each kind to one star that wait at once: a flood of them is one for a person to look at
A_MINUTE = 3  # objections from one place
HOURS_GONE = "依据的时长已更正，不再够这一级"
LEFT = "已离队"

STEPS: Mapping[StarState, frozenset[StarState]] = {
    StarState.PUBLICITY: frozenset({StarState.STANDS, StarState.REFUSED, StarState.LAPSED}),
    StarState.STANDS: frozenset({StarState.LAPSED, StarState.REFUSED}),
    StarState.LAPSED: frozenset({StarState.PUBLICITY}),
    StarState.REFUSED: frozenset({StarState.PUBLICITY}),
}


class NotPublic(Problem):
    """No star of that id is in publicity now."""

    slug, title, status = "star-not-in-publicity", "这一级星不在公示里", 409


class ObjectedBefore(Problem):
    """A member objects to a star once, and the same words count once."""

    slug, title, status = "star-objected-before", "这个异议已经收到了", 409


class ObjectionRuled(Problem):
    """An objection is ruled once."""

    slug, title, status = "star-objection-ruled", "这件异议已经定过了", 409


class StandsAlready(Problem):
    """A stranger's objection is upheld after the star was given: its medal goes first, by who may take it back."""

    slug, title, status = "star-stands-already", "这一级星已经授予。先撤销那枚勋章，再定异议成立", 409


class TooManyObjections(Problem):
    """More objections from one place, or to one star, than anybody can look at."""

    slug, title, status = "too-many-star-objections", "异议太多了，先等核实，过一会儿再提", 429


def next_state(seen: Star | None, today: date, *, reached: bool) -> StarState | None:
    """What a star becomes by what its person's hours say today; None where it stays as it is.

    A star that stands falls with its medal, not here: a certificate may be in somebody's hand.
    """
    if seen is None or seen.state is StarState.LAPSED:
        return StarState.PUBLICITY if reached else None
    if seen.state is StarState.REFUSED:
        over = seen.again_on is not None and today >= seen.again_on
        return StarState.PUBLICITY if reached and over else None
    if seen.state is StarState.STANDS:
        return None
    if not reached:
        return StarState.LAPSED
    return StarState.STANDS if today >= seen.ends_on and not seen.objections else None


def propose(
    seen: Star | None, star_id: str, rule: MedalRule, holder: Holder, minutes: int, now: datetime, force: Calendar
) -> Star:
    """A star in publicity; without days of publicity its first day after is today."""
    return Star(
        star_id=star_id,
        person_id=holder.person_id,
        star=rule.medal,
        name=holder.name,
        volunteer_number=holder.volunteer_number,
        unit_path=holder.unit_path,
        minutes=minutes,
        proposed_at=now,
        ends_on=publicity_ends_on(now, force),
        objections=seen.objections if seen else 0,
        hearsay=seen.hearsay if seen else 0,
        version=seen.version + 1 if seen else 1,
    )


def moved(star: Star, to: StarState, reason: str = "", again_on: date | None = None) -> Star:
    """The star in another state. Raises: NotPublic for a step that there is not."""
    if to not in STEPS[star.state]:
        raise NotPublic
    return replace(star, state=to, reason=reason, again_on=again_on, version=star.version + 1)


def object_to(star: Star | None, person_id: str | None) -> Star:
    """The star with one more objection; only that of somebody who signed in holds it back.

    Raises: NotPublic, NotForYourself, TooManyObjections.
    """
    if star is None or star.state is not StarState.PUBLICITY:
        raise NotPublic
    if star.person_id == person_id:
        raise NotForYourself
    if (star.hearsay if person_id is None else star.objections) >= MOST_OPEN:
        raise TooManyObjections
    return _counted(star, person_id, 1)


def _counted(star: Star, person_id: str | None, more: int) -> Star:
    """The star with so many more objections that wait, of somebody known or of a stranger."""
    if person_id is None:
        return replace(star, hearsay=star.hearsay + more, version=star.version + 1)
    return replace(star, objections=star.objections + more, version=star.version + 1)


def require_ruler(actor: Actor, star: Star | None, objection: StarObjection | None) -> tuple[Star, StarObjection]:
    """An objection for who may rule such ones, and reads it; not one about oneself. Raises: NotFound."""
    if star is None or objection is None or not actor.covers(star.unit_path, *RULERS):
        raise NotFound
    if star.person_id == actor.person_id:
        raise NotFound
    return star, objection


def rule_on(
    actor: Actor, star: Star | None, objection: StarObjection | None, now: datetime, *, upheld: bool, why: str
) -> tuple[Star, StarObjection]:
    """An objection ruled; upheld, the star is refused and the person barred from it for a year.

    Raises: NotFound, NotForYourself (neither whose star it is rules, nor who objected), ObjectionRuled, StandsAlready.
    """
    if star is None or objection is None or not actor.covers(star.unit_path, *RULERS):
        raise NotFound
    if actor.person_id in (star.person_id, objection.person_id):
        raise NotForYourself
    if objection.state is not StarObjectionState.OPEN:
        raise ObjectionRuled
    if upheld and star.state is StarState.STANDS:
        raise StandsAlready
    state = StarObjectionState.UPHELD if upheld else StarObjectionState.DISMISSED
    gone = int((now + KEPT).timestamp())
    ruled = replace(objection, state=state, ruling=why, ruled_by=actor.person_id, expires_at=gone)
    left = _counted(star, objection.person_id, -1)
    if not upheld or star.state is not StarState.PUBLICITY:
        return left, ruled
    refused = moved(left, StarState.REFUSED, why, local_day(now) + BARRED)
    return replace(refused, version=left.version), ruled
