from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shouwang.honours import rules
from shouwang.honours.models import AwardKind, Fact
from shouwang.kernel.problem import NotFound

MEDALS = [rule.medal for rule in rules.MEDALS]


@dataclass(frozen=True)
class Facts:
    minutes_measured: int = 0
    patrols: int = 0


facts = st.builds(Facts, st.integers(0, 200_000), st.integers(0, 400))
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
        (Facts(minutes_measured=1500 * 60, patrols=100), MEDALS),
    ],
)
def test_grounds_are_reached_at_the_number_itself(done, medals):
    assert due(done) == medals


@given(facts, held)
def test_what_is_due_is_reached_and_not_held(done, had):
    assert due(done, had) == [medal for medal in due(done) if medal not in had]


@given(facts, st.integers(0, 50_000), st.integers(0, 100))
def test_doing_more_never_loses_a_medal(done, minutes, patrols):
    more = Facts(done.minutes_measured + minutes, done.patrols + patrols)

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
        assert step.have + step.missing == step.rule.at_least
        assert step.rule.medal not in had
        assert step.rule.medal not in due(done)


def test_progress_names_the_nearest_star_and_what_is_missing():
    ahead = {step.rule.medal: step.missing for step in rules.progress(Facts(412 * 60 + 36, 30), {"star-1", "star-2"})}

    assert ahead == {"star-3": 187 * 60 + 24, "patrols-50": 20}


def test_who_has_everything_has_nothing_ahead():
    assert rules.progress(Facts(1500 * 60, 100), set(MEDALS)) == ()


def test_every_medal_has_a_name_of_its_own_a_known_ground_and_words_that_quote_it():
    assert len(MEDALS) == len(set(MEDALS)) <= rules.MOST_AT_ONCE
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
