"""What was given in a month, as it is looked through."""

from collections.abc import Callable

from shouwang.honours.models import Award
from shouwang.honours.store.awards import AwardRow
from shouwang.platform.dynamo import Page, next_page, read_cursor

_PAGE = 50
_LOOKED = 200  # awards that one page looks at, whatever it is asked to pass over


def awards_of_month(
    month: str, unit_path: str, wanted: Callable[[Award], bool], cursor: str | None = None
) -> Page[Award]:
    """What was given in a month (`2026-11`) in a unit and all below it, by unit and then by time; from the index.

    A page passes over what is not wanted, up to a bound: it may be short and yet have a cursor.
    """
    below = AwardRow.place.startswith(f"{unit_path}/")
    rows = AwardRow.by_month.query(
        month, below, limit=_LOOKED, page_size=_LOOKED, last_evaluated_key=read_cursor(cursor)
    )
    found: list[Award] = []
    for row in rows:
        award = row.value(Award)
        if not wanted(award):
            continue
        found.append(award)
        if len(found) == _PAGE:
            after = {"award_id": row.award_id, "month": row.month, "place": row.place}
            return Page(found, next_page({name: {"S": value} for name, value in after.items()}))
    return Page(found, next_page(rows.last_evaluated_key))
