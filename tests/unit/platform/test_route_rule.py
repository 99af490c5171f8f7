"""A route's rule matches as Werkzeug's does, and makes its address when somebody asks after all."""

from werkzeug.routing import Map

from shouwang.platform.web.rule import RouteRule


def test_a_rule_matches_a_path_and_makes_it_again():
    house = Map([RouteRule("/v1/units/<unit>/points/<point>", endpoint="point", methods=["GET"])]).bind("here")

    endpoint, found = house.match("/v1/units/D1/points/042")

    assert (endpoint, found) == ("point", {"unit": "D1", "point": "042"})
    assert house.build("point", found) == "/v1/units/D1/points/042"
    assert house.build("point", {**found, "sort": "name"}) == "/v1/units/D1/points/042?sort=name"
