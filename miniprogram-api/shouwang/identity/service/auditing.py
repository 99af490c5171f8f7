"""Reading the audit log 审计: by subject, by actor, by day; reading it is on it, too."""

from datetime import date

import msgspec

from shouwang.identity.rules import OneWay
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.platform import audit, retention
from shouwang.platform.audit import AuditLine
from shouwang.platform.dynamo import Page, commit
from shouwang.platform.retention import Deletion

_LOOKS = 4  # pages of the store behind one page of a kind of act


class Auditing(msgspec.Struct, frozen=True):
    """审计."""

    now: Clock
    new_id: NewId

    def read(
        self,
        actor: Actor,
        subject: str,
        actor_id: str,
        day: date | None,
        cursor: str | None,
        limit: int,
        act: str = "",
    ) -> Page[AuditLine]:
        """Lines in one of three ways, newest first; of one kind of act where it is named. Raises: OneWay.

        Cost: 2 requests, up to 5 where a kind is named: a page may then hold less, and goes on by its cursor.
        """
        asked = {"subject": subject, "actor_id": actor_id, "day": day.isoformat() if day else ""}
        ways = [name for name, value in asked.items() if value]
        if len(ways) != 1:
            raise OneWay
        commit(
            audit.note("audit", "audit-read", actor, self.now(), self.new_id(), {name: asked[name] for name in ways})
        )
        found: list[AuditLine] = []
        for _ in range(_LOOKS if act else 1):
            page = _page(subject, actor_id, day, cursor, limit)
            found += [line for line in page.items if line.act == act or not act]
            cursor = page.cursor
            if cursor is None or len(found) >= limit:
                break
        return Page(found, cursor)

    def deletions(self, kind: str, cursor: str | None, limit: int) -> Page[Deletion]:
        """The ledger of deletions 删除台账: the nights of one kind, or the newest night of each.

        Raises: NoSuchKind. Cost: 1 request, or 1 for each kind.
        """
        return retention.nights(kind, cursor, limit) if kind else Page(list(retention.newest()), None)


def _page(subject: str, actor_id: str, day: date | None, cursor: str | None, limit: int) -> Page[AuditLine]:
    if day is not None:
        return audit.read_day(day, cursor, limit)
    return audit.read(subject, cursor, limit) if subject else audit.read_actor(actor_id, cursor, limit)
