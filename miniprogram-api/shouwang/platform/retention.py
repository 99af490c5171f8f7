"""What may be kept how long 保存期限, and the ledger of what went: of every kind, night by night, how many and what is left.

A removal and its count are one commit, so that the ledger says neither more nor less than what happened. What is append-only
for everybody goes by the store's expiry: there the night counts what is to go the next day, and afterwards what is left of it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import NotFound
from shouwang.platform.dynamo import Day, Instant, Page, Table, Writes, next_page, read_cursor, update


class Kind(StrEnum):
    """A kind of data with a term."""

    FIXES = "fixes"
    TRACKS = "tracks"
    VISITS = "visits"
    DEVICES = "devices"
    STAR_OBJECTIONS = "star-objections"
    APPLICATIONS = "applications"
    PHOTOS = "photos"
    UPLOADS = "uploads"
    JOB_FILES = "job-files"
    ANSWERS = "answers"
    COMPLAINTS = "complaints"
    AUDIT = "audit"


class Term(msgspec.Struct, frozen=True):
    """How long a kind is kept, in words, and whose hand removes it."""

    what: str
    kept: str
    by_store: bool = False


# Source: docs/privacy.md, which says the same to people; reference domain-rules 6 (retention)
TERMS: Mapping[Kind, Term] = {
    Kind.FIXES: Term("打卡的原始定位", "180 天"),
    Kind.TRACKS: Term("巡逻轨迹", "180 天"),
    Kind.VISITS: Term("经过了哪些地点", "180 天"),
    Kind.DEVICES: Term("用哪台手机打的卡", "1 天"),
    Kind.STAR_OBJECTIONS: Term("定过的星级异议", "1 年"),
    Kind.APPLICATIONS: Term("没通过、撤回的报名", "90 天，以后只留结论"),
    Kind.PHOTOS: Term("入队人员的报名照片", "入队后 30 天"),
    Kind.UPLOADS: Term("上传的大文件", "半小时"),
    Kind.JOB_FILES: Term("导出的文件", "7 天"),
    Kind.ANSWERS: Term("对提交的回答", "7 天"),
    Kind.COMPLAINTS: Term("投诉", "3 年", by_store=True),
    Kind.AUDIT: Term("审计记录", "3 年", by_store=True),
}


class NoSuchKind(NotFound):
    """No kind of data with a term has that name."""

    slug, title = "no-such-kind", "没有这一类有期限的资料"


class DeletionRow(Table):
    """删除台账: one kind in one night."""

    TABLE = "deletions"

    kind = UnicodeAttribute(hash_key=True)
    day = Day(range_key=True)
    due = NumberAttribute(null=True)
    gone = NumberAttribute(default=0)
    left = NumberAttribute(default=0)
    oldest_due_on = Day(null=True)
    checked_at = Instant(null=True)


class Deletion(msgspec.Struct, frozen=True):
    """What became of what was to go by the end of a day.

    `gone` went, `left` should have gone and is still there; `oldest_due_on` is when the oldest of all that is left is to go:
    as long as it lies after `day` nothing is kept too long. Of what the store removes `due` was counted the night before.
    """

    kind: str
    day: date
    gone: int
    left: int
    oldest_due_on: date | None
    checked_at: datetime | None  # None while the night is still at it
    due: int | None = None


def counted(kind: Kind, day: date, gone: int) -> Writes:
    """So many more went; joins the commit that removes them."""
    row = DeletionRow(kind=str(kind), day=day)
    return update(row, DeletionRow.gone.add(gone), condition=_some)


def expected(kind: Kind, day: date, due: int) -> Writes:
    """So many are to go on a day that has not come."""
    return update(DeletionRow(kind=str(kind), day=day), DeletionRow.due.set(due), condition=_some)


def settled(
    kind: Kind, day: date, left: int, oldest: datetime | None, now: datetime, gone: int | None = None
) -> Writes:
    """What is left after the night; `gone` where the store removes."""
    changes = [DeletionRow.left.set(left), DeletionRow.checked_at.set(now)]
    changes.append(DeletionRow.oldest_due_on.set(local_day(oldest)) if oldest else DeletionRow.oldest_due_on.remove())
    if gone is not None:
        changes.append(DeletionRow.gone.set(gone))
    return update(DeletionRow(kind=str(kind), day=day), *changes, condition=_some)


def fetch(kind: Kind, day: date) -> Deletion | None:
    """What became of a kind in a night. Cost: 1 request."""
    row = DeletionRow.fetch(str(kind), day)
    return row.value(Deletion) if row else None


def nights(kind: str, cursor: str | None = None, limit: int = 50) -> Page[Deletion]:
    """The nights of a kind, the newest first. Raises: NoSuchKind. Cost: 1 request."""
    if kind not in set(Kind):
        raise NoSuchKind
    rows = DeletionRow.query(
        kind, scan_index_forward=False, limit=limit, page_size=limit, last_evaluated_key=read_cursor(cursor)
    )
    return Page([row.value(Deletion) for row in rows], next_page(rows.last_evaluated_key))


def newest() -> Sequence[Deletion]:
    """The newest night of every kind that has one. Cost: 1 request for each kind."""
    return [found for kind in Kind for found in _settled(nights(kind, limit=2).items)[:1]]


def _settled(found: Sequence[Deletion]) -> list[Deletion]:
    """Without the day to come, of which only is known what is to go."""
    return [each for each in found if each.checked_at is not None]


_some = DeletionRow.gone.does_not_exist() | (DeletionRow.gone >= 0)  # a count is never below none
