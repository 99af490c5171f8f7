"""The services of recruitment 招录."""

from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.app.wiring.training import TrainingWiring

if TYPE_CHECKING:
    from shouwang.recruitment.service import (
        Applications,
        Bulk,
        Chasing,
        Desk,
        Objections,
        Publicity,
        Review,
        SecondLook,
        Submission,
        Waits,
    )
    from shouwang.recruitment.service.retention import Retention
    from shouwang.roster.service.importing import MemberImport
    from shouwang.roster.service.recoveries import Recoveries


class RecruitmentWiring(TrainingWiring):
    """Made when first asked for, so that a function imports its own slices only."""

    @cached_property
    def applications(self) -> "Applications":
        """报名, as the applicant writes it."""
        from shouwang.recruitment.service import Applications  # noqa: PLC0415

        return Applications(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def submission(self) -> "Submission":
        """报名, handed in."""
        from shouwang.recruitment.service import Submission  # noqa: PLC0415

        return Submission(self.vault, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def review(self) -> "Review":
        """报名审核."""
        from shouwang.recruitment.service import Review  # noqa: PLC0415

        return Review(self.vault, self.blobs, self.identity, self.roster, self.now, self.new_id)

    @cached_property
    def desk(self) -> "Desk":
        """领办."""
        from shouwang.recruitment.service import Desk  # noqa: PLC0415

        return Desk(self.review)

    @cached_property
    def bulk(self) -> "Bulk":
        """批量判定."""
        from shouwang.recruitment.service import Bulk  # noqa: PLC0415

        return Bulk(self.review)

    @cached_property
    def second_look(self) -> "SecondLook":
        """申诉、重开、核对证件."""
        from shouwang.recruitment.service import SecondLook  # noqa: PLC0415

        return SecondLook(self.review)

    @cached_property
    def objections(self) -> "Objections":
        """公示和异议."""
        from shouwang.recruitment.service import Objections  # noqa: PLC0415

        return Objections(self.review)

    @cached_property
    def publicity(self) -> "Publicity":
        """公示期满."""
        from shouwang.recruitment.service import Publicity  # noqa: PLC0415

        return Publicity(self.review)

    @cached_property
    def chasing(self) -> "Chasing":
        """督办."""
        from shouwang.recruitment.service import Chasing  # noqa: PLC0415

        return Chasing(self.review)

    @cached_property
    def waits(self) -> "Waits":
        """平时要等多久."""
        from shouwang.recruitment.service import Waits  # noqa: PLC0415

        return Waits(self.roster)

    @cached_property
    def member_import(self) -> "MemberImport":
        """导入名册; it stands here because documents are recruitment's."""
        from shouwang.recruitment.service.documents import Documents  # noqa: PLC0415
        from shouwang.roster.service.import_rows import ImportRows  # noqa: PLC0415
        from shouwang.roster.service.importing import MemberImport  # noqa: PLC0415

        rows = ImportRows(self.roster, self.enrolment, Documents(self.vault))
        return MemberImport(self.roster, rows, self.staging, self.now, self.new_id)

    @cached_property
    def recoveries(self) -> "Recoveries":
        """找回记录; it stands here because documents are recruitment's."""
        from shouwang.recruitment.service.documents import Documents  # noqa: PLC0415
        from shouwang.roster.service.recoveries import Recoveries  # noqa: PLC0415

        return Recoveries(self.rights, self.moving, Documents(self.vault), self.now, self.new_id)

    @cached_property
    def retention(self) -> "Retention":
        """保存期限."""
        from shouwang.recruitment.service.retention import Retention  # noqa: PLC0415

        return Retention(self.blobs, self.now)
