"""A model of dictionaries beside the engine: whatever is asked of both, in whatever order, the answers are the same."""

import shutil
import tempfile
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from dynamodb_sqlite import Engine
from dynamodb_sqlite.disk.check import faults
from tests.contract.dynamodb.shorthand import item as wire_item, plain_item, values as wire_values
from tests.integration.store.calls import Json, Refused, call
from tests.integration.store.model import (
    ACTIONS,
    BODIES,
    CONDITIONS,
    IDS,
    KEYS,
    NUMBERS,
    RANGES,
    TABLE,
    UPDATES,
    Condition,
    Invalid,
    Item,
    Key,
    Model,
    Update,
    conditions,
)
from tests.tiers import count


def wire_key(key: Key) -> Json:
    return wire_item(id=key[0], seq=key[1])


def expressions(condition: Condition | None, update: Update | None = None) -> Json:
    """The expressions of a write; the placeholders of its condition are told from those of its update."""
    request: Json = {}
    given: Item = {}
    if update is not None:
        request["UpdateExpression"] = update.text
        given |= update.values
    if condition is not None:
        request["ConditionExpression"] = condition.text.replace(":", ":of_")
        given |= {f"of_{name}": value for name, value in condition.values.items()}
    return request | ({"ExpressionAttributeValues": wire_values(**given)} if given else {})


