"""What wakes workers on AWS: streams, queues and schedules. Every failed record is named, so that no event is swallowed."""

import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from shouwang.kernel.clock import local_day, parse_rfc3339
from shouwang.platform import jobs
from shouwang.platform.dynamo import commit
from shouwang.platform.jobs import Jobs
from shouwang.platform.outbox import Event, Outbox

Worker = Callable[[Mapping[str, Any], Any], dict[str, Any]]

BUDGET_S = 60.0  # of one waking; the rest is left for the next


class NotForUs(Exception):
    """An event of another kind; raised, so that nothing counts as done."""


def stream_handler(outbox: Outbox) -> Worker:
    """Deliver the outbox table's new rows. Source: reference serverless.md 3.1 (ReportBatchItemFailures)"""

    def handler(event: Mapping[str, Any], _: Any) -> dict[str, Any]:
        failures = []
        for record in _records(event, "aws:dynamodb"):
            new = record["dynamodb"].get("NewImage")
            if record["eventName"] == "INSERT" and new and not outbox.deliver(_event(new)):
                failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
        return {"batchItemFailures": failures}

    return handler


def jobs_handler(working: Jobs) -> Worker:
    """Work on what is due, for at most `BUDGET_S`."""

    def handler(_: Mapping[str, Any], __: Any) -> dict[str, Any]:
        return {"steps": work_due(working)}

    return handler


def schedule_handler(outbox: Outbox, working: Jobs) -> Worker:
    """The sweep of what is stuck (every few minutes) and, once a night, that night's job. Raises: NotForUs."""

    def handler(event: Mapping[str, Any], _: Any) -> dict[str, Any]:
        if event.get("job") not in {"sweep", "nightly"}:
            raise NotForUs(",".join(sorted(map(str, event))[:8]))
        if event["job"] == "nightly":
            ask_for_the_night(outbox.now())
        delivered = sum(outbox.deliver(stuck) for stuck in outbox.due())
        return {"delivered": delivered}

    return handler


def ask_for_the_night(now: datetime) -> None:
    """Ask for yesterday's nightly work, once. Cost: 1 or 2 requests."""
    day = local_day(now) - timedelta(days=1)
    job_id = f"nightly#{day}"
    if jobs.fetch(job_id) is None:
        with contextlib.suppress(jobs.Taken):
            commit(jobs.ask("nightly", {"day": day.isoformat()}, job_id=job_id, by="schedule", at=now))


def work_due(working: Jobs) -> int:
    """Do steps of due jobs until none is due or the time is up; how many were done."""
    steps, until = 0, time.monotonic() + BUDGET_S
    while time.monotonic() < until and (due := working.due()):
        for job in due:
            with contextlib.suppress(jobs.Taken):
                working.work(job)
                steps += 1
    return steps


def _records(event: Mapping[str, Any], source: str) -> list[Mapping[str, Any]]:
    records = event.get("Records")
    if not isinstance(records, list) or any(record.get("eventSource") != source for record in records):
        raise NotForUs(",".join(sorted(map(str, event))[:8]))
    return records


def _event(image: Mapping[str, Any]) -> Event:
    return Event(
        image["event_id"]["S"],
        image["kind"]["S"],
        parse_rfc3339(image["at"]["S"]),
        msgspec.json.decode(image["payload"]["S"]),
    )
