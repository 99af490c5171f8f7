"""What is told of the yearly award desk."""

from datetime import date, datetime

import msgspec

from shouwang.honours.models.yearly import CandidateKind, DeskObjection, DeskObjectionState, DeskState
from shouwang.honours.rules.yearly import RULERS
from shouwang.honours.service import DeskSeen
from shouwang.honours.service.records import Head
from shouwang.kernel.actor import Actor


class CandidateTold(msgspec.Struct):
    """A candidate with the facts of the nomination; `votes` and `won` once it is decided, `out` if not any more."""

    candidate_id: str
    kind: CandidateKind
    name: str
    unit_path: str
    facts: list[tuple[str, str]]
    why: str
    out: str
    votes: int | None
    won: bool | None
    award_id: str | None


class VoteTold(msgspec.Struct):
    """A juror's vote; one that is not opened does not count. What was voted is told at the end, to jury and staff."""

    volunteer_number: str
    sealed: str
    opened: bool
    salt: str | None
    choices: list[str] | None


class DeskTold(msgspec.Struct):
    """A year's desk."""

    year: int
    title: str
    state: DeskState
    volunteers: int
    squadrons: int
    jury: list[str]
    publicity_until: date | None
    open_objections: int
    candidates: list[CandidateTold]
    votes: list[VoteTold]
    reason: str


class ObjectionTold(msgspec.Struct):
    """An objection, without whose it is."""

    objection_id: str
    candidate_id: str
    text: str
    at: datetime
    state: DeskObjectionState
    ruling: str


class ObjectionsTold(msgspec.Struct):
    """Objections of a year."""

    items: list[ObjectionTold]
    cursor: str | None


class SuggestedPerson(msgspec.Struct):
    """A volunteer on the year's ranking."""

    candidate_id: str
    name: str
    place: int
    points: int


class SuggestedSquadron(msgspec.Struct):
    """A squadron on the year's ranking, by points a head (in hundredths)."""

    candidate_id: str
    place: int
    members: int
    per_head_x100: int


class Suggestions(msgspec.Struct):
    """The head of the year's ranking, to nominate from."""

    volunteers: list[SuggestedPerson]
    squadrons: list[SuggestedSquadron]


def tell_desk(actor: Actor, seen: DeskSeen) -> DeskTold:
    """A desk as this person may see it."""
    desk = seen.desk
    return DeskTold(
        desk.year,
        desk.title,
        desk.state,
        desk.volunteers,
        desk.squadrons,
        [juror.volunteer_number for juror in desk.jury],
        desk.publicity_until,
        desk.open_objections,
        _candidates(seen),
        _votes(actor, seen),
        desk.reason,
    )


def tell_objection(each: DeskObjection) -> ObjectionTold:
    """An objection for who rules it."""
    return ObjectionTold(each.objection_id, each.candidate_id, each.text, each.at, each.state, each.ruling)


def tell_head(head: Head) -> Suggestions:
    """The head of a ranking."""
    return Suggestions(
        [SuggestedPerson(each.number, each.name, each.place, each.points) for each in head.places],
        [SuggestedSquadron(each.unit_path, each.place, each.members, each.per_head_x100) for each in head.units],
    )


def _candidates(seen: DeskSeen) -> list[CandidateTold]:
    out = {each.candidate_id: each.out for each in seen.desk.candidates}
    counts = {each.candidate_id: each for each in seen.desk.counts}
    order = {candidate_id: place for place, candidate_id in enumerate(counts)}
    shown = sorted(seen.candidates, key=lambda each: (order.get(each.candidate_id, len(order)), each.candidate_id))
    return [
        CandidateTold(
            each.candidate_id,
            each.kind,
            each.name,
            each.unit_path,
            list(each.facts),
            each.why,
            out.get(each.candidate_id, ""),
            counts[each.candidate_id].votes if each.candidate_id in counts else None,
            counts[each.candidate_id].won if each.candidate_id in counts else None,
            seen.awards.get(each.candidate_id),
        )
        for each in shown
    ]


def _votes(actor: Actor, seen: DeskSeen) -> list[VoteTold]:
    numbers = {juror.person_id: juror.volunteer_number for juror in seen.desk.jury}
    inside = bool(actor.roles & RULERS) or actor.person_id in numbers
    shown = inside and seen.desk.state is DeskState.DECIDED
    return [
        VoteTold(
            numbers[each.person_id],
            each.sealed,
            each.choices is not None,
            each.salt if shown and each.choices is not None else None,
            list(each.choices) if shown and each.choices is not None else None,
        )
        for each in seen.desk.votes
    ]
