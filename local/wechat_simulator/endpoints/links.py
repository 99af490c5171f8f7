"""URL schemes and URL links. Source: reference wechat 3.9."""

from datetime import timedelta
from typing import Any

from wechat_simulator.endpoints.messages import require_page
from wechat_simulator.endpoints.registry import Answer, Request, endpoint
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

_ENVIRONMENTS = ("release", "trial", "develop")
_LONGEST_QUERY = 1024
_LONGEST_DAYS = 30


@endpoint("POST", "/wxa/generatescheme")
def scheme(world: World, request: Request) -> Answer:
    """A `weixin://` address that opens the mini-program."""
    asked = request.json()
    jump = asked.get("jump_wxa")
    _require_target(world, jump if isinstance(jump, dict) else {})
    _require_expiry(world, asked)
    world.limits.count("link", world.now())
    return {"errcode": 0, "errmsg": "ok", "openlink": f"weixin://dl/business/?t={world.hex(12)}"}


@endpoint("POST", "/wxa/generate_urllink")
def url_link(world: World, request: Request) -> Answer:
    """An https address that opens the mini-program."""
    asked = request.json()
    _require_target(world, asked)
    _require_expiry(world, asked)
    world.limits.count("link", world.now())
    return {"errcode": 0, "errmsg": "ok", "url_link": f"https://wxaurl.cn/{world.hex(11)}"}


def _require_target(world: World, asked: dict[str, Any]) -> None:
    try:
        require_page(world, str(asked.get("path") or "").removeprefix("/"))
    except Refusal:
        raise Refusal(40165) from None
    query = asked.get("query", "")
    if not isinstance(query, str) or len(query) > _LONGEST_QUERY or "%" in query or "\n" in query:
        raise Refusal(40212)
    if asked.get("env_version", "release") not in _ENVIRONMENTS:
        raise Refusal(85402)


def _require_expiry(world: World, asked: dict[str, Any]) -> None:
    """Between a minute and 30 days from now, as an instant (type 0) or in days (type 1). Raises: Refusal 85401."""
    if asked.get("expire_type", 0) == 1:
        life = timedelta(days=_number(asked.get("expire_interval")))
    else:
        # Without an instant WeChat takes the longest.
        longest = world.now().timestamp() + _LONGEST_DAYS * 86_400
        life = timedelta(seconds=_number(asked.get("expire_time", longest)) - world.now().timestamp())
    if not timedelta(minutes=1) <= life <= timedelta(days=_LONGEST_DAYS, seconds=1):
        raise Refusal(85401)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 10**11:
        raise Refusal(85401)
    return float(value)
