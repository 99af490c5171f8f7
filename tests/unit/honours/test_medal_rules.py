from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from shouwang.honours import rules
from shouwang.honours.models import AwardKind, Done as Facts, Fact
from shouwang.kernel.problem import NotFound

MEDALS = [rule.medal for rule in rules.MEDALS]


BY_HOURS = [rule.medal for rule in rules.MEDALS if rule.family in ("stars", "patrols")]
WHOLE = Facts(1500 * 60, 100, nights=20, call_outs=20, courses=2, courses_required=2, streak_weeks=52, years=5)

facts = st.builds(
    Facts,
    st.integers(0, 200_000),
    st.integers(0, 400),
    st.integers(0, 40),
    st.integers(0, 40),
    st.none() | st.integers(0, 3),
    st.integers(0, 3),
    st.integers(0, 60),
    st.none() | st.integers(0, 9),
)
held = st.sets(st.sampled_from(MEDALS))


def due(done: Facts, had: set[str] = frozenset()) -> list[str]:
    return [rule.medal for rule in rules.medals_due(done, had)]


@pytest.mark.parametrize(
    ("done", "medals"),
    [
        (Facts(), []),
        (Facts(patrols=1), ["first-patrol"]),
        (Facts(minutes_measured=5999), []),
        (Facts(minutes_measured=6000), ["star-1"]),
        (Facts(minutes_measured=600 * 60, patrols=9), ["first-patrol", "star-1", "star-2", "star-3"]),
        (Facts(patrols=50), ["first-patrol", "patrols-10", "patrols-50"]),
        (Facts(minutes_measured=1500 * 60, patrols=100), BY_HOURS),
        (Facts(nights=19, call_outs=4, streak_weeks=4, years=0), []),
        (Facts(nights=20, call_outs=5, courses=3, courses_required=3), ["night-watch", "call-out-5", "training"]),
        (Facts(courses=2, courses_required=3), []),
        (Facts(courses=0, courses_required=0), []),
        (Facts(courses=None, courses_required=1), []),
        (Facts(streak_weeks=5, years=3), ["streak-30", "anniversary-1", "anniversary-3"]),
        (WHOLE, MEDALS),
    ],
)
def test_grounds_are_reached_at_the_number_itself(done, medals):
    assert due(done) == medals


@given(facts, held)
def test_what_is_due_is_reached_and_not_held(done, had):
    assert due(done, had) == [medal for medal in due(done) if medal not in had]


@given(facts, st.integers(0, 50_000), st.integers(0, 100))
def test_doing_more_never_loses_a_medal(done, minutes, patrols):
    more = replace(
        done,
        minutes_measured=done.minutes_measured + minutes,
        patrols=done.patrols + patrols,
        nights=done.nights + patrols,
        streak_weeks=done.streak_weeks + patrols,
    )

    assert set(due(done)) <= set(due(more))


@given(st.lists(facts, max_size=8))
def test_looking_in_any_order_ends_with_the_same_medals(looks):
    forwards, backwards = set(), set()
    for look in looks:
        forwards |= set(due(look, forwards))
    for look in reversed(looks):
        backwards |= set(due(look, backwards))

    assert forwards == backwards


@given(facts, held)
def test_progress_is_one_medal_a_family_still_ahead(done, had):
    ahead = rules.progress(done, had)

    families = [step.rule.family for step in ahead]
    assert len(families) == len(set(families))
    for step in ahead:
        assert step.missing > 0
        assert step.have + step.missing == step.need
        assert step.rule.medal not in had
        assert step.rule.medal not in due(done)


def test_progress_names_the_nearest_star_and_what_is_missing():
    ahead = {step.rule.medal: step.missing for step in rules.progress(Facts(412 * 60 + 36, 30), {"star-1", "star-2"})}

    assert ahead == {
        "star-3": 187 * 60 + 24,
        "patrols-50": 20,
        "night-watch": 20,
        "call-out-5": 5,
        "streak-30": 5,
    }


