"""A squadron on duty, for the console's pages of duty: 李队长 leads, people serve, somebody is doubtful."""

from datetime import timedelta

from shouwang.kernel.actor import Grant, Role
from tests.integration.duty.conftest import Watch, enlist
from tests.world import OTHER_SQUADRON, SQUADRON, World

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