class Machine(RuleBasedStateMachine):
    """The engine on a file, and the model."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.engine = Engine(self.folder / "store.db")
        self.model = Model()
        call(self.engine, "CreateTable", **TABLE)

    def teardown(self) -> None:
        self.engine.close()
        try:
            assert faults(self.folder / "store.db") == []
        finally:
            shutil.rmtree(self.folder)

    def ask(self, operation: str, **request: Any) -> Json:
        return call(self.engine, operation, TableName="notes", **request)

    @rule(key=KEYS, body=BODIES, condition=CONDITIONS)
    def put(self, key: Key, body: Item, condition: Condition | None) -> None:
        new, old = {"id": key[0], "seq": key[1], **body}, self.model.items.get(key)
        ask = {"Item": wire_item(**new), "ReturnValues": "ALL_OLD", **expressions(condition)}

        if not self.model.holds(key, condition):
            return self.expect("ConditionalCheckFailedException", "PutItem", **ask)
        answer = self.ask("PutItem", **ask)

        self.model.items[key] = new
        assert plain_item(answer.get("Attributes", {})) == (old or {})
        return None

    @rule(key=KEYS, condition=CONDITIONS)
    def delete(self, key: Key, condition: Condition | None) -> None:
        ask = {"Key": wire_key(key), "ReturnValues": "ALL_OLD", **expressions(condition)}

        if not self.model.holds(key, condition):
            return self.expect("ConditionalCheckFailedException", "DeleteItem", **ask)
        answer = self.ask("DeleteItem", **ask)

        assert plain_item(answer.get("Attributes", {})) == self.model.items.pop(key, {})
        return None

    @rule(key=KEYS, update=UPDATES, condition=CONDITIONS)
    def update(self, key: Key, update: Update, condition: Condition | None) -> None:
        ask = {"Key": wire_key(key), "ReturnValues": "ALL_NEW", **expressions(condition, update)}

        if not self.model.holds(key, condition):
            return self.expect("ConditionalCheckFailedException", "UpdateItem", **ask)
        try:
            new = self.model.updated(key, update)
        except Invalid:
            return self.expect("ValidationException", "UpdateItem", **ask)
        answer = self.ask("UpdateItem", **ask)

        if new is not None:
            self.model.items[key] = new
        assert plain_item(answer.get("Attributes", {})) == (new or {})
        return None

    @rule(puts=st.dictionaries(KEYS, st.none() | BODIES, min_size=1, max_size=5))
    def write_batch(self, puts: dict[Key, Item | None]) -> None:
        requests: list[Json] = []
        for key, body in puts.items():
            if body is None:
                requests.append({"DeleteRequest": {"Key": wire_key(key)}})
                self.model.items.pop(key, None)
            else:
                self.model.items[key] = {"id": key[0], "seq": key[1], **body}
                requests.append({"PutRequest": {"Item": wire_item(**self.model.items[key])}})

        answer = call(self.engine, "BatchWriteItem", RequestItems={"notes": requests})

        assert answer == {"UnprocessedItems": {}}

    @rule(actions=ACTIONS)
    def transact(self, actions: list[tuple[str, Key, Item, Update, Condition | None]]) -> None:
        after, reasons, asked = deepcopy(self.model.items), [], []
        for verb, key, body, update, given in actions:
            condition = given or (conditions(0, "x")[0] if verb == "ConditionCheck" else None)
            reasons.append(self.judge(after, verb, key, body, update, condition))
            target: Json = (
                {"Item": wire_item(id=key[0], seq=key[1], **body)} if verb == "Put" else {"Key": wire_key(key)}
            )
            request = target | expressions(condition, update if verb == "Update" else None)
            asked.append({verb: {"TableName": "notes", **request}})

        if all(reason == "None" for reason in reasons):
            call(self.engine, "TransactWriteItems", TransactItems=asked)
            self.model.items = after
            return
        with pytest.raises(Refused) as refused:
            call(self.engine, "TransactWriteItems", TransactItems=asked)
        assert [reason["Code"] for reason in refused.value.document["CancellationReasons"]] == reasons

    def judge(
        self, after: dict[Key, Item], verb: str, key: Key, body: Item, update: Update, condition: Condition | None
    ) -> str:
        """The reason code of one action, whose effect goes to `after`."""
        if not self.model.holds(key, condition):
            return "ConditionalCheckFailed"
        if verb == "Put":
            after[key] = {"id": key[0], "seq": key[1], **body}
        elif verb == "Delete":
            after.pop(key, None)
        elif verb == "Update":
            try:
                new = self.model.updated(key, update)
            except Invalid:
                return "ValidationError"
            if new is not None:
                after[key] = new
        return "None"

    def expect(self, kind: str, operation: str, **request: Any) -> None:
        with pytest.raises(Refused) as refused:
            self.ask(operation, **request)
        assert refused.value.kind == kind

    @rule(wanted=st.lists(KEYS, min_size=1, max_size=5, unique=True))
    def get(self, wanted: list[Key]) -> None:
        one = self.ask("GetItem", Key=wire_key(wanted[0]), ConsistentRead=True).get("Item", {})
        many = call(self.engine, "BatchGetItem", RequestItems={"notes": {"Keys": [wire_key(key) for key in wanted]}})
        gets = [{"Get": {"TableName": "notes", "Key": wire_key(key)}} for key in wanted]
        together = call(self.engine, "TransactGetItems", TransactItems=gets)["Responses"]

        expected = [self.model.items.get(key, {}) for key in wanted]
        assert plain_item(one) == expected[0]
        assert by_key(many["Responses"]["notes"]) == {
            key: self.model.items[key] for key in wanted if key in self.model.items
        }
        assert [plain_item(answer.get("Item", {})) for answer in together] == expected

    @rule(
        partition=IDS, form=st.sampled_from(list(RANGES)), low=st.integers(-12, 11), wide=st.integers(0, 12),
        backwards=st.booleans(), limit=st.integers(1, 6), number=NUMBERS,
    )  # fmt: skip
    def query(self, partition: str, form: str, low: int, wide: int, backwards: bool, limit: int, number: int) -> None:
        bounds = {name: value for name, value in (("lo", low), ("hi", low + wide)) if f":{name}" in form}
        given = {
            "KeyConditionExpression": "id = :p" + form.format("seq"),
            "FilterExpression": "attribute_not_exists(n) OR n >= :n",
            "ExpressionAttributeValues": wire_values(p=partition, n=number, **bounds),
            "ScanIndexForward": not backwards,
        }

        found, scanned = self.pages("Query", limit, **given)

        lying = [i for (of, s), i in self.model.items.items() if of == partition and RANGES[form](s, low, low + wide)]
        lying.sort(key=lambda item: item["seq"], reverse=backwards)
        assert scanned == len(lying)
        assert found == [item for item in lying if item.get("n", number) >= number]

    @rule(name=st.sampled_from(["by-team", "by-points"]), value=st.sampled_from(["x", "y", "id", "idb"]),
          form=st.sampled_from(list(RANGES)), low=NUMBERS, wide=st.integers(0, 3), backwards=st.booleans(),
          limit=st.integers(1, 6))  # fmt: skip
    def query_index(self, name: str, value: str, form: str, low: int, wide: int, backwards: bool, limit: int) -> None:
        partition = "team" if name == "by-team" else "id"
        bounds = {key: bound for key, bound in (("lo", low), ("hi", low + wide)) if f":{key}" in form}
        given = {
            "IndexName": name,
            "KeyConditionExpression": f"{partition} = :p" + form.format("points"),
            "ExpressionAttributeValues": wire_values(p=value, **bounds),
            "ScanIndexForward": not backwards,
        }

        found, _ = self.pages("Query", limit, **given)

        lying = [
            item
            for item in self.model.items.values()
            if item.get(partition) == value and "points" in item and RANGES[form](item["points"], low, low + wide)
        ]
        order = [item["points"] for item in found]
        assert order == sorted(order, reverse=backwards)
        assert Counter(map(key_of, found)) == Counter(map(key_of, lying))
        assert {key_of(item): item for item in found} == {key_of(item): item for item in lying}

    @rule(segments=st.integers(1, 3), limit=st.integers(1, 9))
    def scan(self, segments: int, limit: int) -> None:
        found = [
            item
            for segment in range(segments)
            for item in self.pages("Scan", limit, Segment=segment, TotalSegments=segments)[0]
        ]

        assert len(found) == len(self.model.items)
        assert {key_of(item): item for item in found} == self.model.items

    def pages(self, operation: str, limit: int, **request: Any) -> tuple[list[Item], int]:
        """All pages of a read one after the other, and how many items were looked at."""
        found: list[Item] = []
        scanned = 0
        start: Json = {}
        while True:
            page = self.ask(operation, Limit=limit, **request, **start)
            assert page["ScannedCount"] <= limit
            assert ("LastEvaluatedKey" in page) == (page["ScannedCount"] == limit)
            found += map(plain_item, page["Items"])
            scanned += page["ScannedCount"]
            if "LastEvaluatedKey" not in page:
                return found, scanned
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    @invariant()
    def holds_as_many_items(self) -> None:
        assert self.ask("Scan", Select="COUNT")["Count"] == len(self.model.items)


def key_of(item: Item) -> Key:
    return item["id"], item["seq"]


def by_key(found: list[Json]) -> dict[Key, Item]:
    return {key_of(item): item for item in map(plain_item, found)}


@pytest.mark.proof
@pytest.mark.timeout(1800)
def test_the_engine_answers_as_the_model_does() -> None:
    Machine.TestCase.settings = settings(
        max_examples=count(15, 500), stateful_step_count=30, suppress_health_check=list(HealthCheck)
    )

    Machine.TestCase("runTest").runTest()  # type: ignore[attr-defined]
