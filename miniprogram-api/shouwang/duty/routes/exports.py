"""导出 over HTTP: each answers with a job; its file is fetched with the session."""

from datetime import date
from typing import Annotated

import msgspec

from shouwang.duty.rules.exports import Asked
from shouwang.duty.service import Exports
from shouwang.duty.service.exports import EXPORTERS, JobAsked
from shouwang.duty.service.signs import PRINTERS, Signs
from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, post, roles


class RecordsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Service records of a unit and all below it, days of service from `first` to `last`."""

    unit_path: Annotated[str, msgspec.Meta(max_length=40)]
    first: date
    last: date
    format: Annotated[str, msgspec.Meta(max_length=8)] = "csv"


class ProofsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Days of service, both included."""

    first: date
    last: date


class SignsAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Signs of a unit's points and of all below it."""

    unit_path: Annotated[str, msgspec.Meta(max_length=40)]


class ExportRoutes:
    """导出."""

    def __init__(self, exports: Exports, signs: Signs) -> None:
        self.exports = exports
        self.signs = signs

    @post("/v1/reports/service-records", who=roles(*EXPORTERS), status=201, summary="导出一个单位的服务记录")
    def records(self, actor: Actor, once: Once, body: RecordsAsk) -> JobAsked:
        """In the field groups of the national record; CSV, XLSX or JSON."""
        return self.exports.ask_records(actor, once, Asked(body.unit_path, body.first, body.last, body.format))

    @post("/v1/me/hours/proofs", who=anyone, status=201, summary="取一段时长的证明，给别人验")
    def proofs(self, actor: Actor, once: Once, body: ProofsAsk) -> JobAsked:
        """One file for strangers; they check it with verify.py and roots that they download themselves."""
        return self.exports.ask_proofs(actor, once, body.first, body.last)

    @post("/v1/assembly-points/signs", who=roles(*PRINTERS), status=201, summary="打印集结点的牌子")
    def print_signs(self, actor: Actor, once: Once, body: SignsAsk) -> JobAsked:
        """One PDF, a page a point; ready when WeChat has given every code."""
        return self.signs.ask(actor, once, body.unit_path)


def exports_api(exports: Exports, signs: Signs) -> Api:
    """Routes of exports."""
    return Api.of("duty_exports", ExportRoutes(exports, signs))
