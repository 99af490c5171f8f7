"""A store in memory that begins with what another held."""

from dynamodb_sqlite import Engine
from tests.integration.store.calls import call, numbers_of, pairs_table


def _keep(engine: Engine, number: int) -> None:
    call(engine, "PutItem", TableName="pairs", Item={"writer": {"S": "a"}, "n": {"N": str(number)}})


def test_a_copy_begins_with_what_was_there_and_goes_its_own_way(tmp_path):
    origin = Engine(tmp_path / "store.db")
    pairs_table(origin)
    _keep(origin, 1)

    copies = [Engine.copy(origin.content()) for _ in range(2)]
    _keep(origin, 2)
    _keep(copies[0], 3)
    call(copies[1], "DeleteTable", TableName="pairs")

    assert numbers_of(origin, "a") == {1, 2}
    assert numbers_of(copies[0], "a") == {1, 3}
    assert call(copies[1], "ListTables") == {"TableNames": []}
    for engine in (origin, *copies):
        engine.close()


def test_the_content_of_a_store_in_memory_is_a_file_that_opens(tmp_path):
    origin = Engine(":memory:")
    pairs_table(origin)
    _keep(origin, 1)

    (tmp_path / "store.db").write_bytes(origin.content())
    opened = Engine(tmp_path / "store.db")

    assert numbers_of(opened, "a") == {1}
    opened.close()
    origin.close()
