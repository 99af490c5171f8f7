"""The end of publicity 公示, when nobody has objected: each night, by the system."""

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from shouwang.kernel.actor import SYSTEM, Actor, Grant
from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import publicity_ends_on
from shouwang.platform.once import Once
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Decision, Gate, Reviewer, State, Verdict
from shouwang.recruitment.rules.force import Force
from shouwang.recruitment.rules.problems import ClaimedByAnother, DecidedBefore
from shouwang.recruitment.service.review import Review


class Publicity(msgspec.Struct, frozen=True):
    """公示. Needs no key: nothing class S is opened."""

    review: Review

    def end_due(self, most: int) -> int:
        """Pass on those whose days are over, the longest waiting first; gives how many.

        Whose document is somebody else's, too, or to whom somebody objected, stays for a person to look at.
        Cost: 1 request for each 50 waiting, 3 for each that is passed on.
        """
        force = self.review.roster.force()
        rules = [rule for rule in force.gates if rule.gate == Gate.PUBLICITY]
        if not rules:
            return 0
        top = next(iter(self.review.roster.units())).path
        system = Actor(SYSTEM, "", (Grant(rules[0].deciders[0], top),), name="系统")
        passed = 0
        for application in self._due(top, force):
            with suppress(DecidedBefore, ClaimedByAnother):  # a person was faster, or looks at it just now
                self._pass_on(Reviewer(system), application)
                passed += 1
            if passed == most:
                break
        return passed

    def _due(self, top: str, force: Force) -> Iterator[Application]:
        today, cursor, more = local_day(self.review.now()), None, True
        while more:
            page = store.queue(top, Gate.PUBLICITY, State.REVIEW, cursor, 50)
            for waiting in page.items:
                if today < publicity_ends_on(waiting.since, force):
                    return
                application = store.fetch_application(waiting.application_id)
                if application is not None and not (application.duplicate_of or application.objections):
                    yield application
            cursor, more = page.cursor, page.cursor is not None

    def _pass_on(self, system: Reviewer, application: Application) -> None:
        once = Once.of(SYSTEM, f"publicity {application.application_id}", f"{application.version}", b"")
        verdict = Verdict(Decision.PASS, application.version)
        self.review.decide_as(system, once, application.application_id, Gate.PUBLICITY, verdict)
