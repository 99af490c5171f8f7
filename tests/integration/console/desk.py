"""A desk with a browser on it: the console over the world's house, and somebody at the keyboard."""

import re
from dataclasses import dataclass
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from shouwang.kernel.actor import Role
from tests.world import FORCE, Person, World

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36 Edg/156.0"


@dataclass
class Desk:
    """One browser, as the server sees it."""

    world: World
    browser: FlaskClient

    def get(self, path: str, **options: object) -> TestResponse:
        """A page."""
        return self.browser.get(path, headers={"User-Agent": EDGE}, **options)

    def post(self, path: str, page: TestResponse, **fields: object) -> TestResponse:
        """A form of a page, sent with the proof that stands in it."""
        return self.browser.post(path, data={"csrf": proof_in(page), **fields}, headers={"User-Agent": EDGE})

    def sign_in(self, person: Person) -> TestResponse:
        """The whole way: code, phone, number, in."""
        door = self.get("/console/sign-in")
        scene = scene_in(door)
        person.post(f"/v1/console-sign-in/{scene}/scanned")
        assert person.post(f"/v1/console-sign-in/{scene}/confirm", {"number": number_in(door)}).status_code == 204
        return self.post("/console/sign-in/enter", self.get("/console/sign-in"))


def recruiter(world: World) -> Person:
    """王招录, who recruits for the whole force."""
    return world.staff("王招录", Role.RECRUITER, FORCE)


def text_of(page: TestResponse) -> str:
    """What stands on a page, without its markup."""
    without = re.sub(r"(?s)<svg.*?</svg>|<script.*?</script>|<[^>]+>", " ", page.get_data(as_text=True))
    return re.sub(r"\s+", " ", unescape(without)).strip()


def proof_in(page: TestResponse) -> str:
    """The token of the page's forms."""
    return _one(r'name="csrf" value="([^"]+)"', page)


def scene_in(door: TestResponse) -> str:
    """What the code says, as a development server tells in words."""
    return _one(r"<code>([\w-]{22})</code>", door)


def number_in(door: TestResponse) -> str:
    """The number to match."""
    return _one(r'class="number">(\d\d)<', door)


def _one(pattern: str, page: TestResponse) -> str:
    found = re.search(pattern, page.get_data(as_text=True))
    assert found, text_of(page)
    return found[1]
