"""The real wechatpy, as anybody would use it, speaks to the simulator."""

from collections.abc import Iterator

import pytest
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from tests.unit.wechat_simulator.conftest import APPID, SECRET, Caller


@pytest.fixture
def client(caller: Caller) -> Iterator[WeChatClient]:
    class Pointed(WeChatClient):  # type: ignore[misc]  # wechatpy has no types
        def fetch_access_token(self) -> object:
            query = {"grant_type": "client_credential", "appid": APPID, "secret": SECRET}
            return self._fetch_access_token(f"{caller.url}/cgi-bin/token", query)

    made = Pointed(APPID, SECRET)
    made.API_BASE_URL, made.wxa.API_BASE_URL = f"{caller.url}/cgi-bin/", f"{caller.url}/"
    yield made
    made._http.close()


def test_it_logs_in(caller: Caller, client: WeChatClient) -> None:
    minted = caller.control("login", user="张队员")

    session = client.get(
        f"{caller.url}/sns/jscode2session",
        params={
            "appid": APPID,
            "secret": SECRET,
            "js_code": minted["code"],
            "grant_type": "authorization_code",
            "access_token": None,
        },
    )

    assert session["openid"] == minted["openid"]


def test_it_sends_a_subscribe_message(caller: Caller, client: WeChatClient) -> None:
    caller.control("grant", user="张队员", template_id="T1")
    openid = caller.openid()

    sent = client.wxa.send_subscribe_message(openid, "T1", {"thing1": {"value": "好"}}, "pages/a")

    assert sent["errcode"] == 0
    with pytest.raises(WeChatClientException) as refused:
        client.wxa.send_subscribe_message(openid, "T1", {"thing1": {"value": "好"}}, "pages/a")
    assert refused.value.errcode == 43101


def test_it_gets_a_code_as_a_picture(client: WeChatClient) -> None:
    answer = client.wxa.get_wxa_code_unlimited("p=042", page="pages/a")

    assert (answer.headers["Content-Type"], answer.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")


def test_it_renews_a_dead_token_by_itself(caller: Caller, client: WeChatClient) -> None:
    client.wxa.get_wxa_code_unlimited("p=042")
    caller.control("invalidate-tokens")

    client.wxa.get_wxa_code_unlimited("p=043")

    assert caller.control("calls")["counts"] == {"/cgi-bin/token": 2, "/wxa/getwxacodeunlimit": 3}
