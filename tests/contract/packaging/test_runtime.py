"""Each packaged function under AWS's own runtime client: what it answers, what it refuses, how a bad start ends."""

import base64
from datetime import UTC, datetime

import pytest

from shouwang.platform import dynamo
from shouwang.platform.outbox import Event, emit
from tests.contract.packaging.events import record, request
from tests.contract.packaging.runtime import running
from tests.contract.packaging.test_http_functions import MAIN


@pytest.mark.parametrize(("name", "path"), {**MAIN, "console": "/console/applications"}.items())
def test_an_http_function_answers_pings_and_refuses_the_rest_in_one_life(cloud, tmp_path, name, path):
    with running(cloud, name, tmp_path) as function:
        warm = function.invoke({"warm": True})
        kind, answer = function.invoke(request("GET", path))
        commanded = function.invoke({"raw_command": "open('executed', 'w')"})
        again = function.invoke(request("GET", f"{path}?名=值"))[1]

    assert warm == ("response", {"warm": True})
    assert (kind, answer["statusCode"], answer["isBase64Encoded"]) == ("response", again["statusCode"], False)
    assert answer["statusCode"] in {401, 303}
    assert (commanded[0], commanded[1]["errorType"]) == ("error", "NotHttp")
    assert not (cloud.built.unpacked(name) / "executed").exists()


def test_a_picture_leaves_the_runtime_client_as_base64(cloud, tmp_path):
    with running(cloud, "honours", tmp_path) as function:
        _, answer = function.invoke(request("GET", "/v1/medals/first-patrol.png"))

    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, True)
    assert base64.b64decode(answer["body"])[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_stream_worker_names_what_failed_and_does_the_rest(cloud, tmp_path):
    cloud.house()
    at = datetime.now(UTC)
    payload = {"person_id": "somebody", "topic": "test", "title": "标题", "body": "", "link": ""}
    dynamo.commit(emit("notices.tell", payload, at=at, source="runtime"))
    good = record(Event("notices.tell#runtime", "notices.tell", at, payload))
    poison = record(Event("nobody.listens#runtime", "nobody.listens", at, {}))

    with running(cloud, "outbox", tmp_path) as function:
        told = [function.invoke({"Records": [poison, good, good]}) for _ in range(2)]
        foreign = function.invoke({"Records": [{"eventSource": "aws:sqs", "body": "{}"}]})

    failed = {"batchItemFailures": [{"itemIdentifier": poison["dynamodb"]["SequenceNumber"]}]}
    assert told == [("response", failed)] * 2
    assert (foreign[0], foreign[1]["errorType"]) == ("error", "NotForUs")


@pytest.mark.parametrize(("name", "job"), [("nightly", "sweep"), ("jobs", "work")])
def test_a_scheduled_worker_does_its_job_and_no_other(cloud, tmp_path, name, job):
    with running(cloud, name, tmp_path) as function:
        kind, _ = function.invoke({"job": job})
        other = function.invoke({"job": "else"})

    assert (kind, other[0], other[1]["errorType"]) == ("response", "error", "NotForUs")


def test_a_function_with_wrong_settings_ends_at_start_with_every_fault_named(cloud, tmp_path):
    with running(cloud, "checkin", tmp_path, SHOUWANG_STORE="", SHOUWANG_WECHAT_APPID="") as function:
        kind, said = function.invoke(request("GET", "/v1/duty/current"))

    assert (kind, said["errorType"]) == ("error", "BadSettings")
    assert said["errorMessage"].splitlines() == ["SHOUWANG_STORE is missing", "SHOUWANG_WECHAT_APPID is missing"]
