"""Text and media checks, version 2 (and the retired version 1 of the text check). Source: reference wechat 3.6, 3.7."""

from typing import Any
from urllib.parse import urlsplit

from wechat_simulator.endpoints.registry import Answer, Request, endpoint
from wechat_simulator.records import MediaJob
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

_LONGEST_TEXT = 2500
_NORMAL, _OTHER = 100, 21000
_VERDICT_OF = {"pass": _NORMAL, "review": _OTHER, "risky": _OTHER}


@endpoint("POST", "/wxa/msg_sec_check")
def text_check(world: World, request: Request) -> Answer:
    """The verdict on a text, at once."""
    asked = request.json()
    content = asked.get("content")
    if not isinstance(content, str) or not content:
        raise Refusal(44002)
    world.limits.count("text", world.now())
    suggest = suggested(world, content)
    if asked.get("version") != 2:
        if suggest == "risky":
            raise Refusal(87014)
        return {"errcode": 0, "errmsg": "ok"}
    if len(content) > _LONGEST_TEXT:
        raise Refusal(47001)
    _require_scene(asked)
    world.require_recent(asked.get("openid"))
    label = _VERDICT_OF[suggest]
    detail = {"strategy": "content_model", "errcode": 0, "suggest": suggest, "label": label, "prob": 90}
    result = {"suggest": suggest, "label": label}
    return {"errcode": 0, "errmsg": "ok", "trace_id": _trace(world), "result": result, "detail": [detail]}


@endpoint("POST", "/wxa/media_check_async")
def media_check(world: World, request: Request) -> Answer:
    """Take a picture or sound for a check; the verdict is pushed later."""
    asked = request.json()
    url = asked.get("media_url")
    if asked.get("media_type") not in (1, 2):
        raise Refusal(40004)
    if asked.get("version") != 2 or not isinstance(url, str) or urlsplit(url).scheme not in ("http", "https"):
        raise Refusal(47001)
    _require_scene(asked)
    person = world.require_recent(asked.get("openid"))
    world.limits.count("media", world.now())
    world.limits.count(f"media_repeat#{url}", world.now())
    job = MediaJob(_trace(world), person.openid, url)
    world.media[job.trace_id] = job
    return {"errcode": 0, "errmsg": "ok", "trace_id": job.trace_id}


def suggested(world: World, content: str) -> str:
    """The verdict the account's word lists give."""
    if any(word in content for word in world.switches.risky_words):
        return "risky"
    return "review" if any(word in content for word in world.switches.review_words) else "pass"


def _require_scene(asked: dict[str, Any]) -> None:
    if asked.get("scene") not in (1, 2, 3, 4):
        raise Refusal(40129)


def _trace(world: World) -> str:
    return "-".join((world.hex(8), world.hex(8), world.hex(8)))
