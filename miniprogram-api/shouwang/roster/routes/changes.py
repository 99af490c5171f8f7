"""HTTP of changes in the roster: unit, status, cover, posts and roles."""

from datetime import date
from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor, Role, Status
from shouwang.platform.once import Once
from shouwang.platform.web import Api, delete, get, post, put, roles
from shouwang.roster.models import Post
from shouwang.roster.rules import KEEPERS
from shouwang.roster.rules.members import CARERS, MOVERS
from shouwang.roster.service import Appointments, AppointmentView, Asked, Changed, Members

_Reason = Annotated[str, msgspec.Meta(min_length=2, max_length=200)]
_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]


class TransferAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Where to, and why."""

    unit_path: str
    reason: _Reason


class AlsoAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The further unit."""

    unit_path: str


class StatusAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The status that shall be; a leave has its last day."""

    status: Status
    reason: _Reason
    until_on: date | None = None


class CoverGiven(msgspec.Struct, forbid_unknown_fields=True):
    """The insurance's last day."""

    cover_until: date


class AppointmentAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A post, or a role by itself; of a volunteer by number, or of anybody by person id."""

    unit_path: str
    from_on: date
    reason: _Reason
    volunteer_number: str | None = None
    person_id: str | None = None
    post: Post | None = None
    role: Role | None = None
    until_on: date | None = None


class WhyAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    reason: _Reason


class AppointmentsAsk(msgspec.Struct):
    """What waits: in a unit and all below it, by default the caller's own scope."""

    unit: str | None = None
    cursor: str | None = None
    limit: _Limit = 50


class AppointmentsShown(msgspec.Struct):
    """A page of appointments that wait."""

    appointments: list[AppointmentView]
    cursor: str | None


class ChangeRoutes:
    """Changes of volunteers."""

    def __init__(self, members: Members) -> None:
        self.members = members

    @post("/v1/volunteers/{number}/transfer", who=roles(*MOVERS), summary="把队员调到别的单位，编号不变")
    def transfer(self, actor: Actor, once: Once, number: str, body: TransferAsk) -> Changed:
        """Move a volunteer; the number stays."""
        return self.members.transfer(actor, once, number, body.unit_path, body.reason)

    @post("/v1/volunteers/{number}/also", who=roles(*MOVERS), summary="让队员再属于一个单位")
    def join_also(self, actor: Actor, once: Once, number: str, body: AlsoAsk) -> Changed:
        """Let a volunteer belong to a further unit."""
        return self.members.join_also(actor, once, number, body.unit_path)

    @delete("/v1/volunteers/{number}/also/{code}", who=roles(*MOVERS), summary="让队员退出兼属的单位")
    def leave_also(self, actor: Actor, number: str, code: str) -> Changed:
        """Take a volunteer out of a further unit. The code is its path with dots, `D1.B02.S05`."""
        return self.members.leave_also(actor, number, code.replace(".", "/"))

    @post("/v1/volunteers/{number}/status", who=roles(*CARERS), summary="请假、停勤、离队、归队")
    def change_status(self, actor: Actor, once: Once, number: str, body: StatusAsk) -> Changed:
        """Change where a volunteer stands."""
        return self.members.change_status(actor, once, number, body.status, body.until_on, body.reason)

    @put("/v1/volunteers/{number}/cover", who=roles(*CARERS), summary="登记保险到期日")
    def set_cover(self, actor: Actor, number: str, body: CoverGiven) -> Changed:
        """Note until when a volunteer is insured."""
        return self.members.set_cover(actor, number, body.cover_until)


class AppointmentRoutes:
    """Posts and roles: asked for, confirmed by a second person, ended."""

    def __init__(self, appointments: Appointments) -> None:
        self.appointments = appointments

    @post("/v1/appointments", who=roles(*KEEPERS), status=201, summary="提请任命，等另一个人确认")
    def ask(self, actor: Actor, once: Once, body: AppointmentAsk) -> AppointmentView:
        """Ask for an appointment."""
        asked = Asked(
            *(body.unit_path, body.from_on, body.reason, body.volunteer_number, body.person_id),
            *(body.post, body.role, body.until_on),
        )
        return self.appointments.ask(actor, once, asked)

    @get("/v1/appointments", who=roles(*KEEPERS), summary="等确认的任命")
    def waiting(self, actor: Actor, query: AppointmentsAsk) -> AppointmentsShown:
        """What waits for a second person."""
        page = self.appointments.waiting(actor, query.unit, query.cursor, query.limit)
        return AppointmentsShown(list(page.items), page.cursor)

    @post("/v1/appointments/{appointment_id}/confirm", who=roles(*KEEPERS), summary="确认任命，马上生效")
    def confirm(self, actor: Actor, once: Once, appointment_id: str) -> AppointmentView:
        """The second person says yes."""
        return self.appointments.confirm(actor, once, appointment_id)

    @post("/v1/appointments/{appointment_id}/refuse", who=roles(*KEEPERS), summary="不同意任命，或者撤回")
    def refuse(self, actor: Actor, once: Once, appointment_id: str, body: WhyAsk) -> AppointmentView:
        """The second person says no, or the first takes it back."""
        return self.appointments.refuse(actor, once, appointment_id, body.reason)

    @post("/v1/appointments/{appointment_id}/end", who=roles(*KEEPERS), summary="免去职务或身份，马上生效")
    def end(self, actor: Actor, once: Once, appointment_id: str, body: WhyAsk) -> AppointmentView:
        """End a post or a role now."""
        return self.appointments.end(actor, once, appointment_id, body.reason)


def changes_api(members: Members) -> Api:
    """Routes of changes of volunteers."""
    return Api.of("roster-changes", ChangeRoutes(members))


def appointments_api(appointments: Appointments) -> Api:
    """Routes of posts and roles."""
    return Api.of("appointments", AppointmentRoutes(appointments))
