"""The public page 验真: server-made, no script, state first, one style sheet."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from shouwang.honours.models import AwardKind, AwardState, Verified
from shouwang.honours.rules import CheckedTooOften, NoSuchHonour
from shouwang.kernel.clock import SHANGHAI, Clock, local_day
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply

_FOLDER = Path(__file__).parent / "pages"
_HTML = "text/html; charset=utf-8"

# Source: reference frontend.md section 3
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}

_KINDS = {AwardKind.MEDAL: "勋章", AwardKind.CERTIFICATE: "荣誉证书", AwardKind.COMMENDATION: "表扬"}


@dataclass(frozen=True, slots=True)
class View:
    """What the page says: its state (glyph and word), one sentence, then facts."""

    glyph: str
    word: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """The page under this address."""

    public_url: str
    now: Clock

    def verified(self, verified: Verified) -> Reply:
        """A code that stands for an award, whatever became of it."""
        return self._page(_view(verified), 200)

    def blank(self) -> Reply:
        """No code yet."""
        return self._page(View("", "验真", "输入证书上的验证码，看它是不是真的，现在还有没有效。"), 200)

    def problem(self, problem: Problem) -> Reply:
        """Why there is no answer. An unknown and a malformed code read the same."""
        checked = _time(self.now())
        if isinstance(problem, NoSuchHonour):
            sentence = "没有这个验证码的证书。先对一遍有没有抄错；没抄错，这张证书就不是我们发的。"
            return self._page(View("failed", problem.title, sentence, (), checked), problem.status)
        word = "等一分钟" if isinstance(problem, CheckedTooOften) else "没验成"
        return self._page(View("wait", word, problem.detail + "。", (), checked), problem.status)

    def style(self) -> Reply:
        """The style sheet; its address changes with its content."""
        return Reply(
            _style(), "text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=31536000, immutable"}
        )

    def _page(self, view: View, status: int) -> Reply:
        style = hashlib.sha256(_style()).hexdigest()[:12]
        html = _template().render(view=view, host=urlsplit(self.public_url).netloc, style=style)
        return Reply(html.encode(), _HTML, status, HEADERS)


def _view(verified: Verified) -> View:
    kind = _KINDS[verified.kind]
    facts = [
        ("荣誉", verified.title),
        ("获得者", verified.masked_name),
        ("颁发单位", verified.issuer),
        ("颁发日期", _day(verified.issued_on.year, verified.issued_on.month, verified.issued_on.day)),
        ("证书编号", verified.serial),
    ]
    checked = _time(verified.checked_at)
    if verified.state is AwardState.ISSUED:
        sentence = f"这份{kind}是{verified.issuer}发的，现在有效。"
        return View("pass", "有效", sentence, tuple(facts), checked)
    since = local_day(verified.state_at) if verified.state_at else verified.issued_on
    day = _day(since.year, since.month, since.day)
    if verified.state is AwardState.REVOKED:
        sentence = f"这份{kind}是{verified.issuer}发的，{day}撤销了，不再有效。"
        return View("failed", "已撤销", sentence, tuple(facts), checked)
    sentence = f"这份{kind}是{verified.issuer}发的，{day}换发了新的，这一张不再有效。看本人手里新的那张。"
    return View("replaced", "已换发", sentence, tuple(facts), checked)


def _day(year: int, month: int, day: int) -> str:
    return f"{year} 年 {month} 月 {day} 日"


def _time(instant: datetime) -> str:
    local = instant.astimezone(SHANGHAI)
    return f"{_day(local.year, local.month, local.day)} {local:%H:%M:%S}（北京时间）"


@cache
def _template() -> Template:
    loader = FileSystemLoader(_FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("verify.html")


@cache
def _style() -> bytes:
    return (_FOLDER / "verify.css").read_bytes()
