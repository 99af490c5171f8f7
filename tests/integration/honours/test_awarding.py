"""Medals from the outbox: each once, whatever order, number or end the deliveries have."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from shouwang.honours import rules
from shouwang.honours.handlers import handlers
from shouwang.honours.models import AwardKind, AwardState
from shouwang.honours.service import Honours, Medals, medals
from shouwang.honours.store import ClaimRow, CodeRow, CounterRow
from shouwang.platform.dynamo import Conflict, Writes, commit, counting, put
from shouwang.platform.outbox import Event, Outbox
from shouwang.platform.outbox_state import dead_letters
from tests.integration.honours.hall import NUMBER, OTHER_NUMBER, Hall
from tests.tiers import count

BY_HOURS = {"minutes_measured": 1500 * 60, "patrols": 100}
EVERYTHING = {
    **BY_HOURS,
    "nights": 20,
    "call_outs": 20,
    "courses": 1,
    "courses_required": 1,
    "streak_weeks": 52,
    "years": 5,
}


class Killed(BaseException):
    """The process ends here: nothing after this line happens."""


def test_the_first_patrol_earns_its_medal_with_every_word_frozen(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", minutes_measured=210, patrols=1)

    hall.deliver()

    (award,) = hall.awarded(member)
    written = award.inscription
    assert (award.kind, award.medal, award.state) == (AwardKind.MEDAL, "first-patrol", AwardState.ISSUED)
    assert (written.name, written.unit, written.number) == ("张队员", "夜市中队", NUMBER)
    assert (written.title, written.serial) == ("首次巡逻", "望义证〔2026〕第0001号")
    assert written.body.startswith("在义务巡防工作中恪尽职守、甘于奉献，完成首次义务巡逻，授予“首次巡逻”勋章。")
    assert (written.issuer, written.issued_on.isoformat()) == ("望澜区义警支队", "2026-11-23")
    assert hall.told(member) == ["你得到了「首次巡逻」"]


def test_a_change_of_name_and_unit_leaves_the_award_as_it_was_given(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)
    hall.deliver()

    hall.rename(NUMBER, "张新名", "D1/B01/S02")
    hall.enter_hours(member, "e2", patrols=2)
    hall.deliver()

    (award,) = hall.awarded(member)
    assert (award.inscription.name, award.inscription.unit) == ("张队员", "夜市中队")


def test_hours_below_the_first_star_and_no_duty_earn_nothing(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", minutes_measured=100 * 60 - 1)

    delivered = hall.deliver()

    assert delivered == [True]
    assert hall.awarded(member) == []


def test_somebody_who_left_the_force_is_awarded_nothing_and_the_event_is_done(hall: Hall) -> None:
    stranger = hall.world.sign_in("外人")
    hall.enter_hours(stranger, "e1", **EVERYTHING)

    delivered = hall.deliver()

    assert (delivered, hall.awarded(stranger), hall.due()) == ([True], [], [])


def test_an_event_that_comes_three_times_awards_once(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)
    (event,) = hall.due()

    done = [hall.outbox.deliver(event) for _ in range(3)]

    assert done == [True, True, True]
    assert [award.medal for award in hall.awarded(member)] == ["first-patrol"]


def test_a_revoked_medal_is_not_given_again_by_rule(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)
    hall.deliver()
    (award,) = hall.awarded(member)
    assert (
        hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "打卡是别人代打的"}).status_code == 204
    )

    hall.enter_hours(member, "e2", patrols=2)
    hall.deliver()

    assert [(a.medal, a.state) for a in hall.awarded(member)] == [("first-patrol", AwardState.REVOKED)]


def test_more_medals_at_once_than_one_commit_takes_are_all_given(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 2)
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", **EVERYTHING)

    delivered = hall.deliver()

    assert delivered == [True]
    assert [award.medal for award in hall.awarded(member)] == [rule.medal for rule in rules.MEDALS]


def test_eight_medals_at_once_cost_seven_requests(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.world.house.roster.units()  # a process that is warm
    hall.honours.issuer.remember_key()
    hall.enter_hours(member, "e1", patrols=100, nights=20, call_outs=20, courses=1, courses_required=1)
    (event,) = hall.due()

    with counting() as so_far:
        hall.outbox.deliver(event)

    assert so_far() == 7  # look, claims, stars, claim of the number, volunteer, counters, commit
    assert len(hall.awarded(member)) == 8


def test_when_another_award_takes_the_number_first_the_next_number_is_used(hall: Hall) -> None:
    first, second = hall.enlist("张队员", NUMBER), hall.enlist("王队员", OTHER_NUMBER)
    between = _once(lambda: hall.medals.evaluate(second.person_id, Writes()))
    slow = _with_entropy(hall, between)
    hall.enter_hours(first, "e1", patrols=1)
    hall.enter_hours(second, "e2", patrols=1)

    slow.evaluate(first.person_id, Writes())

    serials = [hall.awarded(person)[0].inscription.serial for person in (second, first)]
    assert serials == ["望义证〔2026〕第0001号", "望义证〔2026〕第0002号"]


def test_two_deliveries_for_one_person_at_the_same_moment_award_once(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)
    hall.enter_hours(member, "e2", patrols=1)
    first, second = hall.due()
    slow = Outbox(
        handlers(
            _with_entropy(hall, _once(lambda: _deliver(hall, second))),
            hall.papers,
            hall.commending,
            hall.world.house.publications,
        ),
        hall.world.clock,
    )

    done = slow.deliver(first)

    assert (done, hall.due()) == (True, [])
    assert [award.medal for award in hall.awarded(member)] == ["first-patrol"]


def test_a_counter_that_never_rests_ends_in_a_conflict_and_the_event_waits(hall: Hall) -> None:
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)

    def move_on() -> None:
        row = CounterRow.fetch("证#2026")
        commit(_counter("证#2026", (int(row.last) if row else 0) + 1))

    restless = _with_entropy(hall, move_on)

    with pytest.raises(Conflict):
        restless.evaluate(member.person_id, Writes())
    assert hall.awarded(member) == []
    assert len(hall.due()) == 1


@pytest.mark.proof
def test_shuffled_doubled_and_killed_deliveries_award_every_medal_once(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(20261123)
    people = [hall.enlist(f"队员{n}", f"01-01-{n:04}") for n in range(1, 4)]
    rounds = count(24, 240)
    monkeypatch.setattr(medals, "commit", _dying(chance, medals.commit))

    for n in range(rounds):
        grown = {"minutes_measured": 1500 * 60 * (n + 3) // rounds, "patrols": 100 * (n + 3) // rounds}
        hall.enter_hours(people[n % 3], f"e{n}", **grown)
        _deliver_shuffled(hall, chance, share=0.5)
    while hall.due():
        _deliver_shuffled(hall, chance, share=1.0)

    due = sorted(rule.medal for rule in rules.MEDALS if rule.family in ("stars", "patrols"))
    awards = [award for person in people for award in hall.awarded(person)]
    assert [sorted(a.medal or "" for a in hall.awarded(person)) for person in people] == [due] * 3
    numbers = sorted(award.inscription.serial for award in awards)
    assert numbers == [f"望义证〔2026〕第{n:04}号" for n in range(1, len(awards) + 1)]
    assert sorted(award.status_index for award in awards) == list(range(1, len(awards) + 1))
    assert {row.award_id for row in CodeRow.scan()} == {award.award_id for award in awards}
    assert {row.award_id for row in ClaimRow.scan()} == {award.award_id for award in awards}
    assert [len(hall.told(person)) for person in people] == [len(due)] * 3
    assert list(dead_letters()) == []


def _counter(name: str, last: int) -> Writes:
    return put(CounterRow(counter=name, last=last))


def _once(act: Callable[[], None]) -> Callable[[], None]:
    """The act, the first time only."""
    left = [act]
    return lambda: left.pop()() if left else None


def _deliver(hall: Hall, event: Event) -> None:
    assert hall.outbox.deliver(event)


def _with_entropy(hall: Hall, between: Callable[[], None]) -> Medals:
    """Medals in which something else happens after the counters were read and before they are moved."""
    made = hall.honours

    def entropy(size: int) -> bytes:
        between()
        return made.entropy(size)

    slow = Honours(made.issuer, made.holders, made.facts, made.now, made.new_id, entropy)
    return Medals(slow, hall.stars, made.facts, made.facts)


def _dying(chance: random.Random, really: Callable[..., None]) -> Callable[..., None]:
    """Commit, in a process that may be killed just before or just after it."""

    def maybe(*writes: Writes, token: str | None = None) -> None:
        if chance.random() < 0.25:
            raise Killed
        really(*writes, token=token)
        if chance.random() < 0.25:
            raise Killed

    return maybe


def _deliver_shuffled(hall: Hall, chance: random.Random, share: float) -> None:
    """Some of what is due, twice each, in any order, by processes that may be killed."""
    batch = [event for event in hall.due() if chance.random() < share] * 2
    chance.shuffle(batch)
    for event in batch:
        with suppress(Killed):
            hall.outbox.deliver(event)
