"""The official calendar 节假日安排 as data: which weekdays are free and which weekend days are worked instead.

Published each autumn for the year after; a year that is not here yet counts by the week alone, and the force's own data
(`holidays`, `make_up_days`) goes before all of it.
Source: 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04.
"""

from collections.abc import Iterator
from datetime import date, timedelta

# The first and the last free day of each holiday.
_FREE = (
    (date(2026, 1, 1), date(2026, 1, 3)),  # 元旦
    (date(2026, 2, 15), date(2026, 2, 23)),  # 春节
    (date(2026, 4, 4), date(2026, 4, 6)),  # 清明节
    (date(2026, 5, 1), date(2026, 5, 5)),  # 劳动节
    (date(2026, 6, 19), date(2026, 6, 21)),  # 端午节
    (date(2026, 9, 25), date(2026, 9, 27)),  # 中秋节
    (date(2026, 10, 1), date(2026, 10, 7)),  # 国庆节
)
# Weekend days that are worked 调休上班.
MAKE_UP_DAYS = frozenset(
    {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
)


def _days() -> Iterator[date]:
    for first, last in _FREE:
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


HOLIDAYS = frozenset(_days())
KNOWN_YEARS = frozenset(day.year for day in HOLIDAYS)
