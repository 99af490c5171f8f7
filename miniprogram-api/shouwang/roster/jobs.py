"""Long work of the roster: imports and exports."""

from shouwang.platform.jobs import Step, Work
from shouwang.roster.service.exporting import MemberExport
from shouwang.roster.service.importing import MemberImport
from shouwang.roster.service.points import Points


def members_import(importing: MemberImport) -> Work:
    """导入名册: what was reserved is given back when it gives up."""
    return Work(importing.step, importing.undo)


def members_export(exporting: MemberExport) -> Step:
    """导出名册."""
    return exporting.step


def points_import(points: Points) -> Step:
    """导入集结点."""
    return points.step
