"""kill -9 of server and worker at random moments of the journey: nothing acknowledged is lost, nothing happens twice."""

import collections
import random
import threading

import msgspec
import pytest

from dynamodb_sqlite import Engine
from shouwang_local.demo import journey
from shouwang_local.demo.play import Stage
from tests.tiers import count

pytestmark = [pytest.mark.xdist_group("journey"), pytest.mark.timeout(1800)]
SEED = 20261123


class Killer(threading.Thread):
    """Kills and restarts `api` and `worker` at random moments until it has done so often enough, or is told to stop."""

    def __init__(self, processes, kills):
        super().__init__(daemon=True)
        self.processes = processes
        self.left = kills
        self.done = threading.Event()
        self.random = random.Random(SEED)

    def run(self):
        while self.left and not self.done.wait(self.random.uniform(0.1, 2.5)):
            victim = self.random.choice(("api", "worker"))
            self.processes.kill(victim)
            self.processes.start(victim)
            self.processes.wait_ready()  # so that every life is long enough to get something done
            self.left -= 1
        self.done.set()


@pytest.fixture(scope="module")
def killed(running):
    """The journey played, take after take, under kills; how many takes it took."""
    stage = Stage(running.deployment, quiet=True, patience_s=60)
    killer = Killer(running.processes, count(8, 50))
    killer.start()
    take = 100
    try:
        while take == 100 or not killer.done.is_set():
            journey.play(stage, running.folder, take)
            take += 1
    finally:
        killer.done.set()
        killer.join()
    assert killer.left == 0
    running.processes.wait_ready()
    return running, stage, range(100, take)


def rows(deployment, table):
    """Every row of a table, read past the application."""
    engine = Engine(deployment.store_file)
    body = msgspec.json.encode({"TableName": f"shouwang-{table}"})
    status, told = engine.handle("DynamoDB_20120810.Scan", body)
    engine.close()
    assert status == 200
    answer = msgspec.json.decode(told)
    return [{name: next(iter(value.values())) for name, value in item.items()} for item in answer["Items"]]


@pytest.mark.proof
def test_every_take_ends_as_it_should_and_every_event_is_done(killed):
    running, stage, takes = killed

    stage.eventually(
        "an empty outbox", lambda: not [r for r in rows(running.deployment, "outbox") if "undone_shard" in r], 60
    )

    assert len(takes) >= 1
    assert [row["event_id"] for row in rows(running.deployment, "outbox") if row.get("undone_shard") == "dead"] == []


def people_of(running, takes):
    """person id -> take, by the simulator's openids."""
    openids = {p["user"]: p["openid"] for p in running.stage.simulator("people")["people"]}
    mine = {openids[f"newcomer-{take}"]: take for take in takes}
    return {
        row["person_id"]: mine[row["openid"]]
        for row in rows(running.deployment, "wechat-identities")
        if row["openid"] in mine
    }


def counts(table_rows, people):
    """How many rows each of these people has."""
    return collections.Counter(people[row["person_id"]] for row in table_rows if row.get("person_id") in people)


@pytest.mark.proof
def test_no_effect_is_missing_and_none_happened_twice(killed):
    running, _, takes = killed
    people = people_of(running, takes)
    once = dict.fromkeys(takes, 1)

    assert len(people) == len(takes)
    assert counts(rows(running.deployment, "volunteers"), people) == once
    assert counts(rows(running.deployment, "duty-sessions"), people) == once
    assert counts(rows(running.deployment, "open-duties"), people) == {}
    awards = counts(rows(running.deployment, "awards"), people)
    assert set(awards) == set(takes) and len(set(awards.values())) == 1  # all did the same; a double would stand out
    honours = [row for row in rows(running.deployment, "inbox") if row["topic"] == "honours"]
    assert counts(honours, people) == awards
    minutes = collections.Counter()
    for row in rows(running.deployment, "hours-entries"):
        if row["person_id"] in people:
            minutes[people[row["person_id"]]] += int(row["minutes"])
    assert set(minutes.values()) <= set(range(209, 216)) and set(minutes) == set(takes)


@pytest.mark.proof
def test_no_wechat_message_is_sent_twice(killed):
    running, stage, takes = killed

    sent = {take: len(stage.simulator("sent", user=f"newcomer-{take}")["sent"]) for take in takes}
    states = [row["state"] for row in rows(running.deployment, "messages")]

    assert max(sent.values()) <= 1
    assert set(states) <= {"sent", "unknown"}
