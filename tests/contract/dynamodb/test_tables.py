"""Tables: made, described, listed, changed, tagged, deleted."""

from collections.abc import Iterator

import pytest

from tests.contract.dynamodb.schemas import INDEXED, PLAIN

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


def test_a_table_that_is_deleted_is_described_without_what_it_held(endpoint):
    made = endpoint.call("CreateTable", TableName="contract-going", BillingMode="PAY_PER_REQUEST", **INDEXED)

    described = endpoint.call("DeleteTable", TableName="contract-going")["TableDescription"]

    gone = {"AttributeDefinitions", "KeySchema", "CreationDateTime", "GlobalSecondaryIndexes", "LocalSecondaryIndexes"}
    assert (described["TableName"], described["TableStatus"]) == ("contract-going", "DELETING")
    assert described["TableId"] == made["TableDescription"]["TableId"]
    assert gone & described.keys() == set()


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
