"""Checks by strangers: the page, its JSON twin, the keys and lists that software needs."""

import json
import re

import jwt
import pytest
from werkzeug.test import TestResponse

from shouwang.honours.credential import CredentialRevoked, check_credential, require_not_revoked
from shouwang.honours.rules import CHECKS_A_MINUTE
from shouwang.honours.rules.medals import MEDALS
from tests.integration.honours.hall import NUMBER, Hall


@pytest.fixture
def code(hall: Hall) -> str:
    """The code of 张队员's first medal."""
    member = hall.enlist("张队员", NUMBER)
    hall.enter_hours(member, "e1", patrols=1)
    hall.deliver()
    return hall.awarded(member)[0].inscription.code


def test_the_page_says_state_first_then_what_a_stranger_may_know(hall: Hall, code: str) -> None:
    page = hall.world.client.get(f"/verify/{code}")

    html = page.get_data(as_text=True)
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert page.status_code == 200
    assert words.index("有效") < words.index("首次巡逻") < words.index("查验时间")
    assert "获得者 张** 颁发单位 望澜区义警支队 颁发日期 2026 年 11 月 23 日 证书编号 望义证〔2026〕第0001号" in words
    assert "查验时间 2026 年 11 月 23 日 19:00:00（北京时间）" in words
    assert not [word for word in ("张队员", NUMBER, "夜市中队", code) if word in html]


def test_the_page_is_small_and_has_no_script_and_nothing_from_elsewhere(hall: Hall, code: str) -> None:
    page = hall.world.client.get(f"/verify/{code}")
    style = hall.world.client.get("/verify.css")

    html = page.get_data(as_text=True)
    assert len(page.data) + len(style.data) <= 10 * 1024
    assert not re.search(r"<script|\son\w+=|style=|https?://", html)
    assert page.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers["Cache-Control"] == "no-store"


def test_a_code_is_read_as_people_write_it_at_every_address(hall: Hall, code: str) -> None:
    in_fours = "-".join(code[at : at + 4] for at in range(0, 16, 4))
    spellings = [code, code.lower(), in_fours, code.replace("0", "o").replace("1", "L")]
    paths = ["/verify/{}", "/c/{}", "/C/{}", "/verify?code={}", "/v1/verify/{}"]

    pages = [hall.world.client.get(path.format(spelling)) for path in paths for spelling in spellings]

    assert [(page.status_code, "张**" in page.get_data(as_text=True)) for page in pages] == [(200, True)] * 20


@pytest.mark.parametrize("path", ["/verify/{}", "/v1/verify/{}"])
def test_unknown_and_malformed_codes_get_the_same_answer_at_the_same_cost(hall: Hall, code: str, path: str) -> None:
    asked = [
        "0" * 16,
        "ZZZZZZZZZZZZZZZZ",
        "12345",
        "U" * 16,
        "%3F" * 500,
        "望义证",
        "0%00",
        "<script>",
        code + "0",
        code[:-1],
    ]
    answers = [hall.world.client.get(path.format(typed)) for typed in asked]

    told = {(answer.status_code, _cost(answer), _without_id(answer)) for answer in answers}

    assert len(told) == 1
    assert {answer.status_code for answer in answers} == {404}
    assert {_cost(answer) for answer in answers} == {"2"}


def test_an_unknown_code_is_said_to_be_unknown_without_repeating_it(hall: Hall) -> None:
    page = hall.world.client.get("/verify/7KQ4M2XD9HVTPA3C")

    html = page.get_data(as_text=True)
    assert "查无此证" in html
    assert "7KQ4" not in html


def test_after_many_checks_in_a_minute_even_a_true_code_has_to_wait(hall: Hall, code: str) -> None:
    for _ in range(CHECKS_A_MINUTE):
        hall.world.client.get("/verify/0000000000000000")

    page, twin = hall.world.client.get(f"/verify/{code}"), hall.world.client.get(f"/v1/verify/{code}")

    assert (page.status_code, twin.status_code, twin.headers["Retry-After"]) == (429, 429, "60")
    assert "等一分钟" in page.get_data(as_text=True)
    assert "张**" not in page.get_data(as_text=True)

    hall.world.clock.advance(seconds=60)
    assert hall.world.client.get(f"/verify/{code}").status_code == 200


