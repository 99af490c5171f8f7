"""What wakes workers on AWS: the outbox's stream and schedules. Every failed record is named, so that no event is swallowed."""

import contextlib
import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from shouwang.kernel.clock import local_day, parse_rfc3339
from shouwang.platform import jobs, metrics
from shouwang.platform.dynamo import commit
from shouwang.platform.dynamo.connection import table_name
from shouwang.platform.jobs import Jobs
from shouwang.platform.outbox import Event, EventRow, Outbox

Worker = Callable[[Any, Any], dict[str, Any]]

RANKING_MIN = 15  # rankings are made anew at most so often. Source: design section 1
BUDGET_S = 60.0  # of one waking; the rest is left for the next

log = logging.getLogger("shouwang.worker")


class NotForUs(Exception):
    """An event of another kind; raised, so that nothing counts as done. Names keys, never values."""

    def __init__(self, event: Any) -> None:
        keys = sorted(map(str, event))[:8] if isinstance(event, Mapping) else [type(event).__name__]
        super().__init__(",".join(keys))


def stream_handler(outbox: Outbox) -> Worker:
    """Deliver the outbox table's new rows; gives the records that failed, which come again, at last as dead letters.

    Raises (when called): NotForUs. Source: reference serverless.md 3.1 (ReportBatchItemFailures)
    """

    def handler(event: Any, _: Any) -> dict[str, Any]:
        records = _records(event)
        failed = [record["dynamodb"]["SequenceNumber"] for record in records if not _delivered(outbox, record)]
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failed]}

    return handler


def jobs_handler(working: Jobs) -> Worker:
    """Work on what is due, for at most `BUDGET_S`. Raises (when called): NotForUs."""

    def handler(event: Any, _: Any) -> dict[str, Any]:
        _asked(event, "work")
        return {"steps": work_due(working)}

    return handler


def schedule_handler(outbox: Outbox, working: Jobs) -> Worker:
    """The sweep of what is stuck (every few minutes) and, once a night, that night's job. Raises (when called): NotForUs."""

    def handler(event: Any, _: Any) -> dict[str, Any]:
        if _asked(event, "sweep", "nightly") == "nightly":
            ask_for_the_night(working.now())
        else:
            ask_for_rankings(working.now())
        return {"delivered": sweep(outbox)}

    return handler


def ask_for_the_night(now: datetime) -> None:
    """Ask for yesterday's nightly work, once. Cost: 1 or 2 requests."""
    day = local_day(now) - timedelta(days=1)
    job_id = f"nightly#{day}"
    if jobs.fetch(job_id) is None:
        with contextlib.suppress(jobs.Taken):
            commit(jobs.ask("nightly", {"day": day.isoformat()}, job_id=job_id, by="schedule", at=now))


def ranking_id(now: datetime) -> str:
    """The job that makes the rankings of a quarter of an hour."""
    quarter = now.replace(minute=now.minute // RANKING_MIN * RANKING_MIN)
    return f"ranking#{quarter:%Y-%m-%dT%H:%M}"


def ask_for_rankings(now: datetime) -> None:
    """Ask for this quarter of an hour's rankings, once. Cost: 1 or 2 requests."""
    job_id = ranking_id(now)
    if jobs.fetch(job_id) is None:
        with contextlib.suppress(jobs.Taken):
            commit(jobs.ask("ranking", {}, job_id=job_id, by="schedule", at=now))


def forget_rankings(day: date) -> None:
    """Remove the records of a day's rankings. Cost: 1 request."""
    start = datetime.combine(day, datetime.min.time(), UTC)
    count = 24 * 60 // RANKING_MIN
    commit(*(jobs.forget(ranking_id(start + timedelta(minutes=RANKING_MIN * place))) for place in range(count)))


def sweep(outbox: Outbox) -> int:
    """Deliver due events until none is due, none gets through or the time is up; how many were done."""
    done, until, stuck = 0, time.monotonic() + BUDGET_S, outbox.due()
    waiting = (outbox.now() - event.at for event in stuck)
    metrics.record("OldestUndoneEvent", max(waiting, default=timedelta(0)).total_seconds())
    while stuck and time.monotonic() < until:
        through = sum(outbox.deliver(event) for event in stuck)
        done += through
        stuck = outbox.due() if through else ()
    return done


def work_due(working: Jobs) -> int:
    """Do steps of due jobs until none is due or the time is up; how many were done."""
    steps, until = 0, time.monotonic() + BUDGET_S
    while time.monotonic() < until and (due := working.due()):
        for job in due:
            with contextlib.suppress(jobs.Taken):
                working.work(job)
                steps += 1
    return steps


def _asked(event: Any, *jobs_known: str) -> str:
    if not isinstance(event, Mapping) or event.keys() != {"job"} or event["job"] not in jobs_known:
        raise NotForUs(event)
    return str(event["job"])


def _records(event: Any) -> list[Mapping[str, Any]]:
    """The records of our outbox's stream. Raises: NotForUs when one is anything else."""
    records = event.get("Records") if isinstance(event, Mapping) else None
    ours = f":table/{table_name(EventRow.TABLE)}/stream/"
    if not isinstance(records, list) or not all(
        record.get("eventSource") == "aws:dynamodb" and ours in record.get("eventSourceARN", "") for record in records
    ):
        raise NotForUs(event)
    return records


def _delivered(outbox: Outbox, record: Mapping[str, Any]) -> bool:
    """Whether a record needs no other try. Only new rows are news: changed ones were delivered or wait for the sweep."""
    if record["eventName"] != "INSERT":
        return True
    try:
        return outbox.deliver(_event(record["dynamodb"]["NewImage"]))
    except Exception as fault:  # a row that cannot be read, or a store that cannot be reached: the others go on
        log.error("record failed", extra={"fault": type(fault).__name__})
        return False


def _event(image: Mapping[str, Any]) -> Event:
    return Event(
        image["event_id"]["S"],
        image["kind"]["S"],
        parse_rfc3339(image["at"]["S"]),
        msgspec.json.decode(image["payload"]["S"]),
    )
