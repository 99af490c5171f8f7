"""The page in a real browser: the whole scan without scripts, nothing refused by the policy, nothing axe can blame."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.chromium import browser_type_launch_args, violations
from tests.unit.wechat_simulator.backend import Backend, running
from tests.unit.wechat_simulator.conftest import Caller, Clock
from wechat_simulator import serve

__all__ = ["browser_type_launch_args"]

pytestmark = pytest.mark.browser
SCANNED = {"browser": "Chrome，Windows", "number": "37", "state": "scanned"}


@pytest.fixture
def backend() -> Iterator[Backend]:
    with running() as made:
        told = {"login": (200, {"token": "t-1"}), "scanned": (200, SCANNED), "confirm": (200, "")}
        made.answer = lambda path, query: told[path.rsplit("/", 1)[1]]  # type: ignore[return-value]
        yield made


@pytest.fixture
def caller(clock: Clock, backend: Backend) -> Iterator[Caller]:
    server = serve(0, seed=7, now=clock, backend=backend.url)
    made = Caller(server.url, clock)
    made.control("people", people=[{"user": "u1", "name": "王静澜"}, {"user": "u2", "name": "周㛃"}])
    made.control("grant", user="u1", template_id="T-shift-reminder")
    yield made
    server.close()


@pytest.mark.parametrize("width", [320, 1366])
def test_a_person_scans_compares_and_confirms_without_scripts(
    browser: Browser, caller: Caller, backend: Backend, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 850})
    page, complaints = context.new_page(), []
    page.on("console", lambda message: complaints.append(message.text))

    page.goto(caller.url)
    page.get_by_role("link", name="王静澜").click()
    page.get_by_label("粘贴 scene").fill("pages/sign-in?scene=s-1")
    page.get_by_role("button", name="扫码").click()
    number = page.locator(".number").inner_text()
    page.get_by_role("button", name="确认").click()
    end = page.get_by_role("status").inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()

    assert (number, end, complaints) == ("37", "确认过了", [])
    assert [path for path, _, _, _ in backend.seen] == [
        "/v1/login",
        "/v1/console-sign-in/s-1/scanned",
        "/v1/console-sign-in/s-1/confirm",
    ]
    assert wide <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, caller: Caller, scheme: str) -> None:
    caller.press("u1", "scan", scene="s-1")
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found = []

    for path in ("/", "/?q=nobody", "/people/u1", "/people/u2", "/nothing"):
        page.goto(caller.url + path)
        found += [f"{path} {violation}" for violation in violations(page)]
    context.close()

    assert found == []
