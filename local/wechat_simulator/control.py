"""The control API under /__sim/: what a test, a runner or the page asks of the simulated world. Loopback only."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from wechat_simulator import pushes, sealing
from wechat_simulator.endpoints import registry
from wechat_simulator.endpoints.phone import phone_info
from wechat_simulator.faults import Fault
from wechat_simulator.loopback import require_loopback
from wechat_simulator.records import FOR_EVER, Person, Push, Template
from wechat_simulator.world import World

Body = dict[str, Any]
_COMMANDS: dict[str, Callable[[World, Body], Body]] = {}
# These speak to the backend, which may call back: they take the lock themselves.
_UNLOCKED = {"deliver", "handshake"}


class Unknown(Exception):
    """There is no such command."""


def run(world: World, name: str, body: Body) -> Body:
    """Do one command. Raises: Unknown; KeyError, TypeError, ValueError for a body that does not fit."""
    command = _COMMANDS.get(name)
    if command is None:
        raise Unknown(name)
    if name in _UNLOCKED:
        return command(world, body)
    with world.lock:
        return command(world, body)


def _command(name: str) -> Callable[[Callable[[World, Body], Body]], Callable[[World, Body], Body]]:
    def register(function: Callable[[World, Body], Body]) -> Callable[[World, Body], Body]:
        _COMMANDS[name] = function
        return function

    return register


@_command("reset")
def _reset(world: World, body: Body) -> Body:
    """Forget everything; `seed` and `now` as wished."""
    world.begin(int(body.get("seed", world.seed)))
    if "now" in body:
        world.set_clock(datetime.fromisoformat(body["now"]), frozen=bool(body.get("frozen", False)))
    return {"seed": world.seed}


@_command("people")
def _people(world: World, body: Body) -> Body:
    """Add or change people: `people` lists `{user, name, openid, phone, unionid, blocked}`; the same without a list."""
    given = body.get("people", [body] if body else [])
    for one in given:
        known = world.person(str(one.get("user") or one["name"]))
        changes = {key: one[key] for key in ("name", "openid", "phone", "unionid", "blocked") if key in one}
        world.people[known.user] = replace(known, **changes)
        world.changed = True
    return {"people": [_told(person) for person in world.people.values()]}


@_command("login")
def _login(world: World, body: Body) -> Body:
    """A code of wx.login on the phone of `user`."""
    code = world.mint_login_code(body["user"])
    return {"code": code, "openid": world.person(body["user"]).openid}


@_command("phone")
def _phone(world: World, body: Body) -> Body:
    """A code of the phone-number button on the phone of `user`."""
    return {"code": world.mint_phone_code(body["user"])}


@_command("visit")
def _visit(world: World, body: Body) -> Body:
    """`user` opens the mini-program; the 2-hour rule counts from here."""
    world.visit(world.person(body["user"]))
    return {}


@_command("open-data")
def _open_data(world: World, body: Body) -> Body:
    """encryptedData and iv under the present session key of `user`: `kind` phone or profile; rawData with its signature."""
    person = world.person(body["user"])
    if not person.session_key:
        raise ValueError("this person has not logged in yet, so there is no session key")
    mark = {"watermark": {"timestamp": int(world.now().timestamp()), "appid": world.account.appid}}
    raw = json.dumps({"nickName": person.name, "language": "zh_CN"}, ensure_ascii=False)
    profile = {"openId": person.openid, **json.loads(raw), **mark}
    plain = phone_info(world, person) if body.get("kind", "phone") == "phone" else profile
    iv = sealing.random_iv(world.rng)
    encrypted = sealing.open_data(json.dumps(plain, ensure_ascii=False), person.session_key, iv)
    signature = sealing.raw_data_signature(raw, person.session_key)
    return {"encryptedData": encrypted, "iv": iv, "rawData": raw, "signature": signature}


@_command("clock")
def _clock(world: World, body: Body) -> Body:
    """`set` the clock to an instant, `frozen` or flowing on, or `advance_s` seconds."""
    if "set" in body:
        world.set_clock(datetime.fromisoformat(body["set"]), frozen=bool(body.get("frozen", False)))
    if "advance_s" in body:
        step = timedelta(seconds=body["advance_s"])
        world.set_clock(world.now() + step, frozen=world.frozen_at is not None)
    return {"now": world.now().isoformat()}


@_command("templates")
def _templates(world: World, body: Body) -> Body:
    """Add a template: `template_id`, `title`, `fields`, `long_term`, `banned`."""
    if body:
        template = Template(**body)
        world.templates[template.template_id] = template
        world.changed = True
    return {"templates": [asdict(template) for template in world.templates.values()]}


@_command("grant")
def _grant(world: World, body: Body) -> Body:
    """`user` accepts `template_ids` (or one `template_id`), `count` times; long-term templates for ever."""
    person, templates = _person_and_templates(world, body)
    for template_id in templates:
        template = world.templates.setdefault(template_id, Template(template_id, declared=False))
        key = (person.openid, template_id)
        world.grants[key] = FOR_EVER if template.long_term else world.grants.get(key, 0) + int(body.get("count", 1))
    world.changed = True
    world.pushes.append(Push(_answered(world, person, templates, "accept", "Popup")))
    return {"left": {template_id: world.grants[person.openid, template_id] for template_id in templates}}


@_command("revoke")
def _revoke(world: World, body: Body) -> Body:
    """`user` takes back all grants of `template_ids`, in WeChat's own settings."""
    person, templates = _person_and_templates(world, body)
    for template_id in templates:
        world.grants.pop((person.openid, template_id), None)
    world.changed = True
    world.pushes.append(Push(_answered(world, person, templates, "reject", "Change")))
    return {}


