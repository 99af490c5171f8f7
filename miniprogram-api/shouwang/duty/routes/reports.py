"""回报照片 over HTTP."""

from shouwang.duty.service.report_photos import ReportPhotos
from shouwang.duty.service.views import DutyView
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.photos import MOST_BYTES
from shouwang.platform.web import Api, Reply, anyone, get, post, roles


class ReportRoutes:
    """任务回报, looked at closely."""

    def __init__(self, photos: ReportPhotos) -> None:
        self.photos = photos

    @post(
        "/v1/duty/sessions/{session_id}/report/photo",
        who=roles(Role.VOLUNTEER),
        summary="给任务回报附一张照片",
        most_bytes=MOST_BYTES,
    )
    def add(self, actor: Actor, session_id: str, raw: bytes) -> DutyView:
        """A photo, JPEG or PNG, at most three, until the report is marked; what the file tells besides is not kept."""
        return self.photos.add(actor, session_id, raw)

    @get("/v1/review/reports/{person_id}/{session_id}", who=anyone, summary="细看一份任务回报")
    def look(self, actor: Actor, person_id: str, session_id: str) -> DutyView:
        """A duty with its report, for the leaders of the unit and for the person."""
        return self.photos.look(actor, person_id, session_id)

    @get("/v1/review/reports/{person_id}/{session_id}/photos/{n}", who=anyone, summary="任务回报附的照片")
    def photo(self, actor: Actor, person_id: str, session_id: str, n: str) -> Reply:
        """A photo from 0 on, for the leaders of the unit and for the person."""
        number = int(n) if n.isascii() and n.isdecimal() and len(n) < 3 else -1
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
        return Reply(self.photos.photo(actor, person_id, session_id, number), "image/jpeg", headers=headers)


def reports_api(photos: ReportPhotos) -> Api:
    """Routes of reports."""
    return Api.of("duty_reports", ReportRoutes(photos))
