"""People who apply, over HTTP as the mini-program does it."""

from io import BytesIO

from PIL import Image

from shouwang.identity.rules import NOTICES
from tests.world import SQUADRON, Person, World


def impossible_document(serial: int) -> str:
    """The document number of a person who could not live: born in 1873, 110105 Beijing."""
    digits = f"11010518730{1 + serial % 9}{10 + serial % 19}{serial % 1000:03}"
    weighed = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits))
    return digits + "10X98765432"[weighed % 11]


def photo() -> bytes:
    """A small grey JPEG."""
    kept = BytesIO()
    Image.new("RGB", (300, 400), "#777").save(kept, "JPEG")
    return kept.getvalue()


def apply(world: World, name: str, serial: int = 1, unit_path: str = SQUADRON) -> tuple[Person, str]:
    """Somebody hands in a whole form; who, and the application's id."""
    person = world.sign_in(name)
    given = [{"purpose": purpose, "notice_version": version} for purpose, version in NOTICES.items()]
    _good(person.post("/v1/me/consents", {"consents": given}))
    _good(person.post("/v1/login/phone", {"code": world.wechat.phone_code(name)}))
    fields = {
        "name": name,
        "document_number": impossible_document(serial),
        "community": "南塘街道",
        "address": "夜市街 7 号",
        "emergency_name": "周远山",
        "emergency_phone": f"161000{serial:05}",
        "political_status": "群众",
        "no_record_declared": True,
        "motivation": "想在夜里走一走，帮得上忙",
        "weekly_hours": 6,
        "unit_path": unit_path,
        "health_fit": True,
        "occupation": "护士",
        "skills": ["急救", "驾驶"],
    }
    _good(person.put("/v1/application", {"version": 0, "fields": fields}))
    mine = _good(person.post("/v1/application/photo", data=photo()))
    receipt = _good(person.post("/v1/application/submit", {"version": mine["version"]}))
    return person, receipt["application_id"]


def _good(answer):
    assert answer.status_code < 300, answer.get_data(as_text=True)
    return answer.json
