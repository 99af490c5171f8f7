"""HTTP of a person's rights over the own data, and of the audit log."""

from datetime import date, datetime
from typing import Annotated, Any

import msgspec

from shouwang.identity import rules
from shouwang.identity.service.auditing import Auditing
from shouwang.identity.service.privacy import ErasureView, Privacy
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.audit import AuditLine
from shouwang.platform.retention import TERMS, Deletion, Kind
from shouwang.platform.web import Api, anyone, delete, get, post, roles
from shouwang.platform.web.job_routes import JobShown, shown

_Limit = Annotated[int, msgspec.Meta(ge=1, le=50)]


class ErasureAsk(msgspec.Struct, forbid_unknown_fields=True):
    """That what goes and what stays was read."""

    understood: bool


class LogAsk(msgspec.Struct):
    """Which page."""

    cursor: str | None = None
    limit: _Limit = 50


class AccessShown(msgspec.Struct):
    """Who saw or changed what of me: by roles and number, never by name."""

    at: datetime
    what: str
    by: str
    facts: dict[str, Any]


class AccessLog(msgspec.Struct):
    """A page of it, newest first."""

    items: list[AccessShown]
    cursor: str | None


class AuditAsk(msgspec.Struct):
    """One of the three ways to look, and which page."""

    subject: str = ""
    actor_id: str = ""
    day: date | None = None
    cursor: str | None = None
    limit: _Limit = 50


class AuditShown(msgspec.Struct):
    """A page of the audit log, newest first."""

    items: list[AuditLine]
    cursor: str | None


class DeletionsAsk(msgspec.Struct):
    """Which kind; the newest night of each when none is named."""

    kind: str = ""
    cursor: str | None = None
    limit: _Limit = 50


class DeletionShown(msgspec.Struct):
    """One kind in one night: how many went, how many should have gone and are there, when the oldest left is to go.

    `expected`: of what the store removes by itself, how many were to go that day, as counted before.
    """

    kind: str
    what: str
    kept: str
    day: date
    gone: int
    left: int
    oldest_due_on: date | None
    checked_at: datetime | None
    expected: int | None


class DeletionsShown(msgspec.Struct):
    """A page of the ledger, newest first."""

    items: list[DeletionShown]
    cursor: str | None


class PrivacyRoutes:
    """My data: a copy, erasure, who saw it."""

    def __init__(self, privacy: Privacy) -> None:
        self.privacy = privacy

    @post("/v1/me/export", who=anyone, summary="导出我的全部数据，一天一次")
    def ask_copy(self, actor: Actor) -> JobShown:
        """Ask for a copy of everything held of me."""
        return shown(self.privacy.ask_copy(actor))

    @get("/v1/me/export", who=anyone, summary="我的数据导出到哪里了")
    def copy(self, actor: Actor) -> JobShown:
        """The newest copy."""
        return shown(self.privacy.copy(actor))

    @get("/v1/me/erasure", who=anyone, summary="注销会删什么、留什么、为什么")
    def erasure(self, actor: Actor) -> ErasureView:
        """Where my erasure stands; what goes, what stays and why."""
        return self.privacy.erasure(actor)

    @post("/v1/me/erasure", who=anyone, summary="申请注销，七天冷静期后执行")
    def ask_erasure(self, actor: Actor, body: ErasureAsk) -> ErasureView:
        """Ask to be erased, after the cooling-off."""
        rules.require_understood(body.understood)
        return self.privacy.ask_erasure(actor)

    @delete("/v1/me/erasure", who=anyone, summary="撤销注销申请")
    def cancel_erasure(self, actor: Actor) -> ErasureView:
        """Think better of it."""
        return self.privacy.cancel_erasure(actor)

    @get("/v1/me/access-log", who=anyone, summary="谁看过、动过我的资料")
    def access_log(self, actor: Actor, query: LogAsk) -> AccessLog:
        """Who saw or changed what of me."""
        page = self.privacy.access_log(actor, query.cursor, query.limit)
        return AccessLog(
            [
                AccessShown(line.at, rules.act_words(line.act), line.actor_as or "系统", line.facts)
                for line in page.items
            ],
            page.cursor,
        )


class AuditRoutes:
    """The audit log, for the auditor."""

    def __init__(self, auditing: Auditing) -> None:
        self.auditing = auditing

    @get("/v1/audit", who=roles(Role.AUDITOR), summary="审计记录：按对象、按人、按天")
    def audit(self, actor: Actor, query: AuditAsk) -> AuditShown:
        """Lines about a subject, by an actor, or of a day."""
        page = self.auditing.read(actor, query.subject, query.actor_id, query.day, query.cursor, query.limit)
        return AuditShown(list(page.items), page.cursor)

    @get("/v1/deletions", who=roles(Role.AUDITOR, Role.ADMINISTRATOR), summary="删除台账：到期的资料删了多少，还剩多少")
    def deletions(self, query: DeletionsAsk) -> DeletionsShown:
        """What went of every kind of data with a term, and what is left."""
        page = self.auditing.deletions(query.kind, query.cursor, query.limit)
        return DeletionsShown([_deletion(each) for each in page.items], page.cursor)


def _deletion(one: Deletion) -> DeletionShown:
    term = TERMS[Kind(one.kind)]
    told = (one.day, one.gone, one.left, one.oldest_due_on, one.checked_at, one.due)
    return DeletionShown(one.kind, term.what, term.kept, *told)


def privacy_api(privacy: Privacy) -> Api:
    """Routes of a person's rights over the own data."""
    return Api.of("privacy", PrivacyRoutes(privacy))


def audit_api(auditing: Auditing) -> Api:
    """Routes of the audit log."""
    return Api.of("audit", AuditRoutes(auditing))
