"""Who is on duty, what waits for a leader, the shifts, the hours."""

from datetime import timedelta

from shouwang.kernel.actor import Role
from tests.e2e.console.scenes import Scene
from tests.integration.console.watch import corrected, on_duty, reported, squadron, swapped, uncertain
from tests.world import FORCE, SQUADRON, Person, World


def _commander(world: World) -> Person:
    return world.staff("陈支队", Role.COMMANDER, FORCE)


def _on_duty(world: World) -> tuple[Person, dict[str, str]]:
    case = uncertain(squadron(world))
    return _commander(world), {
        "today-watch": "/console/today",
        "on-duty": "/console/duty",
        "check-ins": "/console/check-ins",
        "check-in": case,
        "week": "/console/shifts?unit=D1/B01",
        "patterns": "/console/shifts/patterns",
        "hours": "/console/hours",
    }


def _waiting(world: World) -> tuple[Person, dict[str, str]]:
    watch = squadron(world)
    case, report, swap = corrected(watch, 5), reported(watch), swapped(watch)
    return _commander(world), {
        "correction": case,
        "duty-report": report,
        "swap": swap,
        "corrections": "/console/corrections",
        "swaps": "/console/swaps",
        "duty-reports": "/console/duty-reports",
    }


def _planned(world: World) -> tuple[Person, dict[str, str]]:
    watch = squadron(world)
    tomorrow, running = watch.shift(begins_in=timedelta(days=1)), on_duty(watch)
    return _commander(world), {
        "shift": f"/console/shifts/{running}",
        "shift-nobody": f"/console/shifts/{tomorrow}",
        "shift-new": f"/console/shifts/new?unit={SQUADRON}",
        "corrections-none": "/console/corrections",
    }


SCENES = (Scene("duty", _on_duty), Scene("cases", _waiting), Scene("shifts", _planned))
