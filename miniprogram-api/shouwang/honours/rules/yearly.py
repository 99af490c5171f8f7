"""The yearly award desk 年度评选: who may do what when, up to the opening of the vote."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from shouwang.honours.models.yearly import (
    Desk,
    DeskObjection,
    DeskObjectionState,
    DeskState,
    Juror,
    Standing,
)
from shouwang.honours.rules.awards import NotForYourself
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem

RULERS = frozenset({Role.COMMANDER, Role.AUDITOR})
MOST_CANDIDATES = 100  # one item and one page hold them all
JURY = (3, 15)
PUBLICITY_DAYS = (5, 30)

STEPS: Mapping[DeskState, DeskState | None] = {
    DeskState.SHORTLIST: DeskState.PUBLICITY,
    DeskState.PUBLICITY: DeskState.VOTING,
    DeskState.VOTING: DeskState.REVEALING,
    DeskState.REVEALING: DeskState.DECIDED,
    DeskState.DECIDED: None,
}


class DeskElsewhere(Problem):
    """The year's desk is at another step."""

    slug, title, status = "award-desk-elsewhere", "评选现在不在这一步", 409


class DeskOpenedBefore(Problem):
    """One desk a year."""

    slug, title, status = "award-desk-opened-before", "这一年的评选已经开了", 409


class PublicityRuns(Problem):
    """Objections may still come, or wait for a ruling."""

    slug, title, status = "award-publicity-runs", "公示还没有结束，或者还有异议没有定", 409


class NominatedBefore(Problem):
    """Each candidate once."""

    slug, title, status = "nominated-before", "已经提名过了", 409


class ObjectedBefore(Problem):
    """One objection a person and candidate."""

    slug, title, status = "award-objected-before", "这名候选你已经提过异议了", 409


class ObjectionRuled(Problem):
    """An objection is ruled once."""

    slug, title, status = "award-objection-ruled", "这件异议已经定过了", 409


class NotOnJury(Problem):
    """Only the appointed jury votes."""

    slug, title, status = "not-on-jury", "只有评委投票", 403


def open_desk(year: int, title: str, places: tuple[int, int], jury: Sequence[Juror], now: datetime) -> Desk:
    """A year's desk with its jury. Raises: Invalid."""
    fewest, most = JURY
    if not fewest <= len({juror.person_id for juror in jury}) == len(jury) <= most:
        raise Invalid(faults=[Fault("/jury", f"评委 {fewest} 到 {most} 人，不能重复")])
    return Desk(year, title, *places, jury=tuple(jury), opened_at=now)


def nominate(actor: Actor, desk: Desk, who: Standing) -> Desk:
    """One more candidate. Raises: DeskElsewhere, NotFound, NotForYourself, NominatedBefore, Invalid."""
    require_step(desk, DeskState.SHORTLIST)
    if not actor.covers(who.unit_path, Role.COMMANDER):
        raise NotFound
    if who.person_id == actor.person_id:
        raise NotForYourself
    if any(each.candidate_id == who.candidate_id for each in desk.candidates):
        raise NominatedBefore
    if any(juror.person_id == who.person_id for juror in desk.jury):
        raise Invalid(faults=[Fault("/candidate_id", "评委不能当候选")])
    if len(desk.candidates) >= MOST_CANDIDATES:
        raise Invalid(faults=[Fault("/candidate_id", f"候选最多 {MOST_CANDIDATES} 个")])
    return changed(desk, candidates=(*desk.candidates, who))


def publish(actor: Actor, desk: Desk, days: int, today: date) -> Desk:
    """The shortlist in publicity, today and so many days. Raises: DeskElsewhere, NotForYourself, Invalid."""
    require_disinterested(actor, desk)
    require_step(desk, DeskState.SHORTLIST)
    if not desk.candidates:
        raise Invalid(faults=[Fault("", "还没有候选")])
    return step_on(desk, publicity_until=today + timedelta(days=days))


def object_to(desk: Desk, candidate_id: str, today: date) -> Desk:
    """An objection comes in. Raises: DeskElsewhere, also after the last day; NotFound."""
    require_step(desk, DeskState.PUBLICITY)
    if desk.publicity_until is None or today > desk.publicity_until:
        raise DeskElsewhere("公示已经结束")
    if candidate_id not in standing_in(desk):
        raise NotFound
    return changed(desk, open_objections=desk.open_objections + 1)


def rule(
    actor: Actor, desk: Desk, objection: DeskObjection | None, *, upheld: bool, why: str
) -> tuple[Desk, DeskObjection]:
    """An objection ruled; a candidate it is upheld against is out. Raises: NotFound, NotForYourself, ObjectionRuled."""
    if objection is None:
        raise NotFound
    if actor.person_id == objection.person_id:
        raise NotForYourself
    require_disinterested(actor, desk)
    if objection.state is not DeskObjectionState.OPEN:
        raise ObjectionRuled
    require_step(desk, DeskState.PUBLICITY)
    candidates = tuple(
        replace(each, out=why) if upheld and each.candidate_id == objection.candidate_id else each
        for each in desk.candidates
    )
    state = DeskObjectionState.UPHELD if upheld else DeskObjectionState.REJECTED
    ruled = replace(objection, state=state, ruling=why, ruled_by=actor.person_id)
    return changed(desk, open_objections=desk.open_objections - 1, candidates=candidates), ruled


def open_vote(actor: Actor, desk: Desk, today: date) -> Desk:
    """The jury may vote. Raises: DeskElsewhere, NotForYourself, PublicityRuns."""
    require_disinterested(actor, desk)
    require_step(desk, DeskState.PUBLICITY)
    if desk.publicity_until is None or today <= desk.publicity_until or desk.open_objections:
        raise PublicityRuns
    return step_on(desk)


def standing_in(desk: Desk) -> dict[str, Standing]:
    """The candidates who are not out, by id."""
    return {each.candidate_id: each for each in desk.candidates if not each.out}


def require_juror(actor: Actor, desk: Desk) -> Juror:
    """The juror that the actor is. Raises: NotOnJury."""
    for juror in desk.jury:
        if juror.person_id == actor.person_id:
            return juror
    raise NotOnJury


def require_disinterested(actor: Actor, desk: Desk) -> None:
    """Nobody who is a candidate keeps the desk. Raises: NotForYourself."""
    if any(each.person_id == actor.person_id for each in desk.candidates):
        raise NotForYourself


def require_step(desk: Desk, state: DeskState) -> None:
    """Let pass at a step only. Raises: DeskElsewhere."""
    if desk.state is not state:
        raise DeskElsewhere(state=desk.state)


def step_on(desk: Desk, **changes: object) -> Desk:
    """The desk a step further. Raises: DeskElsewhere at the end."""
    following = STEPS[desk.state]
    if following is None:
        raise DeskElsewhere(state=desk.state)
    return changed(desk, state=following, **changes)


def changed(desk: Desk, **changes: object) -> Desk:
    """The desk changed, with its next revision."""
    return replace(desk, revision=desk.revision + 1, **changes)
