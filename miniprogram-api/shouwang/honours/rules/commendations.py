"""Commendations 表扬 by leaders: their text is checked, they are worth points by who gives them, the citation wall shows them."""

from collections.abc import Mapping
from datetime import datetime

from msgspec.structs import replace

from shouwang.honours.models import AwardKind, Citation, Holder, Wording, WordingState
from shouwang.kernel.actor import STAFF, Actor, Role, within
from shouwang.kernel.problem import NotFound, Problem

# What a commendation's giver makes it: of the squadron, of the brigade, of the force. Source: domain-rules 5
LEVELS: Mapping[Role, int] = {Role.SQUADRON_LEADER: 1, Role.BRIGADE_LEADER: 2, Role.COMMANDER: 3}
DECIDERS = frozenset({Role.BRIGADE_LEADER, Role.COMMANDER})

_STEPS: Mapping[WordingState, frozenset[WordingState]] = {
    WordingState.CHECKING: frozenset({WordingState.HELD, WordingState.ISSUED, WordingState.REFUSED}),
    WordingState.HELD: frozenset({WordingState.ISSUED, WordingState.REFUSED}),
    WordingState.ISSUED: frozenset(),
    WordingState.REFUSED: frozenset(),
}


class WordingSettled(Problem):
    """The commendation was issued or refused before."""

    slug, title, status = "commendation-settled", "这份表扬已经定过了", 409


def wording(actor: Actor, holder: Holder, wording_id: str, title: str, body: str, at: datetime) -> Wording:
    """A commendation as its giver wrote it. Raises: NotFound for somebody whom the giver does not lead."""
    over = [grant.role for grant in actor.grants if within(holder.unit_path, grant.unit_path)]
    levels = [LEVELS[role] for role in over if role in LEVELS]
    if not levels:
        raise NotFound
    return Wording(
        wording_id=wording_id,
        person_id=holder.person_id,
        volunteer_number=holder.volunteer_number,
        unit_path=holder.unit_path,
        by=actor.person_id,
        level=max(levels),
        title=title,
        body=body,
        at=at,
    )


def settle_wording(wording_: Wording, state: WordingState, award_id: str = "") -> Wording:
    """The commendation a step further. Raises: WordingSettled."""
    if state not in _STEPS[wording_.state]:
        raise WordingSettled
    return replace(wording_, state=state, award_id=award_id)


def require_decider(actor: Actor, wording_: Wording | None) -> Wording:
    """A held commendation, for who decides about it: not its giver, not its holder. Raises: NotFound."""
    if wording_ is None or not actor.covers(wording_.unit_path, *DECIDERS):
        raise NotFound
    if actor.person_id in (wording_.by, wording_.person_id):
        raise NotFound
    return wording_


def citation_of_wording(wording_: Wording) -> Citation:
    """What is written on the commendation."""
    return Citation(AwardKind.COMMENDATION, wording_.title, wording_.body)


def require_wall(actor: Actor, unit_path: str) -> None:
    """Members of a unit and its staff see its citation wall. Raises: NotFound."""
    is_member = actor.unit_path is not None and within(actor.unit_path, unit_path)
    if not is_member and not actor.covers(unit_path, *STAFF):
        raise NotFound
