"""Which courses are required of whom, and how much of that is passed and valid."""

from collections.abc import Callable, Collection, Sequence

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock, local_day
from shouwang.training import rules, store
from shouwang.training.models import Course, Learner, RequiredSet


class Requirements(msgspec.Struct, frozen=True):
    """必修. `served` tells the types of duty a person has served in; asked only where a course goes by them."""

    served: Callable[[str], Collection[str]]
    now: Clock

    def of(self, person_id: str, unit_path: str, posts: Collection[str], served: Collection[str]) -> RequiredSet:
        """How much of what is required of a volunteer is passed and valid today. Cost: 2 requests."""
        learner = Learner(person_id, unit_path, frozenset(posts), frozenset(served))
        return rules.required_set(learner, store.courses(), store.standings(person_id), local_day(self.now()))

    def learner(self, actor: Actor, courses: Sequence[Course]) -> Learner:
        """Who asks, as far as these courses go. Cost: 1 request where one of them goes by duty type."""
        by_duty = any(course.for_duty_types for course in courses)
        served = frozenset(self.served(actor.person_id)) if by_duty else frozenset[str]()
        return Learner(actor.person_id, actor.unit_path or "", frozenset(map(str, actor.roles)), served)
