import pytest

from shouwang.assessment.store import EntryRow, RuleSetRow, TotalsRow
from shouwang.kernel.actor import Role
from tests.integration.assessment.conftest import enrol
from tests.world import OTHER_SQUADRON, SQUADRON

HOURS = {"rule": "hours", "name": "执勤时长", "measure": "per-minutes", "points": 1, "every_min": 6, "capped": True}
NIGHT = {"name": "夜间", "percent": 200, "when": {"night": True}}
DRAFT = {"rules": [{**HOURS, "times": [NIGHT]}], "day_cap": 80, "month_cap": 400, "levels": [0, 200]}


@pytest.fixture
def commander(world):
    return world.staff("支队长", Role.COMMANDER)


@pytest.fixture
def season(world, ledger):
    """张队员 with 60 points by day, 王队员 of the same squadron with 40 by night, 外人 elsewhere with 10."""
    by_day, by_night = enrol(world, "张队员", SQUADRON), enrol(world, "王队员", SQUADRON)
    other = enrol(world, "外人", OTHER_SQUADRON)
    for person, source, minutes, hour in ((by_day, "A", 360, 1), (by_night, "B", 240, 14), (other, "C", 60, 1)):
        at = f"2025-11-10T{hour:02}:00:00.000000Z"
        ledger.tell_hours(person.person_id, source, minutes, day="2025-11-10", occurred_at=at)
    ledger.deliver()
    return by_day, by_night, other


def preview(commander, draft=DRAFT, season="2025"):
    return commander.post("/v1/points-rules/preview", {"draft": draft, "season": season})


def everything():
    """All that a preview must not change, byte for byte."""
    rows = [row.serialize() for table in (EntryRow, TotalsRow, RuleSetRow) for row in table.scan()]
    return sorted(map(repr, rows))


def test_everybody_may_read_the_rules_and_the_days_they_are_in_force(world):
    told = world.sign_in("张队员").get("/v1/points-rules").json

    (version,) = told["items"]
    assert (version["version"], version["from_on"], version["until"]) == (1, "2020-01-01", None)
    assert (version["day_cap"], version["month_cap"]) == (80, 400)
    by_name = {rule["rule"]: rule for rule in version["rules"]}
    assert by_name["mark"]["marks"] == [
        {"mark": 5, "points": 5},
        {"mark": 4, "points": 3},
        {"mark": 3, "points": 1},
    ]
    assert (by_name["no-show"]["points"], by_name["call-out-2"]["when"]["levels"]) == (-20, [2])
    assert told["facts"]["no-show"] == "报班未到"


def test_a_preview_shows_who_would_move_and_why_and_changes_nothing(world, commander, season):
    before = everything()

    job_id = preview(commander).json["job_id"]
    world.work()

    job = commander.get(f"/v1/jobs/{job_id}").json
    assert everything() == before
    assert job["state"] == "done"
    assert job["result"]["movers"] == [
        {
            "number": number,
            "unit_path": SQUADRON,
            "before": points,
            "after": after,
            "place_before": place_before,
            "place_after": place_after,
            "why": [{"rule": "hours", "name": "执勤时长", "before": points, "after": after}],
        }
        for number, points, after, place_before, place_after in (("01-01-0002", 40, 80, 2, 1),)
    ]
    told = {each["unit_path"]: each for each in job["result"]["squadrons"]}
    assert told[SQUADRON] == {
        "unit_path": SQUADRON,
        "members": 2,
        "before": 100,
        "after": 140,
        "up": 1,
        "down": 1,
    }
    assert (told[OTHER_SQUADRON]["before"], told[OTHER_SQUADRON]["after"]) == (10, 10)
    file = commander.get(f"/v1/jobs/{job_id}/files/0").data.decode("utf-8-sig").splitlines()
    assert file == [
        "编号,现在的分,新办法的分,现在名次,新名次,为什么",
        "01-01-0002,40,80,2,1,执勤时长 40→80",
        "01-01-0001,60,60,1,2,",
    ]


def test_a_version_that_was_tried_is_in_force_from_its_day_and_what_happened_keeps_its_own(
    world, ledger, commander, season
):
    member, _, _ = season
    job_id = preview(commander).json["job_id"]
    world.work()

    kept = commander.post("/v1/points-rules", {"draft": DRAFT, "from_on": "2026-11-24", "preview": job_id})
    for day, source in (("2026-11-23", "X"), ("2026-11-24", "Y")):
        ledger.tell_hours(member.person_id, source, 60, day=day, occurred_at=f"{day}T15:00:00.000000Z")
    ledger.deliver()

    items = member.get("/v1/me/points?period=2026").json["items"]
    assert (kept.status_code, kept.json) == (201, {"version": 2})
    assert [(item["source"], item["amount"], item["rule_version"]) for item in items] == [("Y", 20, 2), ("X", 10, 1)]
    versions = commander.get("/v1/points-rules").json["items"]
    assert [(v["version"], v["from_on"], v["until"]) for v in versions] == [
        (2, "2026-11-24", None),
        (1, "2020-01-01", "2026-11-23"),
    ]


@pytest.mark.parametrize("tried", ["nothing", "something else", "the same, not yet done"])
def test_a_version_that_was_not_tried_is_not_switched_on(world, commander, tried):
    job_id = "none"
    if tried != "nothing":
        other = {**DRAFT, "day_cap": 81} if tried == "something else" else DRAFT
        job_id = preview(commander, other).json["job_id"]
    if tried == "something else":
        world.work()

    refused = commander.post("/v1/points-rules", {"draft": DRAFT, "from_on": "2026-11-24", "preview": job_id})

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/rules-not-previewed")


def test_a_version_does_not_begin_in_the_past(commander):
    refused = commander.post("/v1/points-rules", {"draft": DRAFT, "from_on": "2026-11-23", "preview": "any"})

    assert (refused.status_code, [each["pointer"] for each in refused.json["errors"]]) == (400, ["/from_on"])


def test_every_fault_of_a_draft_is_told_at_once(commander):
    bad = {
        "rules": [
            {**HOURS, "when": {"quantity_from": 5, "quantity_to": 4}},
            {**HOURS, "points": 0},
            {"rule": "dance", "name": "跳舞", "measure": "by-mark"},
            {"rule": "free", "name": "随便", "measure": "as-told", "fact": "late"},
        ],
        "day_cap": 80,
        "month_cap": 70,
        "levels": [10, 5],
    }

    refused = preview(commander, bad)

    assert refused.status_code == 400
    assert sorted({each["pointer"] for each in refused.json["errors"]}) == [
        "/levels",
        "/month_cap",
        "/rules/0/rule",
        "/rules/0/when",
        "/rules/1/points",
        "/rules/1/rule",
        "/rules/2/fact",
        "/rules/2/marks",
        "/rules/3/measure",
    ]


@pytest.mark.parametrize("role", [Role.SQUADRON_LEADER, Role.BRIGADE_LEADER, Role.AUDITOR])
def test_only_the_force_makes_rules(world, role):
    person = world.staff("李队长", role)

    assert preview(person).status_code == 403
