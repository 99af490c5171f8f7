"""Import of a force that is there already: all of it or nothing, whatever happens in the middle."""

import json

import pytest

from dynamodb_sqlite import Engine
from shouwang.kernel.actor import Role, Status
from shouwang.platform import dynamo, jobs
from shouwang.platform.jobs import JobState
from tests.integration.recruitment.making import Panel, applicant, problem
from tests.integration.roster.force import enlist
from tests.integration.roster.lists import csv, document, phone, row, xlsx
from tests.tiers import count
from tests.world import BRIGADE, OTHER_SQUADRON, SQUADRON


@pytest.fixture
def commander(world):
    return world.staff("赵支队", Role.COMMANDER)


def bring(world, person, content, query="dry_run=false"):
    """Bring a list and work until the job is over; what its asker sees."""
    job_id = asked(person, content, query)
    work(world)
    return person.get(f"/v1/jobs/{job_id}").json


def asked(person, content, query="dry_run=false"):
    answer = person.post(f"/v1/volunteers/import?{query}", data=content)
    assert answer.status_code == 201, answer.json
    return answer.json["job_id"]


def work(world):
    """Work until nothing is due, over pauses and leases, too."""
    for _ in range(12):
        world.work()
        world.clock.advance(seconds=91)


def dump():
    """Every row of every table but what tells of the import itself."""
    beside = {"jobs", "imports", "audit", "idempotency", "outbox", "sessions", "throttles"}
    return {
        table.TABLE: sorted(json.dumps(row.serialize(), sort_keys=True, default=str) for row in table.scan())
        for table in dynamo.tables()
        if table.TABLE not in beside and table.__module__.startswith("shouwang.")
    }


def test_a_dry_run_tells_every_fault_by_row_and_column_and_writes_nothing(world, commander):
    before = dump()
    wrong = row(3, "没有的中队", 手机号="123", 身份证号="110101", 状态="退休", 入队日期="2030-01-01")

    told = bring(world, commander, csv(row(1), row(2), wrong, row(1)), "dry_run=true")

    assert (told["state"], told["result"]["rows"], told["result"]["units"]) == ("done", 2, {SQUADRON: 2})
    assert [(f["row"], f["column"], f["detail"]) for f in told["result"]["faults"]] == [
        (4, "手机号", "不是 11 位的手机号"),
        (4, "中队", "没有“没有的中队”这个中队，或者不归你管"),
        (4, "入队日期", "入队的日子不对，不能在今天以后"),
        (4, "证件号码", "要 18 位，前 17 位是数字，末位是数字或 X；现在是 6 位"),
        (4, "状态", "状态只有在队、请假、停勤、离队"),
        (5, "手机号", "和第 2 行的手机号一样"),
        (5, "证件号码", "和第 2 行的证件号码一样"),
    ]
    assert dump() == before


@pytest.mark.parametrize("made", [csv, xlsx])
def test_a_list_is_imported_whole_with_new_numbers_and_those_it_brings(world, commander, made):
    content = made(row(1), row(2, "学府中队", "01-02-0040", 状态="请假"), row(3, "01-02"))

    told = bring(world, commander, content)

    assert (told["state"], told["fault"], told["done"]) == ("done", "", 6)
    listed = commander.get("/v1/volunteers").json["volunteers"]
    assert [(v["volunteer_number"], v["unit_path"], v["status"]) for v in listed] == [
        ("01-01-0001", SQUADRON, "active"),
        ("01-02-0040", "D1/B01/S02", "on_leave"),
        ("01-02-0041", "D1/B01/S02", "active"),
    ]
    assert (listed[0]["name"], listed[0]["joined_on"], listed[0]["cover_until"], listed[0]["qualifications"]) == (
        "欧阳二",
        "2024-05-06",
        "2027-01-31",
        ["急救", "驾驶"],
    )
    found = commander.get("/v1/volunteers?q=0003").json["volunteers"]
    assert [v["volunteer_number"] for v in found] == ["01-02-0041"]
    held = world.house.rights.held(world.house.roster.volunteer("01-02-0040").person_id)
    assert (held.status, held.unit_path, held.volunteer_number) == (Status.ON_LEAVE, "D1/B01/S02", "01-02-0040")
    assert list((world.house.blobs.root / "imports").rglob("*")) == [] or not [
        file for file in (world.house.blobs.root / "imports").rglob("*") if file.is_file()
    ]


def test_people_and_numbers_that_are_here_are_shown_and_refused_or_left_out(world, commander):
    enlist(world, "张队员", 1, phone=phone(7))
    content = csv(row(7), row(8, number="01-01-0001"), row(9))
    before = dump()

    seen = bring(world, commander, content, "dry_run=true")
    refused = bring(world, commander, content)

    assert [(k["row"], k["column"], k["detail"]) for k in seen["result"]["known"]] == [
        (2, "手机号", "这个手机号已经登记过"),
        (3, "编号", "这个编号已经有人"),
    ]
    assert (refused["state"], refused["fault"]) == ("failed", "名册有 2 处问题，一行也没有导入")
    assert dump() == before

    rest = bring(world, commander, content, "dry_run=false&skip_known=true")

    assert (rest["state"], rest["result"]["rows"]) == ("done", 1)
    assert len(commander.get("/v1/volunteers").json["volunteers"]) == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"\xff\xfe\x00\x81", "姓名,电话\n张三,1".encode()])
