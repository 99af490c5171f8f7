"""What waits for somebody's word: disputes over points, complaints; and where one is signed in."""

from shouwang.kernel.actor import Role
from tests.e2e.console.scenes import Scene
from tests.integration.console.hearing import complained, disputed
from tests.world import SQUADRON, Person, World


def _disputes(world: World) -> tuple[Person, dict[str, str]]:
    _, dispute_id = disputed(world)
    world.clock.advance(days=8)
    return world.staff("李中队长", Role.SQUADRON_LEADER, SQUADRON), {
        "disputes": "/console/disputes",
        "dispute": f"/console/disputes/{dispute_id}",
        "sessions": "/console/sessions",
    }


def _complaints(world: World) -> tuple[Person, dict[str, str]]:
    _, complaint_id = complained(world)
    return world.staff("陈审计", Role.AUDITOR), {
        "complaints": "/console/complaints",
        "complaint": f"/console/complaints/{complaint_id}",
    }


SCENES = (Scene("disputes", _disputes), Scene("complaints", _complaints))
