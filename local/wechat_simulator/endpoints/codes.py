"""Mini-program codes as real pictures. Source: reference wechat 3.9."""

import re
from typing import Any

from wechat_simulator import drawing
from wechat_simulator.endpoints.messages import require_page
from wechat_simulator.endpoints.registry import Answer, Image, Request, endpoint
from wechat_simulator.records import Drawn
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

_SCENE = re.compile(r"[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+")
_LONGEST_SCENE = 32
_LONGEST_PATH, _LONGEST_SQUARE_PATH = 1024, 128
_WIDTHS = range(280, 1281)
_ENVIRONMENTS = ("release", "trial", "develop")


@endpoint("POST", "/wxa/getwxacodeunlimit")
def unlimited(world: World, request: Request) -> Answer:
    """A permanent code with a scene; there is no limit to their number."""
    asked = _body(request)
    scene = asked.get("scene")
    if not isinstance(scene, str) or not 1 <= len(scene) <= _LONGEST_SCENE:
        raise Refusal(40169)
    if "scancode_time" in scene:
        raise Refusal(85096)
    if not _SCENE.fullmatch(scene):
        raise Refusal(40129)
    page = str(asked.get("page") or "")
    if "?" in page or page.startswith("/"):
        raise Refusal(41030)
    if asked.get("check_path", True):
        require_page(world, page)
    _require_look(asked)
    world.limits.count("code", world.now())
    return _draw(world, asked, Drawn("unlimited", scene, page, str(asked.get("env_version", "release"))), scene)


@endpoint("POST", "/wxa/getwxacode")
def limited(world: World, request: Request) -> Answer:
    """A permanent code of a path; their number is limited."""
    return _limited(world, _body(request), "limited", _LONGEST_PATH)


@endpoint("POST", "/cgi-bin/wxaapp/createwxaqrcode")
def square(world: World, request: Request) -> Answer:
    """A square code of a path; counted with the limited ones."""
    return _limited(world, _body(request), "square", _LONGEST_SQUARE_PATH)


def _limited(world: World, asked: dict[str, Any], kind: str, longest: int) -> Answer:
    path = asked.get("path")
    if not isinstance(path, str) or not 1 <= len(path) <= longest:
        raise Refusal(40159)
    _require_look(asked)
    world.limits.count("limited_code", world.now())
    return _draw(world, asked, Drawn(kind, "", path, str(asked.get("env_version", "release"))), path)


def _body(request: Request) -> dict[str, Any]:
    try:
        return request.json()
    except Refusal as refusal:
        raise Refusal(40169 if refusal.errcode == 47001 else refusal.errcode) from None


def _require_look(asked: dict[str, Any]) -> None:
    """Width, environment and colour. Raises: Refusal 40097."""
    colour = asked.get("line_color", {})
    good = (
        asked.get("width", 430) in _WIDTHS
        and asked.get("env_version", "release") in _ENVIRONMENTS
        and isinstance(colour, dict)
        and all(str(part).isdecimal() and int(part) <= 255 for part in colour.values())
    )
    if not good:
        raise Refusal(40097)


def _draw(world: World, asked: dict[str, Any], drawn: Drawn, text: str) -> Image:
    world.drawn.append(drawn)
    colour = asked.get("line_color", {})
    ink = (int(colour.get("r", 0)), int(colour.get("g", 0)), int(colour.get("b", 0)))
    if asked.get("is_hyaline") is True:
        return Image("image/png", drawing.transparent(text, int(asked.get("width", 430)), ink))
    return Image("image/jpeg", drawing.code(text, int(asked.get("width", 430)), ink))
