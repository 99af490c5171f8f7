"""Drawing a page: the templates, the headers that lock it down, the words for every refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from flask import g, request
from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.bccache import Bucket

from shouwang.console.assets import STATIC, VENDOR, Assets
from shouwang.console.browser import Browser
from shouwang.console.views import Link, Word
from shouwang.kernel.fresh import StepUpNeeded
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply, SignInAgain

HOME = "/console"
SIGN_IN = "/console/sign-in"
PROOF = "/console/proof"

# Source: reference/look.md (measured with 0 reports), CSP Level 3, OWASP Secure Headers
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

_SAID = {
    403: "你登录着，只是这一页不归你的角色。要看，请管理员给你派活；换个人用，先退出。",
    404: "地址不对，或者它不在你管的范围里。两种情形这里不分。",
    405: "这个地址只收表单。回到管理台，从那里再来。",
}
_SAID_AT_THE_DOOR = "没有登录。用小程序扫码总是可以的；有疑问，找管理员。"
_SAID_OF_POST = "这一步没有办成，什么也没有变。你写的在下面，可以放心再交一次：同一个决定交两次也只算一次。"
_SAID_OF_GET = "这一页没有取到，什么也没有变。过一会儿再取一次。"


class _Compiled(BytecodeCache):
    """What templates were compiled to: once a process, however many applications it has."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was kept; the bucket itself looks whether its template is still the same."""
        if bucket.key in self._code:
            bucket.bytecode_from_string(self._code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        self._code[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@dataclass(frozen=True, slots=True)
class Pages:
    """The console's pages for one force: reached by https or not, with simulated phones (development) or real ones."""

    force: str
    secure: bool
    simulated: bool = False
    assets: Assets = field(default_factory=lambda: Assets.load(STATIC, VENDOR))
    _templates: Environment = field(init=False, repr=False)

    def __post_init__(self) -> None:
        loader = PackageLoader("shouwang.console")
        templates = Environment(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=_COMPILED,
        )
        templates.globals.update(asset=self.assets.address, force=self.force)
        object.__setattr__(self, "_templates", templates)

    def draw(
        self,
        browser: Browser,
        template: str,
        *,
        status: int = 200,
        cookies: tuple[str, ...] = (),
        headers: Mapping[str, str] | None = None,
        **views: Any,
    ) -> Reply:
        """A whole page."""
        drawn = self._templates.get_template(f"console/{template}.html").render(
            theme=browser.theme, keys=browser.keys, **views
        )
        return Reply(drawn.encode(), "text/html; charset=utf-8", status, {**HEADERS, **(headers or {})}, cookies)

    def see_other(self, to: str, *cookies: str) -> Reply:
        """On to another page, by GET."""
        return Reply(b"", "text/plain; charset=utf-8", 303, {**HEADERS, "Location": to}, cookies)

    def refusal(self, problem: Problem) -> Reply:
        """The page that tells a Problem. A session that has ended leads to the door, one that is not fresh to a proof."""
        if isinstance(problem, SignInAgain):
            return self._to_the_door()
        if isinstance(problem, StepUpNeeded):
            return self._to_a_proof()
        word, again = _word(problem), _again(problem)
        browser = Browser(request.cookies)
        return self.draw(browser, "fault", status=problem.status, it=word, again=again, action=request.path)

    def repeated(self, act: str) -> Reply:
        """The same form, sent on by the browser to another address."""
        return Reply(b"", "text/plain; charset=utf-8", 307, {**HEADERS, "Location": act})

    def _to_a_proof(self) -> Reply:
        """To where the person proves who sits there; a form goes along and comes back as it was sent."""
        if request.method == "POST":
            return self.repeated(f"{PROOF}?act={quote(request.full_path.rstrip('?'), safe='')}")
        return self.see_other(f"{PROOF}?then={quote(request.full_path.rstrip('?'), safe='')}")

    def _to_the_door(self) -> Reply:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else request.form.get("here", HOME)
        door = f"{SIGN_IN}?then={quote(wanted, safe='')}"
        if "HX-Request" in request.headers:  # a partial answer would put the door inside the page
            return Reply(b"", "text/plain; charset=utf-8", 200, {**HEADERS, "HX-Redirect": door})
        return self.see_other(door)


def _word(problem: Problem) -> Word:
    ours = problem.status >= 500
    post = request.method == "POST"
    at_the_door = request.path.startswith(SIGN_IN)
    told = {403: _SAID_AT_THE_DOOR} if at_the_door else _SAID
    said = (_SAID_OF_POST if post else _SAID_OF_GET) if ours else told.get(problem.status, "")
    title = ("没存上，你写的还在" if post else "这一页没有取到") if ours else problem.detail
    back = Link("回到登录页", SIGN_IN) if at_the_door else Link("回到管理台", HOME)
    steps = () if ours and post else (back,)
    if ours and not post:
        steps = (Link("再取一次", request.full_path.rstrip("?")), *steps)
    return Word(title, said, steps, g.request_id if ours else "")


def _again(problem: Problem) -> tuple[tuple[str, str], ...]:
    """What was sent, to be sent again as it was; only where sending again can help."""
    if problem.status < 500 or request.method != "POST":
        return ()
    return tuple(request.form.items())
