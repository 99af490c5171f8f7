"""Subscribe messages. Source: reference wechat 3.8."""

import re
from typing import Any

from wechat_simulator import fields
from wechat_simulator.endpoints.checks import suggested
from wechat_simulator.endpoints.registry import Answer, Request, endpoint
from wechat_simulator.records import FOR_EVER, Message, Push, Template
from wechat_simulator.refusals import Refusal
from wechat_simulator.world import World

_PAGE = re.compile(r"[0-9A-Za-z_\-/]+(\?\S*)?")
_STATES = ("developer", "trial", "formal")


@endpoint("POST", "/cgi-bin/message/subscribe/send")
def send(world: World, request: Request) -> Answer:
    """One message to one person, for one grant."""
    asked = request.json()
    person = world.by_openid(asked.get("touser"))
    if person is None:
        raise Refusal(40003)
    template = _template(world, str(asked.get("template_id") or ""))
    page = str(asked.get("page") or "")
    require_page(world, page)
    data = _values(asked.get("data"), template)
    if asked.get("miniprogram_state", "formal") not in _STATES:
        raise Refusal(47003, "miniprogram_state")
    if suggested(world, " ".join(data.values())) == "risky":
        raise Refusal(45168)
    world.limits.count("send", world.now())
    _spend_grant(world, person.openid, template)
    message = Message(
        msgid=str(world.rng.getrandbits(62)),
        openid=person.openid,
        template_id=template.template_id,
        page=page,
        data=data,
        state=str(asked.get("miniprogram_state", "formal")),
        at=world.now().isoformat(),
    )
    world.sent.append(message)
    world.changed = True
    world.pushes.append(Push(_sent_event(world, message)))
    return {"errcode": 0, "errmsg": "ok", "msgid": int(message.msgid)}


def _template(world: World, template_id: str) -> Template:
    """The template, not banned. Raises: Refusal 40037, 43107."""
    template = world.templates.get(template_id)
    if template is None:
        if not template_id or any(known.declared for known in world.templates.values()):
            raise Refusal(40037)
        return Template(template_id, declared=False)
    if template.banned:
        raise Refusal(43107)
    return template


def require_page(world: World, page: str) -> None:
    """A page of the released version, or none. Raises: Refusal 41030."""
    if not page:
        return
    released = world.switches.released_pages
    if not _PAGE.fullmatch(page) or page.startswith("/"):
        raise Refusal(41030)
    if released is not None and page.partition("?")[0] not in released:
        raise Refusal(41030)


def _values(data: object, template: Template) -> dict[str, str]:
    """The values by key. Raises: Refusal 47003 naming the key."""
    if not isinstance(data, dict) or not data:
        raise Refusal(47003, "data is empty")
    values: dict[str, str] = {}
    for key, part in data.items():
        value: Any = part.get("value") if isinstance(part, dict) else None
        if not isinstance(value, (str, int, float)):
            raise Refusal(47003, f"data.{key}.value is empty")
        values[str(key)] = str(value)
    missing = [key for key in template.fields if key not in values]
    strange = [key for key in values if template.fields and key not in template.fields]
    bad = [*missing, *strange, fields.bad_key(values)][0]
    if bad:
        raise Refusal(47003, f"data.{bad}.value invalid")
    return values


def _spend_grant(world: World, openid: str, template: Template) -> None:
    left = world.grants.get((openid, template.template_id), 0)
    if left == 0:
        raise Refusal(43101)
    if left != FOR_EVER:
        world.grants[openid, template.template_id] = left - 1


def _sent_event(world: World, message: Message) -> dict[str, Any]:
    entry = {"TemplateId": message.template_id, "MsgID": message.msgid, "ErrorCode": "0", "ErrorStatus": "success"}
    return {
        "ToUserName": world.account.original_id,
        "FromUserName": message.openid,
        "CreateTime": str(int(world.now().timestamp())),
        "MsgType": "event",
        "Event": "subscribe_msg_sent_event",
        "SubscribeMsgSentEvent": {"List": entry},
    }
