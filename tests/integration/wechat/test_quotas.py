"""What is left today of the calls that have a daily limit."""

from shouwang.platform.wechat import LIMITED_A_DAY, Quota
from tests.integration.wechat.simulated import Simulated, adapter


def test_what_was_used_today_is_told_of_each_call_with_a_daily_limit(simulated: Simulated) -> None:
    wechat = adapter(simulated)
    wechat.url_link("pages/index")
    wechat.send_notice(simulated.message(granted=1))

    assert [wechat.quota(call) for call in LIMITED_A_DAY] == [
        Quota("send", 10_000_000, 1, 9_999_999),
        Quota("text", 2_000_000, 0, 2_000_000),
        Quota("media", 200_000, 0, 200_000),
        Quota("link", 500_000, 1, 499_999),
    ]
    simulated.clock.advance(days=1)
    assert [quota.used for quota in map(wechat.quota, LIMITED_A_DAY)] == [0, 0, 0, 0]
