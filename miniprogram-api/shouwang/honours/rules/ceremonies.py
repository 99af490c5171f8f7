"""A ceremony 颁奖: one honour for many at once, in the order in which they are called up."""

from collections.abc import Iterable, Sequence
from datetime import date

from shouwang.honours.models import AwardKind, Citation, Holder
from shouwang.honours.rules.awards import require_no_commendation
from shouwang.kernel.actor import LEADERS, Grant, within
from shouwang.kernel.problem import Fault, Invalid, Problem

MOST_PEOPLE = 3000
AT_ONCE = 16  # people in one commit: 5 writes each and 2 counters, and the store takes 100
ISSUED_A_STEP = 160
DRAWN_A_STEP = 50  # pictures in one part of the ZIP, pages in one part of the print: some 23 MB
ZIP, PRINT = "certificates.zip", "print.pdf"
FILE_TYPES = {ZIP: "application/zip", PRINT: "application/pdf"}
LINK_LIVES_S = 300


class NobodyToHonour(Problem):
    """Nobody of those named, or in that unit, can be honoured by who asked."""

    slug, title, status = "nobody-to-honour", "名单里没有您能颁发的在队队员", 422


def require_ceremony(citation: Citation, numbers: Sequence[str], unit: str | None) -> None:
    """One honour by hand for a list of people or a unit. Raises: CommendElsewhere, Invalid."""
    require_no_commendation(citation)
    faults = []
    if citation.kind is not AwardKind.CERTIFICATE:
        faults.append(Fault("/kind", "集体颁发只有荣誉证书"))
    if bool(numbers) == bool(unit):
        faults.append(Fault("/volunteer_numbers", "名单和单位填一样，只填一样"))
    if len(numbers) > MOST_PEOPLE:
        faults.append(Fault("/volunteer_numbers", f"一次最多 {MOST_PEOPLE} 人"))
    if faults:
        raise Invalid(faults=faults)


def leading(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """The grants by which somebody leads."""
    return tuple(grant for grant in grants if grant.role in LEADERS)


def led(unit_path: str, grants: Iterable[Grant]) -> bool:
    """Whether a unit is below one of these grants."""
    return any(within(unit_path, grant.unit_path) for grant in grants)


def called_up(holders: Iterable[Holder]) -> list[Holder]:
    """Each once, by squadron and number."""
    each = {holder.person_id: holder for holder in holders}
    return sorted(each.values(), key=lambda holder: (holder.unit_path, holder.volunteer_number))


def left_out(holder: Holder, citation: Citation, by: str, missing: str) -> str | None:
    """Why somebody gets nothing here, in words; None for who does."""
    if holder.person_id == by:
        return "自己的荣誉要由别人来办"
    if holder.name in citation.title:
        return "荣誉名称里有本人姓名"
    if missing:
        return f"姓名里的“{'、'.join(missing)}”写不出来，已记入待办"
    return None


def file_in_zip(holder: Holder) -> str:
    """A picture's name in the ZIP: a folder a squadron."""
    parts = (holder.unit_name, f"{holder.volunteer_number} {holder.name}")
    safe = ("".join("_" if c in '/\\:*?"<>|' else c for c in part) for part in parts)
    return "/".join(safe) + ".jpg"


def folder(ceremony_id: str) -> str:
    """Where a ceremony's files lie."""
    return f"honours/ceremonies/{ceremony_id}"


def dos_day(day: date) -> tuple[int, int, int, int, int, int]:
    """A day as a ZIP tells it: the same inputs are the same bytes."""
    return (day.year, day.month, day.day, 0, 0, 0)
