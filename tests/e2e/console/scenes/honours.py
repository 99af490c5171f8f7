"""What was given, to whom, on what ground; what stands in publicity; how points are counted."""

from tests.e2e.console.scenes import Scene
from tests.integration.assessment.conftest import Ledger
from tests.integration.assessment.test_rules import DRAFT, season
from tests.integration.console.honoured import BODY, certified, commended, objected, shown_star
from tests.integration.console.people import commander
from tests.integration.honours.test_yearly import Year
from tests.world import Person, World


def _honours(world: World) -> tuple[Person, dict[str, str]]:
    chief = commander(world)
    _, award_id = certified(world, chief)
    commended(world, chief)
    commended(world, chief, "待审示例：江边救起两人")
    asked = {"kind": "certificate", "title": "年度优秀义警", "body": BODY, "unit": "D1"}
    job_id = chief.post("/v1/ceremonies", asked).json["job_id"]
    world.work()
    return chief, {
        "ceremonies": "/console/honours/ceremonies",
        "ceremony": f"/console/honours/ceremonies/{job_id}",
        "honours": "/console/honours",
        "honours-empty": "/console/honours?kind=training",
        "award": f"/console/honours/{award_id}",
        "give": "/console/honours/give",
        "held": "/console/honours/held",
    }


def _stars(world: World) -> tuple[Person, dict[str, str]]:
    _, shown = shown_star(world)
    objected(world, shown)
    chief = commander(world)
    (one,) = chief.get("/v1/star-objections").json["items"]
    return chief, {
        "stars": "/console/stars",
        "star-objection": f"/console/stars/{one['star_id']}/{one['objection_id']}",
    }


def _rules(world: World) -> tuple[Person, dict[str, str]]:
    season.__wrapped__(world, Ledger(world))
    chief = commander(world)
    job_id = chief.post("/v1/points-rules/preview", {"draft": DRAFT, "season": "2025"}).json["job_id"]
    world.work()
    return chief, {
        "rules": "/console/rules",
        "rules-draft": "/console/rules/draft",
        "rules-trial": f"/console/rules/previews/{job_id}",
    }


def _yearly(world: World) -> tuple[Person, dict[str, str]]:
    year = Year(world)
    year.publish()
    year.post("objections", {"candidate_id": "01-01-0001", "text": "他夜班请人代的"}, year.two)
    return year.keeper, {"yearly": "/console/honours/yearly", "yearly-none": "/console/honours/yearly?year=2025"}


SCENES = (
    Scene("yearly", _yearly),
    Scene("rules", _rules),
    Scene("stars", _stars),
    Scene("honours", _honours),
)
