import threading

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.problem import Problem, Stale
from shouwang.platform.dynamo import Conflict, Table, Writes, check, commit, counting, delete, put, update
from tests.tiers import count


class NoteRow(Table):
    """Rows of these tests."""

    TABLE = "test-notes"

    key = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(default=0)


class Gone(Problem):
    slug, title, status = "gone", "没有了", 410


def test_changes_of_several_kinds_happen_together(world):
    commit(put(NoteRow(key="a", n=1)), put(NoteRow(key="b", n=1)))

    commit(
        update(NoteRow(key="a"), NoteRow.n.set(2), condition=NoteRow.n == 1),
        delete(NoteRow(key="b"), NoteRow.n == 1),
        put(NoteRow(key="c", n=3), NoteRow.key.does_not_exist()),
    )

    assert [row.n if (row := NoteRow.fetch(key)) else None for key in "abc"] == [2, None, 3]


def test_one_refused_condition_leaves_everything_as_it_was(world):
    commit(put(NoteRow(key="a", n=1)))

    with pytest.raises(Gone):
        commit(
            put(NoteRow(key="b", n=1)),
            update(NoteRow(key="a"), NoteRow.n.set(9), condition=NoteRow.n == 5, otherwise=Gone()),
        )

    assert NoteRow.fetch("b") is None
    assert NoteRow.fetch("a").n == 1


@pytest.mark.parametrize("kind", ["check", "delete", "put", "update"])
def test_the_refusal_told_is_the_failing_actions_whatever_the_order_of_the_calls(world, kind):
    commit(put(NoteRow(key="x", n=1)))
    never = NoteRow.n == 5
    failing = {
        "check": check(NoteRow(key="x"), never, Gone()),
        "delete": delete(NoteRow(key="x"), never, Gone()),
        "put": put(NoteRow(key="x"), never, Gone()),
        "update": update(NoteRow(key="x"), NoteRow.n.set(2), condition=never, otherwise=Gone()),
    }
    others = (
        update(NoteRow(key="u"), NoteRow.n.set(1), condition=NoteRow.key.does_not_exist(), otherwise=Stale()),
        put(NoteRow(key="p"), NoteRow.key.does_not_exist(), Stale()),
        delete(NoteRow(key="d"), NoteRow.key.does_not_exist(), Stale()),
        check(NoteRow(key="c"), NoteRow.key.does_not_exist(), Stale()),
    )

    with pytest.raises(Gone):
        commit(*others[:2], failing[kind], *others[2:])


def test_the_first_of_several_refusals_is_the_one_marked_first(world):
    commit(put(NoteRow(key="a", n=1)), put(NoteRow(key="b", n=1)))

    with pytest.raises(Gone):
        commit(
            put(NoteRow(key="a"), NoteRow.key.does_not_exist(), Stale()),
            put(NoteRow(key="b"), NoteRow.key.does_not_exist(), Gone(), first=True),
        )


def test_a_refusal_can_read_the_item_that_stood_there(world):
    commit(put(NoteRow(key="a", n=7)))

    with pytest.raises(LookupError) as told:
        commit(put(NoteRow(key="a"), NoteRow.key.does_not_exist(), lambda old: LookupError(old["n"]["N"])))

    assert told.value.args == ("7",)


def test_a_condition_without_a_named_refusal_is_a_conflict(world):
    commit(put(NoteRow(key="a")))

    with pytest.raises(Conflict):
        commit(put(NoteRow(key="a"), NoteRow.key.does_not_exist()))


def test_writes_join_and_cost_one_request(world):
    joined = put(NoteRow(key="a")) + put(NoteRow(key="b"))
    assert isinstance(joined, Writes)

    with counting() as so_far:
        commit(joined, put(NoteRow(key="c")))

    assert so_far() == 1


@pytest.mark.proof
def test_counting_up_from_many_threads_loses_nothing(world):
    rounds, threads = count(10, 200), 8
    commit(put(NoteRow(key="n", n=0)))

    def climb() -> None:
        for _ in range(rounds):
            while True:
                seen = NoteRow.fetch("n").n
                try:
                    commit(update(NoteRow(key="n"), NoteRow.n.set(seen + 1), condition=NoteRow.n == seen))
                    break
                except Conflict:
                    continue

    workers = [threading.Thread(target=climb) for _ in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert NoteRow.fetch("n").n == rounds * threads
