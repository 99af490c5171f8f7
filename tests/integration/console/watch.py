"""A squadron on duty, for the console's pages of duty: 李队长 leads, people serve, somebody is doubtful."""

from datetime import date, timedelta

from shouwang.kernel.actor import Grant, Role
from shouwang.roster.models import Volunteer
from tests.integration.duty.conftest import Watch, enlist
from tests.world import OTHER_SQUADRON, POINT, SQUADRON, World

NAMES = ("阿卜杜热西提·麦麦提吐尔逊", "何远舟", "周㛃", "罗小满")


def squadron(world: World) -> Watch:
    """The leader and the first volunteer of a squadron, nobody on duty yet."""
    leader = enlist(world, "李队长", "01-01-0001", SQUADRON)
    world.house.identity.grant(
        leader.person_id, [Grant(Role.SQUADRON_LEADER, SQUADRON), Grant(Role.VOLUNTEER, SQUADRON)], "test"
    )
    volunteer = enlist(world, "张队员", "01-01-0002", SQUADRON)
    stranger = world.staff("外人", Role.SQUADRON_LEADER, OTHER_SQUADRON)
    return Watch(world, leader, volunteer, stranger)


def on_duty(watch: Watch, count: int = 2) -> str:
    """A shift that runs, with some people on it and 张队员 who has not come; its id."""
    shift = watch.shift(begins_in=timedelta(minutes=30))
    people = [watch.volunteer_named(name, f"01-01-{place:04}") for place, name in enumerate(NAMES[:count], 11)]
    for person in (*people, watch.volunteer):
        assert person.post(f"/v1/shifts/{shift}/signup", {}).status_code == 201
    watch.world.clock.advance(minutes=25)
    for person in people:
        assert watch.tap("in", watch.at_point(), person=person).status_code == 201
    watch.world.clock.advance(minutes=20)
    return shift


def uncertain(watch: Watch) -> str:
    """张队员 arrives at the edge of the fence, beside a shift's others; the address of the case."""
    on_duty(watch)
    told = watch.tap("in", watch.at_point(158, 65.0)).json
    assert told["waits"]
    watch.world.clock.advance(minutes=42)
    return f"/console/check-ins/{watch.volunteer.person_id}/{told['check_in_id']}"


def corrected(watch: Watch, hours: float = 2.0) -> str:
    """张队员 was on duty, forgot the phone and asks for a correction; the address of the case."""
    now = watch.world.clock()
    asked = {
        "in_at": (now - timedelta(hours=hours)).isoformat(),
        "out_at": now.isoformat(),
        "point_number": POINT,
        "reason": "手机没电，没有打上卡",
        "evidence": "何远舟和我一组",
    }
    answer = watch.volunteer.post("/v1/corrections", asked)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    watch.world.clock.advance(hours=5)
    return f"/console/corrections/{watch.volunteer.person_id}/{answer.json['correction_id']}"


def reported(watch: Watch) -> str:
    """张队员 comes, leaves and writes a report; the address of the case."""
    session = watch.tap("in", watch.at_point()).json["duty"]["session_id"]
    watch.world.clock.advance(hours=2)
    assert watch.tap("out", watch.at_point()).status_code == 201
    written = {"text": "劝开两起口角，扶一位老人过马路。", "duty_type": "patrol", "counts": {"disputes_mediated": 2}}
    assert watch.volunteer.post(f"/v1/duty/sessions/{session}/report", written).status_code == 200
    return f"/console/duty-reports/{watch.volunteer.person_id}/{session}"


def swapped(watch: Watch) -> str:
    """张队员 hands a place on a shift to 何远舟, who agrees; the address of the case."""
    other = watch.volunteer_named("何远舟", "01-01-0012")
    people = ((watch.volunteer, "01-01-0002"), (other, "01-01-0012"))
    known = [Volunteer(number, who.person_id, who.name, SQUADRON, date(2026, 3, 1)) for who, number in people]
    watch.world.house.roster.put_volunteers(known, {SQUADRON: 12})
    shift = watch.shift(begins_in=timedelta(days=2))
    assert watch.volunteer.post(f"/v1/shifts/{shift}/signup", {}).status_code == 201
    swap = watch.volunteer.post(f"/v1/shifts/{shift}/swaps", {"volunteer_number": "01-01-0012"}).json["swap_id"]
    assert other.post(f"/v1/swaps/{swap}/answer", {"accept": True}).status_code == 200
    return f"/console/swaps/{watch.volunteer.person_id}/{swap}"
