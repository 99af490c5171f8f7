"""People who apply, and the panel that decides about them; all through HTTP."""

import itertools
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from shouwang.kernel.actor import Role
from shouwang.platform import dynamo, outbox
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Gate, State
from tests.world import SQUADRON, Person, World

GATES = ("willingness", "political", "fitness", "skills", "publicity", "number")
CONSENTS = ("service", "document", "health")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def identity_number(serial: int) -> str:
    """A number that nobody carries: born in 1850-1899, in a county that never was."""
    body = f"439900{1850 + serial // 1000 % 50}0101{serial % 1000:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def photo(side_px: int = 400, kind: str = "JPEG", mode: str = "RGB", **how: Any) -> bytes:
    """A picture file."""
    file = BytesIO()
    Image.new(mode, (side_px, side_px), "teal").save(file, kind, **how)
    return file.getvalue()


def form(serial: int, **fields: Any) -> dict[str, Any]:
    """A whole form of somebody with that identity number."""
    return {
        "name": "周㛃",
        "document_number": identity_number(serial),
        "community": "塘头社区",
        "address": "7 栋 302 室",
        "emergency_name": "欧阳大山",
        "emergency_phone": f"1615{serial:07d}",
        "political_status": "群众",
        "no_record_declared": True,
        "motivation": "家就住在夜市后面",
        "weekly_hours": 6,
        "unit_path": SQUADRON,
        "health_fit": True,
        "health_note": "血压略高，按时服药",
        **fields,
    }


def consent(person: Person, *purposes: str) -> None:
    """Agree to notices."""
    given = [{"purpose": purpose, "notice_version": "2026-11"} for purpose in purposes or CONSENTS]
    assert person.post("/v1/me/consents", {"consents": given}).status_code == 200


def bind_phone(person: Person) -> None:
    """Let WeChat tell the phone number."""
    code = person.world.wechat.phone_code(person.name)
    assert person.post("/v1/login/phone", {"code": code}).status_code == 200


def write(person: Person, version: int = 0, **fields: Any) -> Any:
    """Keep a part of the form."""
    return person.put("/v1/application", {"version": version, "fields": fields})


def draft(world: World, who: str, serial: int, /, **fields: Any) -> tuple[Person, int]:
    """Somebody with a whole form and a photo, not handed in; and its version."""
    person = world.sign_in(who)
    consent(person)
    bind_phone(person)
    assert person.post("/v1/application/photo", data=photo()).status_code == 200
    kept = write(person, 1, **form(serial, **fields))
    assert kept.status_code == 200, kept.get_data(as_text=True)
    assert kept.json["missing"] == []
    return person, kept.json["version"]


def applicant(world: World, who: str, serial: int, /, **fields: Any) -> tuple[Person, str]:
    """Somebody whose form was handed in, and its id."""
    person, version = draft(world, who, serial, **fields)
    submitted = person.post("/v1/application/submit", {"version": version})
    assert submitted.status_code == 200, submitted.get_data(as_text=True)
    return person, submitted.json["application_id"]


def place(world: World, serial: int, gate: Gate, unit_path: str, name: str = "周㛃") -> Application:
    """Somebody who waits at a gate, written as all before would have left it: for when there must be many."""
    now = world.clock()
    waiting = Application(
        f"application-{serial:04d}",
        f"person-{serial:04d}",
        now,
        State.REVIEW,
        gate,
        number=f"26-{serial:04d}",
        unit_path=unit_path,
        since=now,
        submitted_at=now,
        fields={"name": name},
        document_index=f"document-{serial:04d}",
    )
    claim = store.claim_document(waiting.document_index, waiting.person_id, waiting.number)
    dynamo.commit(store.keep_application(waiting), store.requeued(waiting, waiting), claim)
    return waiting


@dataclass
class Panel:
    """Those who decide at the gates."""

    recruiter: Person
    checker: Person
    trainer: Person
    commander: Person

    @classmethod
    def of(cls, world: World) -> "Panel":
        """王招录 and the others, over the whole force."""
        return cls(
            world.staff("王招录", Role.RECRUITER),
            world.staff("裴政审", Role.POLITICAL_CHECKER),
            world.staff("韩教官", Role.TRAINER),
            world.staff("李支队长", Role.COMMANDER),
        )

    def owner(self, gate: str) -> Person:
        """Who decides a gate."""
        owners = {"political": self.checker, "skills": self.trainer, "publicity": self.commander}
        return owners.get(gate, self.commander if gate == "number" else self.recruiter)

    def decide(self, application_id: str, gate: str, decision: str = "pass", **more: Any) -> Any:
        """Decide at a gate, as its owner, about the version that is there."""
        owner = self.owner(gate)
        seen = owner.get(f"/v1/review/applications/{application_id}").json["version"]
        body = {"decision": decision, "version": seen, **more}
        return owner.post(f"/v1/review/applications/{application_id}/gates/{gate}", body)

    def pass_up_to(self, person: Person, application_id: str, gate: str) -> None:
        """Pass every gate before this one, the quiz included."""
        for before in itertools.takewhile(lambda each: each != gate, GATES):
            if before == "skills":
                pass_quiz(person)
            answer = self.decide(application_id, before)
            assert answer.status_code == 200, answer.get_data(as_text=True)


def pass_quiz(person: Person) -> None:
    """The event that training writes when somebody passes the recruits' quiz, delivered."""
    payload = {"person_id": person.person_id, "course_id": "recruits", "score": 90, "attempt_id": "attempt"}
    now = person.world.clock()
    dynamo.commit(outbox.emit("recruitment.course-passed", payload, at=now, source=person.person_id))
    person.world.deliver()


def problem(answer: Any) -> tuple[int, str]:
    """Status and kind of a refusal."""
    return answer.status_code, answer.json["type"].removeprefix("/problems/")
