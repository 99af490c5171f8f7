"""The access token: one for all, refreshed once a request at most, and never in the way."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from shouwang.platform.wechat import LocalTokenShelf, Token, TokenShelf, WeChat, WeChatBusy
from tests.integration.wechat.simulated import LINK, PHONE, TOKEN, Simulated, adapter


class BrokenShelf:
    """A shelf behind a store that is down."""

    def fetch(self, appid: str) -> Token | None:
        raise OSError("planted: store is down")

    def keep(self, appid: str, token: str, expires_at: datetime) -> None:
        raise OSError("planted: store is down")


def test_two_processes_share_one_token_through_the_shelf(simulated: Simulated) -> None:
    shelf = LocalTokenShelf()

    adapter(simulated, shelf=shelf).url_link("pages/a")
    adapter(simulated, shelf=shelf).url_link("pages/b")

    assert (simulated.calls(TOKEN), simulated.calls(LINK)) == (1, 2)


def test_a_token_is_used_until_five_minutes_before_its_end(simulated: Simulated, wechat: WeChat) -> None:
    calls = []

    for minutes in (0, 114, 1, 1):
        simulated.clock.advance(minutes=minutes)
        wechat.url_link("pages/a")
        calls.append(simulated.calls(TOKEN))

    assert calls == [1, 1, 1, 2]


def test_memory_is_trusted_for_a_minute_then_the_shelf_is_read_again(simulated: Simulated) -> None:
    shelf = LocalTokenShelf()
    wechat = adapter(simulated, shelf=shelf)
    wechat.url_link("pages/a")
    simulated("invalidate-tokens")
    adapter(simulated, shelf=shelf).url_link("pages/renews")
    simulated.clock.advance(seconds=61)
    before = simulated.calls(LINK)

    wechat.url_link("pages/b")

    assert simulated.calls(LINK) == before + 1


@pytest.mark.parametrize("errcode", [40001, 40014, 42001])
def test_a_persistent_token_error_costs_two_calls_and_one_token(simulated: Simulated, errcode: int) -> None:
    wechat = adapter(simulated)
    wechat.url_link("pages/warm")
    before = simulated("calls")["counts"]
    simulated.fault(PHONE, errcode=errcode, times=-1)

    with pytest.raises(Exception, match=r"wechat-(busy|misconfigured)"):
        wechat.phone_of(simulated.phone_code())

    assert (simulated.calls(PHONE), simulated.calls(TOKEN) - before[TOKEN]) == (2, 1)


def test_a_token_error_on_a_cold_start_costs_one_call_and_one_token(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(PHONE, errcode=40001, times=-1)

    with pytest.raises(WeChatBusy):
        wechat.phone_of(simulated.phone_code())

    assert (simulated.calls(PHONE), simulated.calls(TOKEN)) == (1, 1)


def test_a_token_killed_elsewhere_is_renewed_within_the_request(simulated: Simulated, wechat: WeChat) -> None:
    wechat.url_link("pages/warm")
    simulated("invalidate-tokens")

    number = wechat.phone_of(simulated.phone_code())

    assert len(number) == 11
    assert (simulated.calls(PHONE), simulated.calls(TOKEN)) == (2, 2)


def test_a_token_renewed_by_another_process_is_taken_from_the_shelf(simulated: Simulated) -> None:
    shelf = LocalTokenShelf()
    first, second = adapter(simulated, shelf=shelf), adapter(simulated, shelf=shelf)
    first.url_link("pages/warm")
    second.url_link("pages/warm")
    simulated("invalidate-tokens")
    second.url_link("pages/renews")

    first.url_link("pages/finds-it")

    assert simulated.calls(TOKEN) == 2


@pytest.mark.parametrize("shared", [True, False])
def test_fifty_cold_callers_end_up_with_one_token(simulated: Simulated, shared: bool) -> None:
    shelf = LocalTokenShelf()
    callers = [adapter(simulated, shelf=shelf if shared else LocalTokenShelf()) for _ in range(50)]
    gate = threading.Barrier(50)

    def ask(wechat: WeChat) -> str:
        gate.wait(30)
        return wechat.url_link("pages/a")

    with ThreadPoolExecutor(50) as pool:
        links = list(pool.map(ask, callers))

    assert len(links) == 50
    assert simulated("calls")["tokens_in_use"] == 1


def test_a_broken_shelf_costs_a_call_and_nothing_else(simulated: Simulated, caplog: pytest.LogCaptureFixture) -> None:
    shelf: TokenShelf = BrokenShelf()

    links = [adapter(simulated, shelf=shelf).url_link("pages/a") for _ in range(2)]

    assert len(links) == 2
    assert simulated("calls")["tokens_in_use"] == 1
    assert {record.message for record in caplog.records} == {"token shelf not readable", "token shelf not writable"}


@pytest.mark.parametrize("field", ["access_token", "expires_in"])
def test_half_a_token_answer_is_a_lost_one(simulated: Simulated, wechat: WeChat, field: str) -> None:
    simulated.fault(TOKEN, missing=field, times=-1)

    with pytest.raises(WeChatBusy):
        wechat.url_link("pages/a")


def test_a_token_life_that_is_no_number_is_not_believed(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(TOKEN, put={"expires_in": "soon"}, times=-1)

    with pytest.raises(WeChatBusy):
        wechat.url_link("pages/a")


def test_a_token_life_that_comes_as_text_is_understood(simulated: Simulated) -> None:
    shelf = LocalTokenShelf()
    simulated.fault(TOKEN, as_text=True)

    adapter(simulated, shelf=shelf).url_link("pages/a")

    kept = shelf.fetch("wxtest0000000001")
    assert kept is not None
    assert kept.expires_at == simulated.clock() + timedelta(seconds=7200)


def test_a_token_answer_that_was_lost_is_asked_for_again(simulated: Simulated, wechat: WeChat) -> None:
    simulated.fault(TOKEN, drop=True, times=2)

    wechat.url_link("pages/a")

    assert (simulated.calls(TOKEN), simulated("calls")["tokens_in_use"]) == (3, 1)
