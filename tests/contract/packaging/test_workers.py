"""The packaged workers: the outbox's stream, the schedules; each effect once, each failure named, nothing foreign taken."""

from datetime import UTC, datetime, timedelta

import pytest

from shouwang.platform import dynamo, jobs
from shouwang.platform.outbox import Event, EventRow, emit
from tests.contract.packaging.events import STREAM, record
from tests.contract.packaging.lambdas import Refused

FOREIGN = {
    "queue": {"Records": [{"eventSource": "aws:sqs", "body": "{}"}]},
    "bucket": {"Records": [{"eventSource": "aws:s3", "s3": {}}]},
    "table": {
        "Records": [record(Event("x", "y", datetime.now(UTC), {}), eventSourceARN=STREAM.replace("outbox", "audit"))]
    },
    "schedule": {"source": "aws.events", "detail-type": "Scheduled Event"},
    "command": {"raw_command": "open('executed', 'w')"},
    "other job": {"job": "else"},
    "job and more": {"job": "sweep", "raw_command": "x"},
    "request": {"version": "2.0", "requestContext": {"http": {"method": "GET"}}},
    "nothing": {},
    "list": [],
    "none": None,
}


@pytest.fixture
def reader(cloud):
    """Somebody who can look into an inbox."""
    token = cloud.sign_in("张队员")
    person_id = cloud.send("GET", "/v1/me", token=token)["json"]["person_id"]
    return token, person_id


def tell(cloud, person_id: str, source: str, at: datetime | None = None) -> Event:
    """An event that leaves an entry in an inbox, written as a use case writes it."""
    cloud.house()
    payload = {"person_id": person_id, "topic": "test", "title": f"第 {source} 条", "body": "", "link": ""}
    at = at or datetime.now(UTC)
    dynamo.commit(emit("notices.tell", payload, at=at, source=source))
    return Event(f"notices.tell#{source}", "notices.tell", at, payload)


def titles(cloud, token: str) -> list[str]:
    return sorted(item["title"] for item in cloud.send("GET", "/v1/me/inbox", token=token)["json"]["items"])


def state_of(cloud, event: Event) -> str:
    cloud.house()
    row = EventRow.fetch(event.id)
    assert row is not None
    return "done" if row.done_at else f"tried {row.attempts}"


def test_new_rows_are_delivered_and_none_is_reported(cloud, reader):
    token, person_id = reader
    events = [tell(cloud, person_id, f"new-{n}") for n in range(3)]

    told = cloud.function("outbox").invoke({"Records": [record(event) for event in events]})

    assert told == {"batchItemFailures": []}
    assert [title for title in titles(cloud, token) if "new-" in title] == ["第 new-0 条", "第 new-1 条", "第 new-2 条"]
    assert cloud.aws.denied == []


def test_a_record_that_comes_twice_or_late_has_its_effect_once(cloud, reader):
    token, person_id = reader
    first, second = (tell(cloud, person_id, f"twice-{n}") for n in range(2))
    batch = {"Records": [record(second), record(first), record(second), record(first)]}

    told = [cloud.function("outbox").invoke(batch) for _ in range(2)]

    assert told == [{"batchItemFailures": []}] * 2
    assert [title for title in titles(cloud, token) if "twice-" in title] == ["第 twice-0 条", "第 twice-1 条"]


def test_what_fails_is_named_and_the_rest_goes_through(cloud, reader):
    token, person_id = reader
    good = tell(cloud, person_id, "good")
    bad = Event("notices.tell#unreadable", "notices.tell", datetime.now(UTC), {"person_id": person_id})
    nobodys = Event("nobody.listens#1", "nobody.listens", datetime.now(UTC), {})
    torn = record(good) | {"dynamodb": {"SequenceNumber": "torn", "NewImage": {"event_id": {"S": "x"}}}}
    records = [record(bad), torn, record(nobodys), record(good)]

    told = cloud.function("outbox").invoke({"Records": records})

    named = [failure["itemIdentifier"] for failure in told["batchItemFailures"]]
    assert named == [one["dynamodb"]["SequenceNumber"] for one in records[:3]]
    assert "第 good 条" in titles(cloud, token)


