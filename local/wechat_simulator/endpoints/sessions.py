"""Checking and resetting session keys, and the risk rank. Source: reference wechat 3.5 and 3.10."""

import hmac

from wechat_simulator import sealing
from wechat_simulator.endpoints.registry import Answer, Request, endpoint
from wechat_simulator.records import Person
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World


@endpoint("GET", "/wxa/checksession")
def check_session(world: World, request: Request) -> Answer:
    """Whether the caller holds the person's present session key."""
    _require_key_holder(world, request)
    return {"errcode": 0, "errmsg": "ok"}


@endpoint("GET", "/wxa/resetusersessionkey")
def reset_session_key(world: World, request: Request) -> Answer:
    """A new session key for the old one."""
    person = _require_key_holder(world, request)
    world.limits.count("reset_key", world.now())
    return {"errcode": 0, "errmsg": "ok", "openid": person.openid, "session_key": world.new_session_key(person)}


@endpoint("POST", "/wxa/getuserriskrank")
def risk_rank(world: World, request: Request) -> Answer:
    """How risky WeChat thinks a person is: 0 for everybody who is not blocked."""
    asked = request.json()
    if asked.get("appid") != world.account.appid:
        raise Refusal(40013)
    if asked.get("scene") not in (0, 1, 2):
        raise Refusal(40129)
    if not asked.get("client_ip"):
        raise Refusal(40097)
    person = world.require_recent(asked.get("openid"))
    world.limits.count("risk", world.now())
    return {"errcode": 0, "errmsg": "getuserriskrank succ", "risk_rank": 4 if person.blocked else 0, "unoin_id": 1}


def _require_key_holder(world: World, request: Request) -> Person:
    if request.query.get("sig_method") != "hmac_sha256":
        raise Refusal(87008)
    person = world.by_openid(request.query.get("openid"))
    if person is None:
        raise Refusal(40003)
    if not person.session_key:
        raise Refusal(87007)
    true = sealing.state_signature(person.session_key)
    if not hmac.compare_digest(true.encode(), request.query.get("signature", "").encode()):
        raise Refusal(87009)
    return person
