"""Posts and roles: one person asks, another confirms, one is enough to end; days count; nobody gives a right to themselves."""

from threading import Barrier, Thread

import pytest

from shouwang.identity.models import SessionKind
from shouwang.kernel.actor import Grant, Role, Status
from shouwang.platform.once import Once
from tests.integration.roster.force import enlist, session_of
from tests.tiers import count
from tests.world import BRIGADE, FORCE, OTHER_SQUADRON, SQUADRON

NUMBER = "01-01-0001"


@pytest.fixture
def commander(world):
    return world.staff("赵支队", Role.COMMANDER, FORCE)


@pytest.fixture
def administrator(world):
    return world.staff("孙管理", Role.ADMINISTRATOR, FORCE)


@pytest.fixture
def member(world):
    return enlist(world, "张队员", 1)


def ask(person, **more):
    body = {"unit_path": SQUADRON, "from_on": "2026-11-23", "reason": "大队推荐"}
    return person.post("/v1/appointments", {**body, "volunteer_number": NUMBER, "post": "squadron_leader", **more})


def act(person, appointment_id, what, **body):
    return person.post(f"/v1/appointments/{appointment_id}/{what}", body or None)


def test_a_post_is_held_once_a_second_person_has_confirmed_it(world, commander, administrator, member):
    asked = ask(commander, until_on="2027-11-22")
    assert (asked.status_code, asked.json["state"], asked.json["title"]) == (201, "asked", "中队长")
    assert session_of(world, member).roles == {Role.VOLUNTEER}
    assert administrator.get("/v1/appointments").json["appointments"] == [asked.json]

    confirmed = act(administrator, asked.json["appointment_id"], "confirm")

    assert (confirmed.status_code, confirmed.json["state"]) == (200, "confirmed")
    assert session_of(world, member).covers(SQUADRON, Role.SQUADRON_LEADER)
    assert administrator.get("/v1/appointments").json["appointments"] == []
    assert commander.get(f"/v1/posts?unit={BRIGADE}").json["seats"] == [
        {
            "unit_path": SQUADRON,
            "post": "squadron_leader",
            "title": "中队长",
            "name": "张队员",
            "volunteer_number": NUMBER,
            "from_on": "2026-11-23",
            "until_on": "2027-11-22",
            "appointment_id": asked.json["appointment_id"],
        }
    ]
    world.deliver()
    assert member.get("/v1/me/inbox").json["items"][0]["body"] == "你担任夜市中队中队长，从 2026-11-23 起"


def test_who_asked_and_who_is_meant_cannot_confirm(world, commander, administrator, member):
    own = [Grant(Role.VOLUNTEER, SQUADRON), Grant(Role.COMMANDER, FORCE)]
    world.house.identity.grant(member.person_id, own, "test")
    appointment_id = ask(commander).json["appointment_id"]

    answers = [act(person, appointment_id, "confirm") for person in (commander, member)]

    assert [a.json["type"] for a in answers] == ["/problems/second-person-needed"] * 2
    assert not [g for g in session_of(world, member).grants if g.role is Role.SQUADRON_LEADER]


def test_a_post_counts_from_its_first_to_its_last_day(world, commander, administrator, member):
    asked = ask(commander, from_on="2026-11-25", until_on="2026-11-26").json
    act(administrator, asked["appointment_id"], "confirm")

    held = []
    for _ in range(5):
        held.append(Role.SQUADRON_LEADER in session_of(world, member).roles)
        world.clock.advance(days=1)

    assert held == [False, False, True, True, False]


def test_a_request_that_waited_a_week_is_over(world, commander, administrator, member):
    appointment_id = ask(commander).json["appointment_id"]
    world.clock.advance(days=7)
    again = world.sign_in("孙管理")

    refused = act(again, appointment_id, "confirm")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/appointment-over")
    assert again.get("/v1/appointments").json["appointments"] == []


def test_one_person_ends_a_post_and_the_sessions_know_at_once(world, commander, administrator, member):
    appointment_id = ask(commander).json["appointment_id"]
    act(administrator, appointment_id, "confirm")
    world.clock.advance(seconds=1)

    ended = act(commander, appointment_id, "end", reason="任期已满")

    assert ended.json["state"] == "ended"
    assert session_of(world, member).roles == {Role.VOLUNTEER}
    assert commander.get(f"/v1/posts?unit={FORCE}").json["seats"] == []
    assert [h["step"] for h in commander.get(f"/v1/volunteers/{NUMBER}").json["history"]] == [
        "post_ended",
        "post_begun",
    ]


