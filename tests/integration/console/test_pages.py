import re

import pytest

from tests.integration.console.desk import recruiter, text_of

CSP = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@pytest.fixture
def seated(world, desk):
    """A recruiter's browser, signed in."""
    desk.sign_in(recruiter(world))
    return desk


class Down:
    """A store that answers nothing but that it cannot."""

    def handle(self, target, body):
        return 500, b'{"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": "down"}'


@pytest.fixture
def store_down(seated, store):
    """The store fails from now on, until the test ends."""
    working, store.engine = store.engine, Down()
    yield
    store.engine = working


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/settings", "/console/style", "/console/nowhere"])
def test_every_page_is_locked_down_and_kept_by_nobody(seated, path):
    headers = seated.get(path).headers

    assert headers["Content-Security-Policy"] == CSP
    assert (headers["X-Frame-Options"], headers["X-Content-Type-Options"]) == ("DENY", "nosniff")
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "same-origin")


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/settings", "/console/style", "/console/nowhere"])
def test_no_page_needs_an_inline_style_script_or_another_host(seated, path):
    html = seated.get(path).get_data(as_text=True)

    assert not re.search(r"\sstyle=|<style|\son\w+=|<script(?![^>]* src=)|javascript:", html)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)


def test_a_file_of_the_page_may_be_kept_for_ever_because_its_name_would_change(seated):
    html = seated.get("/console/settings").get_data(as_text=True)
    address = re.search(r'href="(/console/static/console-[0-9a-f]{12}\.css)"', html)[1]

    style = seated.get(address)

    assert (style.status_code, style.content_type) == (200, "text/css; charset=utf-8")
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert seated.get("/console/static/console.css").status_code == 404


def test_a_page_that_does_not_exist_says_so_in_words(seated):
    lost = seated.get("/console/nowhere")

    assert (lost.status_code, lost.content_type) == (404, "text/html; charset=utf-8")
    assert "没有找到" in text_of(lost)


def test_the_settings_of_a_browser_are_kept_in_it_and_reach_the_first_byte_of_the_page(seated):
    kept = seated.post("/console/settings", seated.get("/console/settings"), theme="dark", keys="off")
    page = seated.get(kept.location).get_data(as_text=True)

    assert kept.status_code == 303
    assert '<html lang="zh-CN" data-theme="dark" data-keys="off">' in page
    assert "存下了" in page


def test_settings_go_back_to_what_the_system_says(seated):
    seated.post("/console/settings", seated.get("/console/settings"), theme="dark", keys="off")

    seated.post("/console/settings", seated.get("/console/settings"), theme="", keys="on")

    assert '<html lang="zh-CN">' in seated.get("/console/settings").get_data(as_text=True)


def test_a_theme_that_does_not_exist_is_refused_and_nothing_is_kept(seated):
    refused = seated.post("/console/settings", seated.get("/console/settings"), theme="pink")

    assert (refused.status_code, "Set-Cookie" in refused.headers) == (400, False)


def test_who_is_signed_in_stands_on_the_page_with_role_and_scope(seated):
    page = text_of(seated.get("/console/settings"))

    assert "招录专员" in page and "全支队" in page


def test_the_style_page_shows_every_component_without_a_request_to_a_slice(seated):
    style = seated.get("/console/style")

    assert style.status_code == 200
    for words in ("焦点与按键", "状态", "名单", "经过", "本关要看的", "旧版本", "空", "出错", "判定"):
        assert words in text_of(style)


def test_a_fault_of_ours_says_what_to_do_and_under_which_number_to_ask(seated, store_down):
    page = seated.get("/console/settings")

    assert page.status_code == 503
    assert re.search(r"这一页没有取到 .* 再取一次 .*把这个号告诉管理员：R-[0-9A-F]{12}", text_of(page))


def test_a_form_that_failed_on_our_side_comes_back_with_all_that_was_written(seated, store_down):
    failed = seated.browser.post("/console/settings", data={"theme": "dark", "keys": "off", "note": "协查<都>看过"})
    html = failed.get_data(as_text=True)

    assert "没存上，你写的还在" in text_of(failed)
    assert '<form method="post" action="/console/settings">' in html
    assert 'name="theme" value="dark"' in html and 'value="协查&lt;都&gt;看过"' in html
