"""Login and phone number: one-time codes are never sent twice, and every end has a next step."""

import pytest

from shouwang.platform.wechat import (
    LoginAgain,
    PhoneCodeSpent,
    PhoneNotAccepted,
    TryInAMinute,
    WeChat,
    WeChatBusy,
    WeChatMisconfigured,
)
from tests.integration.wechat.simulated import LOGIN, PHONE, TOKEN, Simulated, adapter

LOSSES = [{"lost": True}, {"cut": True}, {"truncated": True}, {"drop": True}, {"html": True}, {"status": 502}]


def test_a_login_code_gives_the_openid_and_asks_for_no_token(simulated: Simulated, wechat: WeChat) -> None:
    minted = simulated("login", user="张队员")

    openid = wechat.code_to_openid(minted["code"])

    assert openid == minted["openid"]
    assert (simulated.calls(LOGIN), simulated.calls(TOKEN)) == (1, 0)


def test_login_works_while_the_token_endpoint_is_down(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(TOKEN, times=-1, drop=True)

    openid = wechat.code_to_openid(simulated.login_code())

    assert openid == simulated.openid()


def test_a_spent_code_asks_for_a_new_login(simulated: Simulated, wechat: WeChat) -> None:
    code = simulated.login_code()
    wechat.code_to_openid(code)

    with pytest.raises(LoginAgain) as refused:
        wechat.code_to_openid(code)

    assert (refused.value.status, refused.value.extra) == (401, {"next_step": "login"})


def test_an_old_code_asks_for_a_new_login(simulated: Simulated, wechat: WeChat) -> None:
    code = simulated.login_code()
    simulated.clock.advance(minutes=5, seconds=1)

    with pytest.raises(LoginAgain):
        wechat.code_to_openid(code)


@pytest.mark.parametrize("code", ["", "空", "a b", "x" * 129, "a\n"])
def test_what_can_be_no_code_is_refused_without_a_call(simulated: Simulated, wechat: WeChat, code: str) -> None:
    with pytest.raises(LoginAgain):
        wechat.code_to_openid(code)
    with pytest.raises(PhoneCodeSpent):
        wechat.phone_of(code)

    assert simulated("calls")["counts"] == {}


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: next(iter(loss)))
def test_a_lost_login_answer_is_not_asked_for_again(simulated: Simulated, loss: dict[str, object]) -> None:
    wechat = adapter(simulated)
    simulated.fault(LOGIN, times=-1, **loss)

    with pytest.raises(WeChatBusy) as refused:
        wechat.code_to_openid(simulated.login_code())

    assert simulated.calls(LOGIN) == 1
    assert (refused.value.status, refused.value.extra) == (503, {"next_step": "login", "retry_after_s": 5})


@pytest.mark.parametrize("field", ["openid", "session_key"])
def test_a_login_answer_that_lacks_a_field_is_a_lost_one(simulated: Simulated, wechat: WeChat, field: str) -> None:
    simulated.fault(LOGIN, missing=field)

    with pytest.raises(WeChatBusy):
        wechat.code_to_openid(simulated.login_code())


