"""The HTTP door as other clients meet it: headers, bodies in every form, signatures, Amazon's own client."""

import gzip
import http.client
import json
import socket
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pytest
from botocore.session import get_session

from dynamodb_sqlite import Engine
from dynamodb_sqlite.doors.http import HttpDoor
from dynamodb_sqlite.doors.packing import packed
from tests.integration.store.calls import call, pairs_table

SIGNED = {
    "Authorization": "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
    "X-Amz-Date": "20260101T000000Z",
    "Content-Type": "application/x-amz-json-1.0",
}
ITEM = {"writer": {"S": "a"}, "n": {"N": "1"}}
PUT = json.dumps({"TableName": "pairs", "Item": ITEM}).encode()
FAILED = {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": "Internal server error"}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = Engine(":memory:")
    pairs_table(made)
    yield made
    made.close()


@pytest.fixture
def door(engine: Engine) -> Iterator[HttpDoor]:
    with HttpDoor(engine) as opened:
        yield opened


def ask(door: HttpDoor, method: str, body: bytes | None = None, path: str = "/", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read())
    connection.close()
    return found


def post(door: HttpDoor, operation: str, body: bytes, **headers: str) -> Answer:
    return ask(door, "POST", body, X_Amz_Target=f"DynamoDB_20120810.{operation}", **SIGNED, **headers)


def kept(engine: Engine) -> int:
    return int(call(engine, "Scan", TableName="pairs")["Count"])


def test_an_answer_carries_dynamodbs_headers(door: HttpDoor) -> None:
    answer = post(door, "PutItem", PUT)

    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["Content-Type"] == "application/x-amz-json-1.0"
    assert answer.headers["x-amz-crc32"] == str(zlib.crc32(b"{}"))
    assert answer.headers["Content-Length"] == "2"
    assert len(answer.headers["x-amzn-RequestId"]) == 52
    assert (answer.headers["Server"], answer.headers["Date"][-3:]) == ("Server", "GMT")


def test_the_door_tells_that_it_is_healthy(door: HttpDoor) -> None:
    answer = ask(door, "GET")

    assert (answer.status, answer.body) == (200, b"healthy: dynamodb.us-east-1.amazonaws.com ")


@pytest.mark.parametrize(
    ("method", "body", "headers"),
    [
        ("PUT", None, {}),
        ("DELETE", None, {}),
        ("OPTIONS", None, {}),
        ("POST", b"hi", {}),
        ("POST", b"hi", {"Content-Type": "application/x-amz-json-1.1"}),
    ],
)
def test_what_is_no_request_of_dynamodb_is_not_found(door: HttpDoor, method: str, body: bytes | None, headers) -> None:
    answer = ask(door, method, body, **headers)

    assert (answer.status, answer.body) == (404, b"<UnknownOperationException/>\n")


def test_a_browser_may_ask_from_anywhere(door: HttpDoor) -> None:
    asked = {"Origin": "x", "Access_Control_Request_Headers": "a, b", "Access_Control_Request_Method": "POST"}

    answer = ask(door, "OPTIONS", **asked)

    assert (answer.status, answer.body) == (200, b"")
    assert {
        name: answer.headers[f"Access-Control-{name}"] for name in ("Allow-Origin", "Allow-Headers", "Max-Age")
    } == {
        "Allow-Origin": "*",
        "Allow-Headers": "a, b",
        "Max-Age": "172800",
    }


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, "MissingAuthenticationTokenException"),
        ({"Authorization": "AWS4-"}, "IncompleteSignatureException"),
    ],
)
def test_a_request_without_a_signature_is_refused(door: HttpDoor, headers: dict[str, str], kind: str) -> None:
    answer = ask(
        door, "POST", b"{}", X_Amz_Target="DynamoDB_20120810.ListTables", Content_Type="application/json", **headers
    )

    assert (answer.status, json.loads(answer.body)["__type"]) == (400, f"com.amazon.coral.service#{kind}")


def test_a_body_of_more_than_16_mb_is_too_large(door: HttpDoor, engine: Engine) -> None:
    large = b" " * (16 * 1024 * 1024 - len(PUT))

    answers = [post(door, "PutItem", PUT + large), post(door, "PutItem", PUT + large + b" ")]

    assert [(answer.status, answer.headers["Transfer-Encoding"]) for answer in answers] == [
        (200, None),
        (413, "chunked"),
    ]
    assert kept(engine) == 1


