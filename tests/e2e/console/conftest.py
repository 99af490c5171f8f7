"""A real browser in front of the console, and a notebook of everything it complained about."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from shouwang.identity.models import SessionKind
from shouwang.platform.web import SESSION_COOKIE
from tests.chromium import violations
from tests.fixtures import clock, simulator, store, world
from tests.integration.console.conftest import served
from tests.serving import Listening
from tests.world import Person, World

__all__ = ["clock", "served", "simulator", "store", "world"]

DESK, PHONE = {"width": 1366, "height": 850}, {"width": 390, "height": 844}


@pytest.fixture
def url(door: Listening, served: Flask) -> Iterator[str]:
    """The console, listening."""
    door.app = served
    yield door.url
    door.leave()


@pytest.fixture(scope="session")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """The browser profile of an office computer, whoever sits there; what it fetched for good stays fetched."""
    yield from _profile(browser)


@pytest.fixture(scope="session")
def plain_window(browser: Browser) -> Iterator[BrowserContext]:
    """The same with JavaScript off."""
    yield from _profile(browser, java_script_enabled=False)


def _profile(browser: Browser, **options: object) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=DESK, **options)
    context.set_default_timeout(10_000)
    yield context
    context.close()


@dataclass
class Seat:
    """Somebody in front of a browser window."""

    world: World
    url: str
    context: BrowserContext
    page: Page
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()  # complaints that belong to the scene, such as a refused version's 409

    def open(self, path: str) -> Page:
        """A page by its path."""
        self.page.goto(self.url + path)
        return self.page

    def sign_in(self, person: Person) -> Page:
        """The whole way: the phone reads the code, the person compares the number and confirms; the page goes in."""
        self.open("/console/sign-in")
        number = self.page.locator(".number").inner_text()
        scene = self.page.locator("code").inner_text()
        told = person.post(f"/v1/console-sign-in/{scene}/scanned").json
        assert told is not None and told["number"] == number
        person.post(f"/v1/console-sign-in/{scene}/confirm", {"number": number})
        if not self.scripts:
            self.page.get_by_role("button", name="进入管理台").click()
        self.page.wait_for_url("**/console/today")
        return self.page

    def take(self, person: Person) -> Page:
        """Sit down as somebody who is signed in already, at the first page."""
        self.be(person)
        return self.open("/console")

    def be(self, person: Person) -> None:
        """Be signed in already; signing in by scan has its own tests."""
        login = self.world.house.identity.sign_in(person.person_id, SessionKind.CONSOLE, "test")
        self.context.add_cookies([{"name": SESSION_COOKIE, "value": login.token, "url": self.url}])

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands."""
        return violations(self.page)

    def listen(self, page: Page) -> None:
        """Write down console messages, CSP reports and failed requests."""
        page.on("console", self._heard)
        page.on("pageerror", lambda fault: self.complaints.append(str(fault)))
        page.on("requestfailed", self._failed)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(words in message.text for words in self.expected):
            self.complaints.append(message.text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page left while it was still asking
            self.complaints.append(f"{request.url}: {request.failure}")


def seat(world: World, url: str, browser: Browser, **options: object) -> Seat:
    """A new browser profile in front of the console."""
    context = browser.new_context(viewport=options.pop("viewport", DESK), **options)
    context.set_default_timeout(10_000)
    made = Seat(world, url, context, context.new_page(), scripts=options.get("java_script_enabled", True))
    made.listen(made.page)
    return made


@pytest.fixture
def desk(world: World, url: str, window: BrowserContext) -> Iterator[Seat]:
    """Somebody at an office computer where nobody is signed in."""
    yield from _seated(Seat(world, url, window, window.new_page()))


@pytest.fixture
def plain_desk(world: World, url: str, plain_window: BrowserContext) -> Iterator[Seat]:
    """The same with JavaScript off."""
    yield from _seated(Seat(world, url, plain_window, plain_window.new_page(), scripts=False))


def _seated(made: Seat) -> Iterator[Seat]:
    made.listen(made.page)
    yield made
    made.page.close()
    made.context.clear_cookies()
    assert made.complaints == []
