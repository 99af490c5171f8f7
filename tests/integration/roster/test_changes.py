"""What changes about a volunteer: unit, further units, status, cover; the number stays, and every session knows."""

from datetime import date

import pytest

from shouwang.kernel.actor import Grant, Role, Status
from shouwang.platform.dynamo import Writes
from tests.integration.roster.force import COVERED, enlist, session_of
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON

NUMBER = "01-01-0001"
SECOND = "D1/B01/S02"


@pytest.fixture
def commander(world):
    return world.staff("赵支队", Role.COMMANDER, FORCE)


@pytest.fixture
def member(world):
    return enlist(world, "张队员", 1)


def test_a_transfer_keeps_the_number_and_tells_every_session(world, commander, member):
    other_phone = world.sign_in("张队员")

    answer = commander.post(f"/v1/volunteers/{NUMBER}/transfer", {"unit_path": SECOND, "reason": "搬家了"})

    assert answer.json == {
        "volunteer_number": NUMBER,
        "unit_path": SECOND,
        "status": "active",
        "cover_until": COVERED.isoformat(),
        "also": [],
    }
    for phone in (member, other_phone):
        actor = session_of(world, phone)
        assert (actor.volunteer_number, actor.unit_path, actor.grants) == (
            NUMBER,
            SECOND,
            (Grant(Role.VOLUNTEER, SECOND),),
        )


def test_a_transfer_is_told_in_the_history_in_the_inbox_and_in_both_units_lists(world, commander, member):
    commander.post(f"/v1/volunteers/{NUMBER}/transfer", {"unit_path": SECOND, "reason": "搬家了"})
    world.deliver()

    told = commander.get(f"/v1/volunteers/{NUMBER}").json
    assert (told["unit_path"], told["unit_since"]) == (SECOND, "2026-11-23")
    assert [(h["step"], h["by"], h["facts"]) for h in told["history"]] == [
        ("transferred", "commander", {"from": SQUADRON, "since": "2026-01-05", "to": SECOND, "reason": "搬家了"})
    ]
    lists = [commander.get(f"/v1/volunteers?unit={unit}").json["volunteers"] for unit in (SQUADRON, SECOND)]
    assert [[line["volunteer_number"] for line in one] for one in lists] == [[], [NUMBER]]
    assert member.get("/v1/me/inbox").json["items"][0]["body"] == "你调到了学府中队，编号不变"


def test_the_same_transfer_sent_twice_happens_once(world, commander, member):
    body = {"unit_path": SECOND, "reason": "搬家了"}

    answers = [commander.post(f"/v1/volunteers/{NUMBER}/transfer", body, key="one-transfer") for _ in range(2)]

    assert answers[0].json == answers[1].json
    assert len(commander.get(f"/v1/volunteers/{NUMBER}").json["history"]) == 1


def test_a_volunteer_belongs_to_a_territorial_and_a_specialised_unit_at_once(world, commander, member):
    diver = world.staff("钱江岸", Role.SQUADRON_LEADER, OTHER_SQUADRON)
    assert diver.get(f"/v1/volunteers/{NUMBER}").status_code == 404

    answer = commander.post(f"/v1/volunteers/{NUMBER}/also", {"unit_path": OTHER_SQUADRON})

    assert answer.json["also"] == [OTHER_SQUADRON]
    listed = diver.get(f"/v1/volunteers?unit={OTHER_SQUADRON}&also=true").json["volunteers"]
    assert [line["volunteer_number"] for line in listed] == [NUMBER]
    assert diver.get(f"/v1/volunteers/{NUMBER}").json["unit_path"] == SQUADRON
    assert session_of(world, member).covers(OTHER_SQUADRON, Role.VOLUNTEER)

    commander.delete(f"/v1/volunteers/{NUMBER}/also/{OTHER_SQUADRON.replace('/', '.')}")

    assert diver.get(f"/v1/volunteers?unit={OTHER_SQUADRON}&also=true").json["volunteers"] == []
    assert diver.get(f"/v1/volunteers/{NUMBER}").status_code == 404
    assert not session_of(world, member).covers(OTHER_SQUADRON, Role.VOLUNTEER)


def status(person, to, **more):
    return person.post(f"/v1/volunteers/{NUMBER}/status", {"status": to, "reason": "本人申请", **more})


def test_a_leave_has_an_end_and_shows_in_the_session(world, member):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    endless, leave = status(leader, "on_leave"), status(leader, "on_leave", until_on="2026-12-31")

    assert (endless.status_code, endless.json["errors"]) == (
        400,
        [{"pointer": "/until_on", "detail": "请假要有结束的日子，最长一年"}],
    )
    assert leave.json["status"] == "on_leave"
    assert session_of(world, member).status is Status.ON_LEAVE
    assert leader.get(f"/v1/volunteers/{NUMBER}").json["status_until"] == "2026-12-31"