def test_a_body_may_come_in_chunks(door: HttpDoor, engine: Engine) -> None:
    with socket.create_connection(("127.0.0.1", door.port)) as caller:
        head = ["POST / HTTP/1.1", "X-Amz-Target: DynamoDB_20120810.PutItem", "Transfer-Encoding: chunked"]
        head += [f"{name}: {value}" for name, value in SIGNED.items()]
        caller.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
        for part in (PUT[:20], PUT[20:]):
            caller.sendall(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        caller.sendall(b"0\r\n\r\n")
        answer = caller.recv(65536)

    assert answer.startswith(b"HTTP/1.1 200 ")
    assert kept(engine) == 1


@pytest.mark.parametrize(
    "body",
    [gzip.compress(PUT), gzip.compress(PUT[:10]) + gzip.compress(PUT[10:]), gzip.compress(PUT) + b"and more"],
    ids=["once", "in two", "with more behind it"],
)
def test_a_body_may_be_compressed(door: HttpDoor, engine: Engine, body: bytes) -> None:
    answer = post(door, "PutItem", body, Content_Encoding="gzip")

    assert (answer.status, kept(engine)) == (200, 1)


@pytest.mark.parametrize(
    ("packing", "body"),
    [
        pytest.param("gzip", PUT, id="not at all"),
        pytest.param("gzip", gzip.compress(PUT)[:-1], id="cut"),
        pytest.param("gzip", b"", id="nothing"),
        pytest.param("br", PUT, id="otherwise"),
    ],
)
def test_a_body_that_is_not_compressed_as_it_says_is_a_failure(
    door: HttpDoor, engine: Engine, packing: str, body: bytes
) -> None:
    answer = post(door, "PutItem", body, Content_Encoding=packing)

    assert (answer.status, json.loads(answer.body)) == (500, FAILED)
    assert kept(engine) == 0


@pytest.mark.parametrize(
    "body",
    [b"{" * 10_000, b"[" * 200_000, b'{"":' * 200_000 + b"{}" + b"}" * 200_000],
    ids=["open maps", "open lists", "maps"],
)
def test_json_of_any_depth_is_answered(door: HttpDoor, body: bytes) -> None:
    answer = post(door, "PutItem", body)

    assert json.loads(answer.body) == {"__type": "com.amazon.coral.service#SerializationException"}


def test_a_long_answer_is_compressed_for_whoever_takes_it(door: HttpDoor) -> None:
    item = ITEM | {"text": {"S": "x" * 5000}}
    post(door, "PutItem", json.dumps({"TableName": "pairs", "Item": item}).encode())

    answer = post(door, "Scan", b'{"TableName": "pairs"}', Accept_Encoding="gzip")

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["x-amz-crc32"] == str(zlib.crc32(answer.body))
    assert json.loads(gzip.decompress(answer.body))["Items"] == [item]


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("", None), ("identity", None), ("br", None), ("x-gzip", None), ("gzip ;q=0", None), ("gzip;q=none", None),
        ("gzip, deflate", "gzip"), ("br, deflate, gzip", "deflate"), ("GZIP, identity", "gzip"), ("dog, gzip ,, cat", "gzip"),
        ("gzip;q=0.5, deflate; q = 0.8", "deflate"), ("*", "gzip"), ("*, deflate", "deflate"), ("*, gzip;q=0.5", "deflate"),
    ],
)  # fmt: skip
def test_the_best_compression_that_is_taken_is_chosen(accepted: str, packing: str | None) -> None:
    assert packed(b"x" * 4096, accepted)[1] == packing
    assert packed(b"x" * 4095, accepted) == (b"x" * 4095, None)


def test_many_callers_are_served_at_once_and_one_connection_many_times(door: HttpDoor, engine: Engine) -> None:
    def write(caller: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", door.port, timeout=30)
        for n in range(10):
            item = {"writer": {"S": str(caller)}, "n": {"N": str(n)}}
            body = json.dumps({"TableName": "pairs", "Item": item}).encode()
            connection.request("POST", "/", body, {**SIGNED, "X-Amz-Target": "DynamoDB_20120810.PutItem"})
            assert connection.getresponse().read() == b"{}"
        connection.close()

    with ThreadPoolExecutor(16) as callers:
        list(callers.map(write, range(16)))

    assert kept(engine) == 160


def test_amazons_own_client_makes_reads_and_deletes_over_the_door(door: HttpDoor) -> None:
    """It signs as for DynamoDB, checks the answer's checksum and knows every shape; the AWS CLI is words around it."""
    client = get_session().create_client(
        "dynamodb",
        region_name="us-east-1",
        endpoint_url=door.url,
        aws_access_key_id="a",
        aws_secret_access_key="b",
    )

    client.put_item(TableName="pairs", Item=ITEM)
    found = client.query(
        TableName="pairs", KeyConditionExpression="writer = :w", ExpressionAttributeValues={":w": {"S": "a"}}
    )
    client.delete_table(TableName="pairs")

    assert found["Items"] == [ITEM]
    assert client.list_tables()["TableNames"] == []
    client.close()
