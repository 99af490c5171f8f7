"""The page for people: without JavaScript, with a strict policy, everything escaped."""

from urllib.parse import quote

import pytest

from tests.unit.wechat_simulator.conftest import Caller
from wechat_simulator.pages import PAGE_SIZE


def test_everybody_is_listed_and_found(caller: Caller) -> None:
    caller.control("people", people=[{"name": "李队长", "phone": "16100000001"}, {"user": "u2", "name": "王招录"}])

    found = {q: caller.page(f"/?q={quote(q)}") for q in ("", "李", "u2", "0001", "没有")}

    assert [("李队长" in text, "王招录" in text) for text in found.values()] == [
        (True, True),
        (True, False),
        (False, True),
        (True, False),
        (False, False),
    ]
    assert "没有「没有」" in found["没有"]


def test_long_lists_are_turned_page_by_page(caller: Caller) -> None:
    caller.control("people", people=[{"name": f"队员{n:03}"} for n in range(PAGE_SIZE + 1)])

    first, second = caller.page("/"), caller.page(f"/?from={PAGE_SIZE}")

    assert ("队员000" in first, "队员050" in first, "后面的" in first, "前面的" in first) == (True, False, True, False)
    assert ("队员000" in second, "队员050" in second, "后面的" in second, "前面的" in second) == (
        False,
        True,
        False,
        True,
    )


@pytest.mark.parametrize(
    ("button", "label", "length"), [("login-code", "登录码", 32), ("phone-code", "手机号授权码", 64)]
)
def test_a_code_is_shown_once(caller: Caller, button: str, label: str, length: int) -> None:
    caller.control("people", name="张队员")

    status, shown = caller.press("张队员", button)

    code = shown.split(f"<dt>{label}</dt><dd>")[1].split("<")[0]
    assert (status, len(code)) == (303, length)
    assert code not in caller.page(f"/people/{quote('张队员')}")


def test_a_grant_is_given_and_taken_back(caller: Caller) -> None:
    caller.control("people", name="张队员")

    granted = caller.press("张队员", "grant", template_id="T1")[1]
    revoked = caller.press("张队员", "revoke", template_id="T1")[1]
    nothing = caller.press("张队员", "grant", template_id=" ")[0]

    assert ("1 条" in granted, "0 条" in revoked, nothing) == (True, True, 303)


def test_messages_are_shown_on_both_pages(caller: Caller) -> None:
    caller.control("grant", user="张队员", template_id="T1")
    message = {
        "touser": caller.openid(),
        "template_id": "T1",
        "page": "pages/a",
        "data": {"thing1": {"value": "今晚巡逻"}},
    }
    caller.call("/cgi-bin/message/subscribe/send", **message)

    assert all("今晚巡逻" in caller.page(path) for path in ("/", f"/people/{quote('张队员')}"))


def test_names_are_escaped_everywhere(caller: Caller) -> None:
    name = "<b>&'\"/x"
    caller.control("people", name=name, phone="<i>")
    caller.press(name, "grant", template_id="<u>")

    shown = caller.page("/") + caller.press(name, "login-code")[1]

    assert [tag for tag in ("<b>", "<i>", "<u>") if tag in shown] == []
    assert "&lt;b&gt;" in shown


@pytest.mark.parametrize(
    "path", ["/nothing", "/people/", "/people/nobody", "/people/a/b/c", "/people/nobody/login-code"]
)
def test_what_is_not_there_is_said_to_be_so(caller: Caller, path: str) -> None:
    assert (caller.raw(path)[0], caller.raw(path, b"", {"Origin": caller.url})[0]) == (404, 404)


def test_an_empty_scan_and_an_unknown_button_do_nothing(caller: Caller) -> None:
    caller.control("people", name="张队员")

    assert caller.press("张队员", "scan", scene="")[0] == 303
    assert caller.press("张队员", "answer", step="confirm")[0] == 303
    assert caller.press("张队员", "nothing")[0] == 404


def test_the_policy_allows_no_script(caller: Caller) -> None:
    _, headers, _ = caller.raw("/")

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["Cache-Control"] == "no-store"
    assert caller.raw("/page.css")[1]["Content-Type"] == "text/css; charset=utf-8"
