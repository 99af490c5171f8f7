"""HTTP of the own application 报名."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, put
from shouwang.recruitment.models import Gate, State
from shouwang.recruitment.rules.way import Node, Verdict, verdict
from shouwang.recruitment.service import Applications, Mine, Receipt, Submission
from shouwang.recruitment.service.photos import MOST_BYTES

Line = Annotated[str, Meta(max_length=80)]
Words = Annotated[str, Meta(max_length=500)]
Version = Annotated[int, Meta(ge=0)]


class FieldsGiven(msgspec.Struct, forbid_unknown_fields=True):
    """A part of the form; what is not given stays as it is, an empty text takes a field away."""

    name: Line | UnsetType = UNSET
    document_number: Line | UnsetType = UNSET
    ethnic_group: Line | UnsetType = UNSET
    community: Line | UnsetType = UNSET
    address: Line | UnsetType = UNSET
    emergency_name: Line | UnsetType = UNSET
    emergency_phone: Line | UnsetType = UNSET
    household_phone: Line | UnsetType = UNSET
    political_status: Line | UnsetType = UNSET
    no_record_declared: bool | UnsetType = UNSET
    motivation: Words | UnsetType = UNSET
    weekly_hours: Annotated[int, Meta(ge=1, le=40)] | UnsetType = UNSET
    unit_path: Line | UnsetType = UNSET
    health_fit: bool | UnsetType = UNSET
    health_note: Words | UnsetType = UNSET
    skills: Annotated[list[Line], Meta(max_length=10)] | UnsetType = UNSET
    driving_class: Line | UnsetType = UNSET
    occupation: Line | UnsetType = UNSET
    employer: Line | UnsetType = UNSET
    education: Line | UnsetType = UNSET
    veteran_or_police_family: bool | UnsetType = UNSET
    answer: Words | UnsetType = UNSET


class FormAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A part of the form, and the version over which it was written (0 before the first)."""

    version: Version
    fields: FieldsGiven


class VersionAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The version that the applicant saw."""

    version: Version


class AppealAsk(VersionAsk):
    """What the applicant says to the refusal."""

    words: Annotated[str, Meta(min_length=2, max_length=500)]


class MyApplication(msgspec.Struct):
    """The own application. Sensitive fields are told as `masked` only.

    `due_on`: the last day on which who looks at it is in time; of a returned form the day by which it must be handed in again,
    or it is closed. `verdict`: what the last decision asks for or says.
    """

    application_id: str
    number: str
    state: State
    gate: Gate | None
    since: datetime | None
    due_on: date | None
    version: int
    way: list[Node]
    verdict: Verdict | None
    asked: str
    missing: list[Fault]
    fields: dict[str, Any]
    masked: dict[str, str]
    photo: bool
    volunteer_number: str
    appeal_until: date | None
    appeal_granted: bool | None
    again_on: date | None


class ApplicantRoutes:
    """The own application."""

    def __init__(self, applications: Applications, submission: Submission) -> None:
        self.applications = applications
        self.submission = submission

    @get("/v1/application", who=anyone, summary="我的报名")
    def mine(self, actor: Actor) -> MyApplication:
        """The own latest application."""
        return _mine(self.applications.mine(actor))

    @put("/v1/application", who=anyone, summary="存报名表的一部分")
    def write(self, actor: Actor, body: FormAsk) -> MyApplication:
        """Keep a part of the form; sent again, it changes nothing."""
        given = {name: value for name, value in msgspec.structs.asdict(body.fields).items() if value is not UNSET}
        return _mine(self.applications.write(actor, given, body.version))

    @post("/v1/application/photo", who=anyone, summary="交照片", most_bytes=MOST_BYTES)
    def add_photo(self, actor: Actor, raw: bytes) -> MyApplication:
        """Keep a photo, JPEG or PNG; sent again, it replaces itself."""
        return _mine(self.applications.add_photo(actor, raw))

    @get("/v1/application/photo", who=anyone, summary="我交的照片")
    def photo(self, actor: Actor) -> Reply:
        """The own photo."""
        return Reply(self.applications.photo(actor), "image/jpeg")

    @post("/v1/application/submit", who=anyone, summary="交报名表")
    def submit(self, actor: Actor, once: Once, body: VersionAsk) -> Receipt:
        """Hand the form in."""
        return self.submission.submit(actor, once, body.version)

    @post("/v1/application/withdraw", who=anyone, summary="撤回报名")
    def withdraw(self, actor: Actor, once: Once, body: VersionAsk) -> Receipt:
        """Take the application back."""
        return self.submission.withdraw(actor, once, body.version)

    @post("/v1/application/appeal", who=anyone, summary="对不通过申诉一次")
    def appeal(self, actor: Actor, once: Once, body: AppealAsk) -> Receipt:
        """Appeal against the refusal."""
        return self.submission.appeal(actor, once, body.version, body.words)


def api(applications: Applications, submission: Submission) -> Api:
    """Routes of the applicant."""
    return Api.of("recruitment", ApplicantRoutes(applications, submission))


def _mine(seen: Mine) -> MyApplication:
    application = seen.application
    return MyApplication(
        application_id=application.application_id,
        number=application.number,
        state=application.state,
        gate=application.gate,
        since=application.since,
        due_on=seen.due_on,
        version=application.version,
        way=list(seen.way),
        verdict=verdict(application),
        asked=seen.asked,
        missing=list(seen.missing),
        fields=dict(application.fields),
        masked=dict(application.masked),
        photo=bool(application.photo),
        volunteer_number=application.volunteer_number,
        appeal_until=seen.appeal_until,
        appeal_granted=application.appeal.granted if application.appeal else None,
        again_on=seen.again_on,
    )