def test_what_is_no_list_is_refused_in_words(world, commander, content):
    told = bring(world, commander, content)

    assert told["state"] == "failed"
    assert "\u4e00" <= told["fault"][0] <= "\u9fff"


def test_a_commander_imports_into_the_own_units_only(world):
    commander = world.staff("赵大队", Role.COMMANDER, BRIGADE)

    told = bring(world, commander, csv(row(1, "江岸中队")))

    assert told["result"]["faults"] == [{"pointer": "/2/中队", "detail": "没有“江岸中队”这个中队，或者不归你管"}]


@pytest.mark.proof
def test_a_clash_in_the_last_row_leaves_nothing_behind(world, commander):
    """Somebody takes the last row's phone between reading and reserving."""
    rows = count(99, 1499)
    job_id = asked(commander, csv(*(row(n) for n in range(1, rows + 1))))
    world.house.jobs.work(world.house.jobs.due()[0])
    enlist(world, "江队员", 900, OTHER_SQUADRON, phone=phone(rows))
    before = dump()

    work(world)

    told = commander.get(f"/v1/jobs/{job_id}").json
    assert (told["state"], told["fault"]) == ("failed", "名册有 1 处问题，一行也没有导入")
    assert told["result"]["faults"] == [{"pointer": f"/{rows + 1}/手机号", "detail": "刚刚被别人登记了"}]
    assert dump() == before


@pytest.mark.proof
def test_an_import_of_fifteen_hundred_asks_the_store_a_bounded_number_of_times(world, commander):
    """Per 100 rows: 3 looks, 4 commits to reserve, 4 to publish; per step 4 of the job; the rest does not grow."""
    rows = count(150, 1500)
    content = csv(*(row(n) for n in range(1, rows + 1)))

    with dynamo.counting() as so_far:
        told = bring(world, commander, content)

    assert told["state"] == "done"
    assert so_far() <= 60 + rows * 12 // 100


class Killed(BaseException):
    """kill -9 at a request to the store."""


@pytest.mark.proof
def test_killed_at_any_request_an_import_is_whole_or_goes_on(world, store, commander, monkeypatch):
    """The process dies at its nth request, for every n; the next one goes on from the checkpoint."""
    handle, left = Engine.handle, []

    def dying(engine, target, body):
        if left and left[0] == 0:
            left.clear()
            raise Killed
        if left:
            left[0] -= 1
        return handle(engine, target, body)

    monkeypatch.setattr(Engine, "handle", dying)
    for n in range(count(14, 60)):
        base = 100 + 40 * n
        job_id = asked(commander, csv(*(row(base + m, number=f"09-{n}-{m:04d}") for m in range(35))))
        left[:] = [3 * n % 60]
        try:
            world.work()
        except Killed:
            commander.token = world.sign_in("赵支队").token
        left.clear()
        work(world)
        commander.token = world.sign_in("赵支队").token

        assert jobs.fetch(job_id).state is JobState.DONE
        numbers = {v.volunteer_number for v in world.house.roster.everyone("D1")}
        assert len([number for number in numbers if number.startswith(f"09-{n}-")]) == 35


def test_no_sensitive_value_lies_in_the_clear_after_an_import(world, commander, tmp_path):
    asked(commander, csv(row(1), row(2)))
    staged = files(tmp_path)
    work(world)

    everything = json.dumps(dump()).encode() + staged + files(tmp_path)

    assert [value for n in (1, 2) for value in (phone(n), document(n)) if value.encode() in everything] == []


def files(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_who_was_imported_is_found_like_anybody_by_number_name_and_phone(world, commander):
    assert bring(world, commander, csv(row(1), row(2), row(13, "学府中队")))["state"] == "done"
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    def found(person, typed):
        told = person.get("/v1/volunteers", query_string={"q": typed}).json["volunteers"]
        return [(v["volunteer_number"], v["name"]) for v in told]

    first, second, elsewhere = ("01-01-0001", "欧阳二"), ("01-01-0002", "欧阳三"), ("01-02-0001", "欧阳四")
    assert {typed: found(commander, typed) for typed in ("01-01-0002", "欧阳三", "0002")} == {
        typed: [second] for typed in ("01-01-0002", "欧阳三", "0002")
    }
    assert found(commander, "欧阳") == [second, first, elsewhere]
    assert found(leader, "欧阳") == [second, first]
    assert {typed: found(leader, typed) for typed in ("01-02-0001", "欧阳四", "0013")} == {
        typed: [] for typed in ("01-02-0001", "欧阳四", "0013")
    }


def test_who_was_imported_and_applies_with_another_phone_is_shown_to_the_reviewers_as_the_same(world, commander):
    assert bring(world, commander, csv(row(1)))["state"] == "done"
    stranger, application_id = applicant(world, "欧阳二", 7, name="欧阳二", document_number=document(1))
    panel = Panel.of(world)

    own = stranger.get("/v1/application").json
    told = panel.recruiter.get(f"/v1/review/applications/{application_id}").json
    refused = panel.decide(application_id, "willingness")

    assert (own["state"], "01-01-0001" in str(own)) == ("review", False)
    assert told["duplicate_of"] == "01-01-0001"
    assert problem(refused) == (409, "same-person")
