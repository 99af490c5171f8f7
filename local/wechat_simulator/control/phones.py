"""Commands about people and their phones: codes, visits, grants, what arrived."""

import json
from dataclasses import asdict, replace

from wechat_simulator import sealing
from wechat_simulator.control.table import Body, command
from wechat_simulator.endpoints.phone import phone_info
from wechat_simulator.records import FOR_EVER, Person, Push, Template
from wechat_simulator.world import World


@command("people")
def _people(world: World, body: Body) -> Body:
    """Add or change people: `people` lists `{user, name, openid, phone, unionid, blocked}`; the same without a list."""
    given = body.get("people", [body] if body else [])
    for one in given:
        known = world.person(str(one.get("user") or one["name"]))
        changes = {key: one[key] for key in ("name", "openid", "phone", "unionid", "blocked") if key in one}
        world.people[known.user] = replace(known, **changes)
        world.changed = True
    return {"people": [_told(person) for person in world.people.values()]}


@command("login")
def _login(world: World, body: Body) -> Body:
    """A code of wx.login on the phone of `user`."""
    code = world.mint_login_code(body["user"])
    return {"code": code, "openid": world.person(body["user"]).openid}


@command("phone")
def _phone(world: World, body: Body) -> Body:
    """A code of the phone-number button on the phone of `user`."""
    return {"code": world.mint_phone_code(body["user"])}


@command("visit")
def _visit(world: World, body: Body) -> Body:
    """`user` opens the mini-program; the 2-hour rule counts from here."""
    world.visit(world.person(body["user"]))
    return {}


@command("open-data")
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


@command("templates")
def _templates(world: World, body: Body) -> Body:
    """Add a template: `template_id`, `title`, `fields`, `long_term`, `banned`."""
    if body:
        template = Template(**body)
        world.templates[template.template_id] = template
        world.changed = True
    return {"templates": [asdict(template) for template in world.templates.values()]}


@command("grant")
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


@command("revoke")
def _revoke(world: World, body: Body) -> Body:
    """`user` takes back all grants of `template_ids`, in WeChat's own settings."""
    person, templates = _person_and_templates(world, body)
    for template_id in templates:
        world.grants.pop((person.openid, template_id), None)
    world.changed = True
    world.pushes.append(Push(_answered(world, person, templates, "reject", "Change")))
    return {}


@command("sent")
def _sent(world: World, body: Body) -> Body:
    """The messages that reached `user`, or everybody."""
    openid = world.people[body["user"]].openid if body.get("user") else None
    return {"sent": [asdict(message) for message in world.sent if openid in (None, message.openid)]}


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
