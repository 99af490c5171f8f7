"""Reading a volunteer whole from the services."""

from dataclasses import dataclass

from shouwang.assessment.service import Assessment, Disputes
from shouwang.console.volunteers import acts
from shouwang.console.volunteers.profile import Read
from shouwang.console.volunteers.words import UnitName
from shouwang.duty.service import Records
from shouwang.honours.service import Honours
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.roster.models import Volunteer
from shouwang.roster.service import Roster
from shouwang.training.service import Courses

FIRST = 20  # entries of points on the profile; the earlier ones are a page further


@dataclass(frozen=True, slots=True)
class Reading:
    """The services a profile is made of."""

    roster: Roster
    records: Records
    assessment: Assessment
    disputes: Disputes
    honours: Honours
    courses: Courses

    def whole(self, actor: Actor, number: str, unit_name: UnitName) -> Read:
        """One volunteer; the look is on the log they can read. Raises: NoSuchVolunteer. Cost: 21 requests."""
        volunteer, history = self.roster.looked_at(actor, number)
        awards, ahead = self.honours.of(volunteer.person_id)
        duty = self.records.duty_for(actor, number)
        now = self.roster.now()
        return Read(
            volunteer=volunteer,
            history=history,
            record=self.records.record(volunteer.person_id),
            points=self.assessment.points(volunteer.person_id, limit=FIRST),
            disputes={one.entry_id: one for one in self.disputes.of_volunteer(actor, number).items},
            awards=awards.items,
            ahead=ahead,
            courses=self.courses.record(volunteer.person_id),
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
