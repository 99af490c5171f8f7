"""What each lane of a check-in costs in requests to the store; an independent computation agrees with what is told."""

import math
import random
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from shouwang.platform import dynamo
from tests.tiers import count
from tests.world import POINT, POINT_WGS84


def requests_of(answer) -> int:
    return int(answer.headers["Server-Timing"].rpartition("=")[2])


def queued(watch, way: str, sequence: int):
    captured_at = (watch.world.clock() - timedelta(minutes=3)).isoformat()
    fix = watch.at_point(5) | {"fix_at": captured_at}
    return watch.tap(way, fix, nonce=None, captured_at=captured_at, sequence=sequence)


def tap_all(watch, way: str, people):
    """One at the point, one at its edge with a network's accuracy, one without a position."""
    fixes = [[watch.at_point(5)], [watch.at_point(158, 65.0)], []]
    return [watch.tap(way, *some, person=one) for one, some in zip(people, fixes, strict=True)]


def test_live_inside_uncertain_without_a_fix_and_queued_cost_three_requests(watch):
    others = [watch.volunteer_named(name, f"01-01-050{n}") for n, name in enumerate("甲乙丙")]
    watch.volunteer.get("/v1/assembly-points")  # a process that has just begun reads the ground first

    arrived = tap_all(watch, "in", others)
    arrived.append(queued(watch, "in", 1))
    watch.world.clock.advance(minutes=9)
    left = tap_all(watch, "out", others)
    left.append(queued(watch, "out", 2))

    assert [answer.status_code for answer in arrived + left] == [201] * 8
    assert max(requests_of(answer) for answer in arrived + left) <= 3


@contextmanager
def written():
    """What requests write inside the block: rows, and units as DynamoDB counts them, those of indexes included."""
    rows, units, events = [], [], dynamo.connection.connection().client.meta.events

    def ask(params, model, **_):
        if model.name == "TransactWriteItems":
            rows.extend(params["TransactItems"])
            return {**params, "ReturnConsumedCapacity": "TOTAL"}
        return None

    def note(parsed, model, **_):
        if model.name == "TransactWriteItems":
            units.extend(one["CapacityUnits"] for one in parsed["ConsumedCapacity"])

    heard = (("provide-client-params.dynamodb", ask), ("after-call.dynamodb", note))
    for name, hear in heard:
        events.register(name, hear)
    try:
        yield rows, units
    finally:
        for name, hear in heard:
            events.unregister(name, hear)


def test_a_live_tap_writes_as_many_rows_and_units_as_the_data_model_says(watch):
    wrote = []
    for way in ("in", "out"):
        with written() as (rows, units):
            assert watch.tap(way, watch.at_point(5)).status_code == 201
        wrote.append((len(rows), sum(units)))
        watch.world.clock.advance(minutes=9)

    (arrival_rows, arrival_units), (departure_rows, departure_units) = wrote
    page = Path("docs/data-model.md").read_text()
    assert f"{arrival_rows} rows and {arrival_units:.0f} units to arrive" in page
    assert f"{departure_rows} rows and {departure_units:.0f} units to leave" in page


def test_a_refusal_and_a_double_tap_cost_one_request_more(watch):
    watch.volunteer.get("/v1/assembly-points")
    body = {"way": "in", "point_number": POINT, "fixes": [watch.at_point(5)], "nonce": watch.nonce(watch.volunteer)}

    first = watch.volunteer.post("/v1/checkins", body, key="one-and-the-same")
    again = watch.volunteer.post("/v1/checkins", body, key="one-and-the-same")
    far = watch.tap("in", watch.at_point(620))

    assert again.json == first.json
    assert (requests_of(first) <= 3, requests_of(again) <= 4) == (True, True)
    assert (far.status_code, requests_of(far) <= 4) == (422, True)


# An independent reckoning: the ellipsoid's chord through space, and the share of a Gaussian inside a circle by plain summing.
_A, _E2 = 6378137.0, 0.00669437999014


def _in_space(latitude_deg: float, longitude_deg: float) -> tuple[float, float, float]:
    latitude, longitude = math.radians(latitude_deg), math.radians(longitude_deg)
    normal = _A / math.sqrt(1 - _E2 * math.sin(latitude) ** 2)
    flat = normal * math.cos(latitude)
    return flat * math.cos(longitude), flat * math.sin(longitude), normal * (1 - _E2) * math.sin(latitude)


def _p(distance_m: float, radius_m: float, accuracy_m: float) -> float:
    """Summed over the angle at which a chord meets the circle: over its offset, lengths change too fast at the edge."""
    sigma = max(accuracy_m, 3.0) / math.sqrt(-2 * math.log(0.32))
    steps, total = 2_000, 0.0
    for n in range(steps):
        angle = ((n + 0.5) / steps - 0.5) * math.pi
        across = math.erf(radius_m * math.cos(angle) / sigma / math.sqrt(2))
        total += math.exp(-((radius_m * math.sin(angle) - distance_m) ** 2) / 2 / sigma**2) * across * math.cos(angle)
    return total * math.pi * radius_m / steps / sigma / math.sqrt(2 * math.pi)


