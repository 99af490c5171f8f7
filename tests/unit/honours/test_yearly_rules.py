"""The yearly award desk, pure: one way on, sealed votes, places and ties."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.honours.models.yearly import CandidateKind, Desk, DeskState, Juror, Standing
from shouwang.honours.rules import NotForYourself, ballots, yearly
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.problem import Invalid

NOW = datetime(2026, 12, 1, tzinfo=UTC)
KEEPER = Actor("K", "S", (Grant(Role.COMMANDER, "D1"),))
JURY = tuple(Juror(f"J{n}", f"09-{n}", "D1/B09/S01") for n in range(3))
IDS = [f"c{n}" for n in range(6)]


def desk(state: DeskState = DeskState.SHORTLIST, places: int = 2) -> Desk:
    standing = tuple(Standing(each, CandidateKind.VOLUNTEER, "D1/B01/S01", f"P{each}") for each in IDS)
    opened = yearly.open_desk(2026, "最美义警", (places, 0), JURY, NOW)
    return replace(opened, state=state, candidates=standing, publicity_until=date(2026, 12, 8))


def juror(number: int) -> Actor:
    return Actor(f"J{number}", "S")


def voted(ballots_: list[list[str]], opened: int, places: int = 2) -> Desk:
    now = desk(DeskState.VOTING, places)
    for number, choices in enumerate(ballots_):
        now = ballots.vote(juror(number), now, ballots.seal(2026, f"J{number}", "salt", choices), NOW)
    now = ballots.close_vote(KEEPER, now)
    for number, choices in enumerate(ballots_[:opened]):
        now = ballots.reveal(juror(number), now, "salt", choices)
    return now


@given(votes=st.dictionaries(st.sampled_from(IDS), st.integers(0, 4)), places=st.integers(0, 7))
def test_places_are_filled_from_the_top_and_only_ties_at_the_end_are_left_to_a_person(votes, places):
    clear, tied, left = ballots.winners(votes, places)

    losers = set(votes) - clear - tied
    assert len(clear) + left == min(places, sum(count > 0 for count in votes.values()))
    assert len({votes[each] for each in tied}) <= 1
    assert not tied or len(tied) > left > 0
    assert all(votes[one] > votes[other] for one in clear for other in tied)
    assert all(votes[one] > votes[other] for one in clear | tied for other in losers)


@given(st.lists(st.lists(st.sampled_from(IDS), max_size=2, unique=True), min_size=1, max_size=3), st.integers(0, 3))
def test_only_opened_votes_count(choices, opened):
    now = voted(choices, opened)
    expected = {each: sum(each in ballot for ballot in choices[:opened]) for each in IDS}
    _, tied, left = ballots.winners(expected, 2)

    decided = ballots.decide(KEEPER, now, "票数", sorted(tied)[:left])

    assert {count.candidate_id: count.votes for count in decided.counts} == expected
    assert decided.state is DeskState.DECIDED


@given(st.data())
def test_a_vote_opens_only_as_it_was_sealed(data):
    sealed = data.draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))
    shown = data.draw(st.lists(st.sampled_from(IDS), max_size=2, unique=True))
    now = voted([sealed], 0)

    if set(shown) == set(sealed):
        assert ballots.reveal(juror(0), now, "salt", shown).votes[0].choices == tuple(sorted(sealed))
    else:
        with pytest.raises(ballots.SealBroken):
            ballots.reveal(juror(0), now, "salt", shown)


def test_a_seal_of_one_juror_opens_for_no_other():
    copied = ballots.seal(2026, "J0", "salt", ["c1"])
    now = ballots.vote(juror(1), desk(DeskState.VOTING), copied, NOW)
    now = ballots.close_vote(KEEPER, now)

    with pytest.raises(ballots.SealBroken):
        ballots.reveal(juror(1), now, "salt", ["c1"])


STEPS = {
    "nominate": lambda d: yearly.nominate(
        KEEPER, replace(d, candidates=()), Standing("x", CandidateKind.VOLUNTEER, "D1/B01/S01", "P")
    ),
    "publish": lambda d: yearly.publish(KEEPER, d, 7, date(2026, 12, 1)),
    "object": lambda d: yearly.object_to(d, "c1", date(2026, 12, 8)),
    "open vote": lambda d: yearly.open_vote(KEEPER, d, date(2026, 12, 9)),
    "vote": lambda d: ballots.vote(juror(0), d, "0" * 64, NOW),
    "close vote": lambda d: ballots.close_vote(KEEPER, d),
    "reveal": lambda d: ballots.reveal(juror(0), d, "salt", []),
    "decide": lambda d: ballots.decide(KEEPER, d, "票数", []),
}
AT = {
    DeskState.SHORTLIST: {"nominate", "publish"},
    DeskState.PUBLICITY: {"object", "open vote"},
    DeskState.VOTING: {"vote", "close vote"},
    DeskState.REVEALING: {"reveal", "decide"},
    DeskState.DECIDED: set(),
}


@given(state=st.sampled_from(DeskState), step=st.sampled_from(sorted(STEPS)))
def test_each_step_has_its_time(state, step):
    sealed = ballots.vote(juror(0), desk(DeskState.VOTING), ballots.seal(2026, "J0", "salt", []), NOW)
    now = desk(state) if step == "vote" else replace(sealed, state=state)

    if step in AT[state]:
        assert STEPS[step](now).revision == now.revision + 1
    else:
        with pytest.raises(yearly.DeskElsewhere):
            STEPS[step](now)


@pytest.mark.parametrize("places", [1, 2])
def test_a_tie_where_the_places_end_waits_for_a_person(places):
    now = voted([["c1"], ["c2"], ["c3"]], 3, places)

    with pytest.raises(ballots.TieToSettle) as refused:
        ballots.decide(KEEPER, now, "票数", [])
    settled = ballots.decide(KEEPER, now, "票数相同，看时长", ["c3", "c1"][:places])

    assert refused.value.extra == {"tied": ["c1", "c2", "c3"], "places": places}
    assert [each.candidate_id for each in settled.counts if each.won] == sorted(["c3", "c1"][:places])


def test_nobody_settles_a_tie_with_who_is_not_in_it():
    now = voted([["c1", "c2"], ["c1", "c3"], ["c1"]], 3)

    with pytest.raises(Invalid):
        ballots.decide(KEEPER, now, "票数", ["c2", "c4"])


@pytest.mark.parametrize("publicity_until", [date(2026, 12, 8), date(2026, 12, 9)])
def test_the_vote_opens_only_after_the_last_day_of_publicity(publicity_until):
    now = replace(desk(DeskState.PUBLICITY), publicity_until=publicity_until)

    with pytest.raises(yearly.PublicityRuns):
        yearly.open_vote(KEEPER, now, date(2026, 12, 8))


def test_a_squadron_is_not_voted_for_by_its_own():
    squadron = Standing("D1/B09/S01", CandidateKind.SQUADRON, "D1/B09/S01")
    now = replace(desk(DeskState.VOTING), candidates=(squadron,), squadrons=1)
    now = ballots.vote(juror(0), now, ballots.seal(2026, "J0", "salt", ["D1/B09/S01"]), NOW)

    with pytest.raises(Invalid) as refused:
        ballots.reveal(juror(0), ballots.close_vote(KEEPER, now), "salt", ["D1/B09/S01"])

    assert [fault.detail for fault in refused.value.faults] == ["不能投自己所在的中队"]


def test_who_is_a_candidate_keeps_no_desk():
    candidate = Actor("Pc1", "S", (Grant(Role.COMMANDER, "D1"),))

    with pytest.raises(NotForYourself):
        ballots.decide(candidate, voted([["c1"]], 1), "票数", [])
