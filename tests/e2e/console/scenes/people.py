"""Volunteers, and what is done about them."""

from shouwang.kernel.actor import Role
from tests.e2e.console.scenes import Scene
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter
from tests.integration.console.people import NUMBER, administrator, commander, members
from tests.integration.console.test_reports import served
from tests.integration.roster.lists import csv, row
from tests.integration.roster.test_import import asked
from tests.world import POINT, SQUADRON, Person, World


def _volunteers(world: World) -> tuple[Person, dict[str, str]]:
    members(world)
    return commander(world), {
        "volunteers": "/console/volunteers",
        "volunteer": f"/console/volunteers/{NUMBER}",
        "volunteer-points": f"/console/volunteers/{NUMBER}/points",
        "volunteer-transfer": f"/console/volunteers/{NUMBER}/change/transfer",
        "nobody-found": "/console/volunteers/found?find=王",
    }


def _units(world: World) -> tuple[Person, dict[str, str]]:
    members(world)
    chief = commander(world)
    post = {"unit_path": SQUADRON, "from_on": "2026-11-23", "reason": "大队推荐", "post": "squadron_leader"}
    keeper = administrator(world)
    for number, who in ((NUMBER, chief), ("01-01-0002", keeper)):
        kept = who.post("/v1/appointments", {**post, "volunteer_number": number}).json
    chief.post(f"/v1/appointments/{kept['appointment_id']}/confirm")
    lost = {"volunteer_number": NUMBER, "phone": "16190000001", "words": "手机掉江里了"}
    world.sign_in("新手机").post("/v1/me/recoveries", lost)
    read = asked(chief, csv(row(7), row(8, 手机号="123", 身份证号="110101")), "dry_run=true")
    world.work()
    return chief, {
        "today": "/console/today",
        "units": "/console/units",
        "unit": "/console/units/D1.B01.S01",
        "units-waiting": "/console/units/waiting",
        "points": "/console/points",
        "point": f"/console/points/{POINT}",
        "point-add": "/console/points/add",
        "imports": "/console/imports",
        "import": f"/console/imports/{read}",
        "force": "/console/force",
        "health": "/console/health?wechat=yes",
    }


def _reviewers(world: World) -> tuple[Person, dict[str, str]]:
    for serial, name in enumerate(("阿卜杜热西提·麦麦提吐尔逊", "何远舟"), 1):
        apply(world, name, serial)
        world.clock.advance(days=3, hours=2)
    return recruiter(world), {"today-recruiter": "/console/today"}


def _auditors(world: World) -> tuple[Person, dict[str, str]]:
    members(world)
    administrator(world).get(f"/v1/volunteers/{NUMBER}")
    return world.staff("钱审计", Role.AUDITOR), {
        "audit": f"/console/audit?about={NUMBER}",
        "audit-hours": "/console/audit/hours?month=2026-11",
    }


def _reports(world: World) -> tuple[Person, dict[str, str]]:
    served(world)
    for serial, name in enumerate(("阿卜杜热西提·麦麦提吐尔逊", "何远舟", "周㛃"), 1):
        apply(world, name, serial)
        world.clock.advance(days=1)
    chief = commander(world)
    months = {"unit": "D1", "month": "2026-09", "until": "2026-11"}
    job_id = chief.post("/v1/points-reports", months).json["job_id"]
    world.work()
    return chief, {"reports": "/console/reports", "report": f"/console/reports/{job_id}"}


SCENES = (
    Scene("volunteers", _volunteers),
    Scene("units", _units),
    Scene("today", _reviewers),
    Scene("audit", _auditors),
    Scene("reports", _reports),
)
