"""What a browser keeps for the console: the session, a sign-in under way, its own settings; and what its forms must prove."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from typing import get_args

import msgspec

from shouwang.console.views import Theme
from shouwang.kernel.problem import Problem
from shouwang.platform.web import SESSION_COOKIE

PENDING_COOKIE = "shouwang_sign_in"
PROOF_COOKIE = "shouwang_proof"
CHALLENGE_COOKIE = "shouwang_challenge"
THEME_COOKIE = "shouwang_theme"
KEYS_COOKIE = "shouwang_keys"
SAID_COOKIE = "shouwang_said"  # what was just done, for the next page to tell
SETTINGS_LIFE_S = 400 * 24 * 3600  # Source: RFC 6265bis section 5.5, the longest life a browser grants

_PENDING = re.compile(r"([\w-]{16,32})\.([\w-]{43})\.(\d\d)\.(\d{10})")


class FormOutdated(Problem):
    """A form without the token of this browser's session: an old page, or another site."""

    slug, title, status = "form-outdated", "这一页放久了，刷新后再交一次", 403


class Pending(msgspec.Struct, frozen=True):
    """A sign-in under way, as the browser that asked for it remembers it. Only that browser can redeem it."""

    scene: str
    secret: str
    number: str
    expires_at: int

    def __str__(self) -> str:
        return f"{self.scene}.{self.secret}.{self.number}.{self.expires_at}"

    @classmethod
    def read(cls, cookie: str) -> "Pending | None":
        """What a cookie of ours remembers; None for any other."""
        found = _PENDING.fullmatch(cookie)
        return cls(found[1], found[2], found[3], int(found[4])) if found else None


class Browser(msgspec.Struct, frozen=True):
    """One browser by its cookies."""

    cookies: Mapping[str, str]

    @property
    def session(self) -> str:
        """The session's token, or nothing."""
        return self.cookies.get(SESSION_COOKIE, "")

    @property
    def pending(self) -> Pending | None:
        """The sign-in under way, if the cookie is one of ours."""
        return Pending.read(self.cookies.get(PENDING_COOKIE, ""))

    @property
    def challenge(self) -> str:
        """The secret that binds a passkey's answer to this browser, or nothing."""
        return self.cookies.get(CHALLENGE_COOKIE, "")[:64]

    @property
    def theme(self) -> Theme:
        """Light, dark, or as the system says."""
        kept = self.cookies.get(THEME_COOKIE, "")
        return next((theme for theme in get_args(Theme) if theme == kept), "")

    @property
    def keys(self) -> bool:
        """Whether single-key shortcuts are on. Source: WCAG 2.1.4"""
        return self.cookies.get(KEYS_COOKIE) != "off"

    @property
    def proof(self) -> str:
        """What every form carries: derived from a secret that no other site can read."""
        return proof_of(self.session)

    def require_proof(self, given: str) -> None:
        """Raises: FormOutdated unless the form was drawn for this session."""
        _require(self.proof, given)

    def require_door_proof(self, given: str) -> None:
        """Raises: FormOutdated unless the form was drawn for this browser's sign-in."""
        _require(proof_of(self.pending.secret) if self.pending else "", given)


def proof_of(secret: str) -> str:
    """The token of every form under a secret; nothing where there is no secret."""
    if not secret:
        return ""
    digest = hmac.new(secret.encode(), b"shouwang console form", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:18]).decode()


def _require(proof: str, given: str) -> None:
    if not proof or not hmac.compare_digest(proof.encode(), given.encode()):
        raise FormOutdated


def set_cookie(name: str, value: str, life_s: int, *, secure: bool, path: str = "/") -> str:
    """A whole Set-Cookie value: read by no script, sent by no other site's form. A life of 0 removes it."""
    parts = [f"{name}={value}", f"Max-Age={life_s}", f"Path={path}", "HttpOnly", "SameSite=Lax"]
    return "; ".join([*parts, "Secure"] if secure else parts)


def safe_path(path: str) -> str:
    """A path inside the console to go on to; anything else is the console's door."""
    return path if re.fullmatch(r"/console/[\w./?=&%-]*", path) and ".." not in path else "/console"


_SYSTEMS = (("Windows", "Windows"), ("iPhone", "iPhone"), ("Android", "安卓"), ("Mac OS", "Mac"), ("Linux", "Linux"))
_PROGRAMS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


def device_words(user_agent: str) -> str:
    """What a browser calls itself, short enough to recognise on the phone: Windows，Edge."""
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), "")
    program = next((words for sign, words in _PROGRAMS if sign in user_agent), "")
    return "，".join(part for part in (system, program) if part) or "不认识的浏览器"
