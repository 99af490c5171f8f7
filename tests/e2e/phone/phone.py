"""A phone in somebody's hand: the shipped mini-program in a browser, and a notebook of everything it complained about."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from shouwang.kernel.geo import Crs, Position
from tests.world import POINT_WGS84

USUAL, SMALLEST = {"width": 390, "height": 844}, {"width": 320, "height": 640}
METRES_A_DEGREE_NORTH = 110_850.0
# A refused permission of the frame, by its name in `phone.refuse`.
A_REFUSAL_IS_AN_ANSWER = ("the server responded with a status of 4",)  # Chromium notes every one
PERMISSIONS = ("location", "camera", "album", "messages", "phone")


@dataclass
class Phone:
    """What a test does with a phone."""

    url: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)  # complaints that belong to the scene

    def as_(self, person: str) -> "Phone":
        """Let somebody hold it, by the name that the simulator knows; a new person has a fresh phone."""
        self._set(person=person)
        return self

    def stand(self, latitude: float, longitude: float, accuracy: float = 12) -> "Phone":
        """Stand somewhere. Units: degrees in GCJ-02, metres."""
        return self._set(place={"latitude": latitude, "longitude": longitude}, accuracy=accuracy)

    def stand_away(self, away_m: float = 0, accuracy: float = 12) -> "Phone":
        """Stand so far north of the point of the tests."""
        place = Position(POINT_WGS84[0] + away_m / METRES_A_DEGREE_NORTH, POINT_WGS84[1], Crs.WGS84).in_crs(Crs.GCJ02)
        return self.stand(place.latitude_deg, place.longitude_deg, accuracy)

    def refuse(self, *permissions: str) -> "Phone":
        """Refuse location, camera, album, messages, phone."""
        assert set(permissions) <= set(PERMISSIONS)
        return self._set(refused=list(permissions))

    def offline(self, on: bool = True) -> "Phone":
        """Lose the network, or find it again."""
        return self._set(offline=on)

    def settle(self, **settings: Any) -> "Phone":
        """How the person wants to see it: theme light, night or system; elder; calm."""
        return self.keep("settings", settings)

    def keep(self, key: str, value: Any) -> "Phone":
        """Put something into the mini-program's own storage."""
        self._run(
            "([key, value]) => localStorage.setItem(`phone:${window.phoneHost.state().person}:${key}`, JSON.stringify(value))",
            [key, value],
        )
        return self

    def kept(self, key: str) -> Any:
        """What the mini-program keeps under a key of its storage."""
        return self._run(
            "(key) => JSON.parse(localStorage.getItem(`phone:${window.phoneHost.state().person}:${key}`))", key
        )

    def open(self, page: str) -> Page:
        """Start the mini-program at a page of app.json, such as `pages/home/index?way=in`."""
        self.page.goto(f"{self.url}/phone/app.html?{urlencode({'open': page})}")
        return self.page

    def sign_in(self) -> "Phone":
        """Have been here before: agreed, signed in, home seen."""
        self.open("pages/arrive/index")
        self.tap("同意，用微信进入")
        self.page.wait_for_function("() => document.body.dataset.route !== 'pages/arrive/index'")
        if self.kept("me")["volunteer_number"]:
            self.page.wait_for_function("() => Object.keys(localStorage).some((key) => key.endsWith(':points'))")
        return self

    def restart(self) -> Page:
        """Kill the mini-program and open it anew."""
        self.page.goto(f"{self.url}/phone/app.html")
        return self.page

    def tap(self, words: str) -> None:
        """Touch what bears these words."""
        self.page.get_by_role("button", name=words).filter(visible=True).first.click()

    def answer(self, words: str) -> None:
        """Touch a button of a question that WeChat itself asks."""
        self.page.locator("dialog.wechat").get_by_role("button", name=words).click()

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands."""
        found = Axe().run(self.page).response["violations"]
        return [f"{v['id']}: {[n['target'] for n in v['nodes']]}" for v in found]

    def _set(self, **parts: Any) -> "Phone":
        if self.page.url == "about:blank":
            self.page.goto(f"{self.url}/phone/app.html?open=pages/arrive/index")
        self._run("(parts) => window.phoneHost.change(parts)", parts)
        if "person" in parts:
            self.page.wait_for_function("(person) => window.phoneHost?.state().person === person", arg=parts["person"])
            self.page.wait_for_load_state()
        return self

    def _run(self, script: str, argument: Any = None) -> Any:
        if self.page.url == "about:blank":
            self.page.goto(f"{self.url}/phone/app.html?open=pages/arrive/index")
        return self.page.evaluate(script, argument)

    def listen(self) -> None:
        """Write down what the page complains about."""
        self.page.on("console", lambda m: self._heard(m.text) if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda fault: self._heard(str(fault)))
        self.page.on("requestfailed", self._failed)

    def _heard(self, text: str) -> None:
        if not any(words in text for words in (*A_REFUSAL_IS_AN_ANSWER, *self.expected)):
            self.complaints.append(text)

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self._heard(f"{request.url}: {request.failure}")


def phone(url: str, browser: Browser, size: dict[str, int] = USUAL, *, night: bool = False) -> Phone:
    """A new phone, switched on."""
    context = browser.new_context(viewport=size, color_scheme="dark" if night else "light", has_touch=False)
    context.set_default_timeout(8_000)
    context.add_init_script(f"localStorage.setItem('phone:never-ask', {json.dumps('1')})")
    made = Phone(url, context, context.new_page())
    made.listen()
    return made
