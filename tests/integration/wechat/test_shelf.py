"""The shelves in the store: one token for all processes, one opening of a push."""

from datetime import timedelta

from shouwang.platform.wechat import Token
from shouwang.platform.wechat.shelf import StoredPushes, StoredTokens
from tests.world import World


def test_a_token_kept_by_one_process_is_fetched_by_another(world: World) -> None:
    ends = world.clock() + timedelta(hours=2)

    StoredTokens().keep("wxa", "t1", ends)
    StoredTokens().keep("wxb", "t2", ends)

    assert StoredTokens().fetch("wxa") == Token("t1", ends)
    assert StoredTokens().fetch("wxc") is None


def test_the_last_token_kept_counts(world: World) -> None:
    for value in ("t1", "t2"):
        StoredTokens().keep("wxa", value, world.clock() + timedelta(hours=2))

    kept = StoredTokens().fetch("wxa")

    assert kept is not None
    assert kept.value == "t2"


def test_a_push_is_claimed_once_until_its_time_is_over(world: World) -> None:
    until = world.clock() + timedelta(minutes=10)

    claims = [StoredPushes(world.clock).claim("push:a", until) for _ in range(2)]
    other = StoredPushes(world.clock).claim("push:b", until)
    world.clock.advance(minutes=10, seconds=1)
    later = StoredPushes(world.clock).claim("push:a", until)

    assert (claims, other, later) == ([True, False], True, True)


def test_a_deployment_shares_its_token_through_the_store(world: World) -> None:
    link = world.house.wechat.url_link("pages/a")

    kept = StoredTokens().fetch(world.house.settings.wechat_appid)
    assert kept is not None
    assert kept.value not in repr(kept)
    assert link.startswith("https://")