def test_a_poisoned_event_is_tried_again_and_at_last_kept_as_a_dead_letter(cloud):
    cloud.house()
    at = datetime.now(UTC)
    dynamo.commit(emit("notices.tell", {"person_id": "nobody"}, at=at, source="poison"))
    event = Event("notices.tell#poison", "notices.tell", at, {"person_id": "nobody"})
    batch = {"Records": [record(event)]}
    number = batch["Records"][0]["dynamodb"]["SequenceNumber"]

    told = [cloud.function("outbox").invoke(batch) for _ in range(8)]

    assert told == [{"batchItemFailures": [{"itemIdentifier": number}]}] * 8
    assert state_of(cloud, event) == "tried 8"
    cloud.house()
    assert [row.event_id for row in EventRow.undone.query("dead")] == [event.id]


def test_changed_and_removed_rows_are_no_news(cloud, reader):
    _, person_id = reader
    event = tell(cloud, person_id, "changed")
    records = [record(event, eventName="MODIFY"), record(event, eventName="REMOVE")]

    told = cloud.function("outbox").invoke({"Records": records})

    assert (told, state_of(cloud, event)) == ({"batchItemFailures": []}, "tried 0")


def test_the_sweep_delivers_what_the_stream_left(cloud, reader):
    token, person_id = reader
    cloud.function("nightly").invoke({"job": "sweep"})  # what other tests left
    left = tell(cloud, person_id, "left", datetime.now(UTC) - timedelta(minutes=6))

    told = cloud.function("nightly").invoke({"job": "sweep"})

    assert told == {"delivered": 1}
    assert state_of(cloud, left) == "done"
    assert "第 left 条" in titles(cloud, token)


def test_a_sweep_in_which_nothing_gets_through_ends(cloud):
    cloud.house()
    at = datetime.now(UTC) - timedelta(minutes=6)
    dynamo.commit(emit("notices.tell", {"person_id": "nobody"}, at=at, source="stuck"))

    told = cloud.function("nightly").invoke({"job": "sweep"})

    assert told == {"delivered": 0}
    assert state_of(cloud, Event("notices.tell#stuck", "notices.tell", at, {})) == "tried 1"


def test_the_night_is_asked_for_once_and_done_by_the_jobs_function(cloud):
    cloud.function("jobs").invoke({"job": "work"})  # the sweeps of other tests asked for rankings
    asked = [cloud.function("nightly").invoke({"job": "nightly"}) for _ in range(2)]
    worked = [cloud.function("jobs").invoke({"job": "work"})["steps"] for _ in range(2)]

    cloud.house()
    done = [jobs.fetch(row.job_id) for row in jobs.JobRow.scan()]
    (night,), (duty,) = ([job for job in done if job.kind == kind] for kind in ("nightly", "duty-night"))
    assert len(asked) == 2
    assert [(job.state, job.done) for job in (night, duty)] == [
        (jobs.JobState.DONE, night.total),
        (jobs.JobState.DONE, duty.total),
    ]
    assert worked == [night.total + max(1, duty.total), 0]  # a force without units is one step, too
    assert {job.state for job in done} == {jobs.JobState.DONE}
    assert cloud.aws.denied == []


@pytest.mark.parametrize("name", ["outbox", "nightly", "jobs"])
@pytest.mark.parametrize("event", FOREIGN.values(), ids=FOREIGN)
def test_whatever_is_not_for_a_worker_is_refused_by_the_names_of_its_keys(cloud, name, event):
    with pytest.raises(Refused) as refused:
        cloud.function(name).invoke(event)

    assert refused.value.args[0] == "NotForUs"
    assert "executed" not in refused.value.args[1]
