"""`hours rebuild`: every person's daily sums made again from their entries."""

from shouwang.app import House
from shouwang.duty.models import DayTotal
from shouwang.duty.store.hours import DayTotalRow, HoursEntryRow

SUM_DIFFERS = "the sum of all days is not what the entries say"


def run(house: House, *, write: bool) -> int:
    """Show, and with `write` put right, every day whose sum is not what its entries say."""
    found = sums = 0
    for person_id in people():
        for seen, total in house.hours.rebuild(person_id, write=write):
            found += 1
            print(f"{person_id} {difference(seen, total)}")
        if house.hours.sum_differs(person_id, write=write):
            sums += 1
            print(f"{person_id} {SUM_DIFFERS}")
    print(f"{found} days differed, {sums} sums of all days" + (", put right" if found + sums and write else ""))
    return 0 if write or not found + sums else 1


def difference(seen: DayTotal, total: DayTotal) -> str:
    """A day's sum as it stood and as its entries say."""
    stood, said = f"{seen.measured}+{seen.attested}", f"{total.measured}+{total.attested}"
    return f"{total.day}: the sum stood at {stood} min in {seen.folds} folds, entries say {said} in {total.folds}"


def people() -> list[str]:
    """Everybody who has entries or sums, in the order of their ids."""
    kinds = (HoursEntryRow.scan(attributes_to_get=["person_id"]), DayTotalRow.scan(attributes_to_get=["person_id"]))
    return sorted({str(row.person_id) for rows in kinds for row in rows})
