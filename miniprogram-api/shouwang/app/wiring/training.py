"""The services of training 培训."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.roster import RosterWiring
from shouwang.kernel.actor import Role, Status
from shouwang.kernel.clock import local_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from shouwang.kernel.actor import Actor
    from shouwang.roster.models import Volunteer
    from shouwang.training.models import Course, Learner
    from shouwang.training.service import (
        BankImport,
        Banks,
        Classes,
        Courses,
        CourseWriting,
        FollowUp,
        Regrading,
        Requirements,
        Statistics,
        Training,
    )
    from shouwang.training.service.classes import Volunteer as Learning


class TrainingWiring(RosterWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def training(self) -> "Training":
        """培训."""
        from shouwang.training.service import Training  # noqa: PLC0415

        return Training(self.keys, self.banks, self.requirements, self.now, self.new_id)

    @cached_property
    def requirements(self) -> "Requirements":
        """必修."""
        from shouwang.training.service import Requirements  # noqa: PLC0415

        def served(person_id: str) -> "Collection[str]":
            from shouwang.assessment.service import Assessment  # noqa: PLC0415 -- only where courses go by duty type

            return Assessment(self.now, self.new_id).deeds(person_id).duty_types

        return Requirements(served, self.now)

    @cached_property
    def banks(self) -> "Banks":
        """题库."""
        from shouwang.training.service import Banks  # noqa: PLC0415

        return Banks(self.blobs, self.now, self.new_id)

    @cached_property
    def bank_import(self) -> "BankImport":
        """导入题库."""
        from shouwang.training.service import BankImport  # noqa: PLC0415

        return BankImport(self.banks, self.blobs, self.now, self.new_id)

    @cached_property
    def item_statistics(self) -> "Statistics":
        """题目统计."""
        from shouwang.training.service import Statistics  # noqa: PLC0415

        return Statistics(self.banks, self.roster, self.now)

    @cached_property
    def regrading(self) -> "Regrading":
        """改判."""
        from shouwang.training.service import Regrading  # noqa: PLC0415

        return Regrading(self.banks, self.item_statistics, self.now, self.new_id)

    @cached_property
    def courses(self) -> "Courses":
        """课程, for those who teach."""
        from shouwang.training.service import Courses  # noqa: PLC0415

        return Courses(self.banks, self.blobs, self.now, self.new_id)

    @cached_property
    def course_writing(self) -> "CourseWriting":
        """写课."""
        from shouwang.training.service import CourseWriting  # noqa: PLC0415

        return CourseWriting(self.courses, self.now)

    @cached_property
    def classes(self) -> "Classes":
        """线下课."""
        from shouwang.training.service import Classes  # noqa: PLC0415

        return Classes(self.training, self.roster, self.keys, self.now, self.new_id)

    @cached_property
    def follow_up(self) -> "FollowUp":
        """督学."""
        from shouwang.training.service import FollowUp  # noqa: PLC0415

        def page_of(actor: "Actor", unit: str | None, cursor: str | None) -> "tuple[Sequence[Volunteer], str | None]":
            page = self.roster.volunteers_for(actor, unit, cursor)
            return [each for each in page.items if each.status is not Status.LEFT], page.cursor

        def everyone(unit: str) -> "Iterator[Volunteer]":
            return (each for each in self.roster.everyone(unit) if each.status is not Status.LEFT)

        return FollowUp(self.training, page_of, everyone, self._learner, self.job_files, self.now)

    def _learner(self, volunteer: "Learning", course: "Course") -> "Learner":
        """Who a volunteer is, as far as a course goes by it. Cost: 1 request for posts other than a volunteer's, 1 for duties."""
        from shouwang.training.models import Learner  # noqa: PLC0415

        posts, served = {str(Role.VOLUNTEER)}, frozenset[str]()
        if set(course.for_posts) - posts:
            today, grants = local_day(self.now()), self.identity.require_person(volunteer.person_id).grants
            posts |= {str(grant.role) for grant in grants if grant.counts_on(today)}
        if course.for_duty_types:
            served = frozenset(self.requirements.served(volunteer.person_id))
        return Learner(volunteer.person_id, volunteer.unit_path, frozenset(posts), served)
