"""The page for people: who there is, what was sent to them, and the buttons of their phones. Works without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from wechat_simulator import control, views
from wechat_simulator.handset import Handset
from wechat_simulator.records import Person

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    # Not no-referrer: browsers would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_HTML = "text/html; charset=utf-8"
PAGE_SIZE, NEWEST = 50, 20


@dataclass(frozen=True, slots=True)
class Page:
    """An answer to a browser."""

    status: int
    content: bytes
    content_type: str = _HTML
    headers: dict[str, str] = field(default_factory=lambda: dict(_HEADERS))


def respond(handset: Handset, method: str, path: str, query: dict[str, str], body: bytes) -> Page:
    """The page at a path, or what a form does; after a form the browser is sent back to the person."""
    if method == "GET" and path == "/":
        return _html(_home(handset, query))
    if method == "GET" and path == "/page.css":
        return Page(200, files("wechat_simulator").joinpath("page.css").read_bytes(), "text/css; charset=utf-8")
    parts = path.strip("/").split("/")
    if parts[0] != "people" or len(parts) not in (2, 3):
        return _nothing()
    user = unquote(parts[1])
    if user not in handset.world.people:
        return _nothing()
    if method == "GET" and len(parts) == 2:
        return _person(handset, user)
    if method == "POST" and len(parts) == 3 and parts[2] in _ACTIONS:
        form = {key: values[0] for key, values in parse_qs(body.decode(errors="replace")).items()}
        _ACTIONS[parts[2]](handset, user, form)
        return Page(303, b"", headers=_HEADERS | {"Location": f"/people/{quote(user, safe='')}"})
    return _nothing()


def _html(content: str, status: int = 200) -> Page:
    return Page(status, content.encode())


def _home(handset: Handset, query: dict[str, str]) -> str:
    world = handset.world
    wanted = query.get("q", "").strip()
    start = int(query["from"]) if query.get("from", "").isdecimal() else 0
    with world.lock:
        found = [person for person in world.people.values() if _matches(person, wanted)]
        return views.render(
            "home.html",
            title="谁的手机",
            now=world.now(),
            backend=handset.backend,
            wanted=wanted,
            total=len(found),
            people=found[start : start + PAGE_SIZE],
            before=max(0, start - PAGE_SIZE) if start else None,
            after=start + PAGE_SIZE if start + PAGE_SIZE < len(found) else None,
            messages=world.sent[: -NEWEST - 1 : -1],
            names={person.openid: person.name for person in world.people.values()},
        )


def _matches(person: Person, wanted: str) -> bool:
    return wanted in person.name or wanted in person.user or person.phone.endswith(wanted)


def _person(handset: Handset, user: str) -> Page:
    world = handset.world
    with world.lock:
        person = world.people[user]
        left = [(one, world.grants.get((person.openid, one.template_id), 0)) for one in world.templates.values()]
        content = views.render(
            "person.html",
            title=person.name,
            now=world.now(),
            person=person,
            grants=left,
            messages=[message for message in reversed(world.sent) if message.openid == person.openid][:PAGE_SIZE],
            scan=world.scans.get(user),
            news=world.news.pop(user, {}),
        )
    return _html(content)


def _nothing() -> Page:
    return _html(views.render("nothing.html", title="没有这一页"), 404)


def _login_code(handset: Handset, user: str, form: dict[str, str]) -> None:
    with handset.world.lock:
        handset.world.news[user] = {"登录码": handset.world.mint_login_code(user)}


def _phone_code(handset: Handset, user: str, form: dict[str, str]) -> None:
    with handset.world.lock:
        handset.world.news[user] = {"手机号授权码": handset.world.mint_phone_code(user)}


def _grant(handset: Handset, user: str, form: dict[str, str]) -> None:
    _control(handset, "grant", user, form)


def _revoke(handset: Handset, user: str, form: dict[str, str]) -> None:
    _control(handset, "revoke", user, form)


def _scan(handset: Handset, user: str, form: dict[str, str]) -> None:
    if form.get("scene", "").strip():
        handset.scan(user, form["scene"])


def _answer(handset: Handset, user: str, form: dict[str, str]) -> None:
    handset.answer(user, form.get("step", ""))


def _control(handset: Handset, name: str, user: str, form: dict[str, Any]) -> None:
    if form.get("template_id", "").strip():
        control.run(handset.world, name, {"user": user, "template_id": form["template_id"].strip()})


_ACTIONS: dict[str, Callable[[Handset, str, dict[str, str]], None]] = {
    "login-code": _login_code,
    "phone-code": _phone_code,
    "grant": _grant,
    "revoke": _revoke,
    "scan": _scan,
    "answer": _answer,
}
