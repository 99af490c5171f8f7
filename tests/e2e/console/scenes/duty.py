"""Who is on duty, what waits for a leader, the shifts, the hours."""

from shouwang.kernel.actor import Role
from tests.e2e.console.scenes import Scene
from tests.integration.console.watch import on_duty, squadron
from tests.world import FORCE, Person, World


def _on_duty(world: World) -> tuple[Person, dict[str, str]]:
    watch = squadron(world)
    on_duty(watch)
    return world.staff("陈支队", Role.COMMANDER, FORCE), {"on-duty": "/console/duty"}


SCENES = (Scene("duty", _on_duty),)
