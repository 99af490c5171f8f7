"""An evening's check-ins from eight clients, a fifth of them tapped twice, the server killed twice: each person has one duty."""

import http.client
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks import _check_ins as load
from shouwang.duty.store.check_ins import CheckInRow
from shouwang.duty.store.sessions import DutySessionRow, OpenDutyRow
from tests.tiers import count

CLIENTS, KILLS = 8, 2
SEED = 19

pytestmark = [pytest.mark.xdist_group("journey"), pytest.mark.timeout(1200)]


@pytest.fixture
def stage(tmp_path, monkeypatch):
    """A house with its API, in an environment that goes away with the test."""
    import os

    before = dict(os.environ)
    made = load.set_up(tmp_path / "store", count(96, 1500))
    yield made
    made.processes.stop()
    os.environ.clear()
    os.environ.update(before)


class Evening:
    """Everybody checks in, some tap twice at once; the server is killed on the way."""

    def __init__(self, stage):
        self.stage = stage
        people = len(stage.people)
        self.doubled = set(random.Random(SEED).sample(range(people), people // 5))
        self.answers: dict[int, list[tuple[int, str]]] = {n: [] for n in range(people)}
        self.kills_at = {people * (k + 1) // (KILLS + 1) for k in range(KILLS)}
        self.lock, self.done, self.local = threading.Lock(), 0, threading.local()
        self.clients: list[load.Client] = []

    def until_answered(self, n: int, body: bytes) -> None:
        """As a phone does it: the same request again until there is an answer."""
        if not hasattr(self.local, "client"):
            self.local.client = load.Client(self.stage.deployment.port)
            self.clients.append(self.local.client)
        until = time.monotonic() + load.PATIENCE_S
        while time.monotonic() < until:
            try:
                status, answer = self.local.client.tap(self.stage.people[n], body, f"evening-{n:06}")
            except (OSError, http.client.HTTPException, ValueError):
                continue
            if status < 500:
                self.answers[n].append((status, str((answer.get("duty") or answer).get("session_id", answer))))
                return
        raise AssertionError("no answer")

    def tap(self, n: int) -> None:
        """One person's evening."""
        body = self.stage.body(self.stage.people[n])
        others = [threading.Thread(target=self.until_answered, args=(n, body))] if n in self.doubled else []
        for other in others:
            other.start()
        self.until_answered(n, body)
        for other in others:
            other.join()
        with self.lock:
            self.done += 1
            kill = self.done in self.kills_at
        if kill:
            self.stage.restart()


@pytest.mark.proof
def test_every_person_has_exactly_one_duty_whatever_was_sent_twice_and_killed(stage):
    evening, people = Evening(stage), range(len(stage.people))

    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(evening.tap, people))
    for client in evening.clients:
        client.close()

    given = evening.answers
    told = {session_id for n in people for _, session_id in given[n]}
    assert {status for n in people for status, _ in given[n]} == {201}
    assert [n for n in people if len(given[n]) != 1 + (n in evening.doubled) or len(set(given[n])) != 1] == []
    assert len(told) == len(people) == count(96, 1500)
    assert {row.session_id for row in DutySessionRow.scan()} == told == {row.session_id for row in OpenDutyRow.scan()}
    assert len(list(CheckInRow.scan())) == len(people)
