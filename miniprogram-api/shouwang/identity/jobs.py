"""Long work of identity: a person's copy, a person's erasure."""

from shouwang.identity.service.privacy import Privacy
from shouwang.platform.jobs import Step


def copy(privacy: Privacy) -> Step:
    """导出个人数据."""
    return privacy.copy_step


def erasure(privacy: Privacy) -> Step:
    """注销."""
    return privacy.erase_step