@_command("sent")
def _sent(world: World, body: Body) -> Body:
    """The messages that reached `user`, or everybody."""
    openid = world.people[body["user"]].openid if body.get("user") else None
    return {"sent": [asdict(message) for message in world.sent if openid in (None, message.openid)]}


@_command("drawn")
def _drawn(world: World, body: Body) -> Body:
    """The codes that were drawn."""
    return {"drawn": [asdict(drawn) for drawn in world.drawn]}


@_command("calls")
def _calls(world: World, body: Body) -> Body:
    """What was called, in order, how it ended, and how often."""
    calls = [{"path": path, "outcome": outcome} for path, outcome in world.calls]
    return {"calls": calls, "counts": dict(world.counts), "tokens_in_use": len(world.tokens.in_use())}


@_command("faults")
def _faults(world: World, body: Body) -> Body:
    """Add rules: `faults` lists them, or one without a list; `clear` forgets the old ones first."""
    if body.pop("clear", False):
        world.faults.clear()
    for rule in body.get("faults", [body] if body else []):
        fault = Fault.read(rule)
        if fault.path != "*" and not registry.exists(fault.path):
            raise ValueError(f"there is no call {fault.path}")
        world.faults.add(fault)
    return {"faults": [asdict(fault) for fault in world.faults.waiting()]}


@_command("invalidate-tokens")
def _invalidate(world: World, body: Body) -> Body:
    """Kill all tokens, as if somebody elsewhere had refreshed them by force."""
    world.tokens.invalidate()
    return {}


@_command("media")
def _media(world: World, body: Body) -> Body:
    """Decide the verdict of a media check: `trace_id`, `suggest`, `label`."""
    if body:
        world.media[body["trace_id"]].suggest = body["suggest"]
        world.media[body["trace_id"]].label = int(body.get("label", 100 if body["suggest"] == "pass" else 21000))
    return {"media": [asdict(job) for job in world.media.values()]}


@_command("push")
def _push(world: World, body: Body) -> Body:
    """Put any `event` behind the pushes that wait."""
    world.pushes.append(Push(dict(body["event"])))
    return {}


@_command("deliver")
def _deliver(world: World, body: Body) -> Body:
    """Send the pushes that wait to the backend, now."""
    return {"delivered": pushes.deliver(world)}


@_command("handshake")
def _handshake(world: World, body: Body) -> Body:
    """Let the backend prove its push address."""
    return pushes.handshake(world)


@_command("settings")
def _settings(world: World, body: Body) -> Body:
    """Change the account (`appid`, `secret`, `push_url`, ...), its switches, or `quotas` by name."""
    account = {key: body[key] for key in body if hasattr(world.account, key)}
    switches = {key: body[key] for key in body if hasattr(world.switches, key)}
    unknown = set(body) - set(account) - set(switches) - {"quotas"}
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    if account.get("push_url"):
        require_loopback(account["push_url"])
    world.account = replace(world.account, **account)
    world.switches = replace(world.switches, **switches)
    for name, most in body.get("quotas", {}).items():
        world.limits.set(name, int(most))
    return {}


def _told(person: Person) -> Body:
    return {"user": person.user, "name": person.name, "openid": person.openid, "phone": person.phone}


def _person_and_templates(world: World, body: Body) -> tuple[Person, list[str]]:
    return world.person(body["user"]), list(body.get("template_ids") or [body["template_id"]])


def _answered(world: World, person: Person, templates: list[str], word: str, kind: str) -> Body:
    """A grant event. One entry is an object, more are a list: so does WeChat."""
    entries = [
        {"TemplateId": template_id, "SubscribeStatusString": word, "PopupScene": "0"} for template_id in templates
    ]
    return {
        "ToUserName": world.account.original_id,
        "FromUserName": person.openid,
        "CreateTime": str(int(world.now().timestamp())),
        "MsgType": "event",
        "Event": f"subscribe_msg_{kind.lower()}_event",
        f"SubscribeMsg{kind}Event": {"List": entries[0] if len(entries) == 1 else entries},
    }