def test_the_page_without_a_code_asks_for_one_and_costs_nothing(hall: Hall) -> None:
    page = hall.world.client.get("/verify")

    assert (page.status_code, _cost(page)) == (200, "0")
    assert 'name="code"' in page.get_data(as_text=True)


def test_the_twin_tells_software_the_same(hall: Hall, code: str) -> None:
    answer = hall.world.client.get(f"/v1/verify/{code}")

    assert answer.json == {
        "state": "issued",
        "kind": "medal",
        "title": "首次巡逻",
        "holder": "张**",
        "issuer": "望澜区义警支队",
        "issued_on": "2026-11-23",
        "serial": "望义证〔2026〕第0001号",
        "state_at": None,
        "checked_at": "2026-11-23T11:00:00Z",
        "valid_until": None,
        "withdrawn": False,
    }


def test_a_revoked_award_is_shown_as_revoked_without_the_reason(hall: Hall, code: str) -> None:
    award_id = hall.award_of(code).award_id
    reason = "张队员的打卡是李某代打的"
    revoked = hall.commander().post(f"/v1/honours/{award_id}/revoke", {"reason": reason})

    page = hall.world.client.get(f"/verify/{code}").get_data(as_text=True)
    twin = hall.world.client.get(f"/v1/verify/{code}").json

    assert revoked.status_code == 204
    assert re.search(r'<h1 class="closed">.*已撤销</h1>', page, re.DOTALL)
    assert (twin["state"], twin["state_at"]) == ("revoked", "2026-11-23T11:00:00Z")
    assert reason not in page + str(twin)


def test_the_published_key_and_list_prove_a_credential_and_its_revocation(hall: Hall, code: str) -> None:
    client = hall.world.client
    award = hall.award_of(code)
    document = json.loads(client.get("/.well-known/did.json").data)
    now = hall.world.clock()

    credential = check_credential(award.credential, document, now)
    require_not_revoked(credential, client.get("/status/0").get_data(as_text=True), document)
    hall.commander().post(f"/v1/honours/{award.award_id}/revoke", {"reason": "重复发放"})

    with pytest.raises(CredentialRevoked):
        require_not_revoked(credential, client.get("/status/0").get_data(as_text=True), document)


def test_a_status_list_that_nobody_is_in_does_not_exist(hall: Hall) -> None:
    asked = ["1", "00", "-1", "x", "٣", "9" * 40]

    answers = [hall.world.client.get(f"/status/{list_id}") for list_id in asked]

    assert [answer.status_code for answer in answers] == [404] * len(asked)


def test_nothing_personal_stands_in_the_credential(hall: Hall, code: str) -> None:
    award = hall.award_of(code)
    said = str(jwt.decode(award.credential, options={"verify_signature": False}))

    assert not [word for word in ("张队员", NUMBER, "夜市", award.person_id, award.award_id) if word in said]


def test_every_medal_there_is_can_be_seen_earned_and_locked(hall: Hall) -> None:
    medals = hall.world.client.get("/v1/medals").json["items"]

    pictures = [hall.world.client.get(medal[form]) for medal in medals for form in ("picture", "silhouette")]

    assert len(medals) == len(MEDALS) >= 18
    assert {(p.status_code, p.content_type, p.data[:4]) for p in pictures} == {(200, "image/png", b"\x89PNG")}


def test_a_medal_that_does_not_exist_is_not_found(hall: Hall) -> None:
    assert hall.world.client.get("/v1/medals/..%2f..%2fx.png").status_code == 404
    assert hall.world.client.get("/v1/medals/locked/none.png").status_code == 404


def _cost(answer: TestResponse) -> str:
    return re.search(r"store;desc=(\d+)", answer.headers["Server-Timing"])[1]


def _without_id(answer: TestResponse) -> str:
    return re.sub(r'"request_id":"[^"]*"', "", answer.get_data(as_text=True))
