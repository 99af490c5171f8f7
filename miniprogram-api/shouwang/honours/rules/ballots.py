"""Ballots of the yearly award desk: sealed votes, opened after the vote; ties are settled by a person."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from shouwang.honours.models.yearly import CandidateKind, Count, Desk, DeskState, Juror, Standing, Vote
from shouwang.honours.rules.yearly import (
    changed,
    require_disinterested,
    require_juror,
    require_step,
    standing_in,
    step_on,
)
from shouwang.kernel.actor import Actor, within
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem


class VotedBefore(Problem):
    """One vote a juror; sealed or opened, it stays."""

    slug, title, status = "voted-before", "你已经投过了，一人一票", 409


class SealBroken(Problem):
    """The opened vote is not the one that was sealed."""

    slug, title, status = "vote-seal-broken", "和封好的选票对不上", 422


class TieToSettle(Problem):
    """Some got equally many votes where the places end."""

    slug, title, status = "tie-to-settle", "最后的名额上票数相同，请写明选谁", 409


class AwardGivenBefore(Problem):
    """A year's award is given once."""

    slug, title, status = "yearly-award-given", "这份年度荣誉已经发过了", 409


def seal(year: int, person_id: str, salt: str, choices: Collection[str]) -> str:
    """What a juror hands in first: SHA-256 in hex over year, person, salt and the sorted choices, a line each."""
    return hashlib.sha256("\n".join([str(year), person_id, salt, *sorted(choices)]).encode()).hexdigest()


def vote(actor: Actor, desk: Desk, sealed: str, now: datetime) -> Desk:
    """A juror's sealed vote. Raises: NotOnJury, DeskElsewhere, VotedBefore."""
    require_juror(actor, desk)
    require_step(desk, DeskState.VOTING)
    if any(each.person_id == actor.person_id for each in desk.votes):
        raise VotedBefore
    return changed(desk, votes=(*desk.votes, Vote(actor.person_id, sealed, now)))


def close_vote(actor: Actor, desk: Desk) -> Desk:
    """No more votes; now they are opened. Raises: DeskElsewhere, NotForYourself, Invalid without a vote."""
    require_disinterested(actor, desk)
    require_step(desk, DeskState.VOTING)
    if not desk.votes:
        raise Invalid(faults=[Fault("", "还没有人投票")])
    return step_on(desk)


def reveal(actor: Actor, desk: Desk, salt: str, choices: Sequence[str]) -> Desk:
    """A juror opens the own vote. Raises: NotOnJury, DeskElsewhere, NotFound, VotedBefore, SealBroken, Invalid."""
    juror = require_juror(actor, desk)
    require_step(desk, DeskState.REVEALING)
    own = next((each for each in desk.votes if each.person_id == actor.person_id), None)
    if own is None:
        raise NotFound
    if own.choices is not None:
        raise VotedBefore
    if seal(desk.year, actor.person_id, salt, choices) != own.sealed:
        raise SealBroken
    _require_ballot(desk, juror, choices)
    opened = replace(own, salt=salt, choices=tuple(sorted(choices)))
    return changed(desk, votes=tuple(opened if each is own else each for each in desk.votes))


def decide(actor: Actor, desk: Desk, reason: str, chosen: Collection[str]) -> Desk:
    """The result. `chosen`: whom of those tied where the places end. Raises: DeskElsewhere, NotForYourself, TieToSettle."""
    require_disinterested(actor, desk)
    require_step(desk, DeskState.REVEALING)
    votes = Counter(choice for each in desk.votes for choice in each.choices or ())
    won: set[str] = set()
    settled: set[str] = set()
    for kind in CandidateKind:
        standing = [each for each in desk.candidates if each.kind is kind and not each.out]
        clear, tied, left = winners(
            {each.candidate_id: votes[each.candidate_id] for each in standing}, desk.places(kind)
        )
        picked = tied & set(chosen)
        if tied and len(picked) != left:
            raise TieToSettle(tied=sorted(tied), places=left)
        won |= clear | picked
        settled |= picked
    if settled != set(chosen):
        raise Invalid(faults=[Fault("/chosen", "只能选最后名额上票数相同的候选")])
    counts = [
        Count(each.candidate_id, votes[each.candidate_id], each.candidate_id in won)
        for each in desk.candidates
        if not each.out
    ]
    ordered = sorted(counts, key=lambda each: (not each.won, -each.votes, each.candidate_id))
    return step_on(desk, counts=tuple(ordered), reason=reason)


def winners(votes: Mapping[str, int], places: int) -> tuple[set[str], set[str], int]:
    """Who won for sure, who is tied where the places end, and how many of those there is a place for. No vote, no place."""
    named = sorted((count for count in votes.values() if count), reverse=True)
    if places == 0 or not named:
        return set(), set(), 0
    last = named[min(places, len(named)) - 1]
    above = {each for each, count in votes.items() if count > last}
    level = {each for each, count in votes.items() if count == last}
    left = places - len(above)
    return (above | level, set(), 0) if len(level) <= left else (above, level, left)


def require_winner(desk: Desk, candidate_id: str) -> Standing:
    """A candidate who won. Raises: DeskElsewhere, NotFound."""
    require_step(desk, DeskState.DECIDED)
    won = {each.candidate_id for each in desk.counts if each.won}
    found = next((each for each in desk.candidates if each.candidate_id == candidate_id in won), None)
    if found is None:
        raise NotFound
    return found


def _require_ballot(desk: Desk, juror: Juror, choices: Sequence[str]) -> None:
    standing = standing_in(desk)
    faults = [Fault("/choices", f"{each} 不在候选里") for each in choices if each not in standing]
    if len(set(choices)) != len(choices):
        faults.append(Fault("/choices", "一名候选只写一次"))
    chosen = [standing[each] for each in set(choices) if each in standing]
    for kind in CandidateKind:
        if sum(each.kind is kind for each in chosen) > desk.places(kind):
            faults.append(Fault("/choices", f"最多选 {desk.places(kind)} 个{_NAMES[kind]}"))
    if any(each.kind is CandidateKind.SQUADRON and within(juror.unit_path, each.unit_path) for each in chosen):
        faults.append(Fault("/choices", "不能投自己所在的中队"))
    if faults:
        raise Invalid(faults=faults)


_NAMES: Mapping[CandidateKind, str] = {CandidateKind.VOLUNTEER: "个人", CandidateKind.SQUADRON: "中队"}
