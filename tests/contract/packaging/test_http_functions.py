"""The packaged HTTP functions answer what the gateway sends, through Zappa behind the guard; and nothing else."""

import base64
import json
import re

import pytest

from shouwang.kernel.actor import Role
from shouwang_local.force.portrait import portrait
from tests.contract.packaging.events import request
from tests.contract.packaging.lambdas import Refused

MAIN = {
    "login": "/v1/me",
    "recruitment": "/v1/application",
    "checkin": "/v1/duty/current",
    "training": "/v1/courses",
    "honours": "/v1/me/honours",
}
HOSTILE = [
    {"raw_command": "open('executed', 'w')"},
    {"command": "os.getcwd"},
    {"manage": "shell"},
    {"Records": [{"eventSource": "aws:sqs", "body": "{}"}]},
    {"Records": [{"eventSource": "aws:dynamodb", "eventName": "INSERT", "dynamodb": {}}]},
    {"Records": [{"eventSource": "aws:s3", "s3": {}}]},
    {"source": "aws.events", "detail-type": "Scheduled Event", "resources": ["arn:rule/x-os.getcwd"]},
    {"version": "1.0", "httpMethod": "GET", "path": "/v1/me", "headers": {}, "requestContext": {}},
    {"httpMethod": "GET", "path": "/v1/me", "headers": {}, "requestContext": {"elb": {"targetGroupArn": "x"}}},
    {"type": "TOKEN", "methodArn": "x", "authorizationToken": "x"},
    {"triggerSource": "PreSignUp_SignUp"},
    {"bot": {"name": "x"}},
    {"awslogs": {"data": "x"}},
    {"requestContext": {"eventType": "MESSAGE", "routeKey": "$default", "domainName": "x"}},
    {**request("GET", "/v1/me"), "raw_command": "open('executed', 'w')"},
    {**request("GET", "/v1/me"), "body": "x" * (6 * 1024 * 1024 + 1)},
    {**request("GET", "/v1/me"), "headers": None},
    {},
    [],
    None,
    "text",
]


@pytest.mark.parametrize(("name", "path"), MAIN.items())
def test_a_stranger_gets_a_problem_as_text_from_every_function(cloud, name, path):
    answer = cloud.send("GET", path)

    assert cloud.gateway.function_of("GET", path) == name
    assert (answer["statusCode"], answer["isBase64Encoded"]) == (401, False)
    assert answer["headers"]["Content-Type"] == "application/problem+json"
    assert answer["json"]["type"] == "/problems/session-expired"


@pytest.mark.parametrize(("name", "path"), MAIN.items())
def test_who_signed_in_at_login_is_known_to_every_function(cloud, name, path):
    token = cloud.sign_in("张队员", Role.VOLUNTEER)

    answer = cloud.send("GET", path, token=token)

    assert answer["statusCode"] in {200, 404}, answer
    assert cloud.aws.denied == []


@pytest.mark.parametrize("name", [*MAIN, "console"])
def test_the_warm_up_ping_is_answered(cloud, name):
    assert cloud.function(name).invoke({"warm": True}) == {"warm": True}


@pytest.mark.parametrize("name", [*MAIN, "console"])
def test_whatever_is_no_request_is_refused_and_executes_nothing(cloud, name):
    function = cloud.function(name)

    for event in HOSTILE:
        with pytest.raises(Refused) as refused:
            function.invoke(event)
        assert refused.value.args[0] == "NotHttp"
    assert not (cloud.built.unpacked(name) / "executed").exists()