@pytest.mark.proof
def test_what_is_told_of_a_trace_matches_an_independent_computation(watch):
    prcoords = pytest.importorskip("prcoords")
    rnd = random.Random(5)
    points = {p.number: (p.latitude_e7 / 1e7, p.longitude_e7 / 1e7) for p in watch.world.house.roster.points()}

    for _ in range(count(60, 1_000)):
        at = (POINT_WGS84[0] + rnd.uniform(-0.03, 0.03) * 0.1, POINT_WGS84[1] + rnd.uniform(-0.03, 0.03) * 0.1)
        accuracy_m = round(rnd.choice([rnd.uniform(4, 30), 65.0, rnd.uniform(30, 100)]), 2)
        bent = prcoords.wgs_gcj(prcoords.Coords(*at), check_china=False)
        fix = watch.at_point(accuracy_m=accuracy_m) | {"latitude": bent.lat, "longitude": bent.lon}
        answer = watch.volunteer.post(
            "/v1/checkins", {"way": "in", "fixes": [fix], "nonce": watch.nonce(watch.volunteer)}
        )

        near = min(points, key=lambda number: math.dist(_in_space(*points[number]), _in_space(*at)))
        away_m = math.dist(_in_space(*points[near]), _in_space(*at))
        likely = _p(away_m, 150.0, accuracy_m)
        wanted = "inside" if likely >= 0.75 else "outside" if likely <= 0.05 else "uncertain"
        if answer.status_code == 422:
            assert (wanted, answer.json["distance_m"]) == ("outside", pytest.approx(away_m, abs=0.6))
        else:
            told = answer.json
            assert (told["verdict"], told["duty"]["point_number"]) == (wanted, near)
            assert told["p_inside"] == pytest.approx(likely, abs=2e-6)
            assert told["distance_m"] == pytest.approx(away_m, abs=0.6)
            watch.world.clock.advance(minutes=1)
            assert watch.tap("out", watch.at_point(0)).status_code == 201
            watch.world.clock.advance(minutes=6)


def _walked(watch, prcoords, rnd: random.Random) -> tuple[list[dict], list[tuple]]:
    """A few fixes as phones send them: either datum, with or without an accuracy, in no order; and where each truly is."""
    sent, true = [], []
    for ago_s in rnd.sample(range(101), rnd.randint(1, 4)):  # of two as fine and as new either may decide
        at = (POINT_WGS84[0] + rnd.uniform(-0.002, 0.002), POINT_WGS84[1] + rnd.uniform(-0.002, 0.002))
        accuracy_m = rnd.choice([None, 0.0, round(rnd.uniform(4, 30), 2), 65.0, round(rnd.uniform(101, 900), 1)])
        taken = watch.world.clock() - timedelta(seconds=ago_s)
        bent = prcoords.wgs_gcj(prcoords.Coords(*at), check_china=False)
        place = rnd.choice([("wgs84", *at), ("gcj02", bent.lat, bent.lon)])
        fix = dict(zip(("crs", "latitude", "longitude"), place, strict=True)) | {"fix_at": taken.isoformat()}
        sent.append(fix if accuracy_m is None else fix | {"accuracy_m": accuracy_m})
        true.append((accuracy_m or math.inf, -taken.timestamp(), math.dist(_in_space(*at), _in_space(*POINT_WGS84))))
    return sent, true


@pytest.mark.proof
def test_a_walk_in_both_datums_without_order_and_with_gaps_is_told_as_computed_independently(watch):
    prcoords = pytest.importorskip("prcoords")
    rnd = random.Random(7)

    for _ in range(count(15, 500)):
        sent, true = _walked(watch, prcoords, rnd)
        body = {"way": "in", "point_number": POINT, "fixes": sent, "nonce": watch.nonce(watch.volunteer)}
        answer = watch.volunteer.post("/v1/checkins", body)

        accuracy_m, _, away_m = min(true)
        likely = _p(away_m, 150.0, accuracy_m) if accuracy_m <= 100 else None
        if likely is not None and likely <= 0.05:
            assert (answer.status_code, answer.json["distance_m"]) == (422, pytest.approx(away_m, abs=0.6))
            continue
        told = answer.json
        assert told["verdict"] == ("inside" if likely is not None and likely >= 0.75 else "uncertain")
        assert told["p_inside"] == (None if likely is None else pytest.approx(likely, abs=2e-6))
        watch.world.clock.advance(minutes=1)
        assert watch.tap("out", watch.at_point(0)).status_code == 201
        watch.world.clock.advance(minutes=6)
