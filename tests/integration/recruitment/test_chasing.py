"""Who is late is told, once: the gate's owners, then those above; an applicant who does not mend, until the form closes."""

from shouwang.app.nightly import TASKS
from shouwang.kernel.actor import Role
from tests.integration.recruitment.making import Panel, applicant
from tests.world import OTHER_SQUADRON


def night(world):
    TASKS["chase"](world.house, world.clock().date())
    world.deliver()


def inbox(person):
    there = person.world.sign_in(person.name)  # days later a session has ended
    return [(entry["title"], entry["body"]) for entry in there.get("/v1/me/inbox").json["items"]]


def test_the_owners_of_a_gate_are_told_once_and_then_the_commander(world):
    panel = Panel.of(world)
    elsewhere = world.staff("别处招录", Role.RECRUITER, OTHER_SQUADRON)
    applicant(world, "周㛃", 7, name="周㛃")
    late = ("有报名超期了", "26-0001 在志愿关等着，期限是 11 月 26 日")

    world.clock.advance(days=3)
    night(world)
    in_time = inbox(panel.recruiter)
    world.clock.advance(days=1)
    night(world)
    night(world)
    first = inbox(panel.recruiter), inbox(panel.commander)
    world.clock.advance(days=5)
    night(world)
    world.clock.advance(days=1)
    night(world)

    assert in_time == []
    assert first == ([late], [])
    assert inbox(panel.recruiter) == [late]
    assert inbox(panel.commander) == [("有报名一直没人办", late[1])]
    assert (inbox(elsewhere), inbox(panel.checker)) == ([], [])


def test_a_gate_that_waits_anew_is_told_anew_and_names_nobody(world):
    panel = Panel.of(world)
    _, application_id = applicant(world, "周㛃", 7, name="周㛃")
    world.clock.advance(days=4)
    night(world)
    world.staff("王招录", Role.RECRUITER)
    assert panel.decide(application_id, "willingness").status_code == 200
    world.clock.advance(days=12)
    night(world)

    told = inbox(world.staff("裴政审", Role.POLITICAL_CHECKER))

    assert told == [("有报名超期了", "26-0001 在政治关等着，期限是 12 月 8 日")]
    assert len(inbox(world.staff("王招录", Role.RECRUITER))) == 1


def test_who_gave_up_the_role_is_told_nothing(world):
    panel = Panel.of(world)
    applicant(world, "周㛃", 7)
    world.house.identity.grant(panel.recruiter.person_id, [], "test")
    world.clock.advance(days=4)

    night(world)

    assert inbox(world.sign_in("王招录")) == []


def test_a_returned_form_is_reminded_of_once_and_closed_after_thirty_days(world):
    panel = Panel.of(world)
    person, application_id = applicant(world, "周㛃", 7)
    returned = panel.decide(application_id, "willingness", "return", reason="photo", note="照片要正面")
    assert returned.status_code == 200, returned.json
    world.deliver()
    seen = [len(inbox(person))]

    world.clock.advance(minutes=1)
    for days in (22, 1, 1, 5):
        world.clock.advance(days=days)
        night(world)
        seen.append(len(inbox(person)))
    reminded = inbox(person)[0]
    world.clock.advance(days=1)
    night(world)
    night(world)

    assert seen == [1, 1, 2, 2, 2]
    assert reminded == ("还没有补件", "12 月 23 日前补好交上来，过了就关闭，可以再报")
    assert inbox(person)[0] == ("报名关闭了", "退回后 30 天没有补交；想来随时可以再报")
    assert len(inbox(person)) == 3
    assert world.sign_in("周㛃").get("/v1/application").json["state"] == "withdrawn"
    assert Panel.of(world).recruiter.get("/v1/review/applications?gate=willingness&state=returned").json["items"] == []
    again = applicant(world, "周㛃", 7)[1]
    assert again != application_id


def test_a_form_that_was_mended_in_time_goes_on(world):
    panel = Panel.of(world)
    person, application_id = applicant(world, "周㛃", 7)
    assert panel.decide(application_id, "willingness", "return", reason="photo", note="照片").status_code == 200
    version = person.get("/v1/application").json["version"]
    assert person.post("/v1/application/submit", {"version": version}).status_code == 200
    world.clock.advance(days=40)

    night(world)

    assert world.sign_in("周㛃").get("/v1/application").json["state"] == "review"
