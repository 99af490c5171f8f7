"""Transactions: all or nothing, once, and a reason for each action that did not fit."""

import pytest

from tests.contract.dynamodb.shorthand import item, values


def _put(table, condition=None, **attributes) -> dict:
    return {
        "Put": {"TableName": table, "Item": item(**attributes)}
        | ({"ConditionExpression": condition} if condition else {})
    }


def _check(table, condition, **key) -> dict:
    return {"ConditionCheck": {"TableName": table, "Key": item(**key), "ConditionExpression": condition}}


def _add(table, **key) -> dict:
    return {
        "Update": {
            "TableName": table,
            "Key": item(**key),
            "UpdateExpression": "ADD n :one",
            "ExpressionAttributeValues": values(one=1),
        }
    }


def test_a_transaction_does_all_it_says_across_tables(endpoint, plain, ranged):
    endpoint.call("PutItem", TableName=plain, Item=item(id="t-old"))
    endpoint.call("PutItem", TableName=plain, Item=item(id="t-guard"))

    answer = endpoint.call(
        "TransactWriteItems",
        TransactItems=[
            _put(ranged, "attribute_not_exists(id)", id="t", seq=1),
            _add(plain, id="t-count"),
            {"Delete": {"TableName": plain, "Key": item(id="t-old")}},
            _check(plain, "attribute_exists(id)", id="t-guard"),
        ],
    )
    read = endpoint.call(
        "TransactGetItems",
        TransactItems=[
            {"Get": {"TableName": ranged, "Key": item(id="t", seq=1)}},
            {"Get": {"TableName": plain, "Key": item(id="t-count"), "ProjectionExpression": "n"}},
            {"Get": {"TableName": plain, "Key": item(id="t-old")}},
        ],
    )

    assert answer == {}
    assert read == {"Responses": [{"Item": item(id="t", seq=1)}, {"Item": item(n=1)}, {}]}


def test_one_failed_condition_undoes_everything_and_every_action_has_its_reason(endpoint, plain):
    endpoint.call("PutItem", TableName=plain, Item=item(id="c-there", a=1))
    asked = _put(plain, "attribute_not_exists(id)", id="c-there")
    asked["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"

    refusal = endpoint.refusal(
        "TransactWriteItems",
        TransactItems=[_put(plain, id="c-new"), asked, _check(plain, "attribute_exists(id)", id="c-nowhere")],
    )

    assert refusal.kind == "TransactionCanceledException"
    assert refusal.message == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons "
        "[None, ConditionalCheckFailed, ConditionalCheckFailed]"
    )
    failed = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
    assert refusal.document["CancellationReasons"] == [
        {"Code": "None"},
        failed | {"Item": item(id="c-there", a=1)},
        failed,
    ]
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="c-new")) == {}


@pytest.mark.parametrize(
    ("update", "message"),
    [
        ("SET a = a + :one", "An operand in the update expression has an incorrect data type"),
        ("SET n = nowhere", "The provided expression refers to an attribute that does not exist in the item"),
        ("SET a.b = :one", "The document path provided in the update expression is invalid for update"),
    ],
)
def test_an_update_that_does_not_fit_cancels_with_a_validation_error(endpoint, plain, update, message):
    endpoint.call("PutItem", TableName=plain, Item=item(id="v", a="text"))
    action = {"TableName": plain, "Key": item(id="v"), "UpdateExpression": update}
    if ":one" in update:
        action["ExpressionAttributeValues"] = values(one=1)

    refusal = endpoint.refusal("TransactWriteItems", TransactItems=[_put(plain, id="v-new"), {"Update": action}])

    assert refusal.kind == "TransactionCanceledException"
    assert refusal.document["CancellationReasons"] == [
        {"Code": "None"},
        {"Code": "ValidationError", "Message": message},
    ]
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="v-new")) == {}


def test_a_transaction_that_comes_again_under_its_token_is_not_done_again(endpoint, plain):
    request = {"ClientRequestToken": "token-of-this-test", "TransactItems": [_add(plain, id="once")]}

    endpoint.call("TransactWriteItems", **request)
    endpoint.call("TransactWriteItems", **request)

    assert endpoint.call("GetItem", TableName=plain, Key=item(id="once"))["Item"] == item(id="once", n=1)


def test_a_token_with_another_content_is_refused(endpoint, plain):
    endpoint.call("TransactWriteItems", ClientRequestToken="token-one-use", TransactItems=[_add(plain, id="m1")])

    refusal = endpoint.refusal(
        "TransactWriteItems", ClientRequestToken="token-one-use", TransactItems=[_add(plain, id="m2")]
    )

    assert refusal.kind == "IdempotentParameterMismatchException"
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="m2")) == {}


def test_a_token_of_a_cancelled_transaction_may_be_used_again(endpoint, plain):
    request = {
        "ClientRequestToken": "token-after-failure",
        "TransactItems": [_check(plain, "attribute_exists(id)", id="later"), _add(plain, id="counted")],
    }

    first = endpoint.refusal("TransactWriteItems", **request)
    endpoint.call("PutItem", TableName=plain, Item=item(id="later"))
    endpoint.call("TransactWriteItems", **request)

    assert first.kind == "TransactionCanceledException"
    assert endpoint.call("GetItem", TableName=plain, Key=item(id="counted"))["Item"] == item(id="counted", n=1)


def test_one_item_is_the_target_of_one_action(endpoint, plain):
    refusal = endpoint.refusal("TransactWriteItems", TransactItems=[_put(plain, id="x"), _add(plain, id="x")])

    assert (refusal.kind, refusal.message) == (
        "ValidationException",
        "Transaction request cannot include multiple operations on one item",
    )


def test_a_table_that_is_not_there_refuses_the_whole(endpoint, plain):
    refusal = endpoint.refusal("TransactWriteItems", TransactItems=[_put(plain, id="x"), _put("no-such-table", id="x")])

    assert refusal.kind == "ResourceNotFoundException"


def test_a_transaction_has_no_more_than_100_actions(endpoint, plain):
    refusal = endpoint.refusal("TransactWriteItems", TransactItems=[_add(plain, id=f"x{n}") for n in range(101)])

    assert refusal.kind == "ValidationException"
    assert "Member must have length less than or equal to 100" in refusal.message


def test_a_hundred_actions_are_done(endpoint, plain):
    endpoint.call("TransactWriteItems", TransactItems=[_add(plain, id=f"h{n}") for n in range(100)])

    assert endpoint.call("GetItem", TableName=plain, Key=item(id="h99"))["Item"] == item(id="h99", n=1)


def test_an_item_that_is_too_large_is_refused_before_the_transaction_begins(endpoint, plain):
    refusal = endpoint.refusal("TransactWriteItems", TransactItems=[_put(plain, id="x", text="x" * 410_000)])

    assert (refusal.kind, refusal.message) == ("ValidationException", "Item size has exceeded the maximum allowed size")
