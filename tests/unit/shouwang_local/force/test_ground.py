"""Units, points and map of the demo force hang together."""

import json
from collections import Counter

from shouwang.kernel.geo import Crs, Position, distance_m
from shouwang_local.force import district
from shouwang_local.force.points import assembly_points, points_of
from shouwang_local.force.units import Kind, Level, brigades, detachment, squadrons, unit, units


def apart_m(a: district.LatLng, b: district.LatLng) -> float:
    return distance_m(Position(*a, Crs.WGS84), Position(*b, Crs.WGS84))


def test_the_force_has_one_detachment_six_brigades_and_twenty_three_squadrons():
    levels = Counter(each.level for each in units())

    assert levels == {Level.DETACHMENT: 1, Level.BRIGADE: 6, Level.SQUADRON: 23}
    assert {each.kind for each in squadrons()} == {Kind.TERRITORIAL, Kind.SPECIALISED}


def test_codes_names_and_paths_are_unique_and_every_parent_stands_before_its_children():
    paths = [each.path for each in units()]

    assert len({each.code for each in units()}) == len({each.name for each in units()}) == len(set(paths)) == 30
    for place, each in enumerate(units()):
        assert each.parent_path is None or each.parent_path in paths[:place]


def test_a_squadron_knows_its_path_and_the_prefix_of_its_numbers():
    night_market = unit("S05")

    assert (night_market.name, night_market.path, night_market.number_prefix) == ("南塘夜市中队", "D1/B02/S05", "02-05")
    assert detachment().parent_path is None


def test_the_specialised_squadrons_cover_law_emergencies_water_schools_disputes_and_the_old():
    tasks = {each.task for each in squadrons() if each.kind is Kind.SPECIALISED}

    assert tasks == {"法律宣传", "应急支援", "十年禁渔", "未成年人保护", "矛盾调处", "敬老巡访"}


def test_the_points_are_numbered_001_to_110_without_a_gap():
    assert [point.number for point in assembly_points()] == [f"{number:03d}" for number in range(1, 111)]
    assert len({point.name for point in assembly_points()}) == 110


def test_every_point_stands_on_the_ground_of_its_squadron_and_inside_the_outline():
    astray = [
        point.number
        for point in assembly_points()
        if not district.contains(district.area_of(point.squadron_code), (point.latitude_deg, point.longitude_deg))
        or not district.contains(district.outline(), (point.latitude_deg, point.longitude_deg))
    ]

    assert astray == []


def test_every_squadron_keeps_a_point_and_most_radii_are_the_default():
    radii = Counter(point.radius_m for point in assembly_points())

    assert all(points_of(squadron.code) for squadron in squadrons())
    assert (min(radii), max(radii), radii.most_common(1)[0][0]) == (50, 300, 150)


def test_point_042_is_the_night_market_of_nantang():
    point = assembly_points()[41]

    assert (point.number, point.name, point.squadron_code) == ("042", "南塘夜市东口", "S05")


def test_two_points_are_never_so_close_that_a_small_error_confuses_them():
    points = assembly_points()
    closest_m = min(
        apart_m((a.latitude_deg, a.longitude_deg), (b.latitude_deg, b.longitude_deg))
        for place, a in enumerate(points)
        for b in points[place + 1 :]
    )

    assert closest_m > 300


def test_the_district_is_about_twelve_by_ten_kilometres():
    latitudes, longitudes = zip(*district.outline(), strict=True)
    wide_m = apart_m((latitudes[0], min(longitudes)), (latitudes[0], max(longitudes)))
    high_m = apart_m((min(latitudes), longitudes[0]), (max(latitudes), longitudes[0]))

    assert 11_000 < wide_m < 13_000
    assert 9_000 < high_m < 11_000


def test_the_map_is_geojson_with_closed_areas_of_every_brigade_a_river_and_roads():
    kinds = Counter(feature.kind for feature in district.features())

    assert json.loads(district.geojson())["type"] == "FeatureCollection"
    assert kinds == {"outline": 1, "brigade_area": 6, "squadron_area": 14, "river": 1, "lake": 1, "road": 4}
    assert all(each.line_deg[0] == each.line_deg[-1] for each in district.features() if each.kind.endswith("_area"))
    assert district.area_of("D1") == district.outline()


def test_a_brigade_holds_the_middle_of_no_other_brigade():
    for brigade in brigades():
        inside = [
            point.number
            for point in assembly_points()
            if district.contains(district.area_of(brigade.code), (point.latitude_deg, point.longitude_deg))
        ]

        assert inside == [p.number for p in assembly_points() if unit(p.squadron_code).parent_path == brigade.path]
