"""Reading a volunteer whole from the services."""

import msgspec

from shouwang.assessment.service import Assessment, Disputes
from shouwang.console.volunteers import acts
from shouwang.console.volunteers.profile import Read
from shouwang.console.volunteers.words import UnitName
from shouwang.duty.service import Records
from shouwang.honours.service import Honours
from shouwang.honours.service.grounds import Grounds
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.roster.models import Volunteer
from shouwang.roster.service import Roster
from shouwang.training.service import Courses

FIRST = 20  # entries of points on the profile; the earlier ones are a page further


class Reading(msgspec.Struct, frozen=True):
    """The services a profile is made of."""

    roster: Roster
    records: Records
    assessment: Assessment
    disputes: Disputes
    honours: Honours
    courses: Courses
    grounds: Grounds

    def whole(self, actor: Actor, number: str, unit_name: UnitName) -> Read:
        """One volunteer; the look is on the log they can read. Raises: NoSuchVolunteer. Cost: 17 requests."""
        volunteer, history = self.roster.looked_at(actor, number)
        person_id = volunteer.person_id
        record = self.records.record(person_id)
        awards, ahead = self.honours.of(person_id, facts=self.grounds.of_member(volunteer, record))
        duty = self.records.duty_of(person_id)
        now = self.roster.now()
        return Read(
            volunteer=volunteer,
            history=history,
            record=record,
            points=self.assessment.points(person_id, limit=FIRST),
            disputes={one.entry_id: one for one in self.disputes.of_person(person_id).items},
            awards=awards.items,
            ahead=ahead,
            courses=self.courses.record(person_id),
            duty=duty,
            point_name=self.roster.point(duty.point_number).name if duty else "",
            may=acts.links(self.about(actor, volunteer, unit_name)),
            now=now,
            unit_name=unit_name,
            cover_needed=self.roster.force().cover_needed,
        )

    def about(self, actor: Actor, volunteer: Volunteer, unit_name: UnitName) -> acts.About:
        """Who is acted on."""
        return acts.About(actor, volunteer, self.roster.units(), local_day(self.roster.now()), unit_name)
