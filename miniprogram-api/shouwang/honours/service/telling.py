"""What the holder is told: events for the notices slice, in the commit of what they tell."""

from datetime import datetime, timedelta

from shouwang.honours.models import Award, Wording, WordingState
from shouwang.honours.models.stars import Star, StarObjection, StarObjectionState, StarState
from shouwang.honours.rules.stars import STARS
from shouwang.kernel.clock import local_day
from shouwang.platform.dynamo import Writes
from shouwang.platform.outbox import emit

_PAGE = "honours/certificate/index?id="
_WALL = "honours/wall/index"


def awarded(award: Award) -> Writes:
    """A new honour, also by WeChat where the person allows it."""
    day = award.inscription.issued_on
    return _tell(
        award,
        award.awarded_at,
        title=f"你得到了「{award.inscription.title}」",
        body="证书也发给你了，可以存到手机，也可以打印。别人扫证书上的码，就能验真假。",
        template="honour-awarded",
        fields={
            "honour": award.inscription.title,
            "day": f"{day.year}年{day.month}月{day.day}日",
            "note": "证书已发，可存可印可验",
        },
    )


def revoked(award: Award, at: datetime) -> Writes:
    """An honour taken back, and why."""
    return _tell(
        award,
        at,
        title=f"「{award.inscription.title}」已撤销",
        body=f"原因：{award.state_reason}。有不同意见，7 天内可以申诉。",
    )


def replaced(award: Award) -> Writes:
    """An honour given anew."""
    return _tell(
        award,
        award.awarded_at,
        title=f"「{award.inscription.title}」换发了新的证书",
        body="旧的那张验出来是已换发，以后用新的这张。",
    )


_COMMENDED = "assessment.fact-told"


def commended(award: Award, level: int) -> Writes:
    """Points for a commendation, by whose it is."""
    return _fact(award, 1, level)


def no_longer_commended(award: Award) -> Writes:
    """The points of a commendation that was taken back go, too."""
    return _fact(award, 0, 0)


def wording(after: Wording, at: datetime) -> Writes:
    """Its giver is told when a commendation's words wait for a person, or were refused."""
    held = after.state is WordingState.HELD
    title = "表扬稿等人看一遍" if held else "表扬稿没有通过"
    body = f"「{after.title}」" + ("微信拿不准，上级看过再发。" if held else "里面有不合适的字句，改一改再交。")
    return _plain(after.by, title, body, f"commendation#{after.wording_id}#{after.state}", at)


def star(after: Star, at: datetime) -> Writes:
    """What became of a star. One that stands is told as its medal, one without publicity not at all."""
    title, last = STARS[after.star].title, after.ends_on - timedelta(days=1)
    told = {
        StarState.PUBLICITY: (f"「{title}」开始公示", f"公示到 {last.month} 月 {last.day} 日，没有异议就授予。"),
        StarState.REFUSED: (f"「{title}」没有通过公示", f"异议成立：{after.reason}。有不同意见，7 天内可以申诉。"),
        StarState.LAPSED: (f"「{title}」的公示停了", f"原因：{after.reason}。够了会再公示。"),
    }.get(after.state)
    if told is None or (after.state is StarState.PUBLICITY and after.ends_on <= local_day(at)):
        return Writes()
    return _plain(after.person_id, *told, f"star#{after.star_id}#{after.version}", at)


def star_objection(ruled: StarObjection, at: datetime) -> Writes:
    """A member who objected hears how it was ruled."""
    if ruled.person_id is None:
        return Writes()
    upheld = ruled.state is StarObjectionState.UPHELD
    body = "异议成立，这一级星不授予" if upheld else "核实后异议不成立，谢谢你提出来"
    source = f"star-objection#{ruled.star_id}#{ruled.objection_id}"
    return _plain(ruled.person_id, "你提的异议核过了", body, source, at)


def _plain(person_id: str, title: str, body: str, source: str, at: datetime) -> Writes:
    payload: dict[str, object] = {
        "person_id": person_id,
        "topic": "honours",
        "title": title,
        "body": body,
        "link": _WALL,
        "template": "",
        "fields": {},
    }
    return emit("notices.tell", payload, at=at, source=source)


def _fact(award: Award, quantity: int, level: int) -> Writes:
    payload = {
        "person_id": award.person_id,
        "fact": "commended",
        "source": award.award_id,
        "quantity": quantity,
        "level": level,
        "occurred_at": award.awarded_at,
        "unit_path": award.unit_path,
    }
    at = award.state_at or award.awarded_at
    return emit(_COMMENDED, payload, at=at, source=f"commended#{award.award_id}#{quantity}")


def _tell(award: Award, at: datetime, *, title: str, body: str, template: str = "", fields: object = None) -> Writes:
    payload = {
        "person_id": award.person_id,
        "topic": "honours",
        "title": title,
        "body": body,
        "link": _PAGE + award.award_id,
        "template": template,
        "fields": fields or {},
    }
    return emit("notices.tell", payload, at=at, source=f"honour#{award.award_id}#{award.state}")
