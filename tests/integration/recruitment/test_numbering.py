from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import local

import pytest
from msgspec.structs import replace

from shouwang.kernel.actor import Role
from shouwang.platform import dynamo
from shouwang.recruitment import store
from shouwang.recruitment.models import Gate
from shouwang.recruitment.service import Publicity
from shouwang.roster.models import Unit
from tests.integration.recruitment.making import Panel, applicant, place, problem
from tests.tiers import count
from tests.world import SQUADRON, small_force


@pytest.fixture
def at_the_last_gate(world):
    """周㛃, who has passed all gates but the number, and the panel."""
    person, application_id = applicant(world, "周㛃", 7)
    panel = Panel.of(world)
    panel.pass_up_to(person, application_id, "number")
    return person, application_id, panel


def test_the_last_pass_makes_a_volunteer_in_one_commit(world, at_the_last_gate):
    person, application_id, panel = at_the_last_gate

    decided = panel.decide(application_id, "number", cover_until="2027-11-22")

    assert (decided.json["state"], decided.json["gate"], decided.json["volunteer_number"]) == (
        "passed",
        None,
        "01-01-0001",
    )
    assert decided.headers["Server-Timing"].endswith("store;desc=6")
    assert panel.commander.get("/v1/volunteers/01-01-0001").json == {
        "volunteer_number": "01-01-0001",
        "name": "周㛃",
        "unit_path": SQUADRON,
        "status": "active",
        "qualifications": [],
        "joined_on": "2026-11-23",
        "cover_until": "2027-11-22",
        "also": [],
        "history": [],
        "status_until": None,
        "unit_since": "2026-11-23",
    }
    queue = panel.recruiter.get("/v1/review/applications?gate=number").json
    assert queue["items"] == []
    world.deliver()
    me = person.get("/v1/me").json
    assert (me["volunteer_number"], me["name"], me["grants"]) == (
        "01-01-0001",
        "周㛃",
        [{"role": "volunteer", "unit_path": SQUADRON}],
    )
    assert person.get("/v1/application").json["volunteer_number"] == "01-01-0001"


def test_the_news_of_the_number_is_written_with_it(world, at_the_last_gate):
    person, application_id, panel = at_the_last_gate
    world.deliver()

    panel.decide(application_id, "number")

    written = {event.kind: event.payload for event in world.house.outbox.due()}
    assert written["identity.volunteer-numbered"] == {
        "person_id": person.person_id,
        "volunteer_number": "01-01-0001",
        "name": "周㛃",
        "unit_path": SQUADRON,
        "cover_until": None,
    }
    assert written["honours.volunteer-numbered"] == {"person_id": person.person_id}
    assert (written["notices.tell"]["title"], written["notices.tell"]["body"]) == ("你入队了", "编号 01-01-0001，欢迎")


def test_a_member_applies_no_more(world, at_the_last_gate):
    person, application_id, panel = at_the_last_gate
    panel.decide(application_id, "number")

    refused = person.put("/v1/application", {"version": 0, "fields": {"name": "周㛃"}})

    assert (problem(refused), refused.json["volunteer_number"]) == ((409, "already-member"), "01-01-0001")


def test_a_number_is_not_given_once_the_document_is_anothers(world, at_the_last_gate):
    person, application_id, panel = at_the_last_gate
    index = store.fetch_application(application_id).document_index
    dynamo.commit(store.release_document(index, person.person_id))

    refused = panel.decide(application_id, "number")

    assert problem(refused) == (409, "stale")
    assert problem(panel.commander.get("/v1/volunteers/01-01-0001")) == (404, "no-such-volunteer")
    assert panel.commander.get(f"/v1/review/applications/{application_id}").json["gate"] == "number"


