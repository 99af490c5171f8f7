"""Answers on a bad network, and at the same instant: none lost, graded once."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from shouwang.training import store
from tests.integration.training.taker import COURSE, Taker, right, wrong
from tests.tiers import count
from tests.world import Person

pytestmark = pytest.mark.usefixtures("training")


@dataclass
class BadNetwork:
    """Loses 30 % of requests (half of them after they arrived) and delivers 10 % again, some time later."""

    person: Person
    chance: random.Random
    echoes: list = field(default_factory=list)

    def send(self, act):
        """Try until an answer comes back, as the phone does."""
        while True:
            self._echo()
            fate = self.chance.random()
            if fate < 0.15:
                continue  # lost on the way there
            answer = act()
            if self.chance.random() < 0.10:
                self.echoes.append(act)
            if fate >= 0.30:
                return answer

    def _echo(self):
        if self.echoes and self.chance.random() < 0.3:
            self.echoes.pop(self.chance.randrange(len(self.echoes)))()


@pytest.mark.proof
def test_on_a_network_that_drops_and_doubles_no_answer_is_lost_and_the_paper_is_graded_once(world):
    chance = random.Random(20)
    for round_ in range(count(3, 100)):
        world.clock.advance(minutes=1)
        person = world.sign_in(f"队员 {round_}")
        network = BadNetwork(person, chance)
        start_key = f"start-{round_:06}"
        started = network.send(lambda p=person, k=start_key: p.post(f"/v1/courses/{COURSE}/attempts", key=k))
        taker = Taker(person, started.json)
        expected = {}
        for revision, shown in enumerate([*taker.paper["questions"], *chance.sample(taker.paper["questions"], 6)]):
            chosen = chance.choice([right(shown), wrong(shown)])
            expected[shown["n"]] = chosen
            kept = network.send(lambda t=taker, n=shown["n"], c=chosen, r=revision: t.save(n, c, r))
            assert kept.status_code == 200

        submit_key = f"submit-{round_:06}"
        score = network.send(lambda t=taker, k=submit_key: t.submit(key=k))

        review = taker.look().json["review"]
        assert (score.status_code, review["score"]) == (200, score.json)
        assert {question["n"]: question["chosen"] for question in review["questions"]} == expected


@pytest.mark.proof
def test_eight_submissions_at_once_are_graded_once(world):
    for round_ in range(count(5, 50)):
        world.clock.advance(minutes=1)
        taker = Taker.starts(world.sign_in(f"队员 {round_}"))
        taker.answer_all()

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda n, t=taker: t.submit(key=f"submit-at-once-{n}"), range(8)))

        told = sorted((answer.status_code, answer.json.get("type")) for answer in answers)
        assert told == [(200, None)] + [(409, "/problems/attempt-over")] * 7


@pytest.mark.proof
def test_an_answer_acknowledged_while_the_paper_is_handed_in_counts(world):
    for round_ in range(count(5, 50)):
        world.clock.advance(minutes=1)
        taker = Taker.starts(world.sign_in(f"队员 {round_}"))
        saves = [lambda s=shown, t=taker: t.save(s["n"], right(s)) for shown in taker.paper["questions"]]

        with ThreadPoolExecutor(6) as pool:
            futures = [pool.submit(save) for save in saves]
            handed_in = pool.submit(taker.submit)
            acknowledged = sum(future.result().status_code == 200 for future in futures)

        assert handed_in.result().status_code in (200, 409)
        while (review := taker.look().json["review"]) is None:
            assert taker.submit().status_code == 200
        assert sum(question["mark"] for question in review["questions"]) == acknowledged


@pytest.mark.proof
def test_phones_that_start_at_once_get_the_same_attempt(world):
    for round_ in range(count(5, 50)):
        world.clock.advance(minutes=1)
        person = world.sign_in(f"队员 {round_}")

        with ThreadPoolExecutor(4) as pool:
            keys = [f"start-at-once-{round_}-{n}" for n in range(4)]
            answers = list(pool.map(lambda k, p=person: p.post(f"/v1/courses/{COURSE}/attempts", key=k), keys))

        assert {answer.status_code for answer in answers} == {201}
        begun = {answer.json["attempt_id"] for answer in answers}
        assert begun == {store.fetch_standing(person.person_id, COURSE).open_attempt_id}
