"""HTTP of lists that come and go whole: members in, members out, assembly points in."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.geo import Crs
from shouwang.platform.once import Once
from shouwang.platform.web import Api, post, roles
from shouwang.roster.rules import KEEPERS
from shouwang.roster.service.exporting import EXPORTERS, Format, MemberExport
from shouwang.roster.service.importing import IMPORTERS, JobAsked, MemberImport
from shouwang.roster.service.points import Points
from shouwang.roster.service.staging import MOST_BYTES, Sent


class ImportAsk(msgspec.Struct):
    """How to take a list in: only look (`dry_run`), leave out rows that are here already (`skip_known`).

    A list too large for a body is uploaded before, and named by its `file_id`.
    """

    dry_run: bool = True
    file_id: str = ""
    skip_known: bool = False


class PointsImportAsk(msgspec.Struct):
    """How to take points in: only look (`dry_run`), and the datum of the list's coordinates; an upload by its `file_id`."""

    dry_run: bool = True
    file_id: str = ""
    crs: Crs = Crs.GCJ02


class ExportAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Which list: of a unit and all below; whole names need a reason."""

    unit_path: str
    format: Format = Format.XLSX
    names: bool = False
    reason: Annotated[str, msgspec.Meta(max_length=200)] = ""


class ListRoutes:
    """Lists in and out; each is a job, `GET /v1/jobs/{job_id}` says how far it got."""

    def __init__(self, importing: MemberImport, exporting: MemberExport, points: Points) -> None:
        self.importing = importing
        self.exporting = exporting
        self.points = points

    @post(
        "/v1/volunteers/import",
        who=roles(*IMPORTERS),
        status=201,
        most_bytes=MOST_BYTES,
        summary="导入名册（Excel 或 CSV），先试读",
    )
    def import_members(self, actor: Actor, once: Once, query: ImportAsk, raw: bytes) -> JobAsked:
        """Read a member list; write it only when asked, and only when all of it is good."""
        return self.importing.ask(
            actor, once, Sent(raw, query.file_id), dry_run=query.dry_run, skip_known=query.skip_known
        )

    @post("/v1/volunteers/export", who=roles(*EXPORTERS), status=201, summary="导出名册（Excel 或 CSV）")
    def export_members(self, actor: Actor, once: Once, body: ExportAsk) -> JobAsked:
        """Write a member list, masked unless there is a reason."""
        return self.exporting.ask(actor, once, body.unit_path, body.format, body.reason, names=body.names)

    @post(
        "/v1/assembly-points/import",
        who=roles(*KEEPERS),
        status=201,
        most_bytes=MOST_BYTES,
        summary="导入集结点（Excel 或 CSV），先试读",
    )
    def import_points(self, actor: Actor, once: Once, query: PointsImportAsk, raw: bytes) -> JobAsked:
        """Read a list of points; write it only when asked, and only when all of it is good."""
        return self.points.ask(actor, once, Sent(raw, query.file_id), query.crs, dry_run=query.dry_run)


def lists_api(importing: MemberImport, exporting: MemberExport, points: Points) -> Api:
    """Routes of lists."""
    return Api.of("roster-lists", ListRoutes(importing, exporting, points))
