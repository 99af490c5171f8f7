"""Volunteers, and what is done about them."""

from tests.e2e.console.scenes import Scene
from tests.integration.console.people import NUMBER, commander, members
from tests.world import Person, World


def _volunteers(world: World) -> tuple[Person, dict[str, str]]:
    members(world)
    return commander(world), {
        "volunteers": "/console/volunteers",
        "volunteer": f"/console/volunteers/{NUMBER}",
        "volunteer-transfer": f"/console/volunteers/{NUMBER}/change/transfer",
        "nobody-found": "/console/volunteers/found?find=王",
    }


SCENES = (Scene("volunteers", _volunteers),)
