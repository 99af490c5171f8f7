import pytest
from hypothesis import given, strategies as st

from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.kernel.geo import Crs, Position, distance_m
from shouwang.kernel.problem import Fault, Invalid
from shouwang.roster.models import AssemblyPoint, Force, Level, Unit
from shouwang.roster.rules import (
    NoNumbersHere,
    NoSuchPoint,
    NoSuchUnit,
    check_unit,
    nearest,
    next_number,
    require_keeper,
    require_sight,
)

FORCE = Force(
    "望澜区义警支队", ((290_000_000, 1_114_000_000), (290_900_000, 1_115_200_000), (290_100_000, 1_115_000_000))
)
SQUADRON = Unit("D1/B02/S05", "南塘夜市中队", number_prefix="02-05")
TREE = {unit.path: unit for unit in (Unit("D1", "支队"), Unit("D1/B02", "南塘大队"), SQUADRON)}

places = st.builds(
    Position, st.floats(28.9, 29.1, allow_nan=False), st.floats(111.3, 111.6, allow_nan=False), st.just(Crs.WGS84)
)


def staff(role: Role, unit_path: str) -> Actor:
    return Actor("person", "session", (Grant(role, unit_path),))


def test_the_next_number_is_the_squadrons_prefix_and_the_next_sequence() -> None:
    assert next_number(SQUADRON, FORCE, 136) == "02-05-0137"


def test_a_sequence_beyond_the_digits_grows_rather_than_wraps() -> None:
    assert next_number(SQUADRON, FORCE, 9_999) == "02-05-10000"


def test_the_number_scheme_is_data_of_the_force() -> None:
    force = Force("另一支队", FORCE.outline_e7, number_separator="", number_digits=3)

    assert next_number(Unit("D1/B01/S01", "一中队", number_prefix="A"), force, 0) == "A001"


def test_a_brigade_gives_no_numbers() -> None:
    with pytest.raises(NoNumbersHere):
        next_number(TREE["D1/B02"], FORCE, 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_places_in_a_sequence_never_give_one_number(a: int, b: int) -> None:
    assert (next_number(SQUADRON, FORCE, a) == next_number(SQUADRON, FORCE, b)) == (a == b)


@given(st.lists(places, min_size=1, max_size=20), places)
def test_no_point_is_closer_than_the_nearest(middles: list[Position], here: Position) -> None:
    points = [AssemblyPoint.at(f"{n:03d}", "点", "D1", middle, 150) for n, middle in enumerate(middles)]

    found = nearest(points, here)

    assert distance_m(found.position, here) == min(distance_m(point.position, here) for point in points)


def test_a_force_without_points_has_no_nearest_one() -> None:
    with pytest.raises(NoSuchPoint):
        nearest([], Position(29.0, 111.4, Crs.WGS84))


@given(places)
def test_a_point_kept_in_whole_numbers_stays_within_a_centimetre(middle: Position) -> None:
    kept = AssemblyPoint.at("042", "点", "D1", middle.in_crs(Crs.GCJ02), 150)

    assert distance_m(kept.position, middle) < 0.01


def test_the_box_holds_its_outline_and_nothing_beyond() -> None:
    box = FORCE.box

    inside = box.contains(Position(29.05, 111.45, Crs.WGS84))
    beyond = [
        box.contains(Position(latitude, longitude, Crs.WGS84))
        for latitude, longitude in ((28.9, 111.45), (29.1, 111.45), (29.05, 111.3), (29.05, 111.6), (0.0, 0.0))
    ]

    assert (inside, beyond) == (True, [False] * 5)


def test_a_units_level_and_parent_come_from_its_path() -> None:
    assert [(unit.level, unit.parent_path) for unit in TREE.values()] == [
        (Level.DETACHMENT, None),
        (Level.BRIGADE, "D1"),
        (Level.SQUADRON, "D1/B02"),
    ]


def test_a_new_squadron_with_its_own_prefix_fits() -> None:
    check_unit(Unit("D1/B02/S06", "南塘商圈中队", number_prefix="02-06"), TREE)


def test_a_unit_may_be_changed_and_keep_its_prefix() -> None:
    check_unit(Unit("D1/B02/S05", "夜市中队", number_prefix="02-05"), TREE)


def test_every_fault_of_a_unit_is_told_at_once() -> None:
    with pytest.raises(Invalid) as refused:
        check_unit(Unit("D1/B09/S06", " ", number_prefix="02-05"), TREE)

    assert refused.value.faults == (
        Fault("/path", "上级单位还没有建"),
        Fault("/name", "没有填"),
        Fault("/number_prefix", "南塘夜市中队已经在用"),
    )


@pytest.mark.parametrize("path", ["", "D1/", "d1", "D1/B02/S05/T01", "D1//S05", "D1/../B02"])
def test_a_path_that_is_none_is_refused(path: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_unit(Unit(path, "中队"), TREE)

    assert [fault.pointer for fault in refused.value.faults] == ["/path"]


def test_a_brigade_cannot_have_a_number_prefix() -> None:
    with pytest.raises(Invalid) as refused:
        check_unit(Unit("D1/B03", "柳林大队", number_prefix="03"), TREE)

    assert refused.value.faults == (Fault("/number_prefix", "只有中队发编号"),)


@pytest.mark.parametrize("scope", ["D1", "D1/B02", "D1/B02/S05"])
def test_staff_see_the_units_below_their_own(scope: str) -> None:
    require_sight(staff(Role.SQUADRON_LEADER, scope), "D1/B02/S05")


@pytest.mark.parametrize(
    ("role", "scope"), [(Role.RECRUITER, "D1/B03"), (Role.RECRUITER, "D1/B0"), (Role.VOLUNTEER, "D1/B02/S05")]
)
def test_another_branch_of_the_tree_is_not_there(role: Role, scope: str) -> None:
    with pytest.raises(NoSuchUnit):
        require_sight(staff(role, scope), "D1/B02/S05")


def test_only_who_keeps_the_unit_above_may_change_a_unit() -> None:
    require_keeper(staff(Role.COMMANDER, "D1/B02"), SQUADRON)
    require_keeper(staff(Role.ADMINISTRATOR, "D1"), TREE["D1"])

    with pytest.raises(NoSuchUnit):
        require_keeper(staff(Role.COMMANDER, "D1/B02/S05"), SQUADRON)


def test_the_default_force_takes_people_from_18_to_65_through_six_gates_in_the_seeds_order() -> None:
    gates = tuple(rule.gate for rule in FORCE.gates)

    assert (FORCE.youngest, FORCE.oldest) == (18, 65)
    assert gates == ("willingness", "political", "fitness", "skills", "publicity", "number")
    assert FORCE.publicity_days == 5