@pytest.mark.parametrize(
    ("done", "medal", "words"),
    [
        (Facts(minutes_measured=99 * 60 + 30), "star-1", "还差 30 分"),
        (Facts(minutes_measured=60), "star-1", "还差 99 小时"),
        (Facts(minutes_measured=61), "star-1", "还差 98 小时 59 分"),
        (Facts(patrols=7), "patrols-10", "还差 3 次执勤"),
        (Facts(streak_weeks=3), "streak-30", "还差 2 周，每周至少一次执勤"),
        (Facts(years=2), "anniversary-3", "还差 1 年"),
        (Facts(years=2, joined_on=date(2024, 3, 1)), "anniversary-3", "2027 年 3 月 1 日满 3 年"),
    ],
)
def test_what_is_missing_is_said_in_words(done, medal, words):
    (step,) = [each for each in rules.progress(done, MEDALS[:1]) if each.rule.medal == medal]

    assert rules.missing_words(step) == words


def test_of_what_was_not_counted_no_medal_is_looked_at():
    without = rules.looked_at(Facts())

    assert set(MEDALS) - set(without) == {"training", "anniversary-1", "anniversary-3", "anniversary-5"}
    assert rules.looked_at(Facts(courses=1, courses_required=1, years=0)) == MEDALS


def test_who_has_everything_has_nothing_ahead():
    assert rules.progress(WHOLE, set(MEDALS)) == ()


def test_every_medal_has_a_name_of_its_own_a_known_ground_and_words_that_quote_it():
    assert len(MEDALS) == len(set(MEDALS))
    for rule in rules.MEDALS:
        citation = rules.medal_citation(rule)
        assert rule.fact in set(Fact)
        assert f"授予“{rule.title}”勋章" in citation.body
        assert (citation.kind, citation.title, citation.medal) == (AwardKind.MEDAL, rule.title, rule.medal)


def test_every_medal_has_been_drawn_earned_and_locked():
    from shouwang.honours.rendering import medal_png

    for rule in rules.MEDALS:
        assert medal_png(rule.art)[:4] == medal_png(rule.art, locked=True)[:4] == b"\x89PNG"


def test_a_medal_is_known_by_its_id():
    assert rules.require_medal("star-5").title == "五星服务之星"
    with pytest.raises(NotFound):
        rules.require_medal("star-6")


def test_courses_that_ran_out_take_no_medal_back_while_patrols_that_are_gone_do():
    lapsed = Facts(patrols=9, courses=1, courses_required=2)

    assert "training" not in rules.looked_at(lapsed)
    assert "patrols-10" in rules.looked_at(lapsed)
    assert "training" in rules.looked_at(replace(lapsed, courses=2))


@pytest.mark.parametrize(
    ("joined", "years", "day"),
    [
        (date(2024, 3, 1), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 1, date(2025, 3, 1)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2024, 12, 31), 5, date(2029, 12, 31)),
    ],
)
def test_an_anniversary_is_the_first_day_on_which_the_years_are_whole(joined, years, day):
    assert rules.anniversary(joined, years) == day
    assert rules.years_between(joined, day) == years
    assert rules.years_between(joined, day - timedelta(days=1)) == years - 1


def test_only_the_way_to_an_anniversary_has_a_day():
    ahead = rules.progress(Facts(patrols=1, years=0, joined_on=date(2026, 3, 1)), {"first-patrol"})

    assert {step.rule.medal: step.on for step in ahead if step.on} == {"anniversary-1": date(2027, 3, 1)}


def test_a_rack_counts_medals_and_names_the_highest_star():
    racks = [rules.rack(medals) for medals in ([], ["first-patrol"], ["star-2", "first-patrol", "star-1"])]

    assert [(rack.medals, rack.star) for rack in racks] == [(0, 0), (1, 0), (3, 2)]
