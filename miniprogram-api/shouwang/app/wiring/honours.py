"""The services of honours 荣誉."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.assessment import AssessmentWiring
from shouwang.kernel.clock import local_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from shouwang.assessment.service import Reporting
    from shouwang.honours.service import (
        Backfilling,
        Cards,
        Ceremonies,
        CeremonyRegister,
        Commending,
        Evidence,
        Grounds,
        Honours,
        Medals,
        Papers,
        Pictures,
        Praising,
        Publications,
        Register,
        TaskDesk,
        Uploads,
        Verification,
        Yearly,
    )
    from shouwang.honours.service.grounds import Member, RequiredSet
    from shouwang.roster.models import DutyType


class HonoursWiring(AssessmentWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def honours(self) -> "Honours":
        """荣誉."""
        from shouwang.honours.service import Holders, Honours, Issuer  # noqa: PLC0415

        issuer = Issuer(self.settings.force_name, self.settings.public_url, self.keys, self.now)
        return Honours(issuer, Holders(self.roster), self.grounds.whole, self.now, self.new_id)

    @cached_property
    def award_register(self) -> "Register":
        """荣誉台账."""
        from shouwang.honours.service import Register  # noqa: PLC0415

        return Register(self.honours)

    @cached_property
    def grounds(self) -> "Grounds":
        """勋章的依据."""
        from shouwang.honours.service import Grounds  # noqa: PLC0415

        def required(member: "Member", served: "Collection[str]") -> "RequiredSet":
            today, grants = local_day(self.now()), self.identity.require_person(member.person_id).grants
            posts = {str(grant.role) for grant in grants if grant.counts_on(today)}
            return self.requirements.of(member.person_id, member.unit_path, posts, served)

        return Grounds(self.hours.service, self.assessment.deeds, self.roster.volunteer_of, required, self.now)

    @cached_property
    def medals(self) -> "Medals":
        """勋章."""
        from shouwang.honours.service import Medals  # noqa: PLC0415

        return Medals(self.honours, self.stars, self.grounds.of, self.grounds.whole)

    @cached_property
    def commending(self) -> "Commending":
        """表扬."""
        from shouwang.honours.service import Commending  # noqa: PLC0415
        from shouwang.identity.models import Purpose  # noqa: PLC0415

        def check(text: str, person_id: str) -> str:
            from shouwang.platform.wechat.values import TextScene  # noqa: PLC0415 -- only where words are judged

            return self.wechat.check_text(text, openid=self.identity.openid_of(person_id), scene=TextScene.FORUM).value

        return Commending(self.honours, check, lambda people: self.identity.agreed(people, Purpose.PUBLICATION))

    @cached_property
    def yearly(self) -> "Yearly":
        """年度评选."""
        from shouwang.honours.service import Yearly  # noqa: PLC0415

        return Yearly(self.honours, self.years)

    @cached_property
    def backfilling(self) -> "Backfilling":
        """补发勋章."""
        from shouwang.honours.service import Backfilling  # noqa: PLC0415

        return Backfilling(self.medals, self.squadrons, self.active, self.now)

    @cached_property
    def pictures(self) -> "Pictures":
        """证书和勋章的图."""
        from shouwang.honours.service import Links, Pictures  # noqa: PLC0415

        return Pictures(self.honours, self.blobs, Links(self.keys, self.now))

    @cached_property
    def papers(self) -> "Papers":
        """结业证书和志愿服务证明."""
        from shouwang.honours.service import Papers  # noqa: PLC0415

        def course_title(course_id: str) -> str:
            return self.training.course_title(course_id)  # made only where an event of a course is handled

        def passes(person_id: str) -> "Mapping[str, date]":
            return self.training.passes(person_id)

        def duty_types() -> "Sequence[DutyType]":
            return self.roster.force().duty_types

        return Papers(self.honours, self.hours, course_title, passes, duty_types, self.settings.force_contact)

    @cached_property
    def task_desk(self) -> "TaskDesk":
        """写不出的名字."""
        from shouwang.honours.service import TaskDesk  # noqa: PLC0415

        return TaskDesk(self.honours)

    @cached_property
    def cards(self) -> "Cards":
        """义警证."""
        from shouwang.honours.service import Cards  # noqa: PLC0415

        return Cards(self.honours, self.blobs)

    @cached_property
    def uploads(self) -> "Uploads":
        """验文件."""
        from shouwang.honours.service import Uploads  # noqa: PLC0415

        return Uploads(self.verification)

    @cached_property
    def evidence(self) -> "Evidence":
        """时长存证."""
        from shouwang.honours.service import Evidence  # noqa: PLC0415

        return Evidence(self.verification, self.hours, self.public_log)

    @cached_property
    def verification(self) -> "Verification":
        """核验."""
        from shouwang.honours.service import Verification  # noqa: PLC0415

        return Verification(self.honours.issuer, self.now)

    @cached_property
    def praising(self) -> "Praising":
        """点赞."""
        from shouwang.honours.service import Praising  # noqa: PLC0415

        return Praising(self.honours.holders, self.roster.everyone, self.now)

    @cached_property
    def reporting(self) -> "Reporting":
        """考核报表, with the honours of a month."""
        from shouwang.assessment.service import Reporting  # noqa: PLC0415

        def people_of(unit_path: str) -> "Iterator[str]":
            return (volunteer.person_id for volunteer in self.active(unit_path))

        parts = (self.squadrons, people_of, self.roster.units, self.honours.given_in)
        return Reporting(*parts, self.job_files, self.now)

    @cached_property
    def publications(self) -> "Publications":
        """公开的内容."""
        from shouwang.honours.service import Publications  # noqa: PLC0415

        return Publications(self.honours.holders, self.blobs)

    @cached_property
    def ceremonies(self) -> "Ceremonies":
        """颁奖."""
        from shouwang.honours.service import Ceremonies  # noqa: PLC0415

        return Ceremonies(self.honours, self.pictures, self.roster, self.blobs)

    @cached_property
    def ceremony_register(self) -> "CeremonyRegister":
        """集体颁发."""
        from shouwang.honours.service import CeremonyRegister  # noqa: PLC0415

        return CeremonyRegister(self.ceremonies)
