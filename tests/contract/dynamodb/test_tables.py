"""Tables: made, described, listed, changed, tagged, deleted."""

from collections.abc import Iterator

import pytest

from tests.contract.dynamodb.schemas import INDEXED, PLAIN, RANGED, attributes, index, keys

NAME = "contract-tables"


@pytest.fixture
def made(endpoint) -> Iterator[str]:
    endpoint.call("CreateTable", TableName=NAME, BillingMode="PAY_PER_REQUEST", **INDEXED)
    yield NAME
    endpoint.call("DeleteTable", TableName=NAME)


def test_a_table_is_described_as_it_was_made(endpoint, made):
    described = endpoint.call("DescribeTable", TableName=made)["Table"]

    assert described["TableName"] == made
    assert described["TableStatus"] == "ACTIVE"
    assert described["KeySchema"] == INDEXED["KeySchema"]
    assert sorted(described["AttributeDefinitions"], key=str) == sorted(INDEXED["AttributeDefinitions"], key=str)
    assert described["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert described["TableArn"].endswith(f":table/{made}")
    assert (described["ItemCount"], described["TableSizeBytes"]) == (0, 0)
    for listed in ("GlobalSecondaryIndexes", "LocalSecondaryIndexes"):
        by_name = {one["IndexName"]: one for one in described[listed]}
        for wanted in INDEXED[listed]:
            assert wanted.items() <= by_name[wanted["IndexName"]].items()
            assert by_name[wanted["IndexName"]]["IndexArn"].endswith(f":table/{made}/index/{wanted['IndexName']}")


def test_a_table_is_known_by_its_arn_too(endpoint, made):
    arn = endpoint.call("DescribeTable", TableName=made)["Table"]["TableArn"]

    assert endpoint.call("DescribeTable", TableName=arn)["Table"]["TableName"] == made
    assert endpoint.call("Scan", TableName=arn)["Count"] == 0


def test_a_table_is_made_once(endpoint, made):
    refusal = endpoint.refusal("CreateTable", TableName=made, BillingMode="PAY_PER_REQUEST", **PLAIN)

    assert (refusal.kind, refusal.message) == ("ResourceInUseException", f"Table already exists: {made}")


def test_tables_are_listed_page_by_page_in_their_order(endpoint):
    names = [f"contract-list-{letter}" for letter in "bac"]
    for name in names:
        endpoint.call("CreateTable", TableName=name, BillingMode="PAY_PER_REQUEST", **PLAIN)

    first = endpoint.call("ListTables", Limit=2, ExclusiveStartTableName="contract-lisa")
    second = endpoint.call("ListTables", Limit=2, ExclusiveStartTableName=first["LastEvaluatedTableName"])
    for name in names:
        endpoint.call("DeleteTable", TableName=name)

    assert first == {"TableNames": sorted(names)[:2], "LastEvaluatedTableName": sorted(names)[1]}
    assert second["TableNames"][0] == "contract-list-c"


@pytest.mark.parametrize("operation", ["DescribeTable", "DeleteTable", "DescribeTimeToLive"])
def test_a_table_that_is_not_there_is_told_by_name(endpoint, operation):
    refusal = endpoint.refusal(operation, TableName="no-such-table")

    assert (refusal.kind, refusal.message) == (
        "ResourceNotFoundException",
        "Requested resource not found: Table: no-such-table not found",
    )


def test_a_protected_table_is_not_deleted(endpoint):
    request = {"TableName": "contract-protected", "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": True}
    endpoint.call("CreateTable", **request, **PLAIN)

    refusal = endpoint.refusal("DeleteTable", TableName="contract-protected")
    endpoint.call("UpdateTable", TableName="contract-protected", DeletionProtectionEnabled=False)
    endpoint.call("DeleteTable", TableName="contract-protected")

    assert (refusal.kind, refusal.message) == (
        "ValidationException",
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
    )


def test_tags_come_and_go(endpoint, made):
    arn = endpoint.call("DescribeTable", TableName=made)["Table"]["TableArn"]
    tags = [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]

    endpoint.call("TagResource", ResourceArn=arn, Tags=tags)
    endpoint.call("TagResource", ResourceArn=arn, Tags=[{"Key": "a", "Value": "3"}])
    both = endpoint.call("ListTagsOfResource", ResourceArn=arn)["Tags"]
    endpoint.call("UntagResource", ResourceArn=arn, TagKeys=["a", "z"])

    assert sorted(both, key=str) == [{"Key": "a", "Value": "3"}, {"Key": "b", "Value": "2"}]
    assert endpoint.call("ListTagsOfResource", ResourceArn=arn)["Tags"] == [{"Key": "b", "Value": "2"}]


def test_time_to_live_is_set_and_told(endpoint, made):
    on = {"AttributeName": "expires", "Enabled": True}

    before = endpoint.call("DescribeTimeToLive", TableName=made)["TimeToLiveDescription"]
    answer = endpoint.call("UpdateTimeToLive", TableName=made, TimeToLiveSpecification=on)
    after = endpoint.call("DescribeTimeToLive", TableName=made)["TimeToLiveDescription"]
    again = endpoint.refusal("UpdateTimeToLive", TableName=made, TimeToLiveSpecification=on)

    assert before == {"TimeToLiveStatus": "DISABLED"}
    assert answer == {"TimeToLiveSpecification": on}
    assert after == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    assert (again.kind, again.message) == ("ValidationException", "TimeToLive is already enabled")


def test_provisioned_capacity_changes_and_may_be_given_up(endpoint):
    name = "contract-provisioned"
    endpoint.call(
        "CreateTable", TableName=name, ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 2}, **PLAIN
    )

    endpoint.call(
        "UpdateTable", TableName=name, ProvisionedThroughput={"ReadCapacityUnits": 3, "WriteCapacityUnits": 2}
    )
    provisioned = endpoint.call("DescribeTable", TableName=name)["Table"]
    endpoint.call("UpdateTable", TableName=name, BillingMode="PAY_PER_REQUEST")
    on_demand = endpoint.call("DescribeTable", TableName=name)["Table"]
    endpoint.call("DeleteTable", TableName=name)

    assert provisioned["ProvisionedThroughput"]["ReadCapacityUnits"] == 3
    assert on_demand["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert on_demand["ProvisionedThroughput"]["ReadCapacityUnits"] == 0


def _table(**changes) -> dict:
    request = {"TableName": "contract-bad", "BillingMode": "PAY_PER_REQUEST", **RANGED, **changes}
    return {name: value for name, value in request.items() if value is not None}


INVALID = "One or more parameter values were invalid: "
REFUSED = {
    "no name": (_table(TableName=None), "The parameter 'TableName' is required but was not present in the request"),
    "an undefined key": (
        _table(AttributeDefinitions=attributes(id="S")),
        "Invalid KeySchema: Some index key attribute have no definition",
    ),
    "a definition too many": (
        _table(AttributeDefinitions=attributes(id="S", seq="N", more="S")),
        INVALID
        + "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    ),
    "one key twice": (
        _table(KeySchema=keys("id", "id")),
        "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    ),
    "a range key first": (
        _table(KeySchema=keys("id", "seq")[::-1]),
        "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    ),
    "capacity on demand": (
        _table(ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}),
        INVALID
        + "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    ),
    "no capacity": (
        _table(BillingMode="PROVISIONED"),
        INVALID + "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    ),
    "an empty list of indexes": (
        _table(GlobalSecondaryIndexes=[]),
        INVALID + "List of GlobalSecondaryIndexes is empty",
    ),
    "two indexes of one name": (
        _table(GlobalSecondaryIndexes=[index("one", keys("seq"), "ALL"), index("one", keys("seq"), "ALL")]),
        INVALID + "Duplicate index name: one",
    ),
    "an index that includes nothing": (
        _table(GlobalSecondaryIndexes=[index("one", keys("seq"), "INCLUDE")]),
        INVALID + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified",
    ),
    "keys only, and more": (
        _table(GlobalSecondaryIndexes=[index("one", keys("seq"), "KEYS_ONLY", "a")]),
        INVALID + "ProjectionType is KEYS_ONLY, but NonKeyAttributes is specified",
    ),
    "a local index of another partition": (
        _table(LocalSecondaryIndexes=[index("one", keys("seq", "id"), "ALL")]),
        INVALID
        + "Index KeySchema does not have the same leading hash key as table KeySchema for index: one. index hash key: "
        "seq, table hash key: id",
    ),
    "a local index without a range": (
        _table(LocalSecondaryIndexes=[index("one", keys("id"), "ALL")]),
        INVALID + "Index KeySchema does not have a range key for index: one",
    ),
    "21 global indexes": (
        _table(GlobalSecondaryIndexes=[index(f"i{n:02}", keys("seq"), "ALL") for n in range(21)]),
        INVALID + "GlobalSecondaryIndex count exceeds the per-table limit of 20",
    ),
    "6 local indexes": (
        _table(LocalSecondaryIndexes=[index(f"i{n:02}", keys("id", "seq"), "ALL") for n in range(6)]),
        INVALID + "Number of LocalSecondaryIndexes exceeds per-table limit of 5",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_table_that_cannot_be_is_refused(endpoint, case):
    request, message = REFUSED[case]

    refusal = endpoint.refusal("CreateTable", **request)

    assert (refusal.kind, refusal.message) == ("ValidationException", message)


CHANGES = {
    "nothing to do": (
        {},
        "ValidationException",
        (
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
            "SSESpecification or ReplicaUpdates is required"
        ),
    ),
    "an index that is there": (
        {
            "AttributeDefinitions": attributes(group="S"),
            "GlobalSecondaryIndexUpdates": [{"Create": index("by-group", keys("group"), "ALL")}],
        },
        "ValidationException",
        "Attempting to create an index which already exists",
    ),
    "an index that is not there": (
        {"GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "nowhere"}}]},
        "ResourceNotFoundException",
        "Requested resource not found",
    ),
    "two indexes at once": (
        {
            "GlobalSecondaryIndexUpdates": [
                {"Delete": {"IndexName": "by-group"}},
                {"Delete": {"IndexName": "by-group-keys"}},
            ]
        },
        "LimitExceededException",
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
    ),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_change_that_cannot_be_is_refused(endpoint, indexed, case):
    request, kind, message = CHANGES[case]

    refusal = endpoint.refusal("UpdateTable", TableName=indexed, **request)

    assert (refusal.kind, refusal.message) == (kind, message)