def test_publicity_cannot_be_cut_short(world, at_the_last_gate):
    ground = small_force()
    world.house.roster.put_ground(replace(ground[0], publicity_days=5), *ground[1:])
    person, application_id = applicant(world, "罗小满", 8)
    panel = at_the_last_gate[2]
    panel.pass_up_to(person, application_id, "publicity")

    early = panel.decide(application_id, "publicity")
    world.clock.advance(days=8)
    late = Panel.of(world).decide(application_id, "publicity")

    assert (problem(early), early.json["ends_on"]) == ((409, "publicity-running"), "2026-12-01")
    assert late.json["gate"] == "number"


SQUADRONS = [f"D1/B0{brigade}/S0{squadron}" for brigade, squadron in ((1, 1), (1, 2), (2, 1), (2, 2), (2, 3))]


@pytest.mark.proof
def test_final_passes_at_once_from_eight_clients_give_distinct_numbers_without_a_gap(world):
    passes = count(60, 500)
    force, units, points = small_force()
    more = [Unit("D1/B02/S02", "二中队", number_prefix="02-02"), Unit("D1/B02/S03", "三中队", number_prefix="02-03")]
    world.house.roster.put_ground(force, [*units, *more], points)
    for serial in range(passes):
        place(world, serial, Gate.NUMBER, SQUADRONS[serial % len(SQUADRONS)])
    commander = world.staff("李支队长", Role.COMMANDER)
    mine = local()

    def decide(serial: int) -> str:
        if not hasattr(mine, "client"):
            mine.client = world.client.application.test_client()
        answer = mine.client.post(
            f"/v1/review/applications/application-{serial:04d}/gates/number",
            json={"decision": "pass", "version": 1},
            headers={"Authorization": f"Bearer {commander.token}", "Idempotency-Key": f"pass-{serial % passes:08d}"},
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.json["volunteer_number"]

    with ThreadPoolExecutor(8) as clients:
        doubled = [serial for serial in range(passes) for _ in range(1 + (serial % 5 == 0))]
        given = set(zip(doubled, clients.map(decide, doubled), strict=True))

    numbers = sorted(number for _, number in given)
    squadrons = Counter(number.rpartition("-")[0] for number in numbers)
    assert len(numbers) == passes
    assert numbers == sorted(
        f"{prefix}-{sequence:04d}" for prefix, many in squadrons.items() for sequence in range(1, many + 1)
    )
    listed = commander.get("/v1/volunteers?limit=50").json["volunteers"]
    assert len(listed) == min(passes, 50)


def test_the_night_ends_publicity_for_whom_nobody_objected_to(world):
    force, units, points = small_force()
    world.house.roster.put_ground(replace(force, publicity_days=5), units, points)
    early = [place(world, serial, Gate.PUBLICITY, SQUADRON).application_id for serial in range(3)]
    world.clock.advance(days=1)
    place(world, 9, Gate.PUBLICITY, SQUADRON)
    twin = store.fetch_application(early[1])
    dynamo.commit(store.keep_application(replace(twin, duplicate_of="26-0771")))
    publicity = Publicity(world.house.review)

    too_soon = publicity.end_due(25)
    world.clock.advance(days=7)
    first, rest, none = (publicity.end_due(1), publicity.end_due(25), publicity.end_due(25))

    assert (too_soon, first, rest, none) == (0, 1, 1, 0)
    gates = [store.fetch_application(f"application-{serial:04d}").gate for serial in (0, 1, 2, 9)]
    assert gates == [Gate.NUMBER, Gate.PUBLICITY, Gate.NUMBER, Gate.PUBLICITY]
    record = store.fetch_application(early[0]).records[-1]
    assert (record.by, record.by_name, record.gate) == ("system", "系统", Gate.PUBLICITY)


def test_a_force_without_publicity_has_nothing_to_end(world):
    force, units, points = small_force()
    gates = tuple(rule for rule in force.gates if rule.gate != "publicity")
    world.house.roster.put_ground(replace(force, gates=gates), units, points)

    assert Publicity(world.house.review).end_due(25) == 0
