"""A phone in somebody's hand: the shipped mini-program in a browser, and a notebook of everything it complained about."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, Request

from shouwang.kernel.geo import Crs, Position
from tests import chromium
from tests.world import POINT_WGS84

USUAL, SMALLEST = {"width": 390, "height": 844}, {"width": 320, "height": 640}
PATIENCE_MS = 30_000  # a busy machine takes its time over a first page; what is right never waits for it
METRES_A_DEGREE_NORTH = 110_850.0
# A refused permission of the frame, by its name in `phone.refuse`.
A_REFUSAL_IS_AN_ANSWER = ("the server responded with a status of 4",)  # Chromium notes every one
_DRAWER = """() => {
  const own = `phone:${JSON.parse(localStorage.getItem('phone:host')).person}:`
  const mine = Object.entries(localStorage).filter(([key]) => key.startsWith(own))
  return mine.map(([key, value]) => [key.slice(own.length), value])
}"""
_CHANGE = """(parts) => {
  if (window.phoneHost) return window.phoneHost.change(parts)
  const held = JSON.parse(localStorage.getItem('phone:host') ?? '{}')
  localStorage.setItem('phone:host', JSON.stringify({ ...held, ...parts }))
}"""  # through the running program, or where it will read it
_SETTLED = """async () => {
  const until = Date.now() + 30_000
  for (let quiet = 0; quiet < 3; quiet = window.phoneHost.waiting() ? 0 : quiet + 1) {
    if (Date.now() > until) throw new Error('an answer does not come')
    await new Promise((next) => setTimeout(next))  // an answer may lead to another question
  }
}"""
# Chromium answers before the pages know it: what the next phone wrote meanwhile would go, too.
_FORGOTTEN = "async () => { while (localStorage.length) await new Promise((next) => setTimeout(next, 2)) }"
# Messages may be refused this once, for good, by the main switch of the program, or stopped by WeChat itself.
MESSAGES = ("messages", "messages-never", "messages-off", "messages-ban")
_UNSETTLE = """() => {
  for (const key of Object.keys(localStorage)) if (key.endsWith('host:messages')) localStorage.removeItem(key)
}"""
_SIGN_IN = """async () => {
  const { person } = JSON.parse(localStorage.getItem('phone:host'))
  const headers = { 'content-type': 'application/json' }
  const asked = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body), headers })).json()
  const { code } = await asked('/phone/wechat/login', { user: person })
  const { token, me } = await asked('/v1/login', { code, device: 'devtools' })
  for (const [key, value] of Object.entries({ token, me })) localStorage.setItem(`phone:${person}:${key}`, JSON.stringify(value))
  return Boolean(me.volunteer_number)
}"""  # what the first page does, without the page
PERMISSIONS = ("location", "camera", "album", "phone", *MESSAGES)


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
        """Refuse some of PERMISSIONS and nothing else; what was settled for good before is open again."""
        assert set(permissions) <= set(PERMISSIONS)
        self._set(refused=list(permissions)).page.evaluate(_UNSETTLE)
        return self

    def offline(self, on: bool = True) -> "Phone":
        """Lose the network, or find it again."""
        return self._set(offline=on)

    def letters(self, px: int) -> "Phone":
        """The size of WeChat's own letters on this phone."""
        return self._set(fontSize=px)

    def see(self, **settings: Any) -> "Phone":
        """How the person wants to see it from now on: theme light, night or system; elder; calm."""
        usual = {"theme": "system", "elder": False, "calm": False}
        self.page.evaluate("(settings) => window.phoneHost.see(settings)", usual | settings)
        return self

    def kept(self, key: str) -> Any:
        """What the mini-program keeps under a key of its storage."""
        return json.loads(self.drawer().get(key, "null"))

    def drawer(self) -> dict[str, str]:
        """All that the mini-program keeps on this person's phone, as written."""
        mine = self.page.evaluate(_DRAWER)
        return dict(mine)

    def open(self, page: str) -> Page:
        """Go to a page of app.json, such as `pages/home/index?way=in`, as a message does; starts the program if need be."""
        if self._runs():
            self.page.evaluate("(page) => window.phoneHost.open(page)", page)
        else:
            self.page.goto(f"{self.url}/phone/app.html?{urlencode({'open': page})}")
        return self.page

    def sign_in(self) -> "Phone":
        """Have been here before: signed in, and as a member seen home; the way through the first page has its own tests."""
        if self.page.evaluate(_SIGN_IN):
            self.open("pages/home/index")
            self.page.wait_for_function("() => Object.keys(localStorage).some((key) => key.endsWith(':points'))")
        return self

    def restart(self) -> Page:
        """Kill the mini-program and open it anew."""
        self.page.goto(f"{self.url}/phone/app.html")
        return self.page

    def leave(self) -> "Phone":
        """Go elsewhere in the program while something is under way."""
        self.open("me/help/index")
        return self

    def kill(self) -> "Phone":
        """Kill the mini-program: what was under way in it ends, its storage stays."""
        self.page.goto(f"{self.url}/phone/phone.css")
        return self

    def tap(self, words: str) -> None:
        """Touch what bears these words."""
        self.page.get_by_role("button", name=words).filter(visible=True).first.click()

    def answer(self, words: str) -> None:
        """Touch a button of a question that WeChat itself asks."""
        self.page.locator("dialog.wechat").get_by_role("button", name=words).click()

    def settled(self) -> "Phone":
        """Wait until the program has heard all answers."""
        self.page.evaluate(_SETTLED)
        return self

    def scan(self, words: str, code: str) -> None:
        """Touch what bears these words, and hold the camera before a code."""
        self.tap(words)
        self.page.get_by_label("码的内容").fill(code)
        self.answer("扫到了")

    def violations(self) -> list[str]:
        """What axe finds on the page as it stands."""
        return chromium.violations(self.page)

    def wipe(self) -> None:
        """Switch it off and forget all that it kept; the first page of its profile stays open and does so."""
        self.page.close()
        everything = {"origin": self.url, "storageTypes": "all"}
        first = self.context.pages[0]
        self.context.new_cdp_session(first).send("Storage.clearDataForOrigin", everything)
        first.evaluate(_FORGOTTEN)

    def _set(self, **parts: Any) -> "Phone":
        if not self.page.url.startswith(self.url) or "person" in parts:
            self.kill()  # a new person has a phone of their own; nothing but its storage is there until it is opened
        self.page.evaluate(_CHANGE, parts)
        return self

    def _runs(self) -> bool:
        return "/phone/app.html" in self.page.url

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


def profile(browser: Browser) -> BrowserContext:
    """Where phones keep what they keep."""
    context = browser.new_context(viewport=USUAL, color_scheme="light", has_touch=False)
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(f"localStorage.setItem('phone:never-ask', {json.dumps('1')})")
    return context


def phone(url: str, context: BrowserContext) -> Phone:
    """A phone of the usual size by day, switched on."""
    made = Phone(url, context, context.new_page())
    made.listen()
    return made
