"""The applications of the demo force, each played through recruitment's own use cases at the instants it tells of."""

from datetime import datetime, timedelta
from typing import Any

from shouwang.app import House
from shouwang.identity.models import Consent, Person, Purpose
from shouwang.identity.rules import FORCE, NOTICES, actor_of
from shouwang.kernel.actor import Actor, Grant, Role
from shouwang.platform.dynamo import Writes
from shouwang.platform.once import Once
from shouwang.recruitment.models import Decision, QuizPass, Verdict
from shouwang.recruitment.rules.problems import NoApplication
from shouwang_local import force
from shouwang_local.force.applications import Application
from shouwang_local.force.course.in_training import first_course
from shouwang_local.force.portrait import portrait
from shouwang_local.seed.people import openid, person_id


class Past:
    """A clock that is set to what is being told."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The instant that is told of."""
        return self.at


def write_applications(house: House, at: datetime) -> None:
    """All applications; one that is there already is left as it is."""
    past, photo = Past(at), portrait()
    told = House(house.settings, now=past)
    for application in force.applications.applications(at):
        _Telling(told, past, application, photo).tell()


class _Telling:
    def __init__(self, house: House, past: Past, application: Application, photo: bytes) -> None:
        self.house = house
        self.past = past
        self.application = application
        self.photo = photo
        self.person_id = person_id(application.key)
        self.course_id = first_course()[0].course_id

    def tell(self) -> None:
        began_at = self.application.submitted_at - timedelta(hours=1)
        consents = tuple(Consent(purpose, NOTICES[purpose], began_at) for purpose in Purpose)
        grants = (Grant(Role.APPLICANT, FORCE),)
        person = Person(
            self.person_id,
            openid(self.application.key),
            began_at,
            self.application.person.name,
            grants=grants,
            consents=consents,
        )
        actor = actor_of(person, "demo", began_at)
        try:
            self.house.applications.mine(actor)
        except NoApplication:
            self.past.at = began_at
            self.house.identity.put_people([(person, self.application.person.phone)])
            self._hand_in(actor)
            self._decisions()

    def _hand_in(self, actor: Actor) -> None:
        form, person = self.application, self.application.person
        units = {unit.code: unit.path for unit in force.units.units()}
        fields: dict[str, Any] = {
            "name": person.name,
            "document_number": person.identity_number,
            "community": person.community,
            "address": person.address,
            "emergency_name": person.emergency_name,
            "emergency_phone": person.emergency_phone,
            "political_status": person.political_status,
            "no_record_declared": True,
            "motivation": form.motivation,
            "weekly_hours": form.weekly_hours,
            "unit_path": units[form.squadron_code],
            "health_fit": True,
            "health_note": form.health,
            "skills": list(form.skills),
            "occupation": person.occupation,
        }
        self.house.applications.write(actor, fields, 0)
        seen = self.house.applications.add_photo(actor, self.photo)
        self.past.at = form.submitted_at
        self.house.submission.submit(actor, self._once("submit"), seen.application.version)

    def _decisions(self) -> None:
        for n, told in enumerate(self.application.decisions):
            self.past.at = told.decided_at
            actor = self._staff(told.by_key)
            found = self.house.applications.mine(self._applicant()).application
            if told.gate == "skills" and told.passed:
                self.house.submission.quiz_passed(
                    self.person_id, QuizPass(self.course_id, 90, told.decided_at), Writes()
                )
                found = self.house.applications.mine(self._applicant()).application
            note = "" if told.gate == "political" else told.note
            verdict = Verdict(
                Decision.PASS if told.passed else Decision.RETURN, found.version, "" if told.passed else "photo", note
            )
            self.house.review.decide(actor, self._once(f"decide-{n}"), found.application_id, told.gate, verdict)

    def _staff(self, key: str) -> Actor:
        return actor_of(self.house.identity.require_person(person_id(key)), "demo", self.past.at)

    def _applicant(self) -> Actor:
        return actor_of(self.house.identity.require_person(self.person_id), "demo", self.past.at)

    def _once(self, what: str) -> Once:
        return Once.of(self.person_id, "demo force", f"{self.application.key}-{what}", b"")