def test_a_picture_comes_as_base64(cloud):
    medal = next(iter(cloud.send("GET", "/v1/medals")["json"]["items"]))["medal"]

    answer = cloud.send("GET", f"/v1/medals/{medal}.png")

    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, True)
    assert answer["headers"]["Content-Type"] == "image/png"
    assert base64.b64decode(answer["body"])[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_page_comes_as_text(cloud):
    answer = cloud.send("GET", "/verify")

    assert (answer["statusCode"], answer["isBase64Encoded"]) == (200, False)
    assert "查验" in answer["body"]


def test_a_path_may_be_chinese(cloud):
    answer = cloud.send("GET", "/verify/%E5%AE%88%E6%9C%9B")
    raw = cloud.send("GET", "/verify/守望")

    assert (answer["statusCode"], raw["statusCode"]) == (404, 404)
    assert answer["body"].replace(answer["headers"]["X-Request-Id"], "") == raw["body"].replace(
        raw["headers"]["X-Request-Id"], ""
    )


def test_a_photo_goes_through_the_gateway_into_the_bucket_and_back(cloud):
    token = cloud.sign_in("外人")
    notices = cloud.send("GET", "/v1/me", token=token)["json"]["notices"]
    given = [{"purpose": purpose, "notice_version": version} for purpose, version in notices.items()]
    cloud.send("POST", "/v1/me/consents", token=token, json={"consents": given})
    cloud.send("PUT", "/v1/application", token=token, json={"version": 0, "fields": {"name": "外人"}})

    sent = cloud.send(
        "POST",
        "/v1/application/photo",
        token=token,
        headers={"content-type": "image/jpeg", "idempotency-key": "photo-0001"},
        body=base64.b64encode(portrait()).decode(),
        isBase64Encoded=True,
    )
    back = cloud.send("GET", "/v1/application/photo", token=token)

    assert sent["statusCode"] < 300, sent
    assert (back["statusCode"], back["isBase64Encoded"]) == (200, True)
    (kept,) = [content for place, content in cloud.aws.files.items() if place.startswith("filesbucket/photos/")]
    assert base64.b64decode(back["body"]) == kept
    assert cloud.aws.denied == []


def test_limits_count_the_address_that_the_gateway_saw_whatever_a_header_claims(cloud):
    code = "0" * 16
    asked = [
        request("GET", f"/v1/verify/{code}", headers={"x-forwarded-for": f"6.6.6.{n}, 7.7.7.7"}) for n in range(80)
    ]
    for event in asked:
        event["requestContext"]["http"]["sourceIp"] = "198.51.100.9"

    statuses = [cloud.function("honours").invoke(event)["statusCode"] for event in asked]

    assert set(statuses) == {404, 429}


def test_cookies_come_out_once_each(cloud):
    door = cloud.send("GET", "/console/sign-in")
    (pending,) = door["cookies"]
    scene = pending.split("=")[1].split(".")[0]
    proof = re.search(r'name="csrf" value="([^"]+)"', door["body"])[1]
    number = pending.split(".")[2]
    recruiter = cloud.sign_in("王招录", Role.RECRUITER)
    cloud.send("POST", f"/v1/console-sign-in/{scene}/scanned", token=recruiter, json={})
    cloud.send("POST", f"/v1/console-sign-in/{scene}/confirm", token=recruiter, json={"number": number})

    entered = cloud.send(
        "POST",
        "/console/sign-in/enter",
        headers={"content-type": "application/x-www-form-urlencoded"},
        cookies=[pending.split(";")[0]],
        body=f"csrf={proof}",
    )

    assert entered["statusCode"] == 303, entered
    assert [cookie.split("=")[0] for cookie in entered["cookies"]] == ["shouwang_session", "shouwang_sign_in"]
    assert "Set-Cookie" not in {name.title() for name in entered["headers"]}
    session = entered["cookies"][0].split(";")[0]
    queue = cloud.send("GET", "/console/applications", cookies=[session])
    assert queue["statusCode"] == 200 and "报名审核" in queue["body"]
    assert cloud.aws.denied == []


def test_the_log_is_json_lines_without_a_query_string_or_a_token(cloud):
    token = cloud.sign_in("张队员")
    cloud.send("GET", "/v1/me?planted=secret-value", token=token)

    lines = cloud.function("login").log.read_text().splitlines()

    told = [json.loads(line) for line in lines]
    assert {"GET /v1/me"} <= {f"{line.get('method')} {line.get('route')}" for line in told}
    assert "secret-value" not in "".join(lines) and token not in "".join(lines)