def test_a_post_has_one_holder_at_a_time(world, commander, administrator, member):
    enlist(world, "刘队员", 2)
    first, second = ask(commander), ask(commander, volunteer_number="01-01-0002")
    act(administrator, first.json["appointment_id"], "confirm")

    refused = act(administrator, second.json["appointment_id"], "confirm")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/seat-taken")


def test_a_request_is_refused_by_the_second_or_taken_back_by_the_first(world, commander, administrator, member):
    one, other = ask(commander).json["appointment_id"], ask(commander).json["appointment_id"]

    states = [
        act(administrator, one, "refuse", reason="先培训").json["state"],
        act(commander, other, "refuse", reason="写错了").json["state"],
        act(administrator, one, "confirm").json["type"],
    ]

    assert states == ["refused", "withdrawn", "/problems/appointment-over"]


def test_an_auditor_is_no_administrator_and_other_faults_are_all_listed(world, administrator, member):
    auditor = world.staff("周审计", Role.AUDITOR, FORCE)
    body = {"volunteer_number": None, "post": None, "person_id": auditor.person_id, "unit_path": FORCE}

    apart = ask(administrator, **body, role="administrator")
    nobody = ask(administrator, volunteer_number=None)
    wrong = ask(administrator, post="brigade_leader", from_on="2026-11-22", until_on="2026-11-01")

    assert apart.json["errors"] == [{"pointer": "/role", "detail": "审计和管理员不能是同一个人"}]
    assert nobody.json["errors"] == [{"pointer": "/volunteer_number", "detail": "写上任命的是谁"}]
    assert wrong.json["errors"] == [
        {"pointer": "/post", "detail": "夜市中队没有大队长这个职务"},
        {"pointer": "/from_on", "detail": "从今天起，最多提前一年"},
        {"pointer": "/until_on", "detail": "结束的日子在开始之前"},
    ]


@pytest.mark.parametrize(
    "role, unit", [("auditor", FORCE), ("administrator", FORCE), ("recruiter", OTHER_SQUADRON), ("commander", FORCE)]
)
def test_nobody_hands_out_what_is_not_theirs_to_give(world, member, role, unit):
    commander = world.staff("赵大队", Role.COMMANDER, BRIGADE)
    body = {"volunteer_number": None, "post": None, "person_id": member.person_id}

    refused = ask(commander, **body, role=role, unit_path=unit)

    assert (refused.status_code, refused.json["type"]) == (404, "/problems/no-such-unit")


def at_once(*works):
    """Run these at the same moment, each in a thread; what they gave."""
    together, gave = Barrier(len(works)), []

    def run(work):
        together.wait()
        gave.append(work())

    threads = [Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return gave


@pytest.mark.proof
def test_no_session_keeps_an_old_right_however_sign_ins_meet_the_change(world, member):
    house, leading = world.house, Grant(Role.SQUADRON_LEADER, SQUADRON)
    administrator = world.staff("孙管理", Role.ADMINISTRATOR, FORCE)
    house.identity.grant(member.person_id, [Grant(Role.VOLUNTEER, SQUADRON), leading], "test")
    actor = house.callers.authenticate(administrator.token)

    def change(to, key):
        once = Once.of(actor.person_id, "status", key, b"")
        return house.members.change_status(actor, once, NUMBER, to, None, "核查").status

    def sign_in():
        return house.identity.sign_in(member.person_id, SessionKind.PHONE, "").token

    for n in range(count(5, 1000)):
        gave = at_once(sign_in, lambda n=n: change(Status.SUSPENDED, f"suspend-{n}"), sign_in)

        tokens = [one for one in gave if one is not Status.SUSPENDED]
        seen = [house.callers.authenticate(token).roles for token in tokens]
        assert (len(gave), seen) == (3, [{Role.VOLUNTEER}] * 2)
        change(Status.ACTIVE, f"back-{n}")
        assert house.callers.authenticate(tokens[0]).roles == {Role.VOLUNTEER, Role.SQUADRON_LEADER}
        for token in tokens:
            house.identity.logout(house.callers.authenticate(token))
