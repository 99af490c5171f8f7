"""Codes and links: argument checks, and pictures that read back as what they were asked for."""

import io
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from tests.unit.wechat_simulator.conftest import Caller

CODE = "/wxa/getwxacodeunlimit"


@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({"scene": ""}, 40169),
        ({"scene": "x" * 33}, 40169),
        ({"scene": 7}, 40169),
        ({"scene": "p=%20"}, 40129),
        ({"scene": "点=042"}, 40129),
        ({"scene": "scancode_time=1"}, 85096),
        ({"page": "/pages/a"}, 41030),
        ({"page": "pages/a?x=1"}, 41030),
        ({"page": "pages/other"}, 41030),
        ({"width": 279}, 40097),
        ({"width": 1281}, 40097),
        ({"env_version": "beta"}, 40097),
        ({"line_color": {"r": 256}}, 40097),
    ],
)
def test_a_bad_code_is_refused_by_its_code(caller: Caller, bent: dict[str, Any], errcode: int) -> None:
    caller.control("settings", released_pages=["pages/a"])

    assert caller.call(CODE, **{"scene": "p=042", "page": "pages/a"} | bent)["errcode"] == errcode


def picture(caller: Caller, path: str, body: bytes) -> tuple[str, Image.Image]:
    _, headers, content = caller.raw(f"{path}?access_token={caller.token()}", body)
    return headers["Content-Type"], Image.open(io.BytesIO(content))


@pytest.mark.parametrize("width", [280, 430, 1280])
def test_a_code_is_a_jpeg_of_its_width_that_reads_as_its_scene(caller: Caller, width: int) -> None:
    body = b'{"scene": "p=042&v=1", "page": "pages/gone", "check_path": false, "width": %d}' % width

    kind, image = picture(caller, CODE, body)

    assert (kind, image.format, image.size) == ("image/jpeg", "JPEG", (width, width))
    assert [code.text for code in zxingcpp.read_barcodes(image)] == ["p=042&v=1"]


def test_a_code_may_be_coloured_on_nothing(caller: Caller) -> None:
    body = b'{"scene": "p=042", "is_hyaline": true, "line_color": {"r": 184, "g": 50, "b": 28}}'

    kind, image = picture(caller, CODE, body)

    assert (kind, image.mode, image.getpixel((0, 0))) == ("image/png", "RGBA", (184, 50, 28, 0))
    assert image.getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize(("path", "longest"), [("/wxa/getwxacode", 1024), ("/cgi-bin/wxaapp/createwxaqrcode", 128)])
def test_limited_codes_have_a_longest_path_and_share_a_count(caller: Caller, path: str, longest: int) -> None:
    caller.control("settings", quotas={"limited_code": 1})

    too_long = caller.call(path, path="x" * (longest + 1))["errcode"]
    _, image = picture(caller, path, b'{"path": "pages/a?x=1"}')
    used_up = caller.call("/wxa/getwxacode", path="pages/a")["errcode"]

    assert (too_long, [code.text for code in zxingcpp.read_barcodes(image)], used_up) == (40159, ["pages/a?x=1"], 45029)


def test_a_code_body_that_is_no_json_is_refused_by_its_own_code(caller: Caller) -> None:
    assert b'"errcode": 40169' in caller.raw(f"{CODE}?access_token={caller.token()}", b"{")[2]


@pytest.mark.parametrize("path", ["/wxa/generatescheme", "/wxa/generate_urllink"])
@pytest.mark.parametrize(
    ("bent", "errcode"),
    [
        ({}, 0),
        ({"path": "pages/a b"}, 40165),
        ({"query": "x" * 1025}, 40212),
        ({"env_version": "beta"}, 85402),
        ({"expire_type": 1, "expire_interval": 30}, 0),
        ({"expire_type": 1, "expire_interval": 31}, 85401),
        ({"expire_type": 1}, 85401),
        ({"expire_time": 1}, 85401),
        ({"expire_time": "soon"}, 85401),
    ],
)
def test_a_link_is_answered_by_its_code(caller: Caller, path: str, bent: dict[str, Any], errcode: int) -> None:
    target = {"path": "pages/a", "query": "x=1"} | {key: bent[key] for key in bent if not key.startswith("expire")}
    expiry = {key: bent[key] for key in bent if key.startswith("expire")}
    asked = {"jump_wxa": target} if path.endswith("scheme") else target

    assert caller.call(path, **asked | expiry)["errcode"] == errcode
