"""Access tokens, old and stable, and the quota's reset. Source: reference wechat 3.2."""

from wechat_simulator.endpoints.registry import Answer, Request, endpoint, require_account
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

# Calls with a quota of the day, by their paths.
_LIMITED = {
    "/cgi-bin/message/subscribe/send": "send",
    "/wxa/msg_sec_check": "text",
    "/wxa/media_check_async": "media",
    "/wxa/generate_urllink": "link",
}


@endpoint("GET", "/cgi-bin/token", token=False, checks_ip=True)
def token(world: World, request: Request) -> Answer:
    """The old kind: a new token each time."""
    _require_grant_type(request.query)
    require_account(world, request.query)
    world.limits.count("token", world.now())
    value, life_s = world.tokens.old(world.now())
    return {"access_token": value, "expires_in": life_s}


@endpoint("POST", "/cgi-bin/stable_token", token=False, checks_ip=True)
def stable_token(world: World, request: Request) -> Answer:
    """The stable kind: the same token to every caller."""
    asked = request.json()
    _require_grant_type(asked)
    require_account(world, asked)
    world.limits.count("stable_token", world.now())
    value, life_s = world.tokens.stable(world.now(), force=asked.get("force_refresh") is True)
    return {"access_token": value, "expires_in": life_s}


@endpoint("POST", "/cgi-bin/clear_quota")
def clear_quota(world: World, request: Request) -> Answer:
    """Set the day's counts back to nothing, ten times a month."""
    if request.json().get("appid") != world.account.appid:
        raise Refusal(40013)
    world.limits.count("clear_quota", world.now())
    world.limits.clear()
    return {"errcode": 0, "errmsg": "ok"}


@endpoint("POST", "/cgi-bin/openapi/quota/get")
def quota_get(world: World, request: Request) -> Answer:
    """How much of a call's day is left. Source: WeChat's documentation, openApi-mgnt/getApiQuota."""
    name = _LIMITED.get(str(request.json().get("cgi_path")))
    told = world.limits.today(name, world.now()) if name else None
    if told is None:
        raise Refusal(76021)
    most, used = told
    return {"errcode": 0, "errmsg": "ok", "quota": {"daily_limit": most, "used": used, "remain": most - used}}


@endpoint("POST", "/cgi-bin/openapi/rid/get")
def rid_get(world: World, request: Request) -> Answer:
    """What a call with this rid was, for 7 days."""
    rid = request.json().get("rid")
    if not isinstance(rid, str) or [len(part) for part in rid.split("-")] != [8, 8, 8]:
        raise Refusal(76002)
    if rid not in world.rids:
        raise Refusal(76001)
    told = world.rids[rid]
    if world.now().timestamp() - told["invoke_time"] > 7 * 86_400:
        raise Refusal(76004)
    return {"errcode": 0, "errmsg": "ok", "request": told}


def _require_grant_type(given: dict[str, str]) -> None:
    if given.get("grant_type") != "client_credential":
        raise Refusal(40002)
