from datetime import UTC, date, datetime

import pytest
from hypothesis import given, strategies as st

from shouwang.assessment.models import Book, Member, OwnPlace, UnitPlace
from shouwang.assessment.rules import (
    DEFAULT_RULES,
    NoSuchBoard,
    Standing,
    boards,
    own_places,
    period,
    periods_of,
    require_sight,
    standing,
)
from shouwang.kernel.actor import Actor, Grant, Role

AS_OF = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
MEMBERS = [
    Member("P1", "01-01-0001", "李队长", "D1/B01/S01"),
    Member("P2", "01-01-0002", "张队员", "D1/B01/S01"),
    Member("P3", "01-02-0001", "王五", "D1/B01/S02"),
    Member("P4", "02-01-0001", "赵六", "D1/B02/S03"),
]
POINTS = {"P1": 30, "P2": 50, "P3": 30}


def test_every_unit_with_members_has_a_board_up_to_the_force():
    assert [board.unit_path for board in boards(MEMBERS, POINTS, "2026", AS_OF)] == [
        "D1",
        "D1/B01",
        "D1/B01/S01",
        "D1/B01/S02",
        "D1/B02",
        "D1/B02/S03",
    ]


def test_equal_points_share_a_place_and_the_next_place_is_left_out():
    force = boards(MEMBERS, POINTS, "2026", AS_OF)[0]

    assert [(p.position, p.place, p.person_id, p.points) for p in force.places] == [
        (1, 1, "P2", 50),
        (2, 2, "P1", 30),
        (3, 2, "P3", 30),
        (4, 4, "P4", 0),
    ]


def test_each_person_knows_the_own_places_the_neighbours_and_how_far_the_next_above_is():
    force, brigade, squadron, *_ = every = boards(MEMBERS, POINTS, "2026", AS_OF)
    own = own_places(every)
    second, first, third, last = (force.places[place] for place in (1, 0, 2, 3))

    assert own["P3"] == (
        OwnPlace("D1", 2, 4, 30, 20, AS_OF, (first, second), (last,)),
        OwnPlace("D1/B01", 2, 3, 30, 20, AS_OF, brigade.places[:2], ()),
        OwnPlace("D1/B01/S02", 1, 1, 30, None, AS_OF),
    )
    assert third.person_id == "P3"
    assert own["P1"][2].above == squadron.places[:1]
    assert [place.gap for place in own["P4"]] == [30, None, None]


def test_squadrons_compare_by_points_a_head_and_share_places_too():
    more = [*MEMBERS, Member("P5", "02-02-0001", "孙七", "D1/B02/S04")]
    force, brigade, squadron, *_ = boards(more, {**POINTS, "P1": 10, "P4": 30}, "2026", AS_OF)

    assert force.units == (
        UnitPlace(1, 1, "D1/B01/S01", 2, 60, 3000),
        UnitPlace(2, 1, "D1/B01/S02", 1, 30, 3000),
        UnitPlace(3, 1, "D1/B02/S03", 1, 30, 3000),
        UnitPlace(4, 4, "D1/B02/S04", 1, 0, 0),
    )
    assert [unit.unit_path for unit in brigade.units] == ["D1/B01/S01", "D1/B01/S02"]
    assert squadron.units == ()


@pytest.mark.parametrize(
    ("name", "points"),
    [("all", 7), ("2026", 7), ("2026-11", 5), ("2026-W48", 4), ("2026-W49", 2), ("2026-W47", 1), ("2025", 0)],
)
def test_a_period_finds_its_points_in_the_books(name, points):
    november = Book("month#2026-11", 5, 3, {"2026-11-22": 1, "2026-11-23": 2, "2026-11-28": 2})
    december = Book("month#2026-12", 2, 1, {"2026-12-01": 2})
    season, all_time = Book("season#2026", 7, 4), Book("all", 7, 4)
    books = {book.book: book for book in (november, december, season, all_time)}

    assert period(name).points(books) == points


def test_a_day_belongs_to_a_week_a_month_a_season_and_all_time():
    assert periods_of(date(2026, 11, 23)) == ("2026-W48", "2026-11", "2026", "all")
    assert periods_of(date(2027, 1, 1)) == ("2026-W53", "2027-01", "2027", "all")


@pytest.mark.parametrize("name", ["", "26", "2026-13", "2026-W54", "2026-1", "2026-11-01", "all#x"])
def test_what_is_no_period_is_refused(name):
    with pytest.raises(ValueError, match=f"^{name}$"):
        period(name)


@given(st.dictionaries(st.sampled_from([m.person_id for m in MEMBERS]), st.integers(-50, 50)))
def test_who_has_more_points_never_stands_behind(points):
    for board in boards(MEMBERS, points, "2026", AS_OF):
        by_points = [place.points for place in board.places]
        better = [sum(other > place.points for other in by_points) + 1 for place in board.places]

        assert by_points == sorted(by_points, reverse=True)
        assert [place.place for place in board.places] == better


@pytest.mark.parametrize("unit_path", ["D1", "D1/B01", "D1/B01/S01"])
def test_a_member_sees_the_boards_above(unit_path):
    require_sight(Actor("P1", "S", unit_path="D1/B01/S01"), unit_path)


@pytest.mark.parametrize("unit_path", ["D1/B01/S02", "D1/B02", "D2"])
def test_a_member_does_not_see_other_units_boards(unit_path):
    with pytest.raises(NoSuchBoard):
        require_sight(Actor("P1", "S", unit_path="D1/B01/S01"), unit_path)


def test_staff_see_the_boards_of_their_own_subtree_only():
    leader = Actor("P9", "S", (Grant(Role.BRIGADE_LEADER, "D1/B01"),))

    require_sight(leader, "D1/B01/S02")
    with pytest.raises(NoSuchBoard):
        require_sight(leader, "D1")


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (-5, Standing(1, 205)),
        (0, Standing(1, 200)),
        (199, Standing(1, 1)),
        (200, Standing(2, 400)),
        (9_999, Standing(6, 1)),
        (10_000, Standing(7, None)),
        (99_999, Standing(7, None)),
    ],
)
def test_levels_begin_at_their_thresholds(points, expected):
    assert standing(points, DEFAULT_RULES) == expected
