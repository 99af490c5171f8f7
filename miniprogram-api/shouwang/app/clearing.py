"""What may be kept no longer goes, kind by kind, and the ledger of deletions says how much went and what is left."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shouwang.kernel.clock import day_start
from shouwang.platform import retention
from shouwang.platform.dynamo import Conflict, commit, count_expiring, expired, gone, next_expiry
from shouwang.platform.retention import TERMS, Kind

if TYPE_CHECKING:
    from shouwang.app.house import House

_BATCH = 25  # of things that take a request or more each
_ROWS = 90  # a commit holds 100 actions, the count is one of them
_A_STEP = 5_000  # rows removed in one step, so that it ends within its minute
_DAY = timedelta(days=1)


def clear_away(house: "House", day: date) -> bool:
    """Everything whose term is over by now; True when rows are left for another step. Cost: 1 request for each batch."""
    more = [_sweep(table, kind, day, house.now()) for kind, table in _tables().items() if not TERMS[kind].by_store]
    _clear_others(house, day)
    if any(more):
        return True
    for kind, table in _tables().items():
        (_settle_stores if TERMS[kind].by_store else _settle)(kind, table, day, house.now())
    for kind, oldest in house.retention.oldest().items():
        _settle_at(kind, day, oldest, house.now())
    _settle_at(Kind.JOB_FILES, day, house.job_files.oldest_due(), house.now())
    _settle_at(Kind.UPLOADS, day, None, house.now())
    return False


def _clear_others(house: "House", day: date) -> None:
    """What is more than a row: applications that keep their outcome, photos, files."""
    for empty in (house.retention.empty_refused, house.retention.remove_photos):
        _until_none(empty, day)
    _until_none(lambda _, day: house.job_files.clear_due(house.now(), day), day)
    house.uploading.clear_due(day)


def _until_none(batch: Callable[[int, date], int], day: date) -> None:
    while batch(_BATCH, day):
        pass


def _sweep(table: Any, kind: Kind, day: date, now: datetime) -> bool:
    """Rows whose time is over go, each batch with its count; True when some are left."""
    for _ in range(_A_STEP // _ROWS):
        rows = expired(table, now, _ROWS)
        if not rows:
            return False
        with suppress(Conflict):  # one was written anew: what is left of the batch goes with the next
            commit(*(gone(table, row, now) for row in rows), retention.counted(kind, day, len(rows)))
    return True


def _settle(kind: Kind, table: Any, day: date, now: datetime) -> None:
    commit(retention.settled(kind, day, count_expiring(table, None, now), next_expiry(table), now))


def _settle_at(kind: Kind, day: date, oldest: datetime | None, now: datetime) -> None:
    """Where the oldest due instant alone says whether something is left."""
    commit(retention.settled(kind, day, int(oldest is not None and oldest <= now), oldest, now))


def _settle_stores(kind: Kind, table: Any, day: date, now: datetime) -> None:
    """What the store removes: what was left the night before and fell due, less what is left now; and what is to go next."""
    before, known = retention.fetch(kind, day - _DAY), retention.fetch(kind, day)
    left = count_expiring(table, None, day_start(day + _DAY))
    due = (known.due if known and known.due is not None else 0) + (before.left if before else 0)
    # The day after the one that has begun: of that one the store may have removed some already.
    coming = count_expiring(table, day_start(day + 2 * _DAY), day_start(day + 3 * _DAY))
    commit(
        retention.settled(kind, day, left, next_expiry(table), now, gone=max(0, due - left)),
        retention.expected(kind, day + 2 * _DAY, coming),
    )


def _tables() -> dict[Kind, Any]:
    """Tables whose rows end at an instant of their own."""
    from shouwang.duty.store.check_ins import DeviceRow, FixesRow  # noqa: PLC0415 -- only at night
    from shouwang.duty.store.tracks import TrackRow, VisitRow  # noqa: PLC0415
    from shouwang.honours.store.stars import StarObjectionRow  # noqa: PLC0415
    from shouwang.notices.store import ComplaintRow  # noqa: PLC0415
    from shouwang.platform.audit import AuditRow  # noqa: PLC0415
    from shouwang.platform.once import OnceRow  # noqa: PLC0415

    return {
        Kind.FIXES: FixesRow,
        Kind.TRACKS: TrackRow,
        Kind.VISITS: VisitRow,
        Kind.DEVICES: DeviceRow,
        Kind.STAR_OBJECTIONS: StarObjectionRow,
        Kind.ANSWERS: OnceRow,
        Kind.COMPLAINTS: ComplaintRow,
        Kind.AUDIT: AuditRow,
    }
