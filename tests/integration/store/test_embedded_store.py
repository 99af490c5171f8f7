"""The embedded store, through a real DynamoDB client: what this project builds on must hold."""

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import get_session

from dynamodb_sqlite import Engine, attach
from dynamodb_sqlite.wire.errors import throttled

TABLE = {
    "TableName": "notes",
    "BillingMode": "PAY_PER_REQUEST",
    "KeySchema": [{"AttributeName": "who", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "who", "AttributeType": "S"},
        {"AttributeName": "n", "AttributeType": "N"},
        {"AttributeName": "open", "AttributeType": "S"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "opened",
            "KeySchema": [{"AttributeName": "open", "KeyType": "HASH"}, {"AttributeName": "n", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
}


def client_of(engine, attempts=1):
    made = get_session().create_client(
        "dynamodb",
        region_name="cn-northwest-1",
        endpoint_url="http://local.invalid",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(retries={"total_max_attempts": attempts, "mode": "standard"}),
    )
    attach(made, engine)
    return made


@pytest.fixture
def db(tmp_path):
    engine = Engine(tmp_path / "store.db")
    client = client_of(engine)
    client.create_table(**TABLE)
    yield client
    engine.close()


def note(who, n, **more):
    return {"who": {"S": who}, "n": {"N": str(n)}, **more}


def test_an_item_comes_back_as_it_was_put(db):
    item = note(
        "a",
        1,
        text={"S": "守望"},
        raw={"B": b"\x00\xff"},
        tags={"SS": ["x", "y"]},
        deep={"M": {"l": {"L": [{"NULL": True}]}}},
    )

    db.put_item(TableName="notes", Item=item)

    assert db.get_item(TableName="notes", Key=note("a", 1), ConsistentRead=True)["Item"] == item


def test_numbers_are_exact_to_38_digits_and_sort_by_value(db):
    numbers = ["-1E+3", "-2", "-0.5", "0", "0.001", "2", "10", "12345678901234567890123456789012345678"]
    for n in reversed(numbers):
        db.put_item(TableName="notes", Item=note("a", n))

    found = db.query(
        TableName="notes", KeyConditionExpression="who = :w", ExpressionAttributeValues={":w": {"S": "a"}}
    )["Items"]

    assert [item["n"]["N"] for item in found] == ["-1000", *numbers[1:]]


def test_a_failed_condition_gives_the_old_item_and_changes_nothing(db):
    db.put_item(TableName="notes", Item=note("a", 1, v={"N": "1"}))

    with pytest.raises(ClientError) as refused:
        db.put_item(
            TableName="notes",
            Item=note("a", 1, v={"N": "2"}),
            ConditionExpression="attribute_not_exists(who)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )

    assert refused.value.response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert refused.value.response["Item"] == note("a", 1, v={"N": "1"})


def test_a_transaction_happens_whole_or_not_at_all_and_says_which_action_failed(db):
    db.put_item(TableName="notes", Item=note("b", 1))
    actions = [
        {"Put": {"TableName": "notes", "Item": note("a", 1)}},
        {"Put": {"TableName": "notes", "Item": note("b", 1), "ConditionExpression": "attribute_not_exists(who)"}},
    ]

    with pytest.raises(ClientError) as refused:
        db.transact_write_items(TransactItems=actions)

    assert [reason["Code"] for reason in refused.value.response["CancellationReasons"]] == [
        "None",
        "ConditionalCheckFailed",
    ]
    assert "Item" not in db.get_item(TableName="notes", Key=note("a", 1))


def test_the_same_token_does_a_transaction_once_and_other_content_under_it_is_refused(db):
    def add(by):
        update = {
            "TableName": "notes",
            "Key": note("a", 1),
            "UpdateExpression": "ADD amount :by",
            "ExpressionAttributeValues": {":by": {"N": str(by)}},
        }
        return db.transact_write_items(TransactItems=[{"Update": update}], ClientRequestToken="token-1")

    add(1)
    add(1)
    with pytest.raises(ClientError) as refused:
        add(2)

    assert refused.value.response["Error"]["Code"] == "IdempotentParameterMismatchException"
    assert db.get_item(TableName="notes", Key=note("a", 1))["Item"]["amount"] == {"N": "1"}


def test_a_sparse_index_holds_only_items_with_its_key_and_follows_every_change(db):
    for n in range(5):
        db.put_item(TableName="notes", Item=note("a", n, open={"S": "yes"}))
    db.put_item(TableName="notes", Item=note("a", 9))
    db.update_item(
        TableName="notes", Key=note("a", 3), UpdateExpression="REMOVE #o", ExpressionAttributeNames={"#o": "open"}
    )

    found = db.query(
        TableName="notes",
        IndexName="opened",
        KeyConditionExpression="#o = :y AND n > :one",
        ExpressionAttributeNames={"#o": "open"},
        ExpressionAttributeValues={":y": {"S": "yes"}, ":one": {"N": "1"}},
        ScanIndexForward=False,
    )["Items"]

    assert [item["n"]["N"] for item in found] == ["4", "2"]


def test_pages_follow_each_other_and_a_full_last_page_still_names_a_key(db):
    for n in range(4):
        db.put_item(TableName="notes", Item=note("a", n))
    asked = {
        "TableName": "notes",
        "KeyConditionExpression": "who = :w",
        "ExpressionAttributeValues": {":w": {"S": "a"}},
        "Limit": 2,
    }

    first = db.query(**asked)
    second = db.query(**asked, ExclusiveStartKey=first["LastEvaluatedKey"])
    third = db.query(**asked, ExclusiveStartKey=second["LastEvaluatedKey"])

    assert [[item["n"]["N"] for item in page["Items"]] for page in (first, second, third)] == [
        ["0", "1"],
        ["2", "3"],
        [],
    ]


@pytest.mark.parametrize(
    "bad",
    [
        {"UpdateExpression": "SET v = :v", "ExpressionAttributeValues": {":v": {"N": "1"}, ":unused": {"N": "1"}}},
        {"UpdateExpression": "SET v = :v, v = :v", "ExpressionAttributeValues": {":v": {"N": "1"}}},
        {"UpdateExpression": "SET n = :v", "ExpressionAttributeValues": {":v": {"N": "1"}}},
        {"UpdateExpression": "SET name = :v", "ExpressionAttributeValues": {":v": {"N": "1"}}},
        {"UpdateExpression": "SET v = ", "ExpressionAttributeValues": {":v": {"N": "1"}}},
    ],
)
def test_what_dynamodb_refuses_is_refused(db, bad):
    with pytest.raises(ClientError) as refused:
        db.update_item(TableName="notes", Key=note("a", 1), **bad)

    assert refused.value.response["Error"]["Code"] == "ValidationException"


class Asked:
    """An engine that counts what it is asked, and refuses the first few times."""

    def __init__(self, engine, refusals):
        self.engine, self.refusals, self.times = engine, refusals, 0

    def handle(self, target, body):
        self.times += 1
        return throttled_answer() if self.times <= self.refusals else self.engine.handle(target, body)


def throttled_answer():
    return throttled().status, throttled().body()


@pytest.mark.parametrize(("attempts", "refusals", "asked"), [(1, 0, 1), (3, 1, 2), (3, 2, 3)])
def test_a_request_reaches_the_engine_once_an_attempt(db, tmp_path, attempts, refusals, asked):
    counted = Asked(Engine(tmp_path / "store.db"), refusals)

    found = client_of(counted, attempts).get_item(TableName="notes", Key=note("a", 1))

    assert (found.get("Item"), counted.times) == (None, asked)
    assert found["ResponseMetadata"]["RetryAttempts"] == refusals


def test_a_request_that_is_refused_to_the_end_reached_the_engine_once_an_attempt(db, tmp_path):
    counted = Asked(Engine(tmp_path / "store.db"), 9)

    with pytest.raises(ClientError) as refused:
        client_of(counted, 2).get_item(TableName="notes", Key=note("a", 1))

    assert (refused.value.response["Error"]["Code"], counted.times) == ("ProvisionedThroughputExceededException", 2)


def test_an_answer_tells_of_itself_as_one_over_http_does(db):
    db.put_item(TableName="notes", Item=note("a", 1, raw={"B": b"\x00"}))

    plain, binary = (db.get_item(TableName="notes", Key=note("a", n))["ResponseMetadata"] for n in (0, 1))

    headers = ["content-length", "content-type", "x-amz-crc32", "x-amzn-requestid"]
    for told in (plain, binary):
        assert sorted(told["HTTPHeaders"]) == headers
        assert told["RequestId"] == told["HTTPHeaders"]["x-amzn-requestid"]
        assert (told["HTTPStatusCode"], told["RetryAttempts"]) == (200, 0)
