"""The public page 验真: server-made, no script, state first, one style sheet."""

import hashlib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from shouwang.honours.models import CardSeen, Verified
from shouwang.honours.routes import views
from shouwang.honours.routes.views import View
from shouwang.honours.service import Checked, Shown
from shouwang.kernel.clock import Clock
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply

_FOLDER = Path(__file__).parent / "pages"
HTML = "text/html; charset=utf-8"

# Source: reference frontend.md section 3
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


class Pages(msgspec.Struct, frozen=True):
    """The page under this address."""

    public_url: str
    now: Clock

    def verified(self, verified: Verified) -> Reply:
        """A code that stands for an award, whatever became of it."""
        return self._page(views.of_honour(verified), 200)

    def checked(self, checked: Checked) -> Reply:
        """A file, and what it is worth."""
        return self._page(views.of_file(checked), 200)

    def card(self, seen: CardSeen) -> Reply:
        """A scanned card."""
        return self._page(views.of_card(seen), 200)

    def proofs(self, shown: Shown, code: str) -> Reply:
        """The lines behind a service record."""
        return self._page(views.of_proofs(shown, code, self.now()), 200)

    def blank(self) -> Reply:
        """No code yet."""
        return self._page(View("", "验真", "输入证书上的验证码，看它是不是真的，现在还有没有效。"), 200)

    def problem(self, problem: Problem) -> Reply:
        """Why there is no answer."""
        return self._page(views.of_problem(problem, self.now()), problem.status)

    def style(self) -> Reply:
        """The style sheet; its address changes with its content."""
        return Reply(
            style(), "text/css; charset=utf-8", headers={"Cache-Control": "public, max-age=31536000, immutable"}
        )

    def _page(self, view: View, status: int) -> Reply:
        version = hashlib.sha256(style()).hexdigest()[:12]
        html = template("verify.html").render(view=view, host=urlsplit(self.public_url).netloc, style=version)
        return Reply(html.encode(), HTML, status, HEADERS)


@cache
def template(name: str) -> Template:
    """A page of this folder."""
    loader = FileSystemLoader(_FOLDER)
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(name)


@cache
def style() -> bytes:
    """The one style sheet of all of them."""
    return (_FOLDER / "verify.css").read_bytes()