def test_an_error_code_that_comes_as_text_is_understood(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(LOGIN, errcode=40029, as_text=True)

    with pytest.raises(LoginAgain):
        wechat.code_to_openid(simulated.login_code())


@pytest.mark.parametrize("errcode", ["soon", None, [], 1e999])
def test_an_error_code_that_is_no_number_is_a_lost_answer(
    simulated: Simulated, wechat: WeChat, errcode: object
) -> None:
    simulated.fault(LOGIN, put={"errcode": errcode})

    with pytest.raises(WeChatBusy):
        wechat.code_to_openid(simulated.login_code())


def test_a_minute_quota_is_honoured_for_a_minute(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(LOGIN, errcode=45011)
    outcomes: list[object] = []

    for _ in range(3):
        try:
            outcomes.append(wechat.code_to_openid(simulated.login_code()) == simulated.openid())
        except TryInAMinute as refused:
            outcomes.append(refused.extra["retry_after_s"])
        simulated.clock.advance(seconds=31)

    assert outcomes == [60, 60, True]
    assert simulated.calls(LOGIN) == 2


def test_a_wrong_secret_is_told_to_the_operator_and_stops_the_calls(simulated: Simulated) -> None:
    wechat = adapter(simulated, secret="mistyped")

    for _ in range(5):
        with pytest.raises(WeChatMisconfigured):
            wechat.code_to_openid(simulated.login_code())

    assert simulated.calls(LOGIN) == 1


def test_a_phone_code_gives_the_number(simulated: Simulated, wechat: WeChat) -> None:
    simulated("people", name="张队员", phone="16100000001")

    assert wechat.phone_of(simulated.phone_code()) == "16100000001"


def test_a_phone_code_works_once(simulated: Simulated, wechat: WeChat) -> None:
    code = simulated.phone_code()
    wechat.phone_of(code)

    with pytest.raises(PhoneCodeSpent) as refused:
        wechat.phone_of(code)

    assert (refused.value.status, refused.value.extra) == (409, {"next_step": "press"})


def test_a_foreign_number_is_refused_with_a_way_out(simulated: Simulated, wechat: WeChat) -> None:
    simulated("people", name="张队员", phone="+852 51234567")

    with pytest.raises(PhoneNotAccepted) as refused:
        wechat.phone_of(simulated.phone_code())

    assert refused.value.extra == {"next_step": "manual"}


def test_a_country_code_that_comes_as_a_number_is_understood(simulated: Simulated, wechat: WeChat) -> None:
    simulated("people", name="张队员", phone="16100000001")
    wechat.phone_of(simulated.phone_code())
    simulated.fault(PHONE, as_text=True)

    assert wechat.phone_of(simulated.phone_code()) == "16100000001"


@pytest.mark.parametrize("loss", LOSSES, ids=lambda loss: next(iter(loss)))
def test_a_lost_phone_answer_is_not_asked_for_again(simulated: Simulated, loss: dict[str, object]) -> None:
    wechat = adapter(simulated)
    simulated.fault(PHONE, times=-1, **loss)

    with pytest.raises(WeChatBusy) as refused:
        wechat.phone_of(simulated.phone_code())

    assert simulated.calls(PHONE) == 1
    assert refused.value.extra == {"next_step": "press", "retry_after_s": 5}


@pytest.mark.parametrize(
    "field", ["phone_info", "phone_info.purePhoneNumber", "phone_info.watermark", "phone_info.watermark.appid"]
)
def test_a_phone_answer_that_lacks_a_field_is_a_lost_one(simulated: Simulated, wechat: WeChat, field: str) -> None:
    simulated.fault(PHONE, missing=field)

    with pytest.raises(WeChatBusy):
        wechat.phone_of(simulated.phone_code())


@pytest.mark.parametrize("seconds", [-600, 600])
def test_a_number_with_an_old_or_future_watermark_is_not_believed(
    simulated: Simulated, wechat: WeChat, seconds: int
) -> None:
    simulated("clock", advance_s=seconds)

    with pytest.raises(WeChatBusy):
        wechat.phone_of(simulated.phone_code())


@pytest.mark.parametrize("seconds", [-599, 599])
def test_clocks_may_differ_by_less_than_ten_minutes(simulated: Simulated, wechat: WeChat, seconds: int) -> None:
    simulated("clock", advance_s=seconds)

    assert len(wechat.phone_of(simulated.phone_code())) == 11


def test_a_number_watermarked_for_another_account_is_not_believed(simulated: Simulated, wechat: WeChat) -> None:
    wechat.phone_of(simulated.phone_code())
    simulated("settings", appid="wxsomebodyelse00")

    with pytest.raises(WeChatBusy):
        wechat.phone_of(simulated.phone_code())
