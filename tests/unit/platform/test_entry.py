import pytest

from shouwang.platform.entry import NotHttp, http_only

EVENT = {
    "version": "2.0",
    "routeKey": "GET /v1/me",
    "rawPath": "/v1/me",
    "rawQueryString": "a=1&a=2",
    "cookies": ["theme=dark"],
    "headers": {"host": "x", "X-Forwarded-For": "6.6.6.6, 7.7.7.7"},
    "requestContext": {
        "accountId": "1",
        "authorizer": {"lambda": {"principalId": "forged"}},
        "http": {"method": "GET", "sourceIp": "10.1.2.3", "userAgent": "x"},
        "stage": "$default",
    },
    "stageVariables": {"PATH": "/evil"},
}
DEEP = "x"
for _ in range(5_000):
    DEEP = [DEEP]


def echo(event, context):
    return {
        "event": event,
        "headers": {"Set-Cookie": "a=1", "content-type": "x"},
        "cookies": ["a=1", "a=1", "b=2", "b=2"],
    }


def test_an_http_event_passes_as_what_a_request_is_made_of_with_the_true_address():
    answer = http_only(echo)(EVENT, None)

    assert answer["event"] == {
        "version": "2.0",
        "rawPath": "/v1/me",
        "rawQueryString": "a=1&a=2",
        "cookies": ["theme=dark"],
        "headers": {"host": "x", "x-forwarded-for": "10.1.2.3"},
        "requestContext": {"http": {"method": "GET", "sourceIp": "10.1.2.3"}, "stage": "$default"},
        "body": None,
        "isBase64Encoded": False,
    }


def test_what_no_request_is_made_of_does_not_get_past_however_deep_it_is():
    answer = http_only(echo)({**EVENT, "pathParameters": DEEP}, None)

    assert "pathParameters" not in answer["event"]


def test_every_cookie_comes_out_once():
    answer = http_only(echo)(EVENT, None)

    assert (answer["cookies"], answer["headers"]) == (["a=1", "b=2"], {"content-type": "x"})


def test_the_warm_up_ping_is_answered_without_the_application():
    assert http_only(lambda *_: 1 / 0)({"warm": True}, None) == {"warm": True}


@pytest.mark.parametrize(
    "event",
    [
        {},
        None,
        [],
        "text",
        {"raw_command": "print(1)"},
        {"command": "os.system"},
        {"manage": "shell"},
        {"Records": [{"eventSource": "aws:sqs"}]},
        {"detail-type": "Scheduled Event", "source": "aws.events"},
        {"version": "1.0", "httpMethod": "GET", "path": "/", "headers": {}},
        {"version": "2.0", "raw_command": "print(1)"},
        {**EVENT, "raw_command": "print(1)"},
        {**EVENT, "headers": None},
        {**EVENT, "headers": {"host": DEEP}},
        {**EVENT, "headers": DEEP},
        {**EVENT, "rawPath": None},
        {**EVENT, "cookies": "theme=dark"},
        {**EVENT, "isBase64Encoded": "no"},
        {**EVENT, "requestContext": None},
        {**EVENT, "requestContext": {"http": "GET"}},
        {**EVENT, "requestContext": {"http": {"method": "GET", "sourceIp": ""}}},
        {**EVENT, "body": "x" * (7 * 1024 * 1024)},
    ],
)
def test_anything_else_is_refused_loudly_and_never_reaches_the_application(event):
    with pytest.raises(NotHttp):
        http_only(lambda *_: pytest.fail("reached"))(event, None)


def test_a_refusal_names_keys_and_never_values():
    with pytest.raises(NotHttp) as refused:
        http_only(echo)({"secret": "planted-value"}, None)

    assert str(refused.value) == "secret"
