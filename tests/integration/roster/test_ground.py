import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.kernel.geo import Crs, Position, distance_m
from shouwang.platform import audit, dynamo
from shouwang.roster.models import AssemblyPoint, Unit
from shouwang.roster.rules import NoSuchPoint, NoSuchUnit
from shouwang.roster.service import FRESH_FOR_S, ForceMissing, GroundCache, Roster
from tests.world import POINT, POINT_WGS84, SQUADRON, small_force


class RealTime:
    """The seconds that pass for the cache, as the test says."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def real_time() -> RealTime:
    return RealTime()


@pytest.fixture
def roster(world, real_time) -> Roster:
    """The roster as another process would hold it."""
    return Roster(world.clock, world.house.new_id, GroundCache(real_time))


def test_everybody_signed_in_sees_the_tree(world):
    tree = world.sign_in("外人").get("/v1/units").json["units"]

    assert tree[0] == {
        "path": "D1",
        "name": "望澜区义警支队",
        "level": "detachment",
        "kind": "territorial",
        "speciality": "",
    }
    assert [(unit["path"], unit["level"]) for unit in tree] == [
        ("D1", "detachment"),
        ("D1/B01", "brigade"),
        ("D1/B01/S01", "squadron"),
        ("D1/B01/S02", "squadron"),
        ("D1/B02", "brigade"),
        ("D1/B02/S01", "squadron"),
    ]


def test_nobody_sees_anything_without_signing_in(world):
    for path in ("/v1/units", "/v1/assembly-points", "/v1/volunteers"):
        assert world.client.get(path).status_code == 401


def test_points_are_told_as_maps_in_china_show_them(world):
    told = world.sign_in("外人").get(f"/v1/assembly-points?unit={SQUADRON}").json

    (point,) = told["points"]
    shown = Position(point["latitude_deg"], point["longitude_deg"], Crs(told["crs"]))
    assert (told["crs"], told["cursor"], point["number"], point["radius_m"]) == ("gcj02", None, POINT, 150)
    assert distance_m(shown, Position(*POINT_WGS84, Crs.WGS84)) < 0.1
    assert distance_m(replace(shown, crs=Crs.WGS84), Position(*POINT_WGS84, Crs.WGS84)) > 100


def test_points_come_in_pages_of_a_unit_and_all_below_it(world):
    force, units, _ = small_force()
    middle = Position(*POINT_WGS84, Crs.WGS84)
    many = [AssemblyPoint.at(f"{n:03d}", f"望江社区第 {n} 集结点", SQUADRON, middle, 150) for n in range(1, 111)]
    world.house.roster.put_ground(force, units, many)
    person = world.sign_in("外人")

    pages, cursor = [], ""
    while cursor is not None:
        answer = person.get(f"/v1/assembly-points?cursor={cursor}")
        assert len(answer.data) <= 15 * 1024
        pages.append([point["number"] for point in answer.json["points"]])
        cursor = answer.json["cursor"]

    assert [len(page) for page in pages] == [50, 50, 10]
    assert [number for page in pages for number in page] == [point.number for point in many]
    assert person.get("/v1/assembly-points?unit=D1/B02").json["points"] == []


def test_units_points_and_the_forces_data_cost_nothing_once_they_were_read(roster):
    with dynamo.counting() as requests:
        roster.point(POINT)
        first = requests()
        roster.nearest_point(Position(28.52, 109.52, Crs.WGS84))
        roster.unit(SQUADRON)
        roster.force()

    assert (first, requests()) == (3, 3)


def test_after_a_minute_one_request_asks_whether_anything_changed(roster, real_time):
    roster.force()
    real_time.seconds = FRESH_FOR_S - 0.1
    with dynamo.counting() as requests:
        roster.force()
        within = requests()
        real_time.seconds = FRESH_FOR_S
        roster.force()
        roster.force()

    assert (within, requests()) == (0, 1)


def test_what_another_process_changed_is_seen_within_a_minute(world, roster, real_time):
    roster.force()
    force, units, points = small_force()
    world.house.roster.put_ground(replace(force, oldest=70), units, [replace(points[1], radius_m=300)])

    before = (roster.force().oldest, roster.point(POINT).radius_m)
    real_time.seconds = FRESH_FOR_S
    after = (roster.force().oldest, roster.point(POINT).radius_m)

    assert (before, after) == ((200, 150), (70, 300))


def test_what_is_not_there_is_said_by_name(roster):
    with pytest.raises(NoSuchPoint):
        roster.point("999")
    with pytest.raises(NoSuchUnit):
        roster.unit("D1/B09")


def test_a_store_without_a_force_says_so(world, store):
    from dynamodb_sqlite import Engine

    store.engine.close()
    store.engine = Engine(":memory:")
    dynamo.create_tables()

    with pytest.raises(ForceMissing):
        Roster(world.clock, world.house.new_id).force()


def test_a_commander_adds_a_unit_and_everybody_sees_it(world):
    commander = world.staff("李支队长", Role.COMMANDER)

    kept = commander.put(
        "/v1/units/D1.B02.S02",
        {"name": "水域中队", "kind": "specialised", "speciality": "十年禁渔", "number_prefix": "02-02"},
    )

    shown = {
        "path": "D1/B02/S02",
        "name": "水域中队",
        "level": "squadron",
        "kind": "specialised",
        "speciality": "十年禁渔",
    }
    assert (kept.status_code, kept.json) == (200, shown)
    assert shown in world.sign_in("外人").get("/v1/units").json["units"]
    (line,) = audit.read("unit#D1/B02/S02").items
    assert (line.act, line.actor_id, line.facts) == (
        "unit-kept",
        commander.person_id,
        {"before": None, "name": "水域中队"},
    )


def test_every_fault_of_a_unit_is_told_at_once(world):
    commander = world.staff("李支队长", Role.COMMANDER)

    refused = commander.put("/v1/units/D1.B09.S02", {"name": " ", "number_prefix": "01-01"})

    assert (refused.status_code, [fault["pointer"] for fault in refused.json["errors"]]) == (
        400,
        ["/path", "/name", "/number_prefix"],
    )


@pytest.mark.parametrize(
    ("role", "over", "status", "kind"),
    [
        (Role.COMMANDER, "D1/B02", 404, "no-such-unit"),
        (Role.SQUADRON_LEADER, "D1", 403, "not-allowed"),
        (Role.RECRUITER, "D1", 403, "not-allowed"),
    ],
)
def test_only_who_keeps_the_tree_above_changes_a_unit(world, role, over, status, kind):
    somebody = world.staff("外人", role, over)

    refused = somebody.put("/v1/units/D1.B01.S01", {"name": "改名中队"})

    assert (refused.status_code, refused.json["type"]) == (status, f"/problems/{kind}")
    assert world.house.roster.unit(SQUADRON) == Unit(SQUADRON, "夜市中队", number_prefix="01-01")
