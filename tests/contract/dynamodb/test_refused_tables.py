"""Tables that cannot be made, and changes that cannot be made to them."""

import pytest

from tests.contract.dynamodb.schemas import RANGED, attributes, index, keys


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
    "an index of what is not defined": (
        _table(GlobalSecondaryIndexes=[index("one", keys("user"), "ALL")]),
        INVALID + "Some index key attributes are not defined in AttributeDefinitions. Keys: [user], "
        "AttributeDefinitions: [id, seq]",
    ),
    "definitions that no key uses": (
        _table(
            AttributeDefinitions=attributes(id="S", seq="N", user="S", created_at="N"),
            GlobalSecondaryIndexes=[index("one", keys("user"), "ALL")],
        ),
        INVALID + "Some AttributeDefinitions are not used. AttributeDefinitions: [created_at, id, user, seq], "
        "keys used: [id, user, seq]",
    ),
    "one definition twice": (
        _table(AttributeDefinitions=[*attributes(id="S", seq="N"), *attributes(id="N")]),
        INVALID + "Duplicate AttributeName in AttributeDefinitions: id",
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
