"""HTML of the page for people: every value is escaped where it enters the text."""

from datetime import datetime, timedelta, timezone
from html import escape
from typing import Any
from urllib.parse import quote, urlencode

from wechat_simulator.handset import Scan
from wechat_simulator.records import FOR_EVER, Message, Person, Template

_SHANGHAI = timezone(timedelta(hours=8))
_PAGE_SIZE = 50


def home(
    people: list[Person],
    total: int,
    start: int,
    wanted: str,
    latest: list[tuple[str, Message]],
    now: datetime,
    backend: str,
) -> str:
    """Everybody, and the newest messages."""
    rows = "".join(
        f'<tr><th scope="row"><a href="{_at(one)}">{escape(one.name)}</a></th>'
        f"<td>{escape(one.user) if one.user != one.name else ''}</td>"
        f'<td class="mono">{escape(one.phone)}</td></tr>'
        for one in people
    )
    table = (
        "<table><thead><tr><th scope='col'>名字</th><th scope='col'>登录名</th><th scope='col'>手机号</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        if rows
        else '<p class="empty">没有这个人。运行程序会把人放进来，也可以用 /__sim/people 添加</p>'
    )
    sheet = f"""<h1>谁的手机</h1>
<p class="facts">模拟的微信，时钟 {_when(now)}，后端 {escape(backend)}</p>
<form action="/" method="get" class="row"><label for="q">名字、登录名或手机尾号</label>
<input id="q" name="q" value="{escape(wanted)}"><button>找</button></form>
<section><h2>人<span class="remark">{total} 个</span></h2>{table}{_turn(total, start, wanted)}</section>
<section><h2>最近送到的消息</h2>{_messages(latest)}</section>"""
    return _sheet("谁的手机", sheet)


def person(
    one: Person,
    grants: list[tuple[Template, int]],
    messages: list[Message],
    scan: Scan | None,
    news: dict[str, Any],
    now: datetime,
) -> str:
    """One person's phone."""
    at = _at(one)
    told = "".join(f'<div class="note" role="status">{_pair(key, value)}</div>' for key, value in news.items())
    sheet = f"""<p><a href="/">谁的手机</a></p><h1>{escape(one.name)}</h1>
<p class="facts">手机号 <span class="mono">{escape(one.phone)}</span>，openid <span class="mono">{escape(one.openid)}</span>，
时钟 {_when(now)}</p>{told}
<section><h2>扫码</h2>{_scan_state(at, scan)}
<form action="{at}/scan" method="post" class="row"><label for="scene">粘贴 scene，或码里的整段文字</label>
<input id="scene" name="scene" autocomplete="off" required><button class="main">扫码</button></form></section>
<section><h2>取码</h2>
<form action="{at}/login-code" method="post" class="row"><button>取登录码</button>
<span>wx.login 给的码，5 分钟内用一次</span></form>
<form action="{at}/phone-code" method="post" class="row"><button>取手机号授权码</button>
<span>手机号按钮给的码，5 分钟内用一次</span></form>
</section>
<section><h2>订阅消息授权</h2>{_grants(at, grants)}
<form action="{at}/grant" method="post" class="row"><label for="template">模板 ID</label>
<input id="template" name="template_id" autocomplete="off" required><button>同意收一次</button></form></section>
<section><h2>收到的消息<span class="remark">{len(messages)} 条</span></h2>
{_messages([("", one) for one in messages])}</section>"""
    return _sheet(one.name, sheet)


def nothing() -> str:
    """There is no such page or person."""
    return _sheet("没有", '<h1>没有这一页</h1><p><a href="/">谁的手机</a></p>')


def _sheet(title: str, content: str) -> str:
    return f"""<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}，模拟微信</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/page.css"></head>
<body><main>{content}</main></body></html>"""


def _scan_state(at: str, scan: Scan | None) -> str:
    if scan is None:
        return ""
    rows = "".join(
        f"<div><dt>{escape(str(key))}</dt><dd{' class=number' if key == 'number' else ''}>{escape(str(value))}</dd></div>"
        for key, value in scan.told.items()
    )
    buttons = f"""<form action="{at}/answer" method="post" class="row">
<button class="main" name="step" value="confirm">确认</button><button class="stop" name="step" value="deny">不是我</button>
<span>数字和电脑上的不一样，就按「不是我」</span></form>"""
    role = "status" if scan.status and scan.status < 400 else "alert"
    told = f"后端答 {scan.status}" if scan.status else "后端没有应答"
    return f'<div class="note" role="{role}"><b>{told}</b><dl>{rows}</dl>{buttons if scan.waiting else ""}</div>'


def _grants(at: str, grants: list[tuple[Template, int]]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(template.title or template.template_id)}</th>'
        f'<td class="mono">{escape(template.template_id)}</td>'
        f"<td>{'长期' if left == FOR_EVER else f'还能收 {left} 条'}</td>"
        f"<td>{_grant_button(at, 'grant', '同意收一次', template)}{_grant_button(at, 'revoke', '都不收了', template)}</td></tr>"
        for template, left in grants
    )
    return f"<table><tbody>{rows}</tbody></table>" if rows else '<p class="empty">还没有模板</p>'


def _grant_button(at: str, action: str, words: str, template: Template) -> str:
    return f"""<form action="{at}/{action}" method="post" class="inline"><button name="template_id"
value="{escape(template.template_id)}">{words}</button></form>"""


def _messages(messages: list[tuple[str, Message]]) -> str:
    if not messages:
        return '<p class="empty">还没有消息</p>'
    items = "".join(
        f"<li><p class='facts'>{_when(datetime.fromisoformat(message.at))}"
        f"{f'，给{escape(name)}' if name else ''}，模板 <span class='mono'>{escape(message.template_id)}</span>"
        f"{f'，打开 {escape(message.page)}' if message.page else ''}</p>"
        f"<dl>{''.join(_pair(key, value) for key, value in message.data.items())}</dl></li>"
        for name, message in messages
    )
    return f'<ol class="messages">{items}</ol>'


def _turn(total: int, start: int, wanted: str) -> str:
    links = [
        f'<a href="/?{escape(urlencode({"q": wanted, "from": at}))}">{words}</a>'
        for words, at, there in (
            ("前面的", max(0, start - _PAGE_SIZE), start > 0),
            ("后面的", start + _PAGE_SIZE, start + _PAGE_SIZE < total),
        )
        if there
    ]
    return f'<p class="turn">{" ".join(links)}</p>' if links else ""


def _pair(key: str, value: object) -> str:
    return f"<div><dt>{escape(key)}</dt><dd class='mono'>{escape(str(value))}</dd></div>"


def _at(one: Person) -> str:
    return f"/people/{escape(quote(one.user, safe=''))}"


def _when(instant: datetime) -> str:
    return f'<time datetime="{instant.isoformat()}">{instant.astimezone(_SHANGHAI):%Y-%m-%d %H:%M:%S}</time>'
