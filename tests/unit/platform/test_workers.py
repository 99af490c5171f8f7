"""What workers refuse before they touch a store."""

import pytest

from shouwang.kernel.clock import utc_now
from shouwang.platform.jobs import Jobs
from shouwang.platform.outbox import Outbox
from shouwang.platform.workers import NotForUs, jobs_handler, schedule_handler, stream_handler

OUTBOX, JOBS = Outbox({}, utc_now), Jobs({}, utc_now)
WORKERS = {
    "stream": stream_handler(OUTBOX),
    "schedule": schedule_handler(OUTBOX, JOBS),
    "jobs": jobs_handler(JOBS),
}
OURS = {"eventSource": "aws:dynamodb", "eventSourceARN": "arn:aws:dynamodb:x:1:table/outbox/stream/2026"}


@pytest.mark.parametrize("worker", WORKERS.values(), ids=WORKERS)
@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        "text",
        {},
        {"Records": None},
        {"Records": [{"eventSource": "aws:sqs"}]},
        {"Records": [OURS, {**OURS, "eventSourceARN": "arn:aws:dynamodb:x:1:table/people/stream/2026"}]},
        {"job": "else"},
        {"job": "work", "more": 1},
        {"raw_command": "print(1)"},
    ],
)
def test_a_foreign_event_is_refused_whole(worker, event):
    with pytest.raises(NotForUs):
        worker(event, None)


def test_a_refusal_names_keys_and_never_values():
    with pytest.raises(NotForUs) as refused:
        WORKERS["jobs"]({"job": "planted-value", "other": "planted-value"}, None)

    assert str(refused.value) == "job,other"


def test_a_stream_without_records_leaves_nothing_to_try_again():
    assert WORKERS["stream"]({"Records": []}, None) == {"batchItemFailures": []}
