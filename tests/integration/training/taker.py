"""Somebody who takes the quiz, knowing the bank by heart: answers right or wrong on purpose."""

from dataclasses import dataclass
from typing import Any

from shouwang_local.force.course.bank import questions
from tests.world import Person

COURSE = "patrol-basics"
_BY_STEM = {question.stem: question for question in questions()}


def right(shown: dict[str, Any]) -> list[int]:
    """The right options of a question, as it is shown."""
    question = _BY_STEM[shown["stem"]]
    return sorted(shown["options"].index(question.options[place]) for place in question.key)


def wrong(shown: dict[str, Any]) -> list[int]:
    """One wrong option."""
    return [next(place for place in range(len(shown["options"])) if place not in right(shown))]


@dataclass
class Taker:
    """One person with one open paper."""

    person: Person
    paper: dict[str, Any]

    @classmethod
    def starts(cls, person: Person) -> "Taker":
        answer = person.post(f"/v1/courses/{COURSE}/attempts")
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return cls(person, answer.json)

    @property
    def path(self) -> str:
        return f"/v1/attempts/{self.paper['attempt_id']}"

    def save(self, n: int, chosen: list[int], revision: int = 0) -> Any:
        return self.person.put(f"{self.path}/answers/{n}", {"chosen": chosen, "revision": revision})

    def answer_all(self, *, wrong_ones: int = 0) -> None:
        for shown in self.paper["questions"]:
            chosen = wrong(shown) if shown["n"] < wrong_ones else right(shown)
            assert self.save(shown["n"], chosen).status_code == 200

    def submit(self, key: str | None = None) -> Any:
        return self.person.post(f"{self.path}/submit", key=key)

    def look(self) -> Any:
        return self.person.get(self.path)
