"""A force with people in it, as the pages of people show them: members with hours, points, a past."""

from datetime import date, timedelta

from shouwang.duty.store.hours import DayTotalRow
from shouwang.kernel.actor import Role
from shouwang.kernel.clock import rfc3339
from shouwang.platform.dynamo import Writes, commit
from shouwang.platform.outbox import emit
from tests.integration.roster.force import enlist
from tests.world import FORCE, OTHER_SQUADRON, SQUADRON, Person, World

NUMBER = "01-01-0001"


def commander(world: World) -> Person:
    """赵支队, who commands the force."""
    return world.staff("赵支队", Role.COMMANDER, FORCE)


def administrator(world: World) -> Person:
    """孙管理, who keeps the force's data."""
    return world.staff("孙管理", Role.ADMINISTRATOR, FORCE)


def members(world: World) -> Person:
    """Three members in two squadrons; 张队员, 01-01-0001, has served, learnt and been corrected."""
    member = enlist(world, "张队员", 1)
    enlist(world, "阿卜杜热西提·麦麦提吐尔逊", 2)
    enlist(world, "周㛃", 1, OTHER_SQUADRON, "16190000031")
    world.house.members.phone_bound(NUMBER, world.house.vault.index("phone-tail", "0001"), Writes())
    served(world, member)
    return member


def served(world: World, member: Person) -> None:
    """Hours of half a year, measured and attested, and points for some things."""
    for n in range(26):
        day = date(2026, 11, 20) - timedelta(days=7 * n)
        attested = 60 if n % 5 == 0 else 0
        DayTotalRow(member.person_id, day, measured=240 + n * 7, attested=attested, sources=(f"d{n}",), folds=1).save()
    for n, fact in enumerate(("no-show", "no-show")):
        told = {"person_id": member.person_id, "fact": fact, "source": f"S{n}", "quantity": 1}
        told["occurred_at"] = rfc3339(world.clock() - timedelta(days=n))
        commit(emit("assessment.fact-told", told, at=world.clock(), source=f"people{n}"))
    world.deliver()


def squadron_leader(world: World) -> Person:
    """李队长, who leads 夜市中队."""
    return world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