def test_who_is_suspended_may_use_no_staff_role_until_taken_back(world, commander, member):
    world.house.identity.grant(
        member.person_id, [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.TRAINER, SQUADRON)], "test"
    )

    status(commander, "suspended")
    assert session_of(world, member).roles == {Role.VOLUNTEER}
    assert session_of(world, member).status is Status.SUSPENDED

    status(commander, "active")
    assert session_of(world, member).roles == {Role.VOLUNTEER, Role.TRAINER}


def test_who_leaves_holds_nothing_and_coming_back_gives_no_old_role_back(world, commander, member):
    commander.post(f"/v1/volunteers/{NUMBER}/also", {"unit_path": OTHER_SQUADRON})
    status(commander, "left")

    gone = session_of(world, member)
    assert (gone.roles, gone.status, gone.volunteer_number) == ({Role.APPLICANT}, Status.LEFT, NUMBER)
    assert commander.get(f"/v1/volunteers?unit={OTHER_SQUADRON}&also=true").json["volunteers"] == []
    refused = commander.post(f"/v1/volunteers/{NUMBER}/transfer", {"unit_path": SECOND, "reason": "搬家了"})
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/not-in-force")

    status(commander, "active")
    assert session_of(world, member).grants == (Grant(Role.VOLUNTEER, SQUADRON),)


def test_who_leads_is_let_go_only_after_the_role_was_ended(world, commander, member):
    grants = [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.SQUADRON_LEADER, SQUADRON)]
    world.house.identity.grant(member.person_id, grants, "test")

    left = status(commander, "left")
    moved = commander.post(f"/v1/volunteers/{NUMBER}/transfer", {"unit_path": SECOND, "reason": "搬家了"})

    assert [a.json["type"] for a in (left, moved)] == ["/problems/holds-post"] * 2
    assert session_of(world, member).roles == {Role.VOLUNTEER, Role.SQUADRON_LEADER}


@pytest.mark.parametrize("to", ["suspended", "left", "active"])
def test_a_squadron_leader_may_note_a_leave_and_no_more(world, member, to):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    refused = status(leader, to)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/status-step-refused")


def test_nobody_decides_about_oneself(world, member):
    grants = [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.BRIGADE_LEADER, BRIGADE)]
    world.house.identity.grant(member.person_id, grants, "test")

    answers = [
        status(member, "on_leave", until_on="2026-12-01"),
        member.post(f"/v1/volunteers/{NUMBER}/transfer", {"unit_path": SECOND, "reason": "我想去"}),
    ]

    assert [answer.json["type"] for answer in answers] == ["/problems/not-yourself"] * 2


def test_the_covers_end_is_noted_shown_in_the_session_and_listed_before_it_comes(world, commander, member):
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    assert leader.get("/v1/cover").json["volunteers"] == []

    answer = leader.put(f"/v1/volunteers/{NUMBER}/cover", {"cover_until": "2026-12-10"})

    assert answer.json["cover_until"] == "2026-12-10"
    assert session_of(world, member).cover_until == date(2026, 12, 10)
    for asked in (leader, commander):
        assert [v["volunteer_number"] for v in asked.get("/v1/cover").json["volunteers"]] == [NUMBER]
        assert asked.get("/v1/cover?within_days=7").json["volunteers"] == []


@pytest.mark.parametrize("typed", ["张队", "张队员", "0001", NUMBER])
def test_staff_find_a_volunteer_by_name_number_or_the_phones_end(world, member, typed):
    enlist(world, "张三", 2)
    world.house.members.phone_bound(NUMBER, world.house.vault.index("phone-tail", "0001"), Writes())
    leader = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)

    found = leader.get("/v1/volunteers", query_string={"q": typed})

    assert [line["volunteer_number"] for line in found.json["volunteers"]] == [NUMBER]
    assert int(found.headers["Server-Timing"].rpartition("desc=")[2]) <= 5


@pytest.mark.parametrize("typed", ["张队员", "0001", NUMBER])
def test_who_is_outside_the_own_units_is_not_found(world, member, typed):
    world.house.members.phone_bound(NUMBER, world.house.vault.index("phone-tail", "0001"), Writes())
    leader = world.staff("钱江岸", Role.SQUADRON_LEADER, OTHER_SQUADRON)

    assert leader.get("/v1/volunteers", query_string={"q": typed}).json == {"volunteers": [], "cursor": None}


def test_a_new_phone_is_found_by_its_end(world, member, commander):
    code = world.wechat.phone_code("张队员")
    assert member.post("/v1/login/phone", {"code": code}).status_code == 200
    world.deliver()
    tail = member.get("/v1/me").json["phone"][-4:]

    found = commander.get("/v1/volunteers", query_string={"q": tail}).json["volunteers"]

    assert [line["volunteer_number"] for line in found] == [NUMBER]
