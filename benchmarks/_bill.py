"""What measured units cost: a volunteer's month, priced for 1,500 to 1,500,000, and the page docs/cost.md that says so."""

from pathlib import Path
from typing import Protocol

import yaml

ROOT = Path(__file__).parent.parent
SIZES = (1_500, 15_000, 150_000, 1_500_000)
GB_SECONDS_A_CALL = 0.5 * 0.06  # 512 MB for 60 ms: twice what the slowest of these routes took here
LOG_BYTES_A_CALL, KEPT_BYTES_A_MONTH, FILES_BYTES_A_MONTH = 600, 60_000, 250_000

# A volunteer's month: how often each route is asked and each event happens. Two shifts a week, one course, one certificate.
SHIFTS = 8.7
MONTH: dict[str, float] = {
    "POST /v1/login": 4,
    "GET /v1/me/today": SHIFTS * 4 + 8,
    "GET /v1/shifts": SHIFTS * 2,
    "POST /v1/shifts/{shift_id}/signup": SHIFTS,
    "POST /v1/checkins": SHIFTS * 2,
    "GET /v1/duty/current": SHIFTS * 6,
    "POST /v1/duty/sessions/{session_id}/report": SHIFTS,
    "POST /v1/review/reports/{person_id}/{session_id}": SHIFTS,
    "GET /v1/me/hours": 4,
    "GET /v1/me/points": 4,
    "GET /v1/me/inbox": 8,
    "GET /v1/me/honours": 4,
    "GET /v1/honours/{award_id}.jpg": 1,
    "GET /v1/verify/{code}": 1,
    "POST /v1/courses/{course_id}/attempts": 1,
    "PUT /v1/attempts/{attempt_id}/answers/{n}": 20,
    "POST /v1/attempts/{attempt_id}/submit": 1,
    "duty.session-closed": SHIFTS,
    "assessment.hours-entered": SHIFTS,
    "assessment.duty-marked": SHIFTS,
    "honours.hours-entered": SHIFTS,
    "assessment.course-passed": 1,
    "notices.tell": 2,
    "notices.send": 2,
}


class Units(Protocol):
    """Units by what spent them."""

    def a_call(self, spender: str) -> tuple[float, float]:
        """Units read and written by one call on the average."""
        ...


def _units(book: Units) -> tuple[float, float, float]:
    """A volunteer's month: units read, units written, calls of functions."""
    read = sum(times * book.a_call(what)[0] for what, times in MONTH.items())
    written = sum(times * book.a_call(what)[1] for what, times in MONTH.items())
    return read, written, sum(MONTH.values())


def _lines(book: Units, volunteers: int) -> dict[str, float]:
    """Dollars a month, line by line."""
    prices = yaml.safe_load((ROOT / "infra" / "prices.yml").read_text())
    read, written, calls = (volunteers * one for one in _units(book))
    requests = volunteers * sum(times for what, times in MONTH.items() if what.startswith(("GET", "POST", "PUT")))
    months = 12  # what has gathered after a year
    kept_gb = volunteers * KEPT_BYTES_A_MONTH * months / 1e9
    return {
        "store, written": written / 1e6 * prices["write_units_million"],
        "store, read": read / 1e6 * prices["read_units_million"],
        "store, kept, with recovery": kept_gb * (prices["store_gb_month"] + prices["recovery_gb_month"]),
        "gateway": requests / 1e6 * prices["gateway_calls_million"],
        "functions": calls
        * (prices["function_calls_million"] / 1e6 + GB_SECONDS_A_CALL * prices["function_gb_second"]),
        "files": volunteers * FILES_BYTES_A_MONTH * months / 1e9 * prices["files_gb_month"],
        "logs": calls * LOG_BYTES_A_CALL / 1e9 * prices["logs_gb"],
    }


def usage(book: Units, volunteers: int) -> float:
    return sum(_lines(book, volunteers).values())


def page(book: Units) -> str:
    prices = yaml.safe_load((ROOT / "infra" / "prices.yml").read_text())
    rows = "".join(
        f"| `{what}` | {book.a_call(what)[0]:.1f} | {book.a_call(what)[1]:.1f} | {times:.0f} |\n"
        for what, times in MONTH.items()
    )
    costs = [_lines(book, size) for size in SIZES]
    table = "".join(f"| {line} | " + " | ".join(f"{cost[line]:,.2f}" for cost in costs) + " |\n" for line in costs[0])
    total = " | ".join(f"**{sum(cost.values()):,.2f}**" for cost in costs)
    fixed = "".join(f"| {line} | {price:.2f} |\n" for line, price in prices["fixed"].items())
    egress = "".join(f"| {line} | {price:.2f} |\n" for line, price in prices["egress"].items())
    sizes = " | ".join(f"{size:,}" for size in SIZES)
    return (
        HEAD
        + rows
        + MIDDLE.format(sizes=sizes)
        + table
        + f"| **usage** | {total} |\n"
        + FIXED
        + fixed
        + egress
        + EVENING
    )


HEAD = """# What it costs

Written by `benchmarks/units.py --write`: units measured on the demo journey, prices from `infra/prices.yml`. Units are
DynamoDB's: a read unit is 4 KB read consistently, a write unit 1 KB written, twice that inside a transaction.

## Units of an action

| action | read | written | times in a volunteer's month |
|---|---|---|---|
"""
MIDDLE = """
## A month, in US dollars

Two shifts a week each, one course, one certificate; stored data after a year.

| | {sizes} |
|---|---|---|---|---|
"""
FIXED = """
Fixed lines, whatever the size; the egress address is needed by the functions that call WeChat, one of the two ways:

| line | dollars a month |
|---|---|
"""
EVENING = """
What a large force's evening does to the store's partitions stands in [scale](scale.md).
"""
