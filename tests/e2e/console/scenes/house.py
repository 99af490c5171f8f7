"""The door, what belongs to no capability, and the review of applications."""

from tests.e2e.console.scenes import Scene
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter
from tests.world import Person, World


def _reviewing(world: World) -> tuple[Person, dict[str, str]]:
    for serial, name in enumerate(("阿卜杜热西提·麦麦提吐尔逊", "何远舟", "周㛃"), 1):
        _, last = apply(world, name, serial)
        world.clock.advance(minutes=90)
    return recruiter(world), {
        "queue": "/console/applications",
        "empty-queue": "/console/applications?gate=political",
        "application": f"/console/applications/{last}?gate=willingness",
        "bulk": "/console/applications/bulk?gate=willingness",
        "overdue": "/console/applications/overdue",
        "find": "/console/applications/find",
    }


def _alone(world: World) -> tuple[Person, dict[str, str]]:
    return recruiter(world), {
        "more": "/console/more",
        "settings": "/console/settings",
        "style": "/console/style",
        "nowhere": "/console/nowhere",
        "sign-in": "/console/sign-in",
        "proof": "/console/proof?then=/console/hours",
    }


SCENES = (Scene("review", _reviewing), Scene("house", _alone))
