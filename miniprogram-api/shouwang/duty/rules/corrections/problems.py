"""Why a correction, or its picture, is not taken."""

from shouwang.kernel.problem import Problem


class CorrectionTooLate(Problem):
    """The days for a correction are over."""

    slug, title, status = "correction-too-late", "过了补卡的时候", 409


class TooManyCorrections(Problem):
    """The corrections of that month are used up."""

    slug, title, status = "too-many-corrections", "这个月的补卡用完了", 409


class DutyStillOpen(Problem):
    """A duty that runs is ended first."""

    slug, title, status = "duty-still-open", "这一班还没收，先离岗打卡", 409


class CorrectedBefore(Problem):
    """A correction of this duty stands or waits already."""

    slug, title, status = "corrected-before", "这一班补过卡了", 409


class CorrectionSettled(Problem):
    """The correction does not wait any more."""

    slug, title, status = "correction-settled", "这张补卡已经定了", 409


class OtherLeaderNeeded(Problem):
    """The second word comes from somebody else."""

    slug, title, status = "other-leader-needed", "要另一位队长来核", 409


class EvidenceRefused(Problem):
    """More photos than a correction takes."""

    slug, title, status = "evidence-refused", "这张照片收不了", 422
