"""Tables at a start: what is missing is made, what a newer version adds is added, strangers' tables are not counted."""

import json
from typing import Any

from shouwang.platform import dynamo
from shouwang.platform.outbox import EventRow, Outbox, emit
from tests.world import Store, World


def asked(store: Store, operation: str, **body: Any) -> Any:
    status, answer = store.engine.handle(f"DynamoDB_20120810.{operation}", json.dumps(body).encode())
    assert status == 200, answer
    return json.loads(answer)


def test_an_index_that_an_older_store_lacks_is_added_and_filled(world: World, store: Store) -> None:
    dynamo.commit(emit("notices.tell", {}, at=world.clock(), source="old"))
    name = f"shouwang-{EventRow.TABLE}"
    asked(store, "UpdateTable", TableName=name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "undone"}}])

    made = dynamo.create_tables()

    assert made == []
    assert [event.id for event in Outbox({}, world.clock).due()] == ["notices.tell#old"]


def test_a_hundred_tables_of_others_hide_none_of_ours(world: World, store: Store) -> None:
    for n in range(101):
        key = [{"AttributeName": "id", "KeyType": "HASH"}]
        attributes = [{"AttributeName": "id", "AttributeType": "S"}]
        name = f"another-{n:03}"
        asked(
            store,
            "CreateTable",
            TableName=name,
            KeySchema=key,
            AttributeDefinitions=attributes,
            BillingMode="PAY_PER_REQUEST",
        )

    missing = dynamo.missing_tables()

    assert missing == []
