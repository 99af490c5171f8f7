"""DynamoDB's errors: their types, HTTP status and texts."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_DYNAMODB = "com.amazonaws.dynamodb.v20120810#"
_SERVICE = "com.amazon.coral.service#"
_VALIDATE = "com.amazon.coral.validate#"
_AVAILABILITY = "com.amazon.coral.availability#"

CONDITION_FAILED = "The conditional request failed"
WRONG_KEY = "The provided key element does not match the schema"
INVALID = "One or more parameter values were invalid: "
NOT_VALID = "One or more parameter values are not valid. "
THROTTLED = (
    "The level of configured provisioned throughput for the table was exceeded. "
    "Consider increasing your provisioning level with the UpdateTable API."
)
_ENVELOPE = "1 validation error detected: "


class AwsError(Exception):
    """A refusal as DynamoDB words it; the only exception a request may end in."""

    def __init__(self, kind: str, message: str | None, status: int = 400, **more: Any) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message or ""
        self.status = status
        self.more = more

    @property
    def code(self) -> str:
        """The error's short name, `ValidationException`."""
        return self.kind.partition("#")[2]

    def body(self) -> bytes:
        """The JSON document that goes over the wire."""
        document: dict[str, Any] = {"__type": self.kind}
        if self.message or self.kind in _WITH_MESSAGE:
            document["Message" if self.kind in _CAPITAL_MESSAGE else "message"] = self.message
        return json.dumps(document | self.more, separators=(",", ":")).encode()


_CAPITAL_MESSAGE = {
    _SERVICE + "SerializationException",
    _SERVICE + "AccessDeniedException",
    _DYNAMODB + "TransactionCanceledException",
    _DYNAMODB + "IdempotentParameterMismatchException",
}
_WITH_MESSAGE = {_DYNAMODB + "ResourceInUseException"}


def validation(message: str) -> AwsError:
    """The request is well formed and yet not acceptable."""
    return AwsError(_VALIDATE + "ValidationException", message)


def invalid(message: str) -> AwsError:
    """A validation error of the family `One or more parameter values were invalid`."""
    return validation(INVALID + message)


@contextmanager
def enveloped() -> Iterator[None]:
    """Name a validation error as one of a count: what DynamoDB does for single writes, before it looks at the table."""
    try:
        yield
    except AwsError as error:
        if error.code != "ValidationException":
            raise
        raise validation(_ENVELOPE + error.message) from None


def serialization(message: str | None) -> AwsError:
    """The request is not of the shape the operation takes."""
    return AwsError(_SERVICE + "SerializationException", message)


def unknown_operation() -> AwsError:
    """No such operation."""
    return AwsError(_SERVICE + "UnknownOperationException", None)


def access_denied(message: str) -> AwsError:
    """What DynamoDB answers to an ARN that is none."""
    return AwsError(_SERVICE + "AccessDeniedException", message)


def unsigned(kind: str, message: str) -> AwsError:
    """A request without, or with half a signature: `kind` is the error's short name."""
    return AwsError(_SERVICE + kind, message)


def not_found(message: str = "Requested resource not found") -> AwsError:
    """There is no such table or resource."""
    return AwsError(_DYNAMODB + "ResourceNotFoundException", message)


def in_use(message: str) -> AwsError:
    """The table exists already or may not be changed now."""
    return AwsError(_DYNAMODB + "ResourceInUseException", message)


def limit_exceeded(message: str) -> AwsError:
    """Too many of something at once."""
    return AwsError(_DYNAMODB + "LimitExceededException", message)


def condition_failed(item: dict[str, Any] | None = None) -> AwsError:
    """The condition on a write did not hold; `item` is the old item where it was asked for."""
    more: dict[str, Any] = {} if item is None else {"Item": item}
    return AwsError(_DYNAMODB + "ConditionalCheckFailedException", CONDITION_FAILED, **more)


def transaction_cancelled(reasons: list[dict[str, Any]]) -> AwsError:
    """A transaction that was not carried out, with one reason per action in request order."""
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    return AwsError(_DYNAMODB + "TransactionCanceledException", message, CancellationReasons=reasons)


def transaction_conflict() -> AwsError:
    """A single write met a transaction on the same item."""
    return AwsError(_DYNAMODB + "TransactionConflictException", "Transaction is ongoing for the item")


def token_mismatch() -> AwsError:
    """The same ClientRequestToken came with another content."""
    return AwsError(
        _DYNAMODB + "IdempotentParameterMismatchException",
        "The request was rejected because the request token was reused with different parameters "
        "within the idempotency window",
    )


def throttled() -> AwsError:
    """The store is busy; the caller should come again."""
    return AwsError(_DYNAMODB + "ProvisionedThroughputExceededException", THROTTLED)


def control_throttled() -> AwsError:
    """The store is too busy to change a table; the caller should come again."""
    return AwsError(_AVAILABILITY + "ThrottlingException", "Rate exceeded")


def internal() -> AwsError:
    """The store itself failed, and kept nothing of the request."""
    return AwsError(_DYNAMODB + "InternalServerError", "Internal server error", status=500)
