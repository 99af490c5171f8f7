"""`hours rebuild`: the derived rows made again from the entries, bit by bit, while duties go on ending."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from shouwang.duty.models import Service
from shouwang.duty.store.hours import DayTotalRow, HoursEntryRow, WholeSumRow
from shouwang_local.hours import rebuilding
from tests.tiers import count


def serve(watch, hours: float) -> None:
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=hours)
    watch.tap("out", watch.at_point())


def rows() -> dict[tuple[str, date], dict]:
    """Every derived row as the store has it."""
    return {(str(row.person_id), row.day): row.serialize() for row in DayTotalRow.scan()}


def spoil(day: date, row: DayTotalRow, how: int) -> None:
    """Gone, wrong in its sum, wrong in its sources."""
    if how == 0:
        row.delete()
    elif how == 1:
        row.update([DayTotalRow.measured.set(999)])
    else:
        row.update([DayTotalRow.sources.set(())])


@pytest.mark.proof
def test_spoilt_rows_come_back_bit_by_bit_while_duties_go_on(watch):
    for _ in range(count(4, 25)):
        serve(watch, 2)
        watch.deliver()
        watch.world.clock.advance(hours=22)
    before = rows()
    for n, row in enumerate(list(DayTotalRow.scan())):
        spoil(row.day, row, n % 3)
    serve(watch, 1)
    events = [event for event in watch.world.house.outbox.due() if event.kind == "duty.session-closed"]

    with ThreadPoolExecutor(2) as pool:
        mending = pool.submit(rebuilding.run, watch.world.house, write=True)
        pool.map(watch.world.house.outbox.deliver, events)
    rebuilding.run(watch.world.house, write=True)

    after = rows()
    assert mending.result() == 0
    assert {place: after[place] for place in before} == before
    assert len(after) == len(before) + 1
    assert rebuilding.run(watch.world.house, write=False) == 0
    assert sum(row.minutes for row in HoursEntryRow.scan()) == 120 * len(before) + 60


def test_a_dry_run_shows_and_changes_nothing(watch, capsys):
    serve(watch, 2)
    watch.deliver()
    (row,) = DayTotalRow.scan()
    row.update([DayTotalRow.measured.set(999)])

    assert rebuilding.run(watch.world.house, write=False) == 1
    assert "the sum stood at 999+0 min in 1 folds, entries say 120+0 in 1" in capsys.readouterr().out
    assert [row.measured for row in DayTotalRow.scan()] == [999]


def test_a_sum_of_all_days_changed_by_hand_is_shown_and_added_up_anew(watch, capsys):
    serve(watch, 2)
    watch.deliver()
    (row,) = WholeSumRow.scan()
    row.update([WholeSumRow.service.set(Service(9_999, 0, 50))])

    shown = rebuilding.run(watch.world.house, write=False)
    told = capsys.readouterr().out
    rebuilding.run(watch.world.house, write=True)
    after = watch.world.house.hours.service(watch.volunteer.person_id)
    watch.world.clock.advance(hours=1)
    serve(watch, 1)
    watch.deliver()

    assert (shown, rebuilding.SUM_DIFFERS in told, after) == (1, True, Service(120, 0, 1))
    assert [(row.service, row.known) for row in WholeSumRow.scan()] == [(Service(180, 0, 2), True)]


def test_a_fold_after_a_row_was_lost_goes_on_counting_where_the_entries_are(watch):
    serve(watch, 1)
    watch.deliver()
    next(iter(DayTotalRow.scan())).delete()
    watch.world.clock.advance(minutes=20)

    serve(watch, 1)
    watch.deliver()

    assert [(row.measured, row.folds) for row in DayTotalRow.scan()] == [(120, 2)]
