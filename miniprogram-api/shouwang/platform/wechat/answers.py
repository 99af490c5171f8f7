"""Reading WeChat's answers. What lacks a field we need is a lost answer, however friendly it looks."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from shouwang.platform.wechat.faults import Lost
from shouwang.platform.wechat.problems import PhoneNotAccepted
from shouwang.platform.wechat.reactions import CODE, LINK, LOGIN, MEDIA, PHONE, QUOTA, TOKEN, Call
from shouwang.platform.wechat.values import Picture, Quota, Sent, Token, Verdict

Answer = dict[str, Any] | Picture

# Source: reference wechat 3.3.
_FRESH = timedelta(seconds=600)
# Enough for any instant, too few for an overflow.
_MOST_DIGITS = 11
_MAINLAND = "86"
_MAINLAND_NUMBER = re.compile(r"1[3-9]\d{9}")


def openid(answer: Answer) -> str:
    """The openid of a login answer. The session key must be there, and is left where it is. Raises: Lost."""
    _text(LOGIN, answer, "session_key")
    return _text(LOGIN, answer, "openid")


def phone(answer: Answer, appid: str, now: datetime) -> str:
    """The mainland number of a phone answer, whose watermark must be ours and fresh. Raises: Lost, PhoneNotAccepted."""
    info = _part(answer, "phone_info")
    mark = _part(info, "watermark")
    if mark.get("appid") != appid or not _is_fresh(mark.get("timestamp"), now):
        raise Lost(PHONE, "Watermark")
    number = _text(PHONE, info, "purePhoneNumber")
    # Seen as text and as a number.
    if str(info.get("countryCode")) != _MAINLAND or not _MAINLAND_NUMBER.fullmatch(number):
        raise PhoneNotAccepted
    return number


def token(answer: Answer, now: datetime) -> Token:
    """The access token of a token answer. Raises: Lost."""
    value, life_s = _text(TOKEN, answer, "access_token"), str(_get(answer, "expires_in"))
    if not (life_s.isascii() and life_s.isdecimal() and len(life_s) <= _MOST_DIGITS):
        raise Lost(TOKEN, "Incomplete")
    return Token(value, now + timedelta(seconds=int(life_s)))


def verdict(answer: Answer) -> Verdict:
    """The verdict of a text or media answer; whatever is not a plain pass or risky is for a person."""
    suggest = _part(answer, "result").get("suggest")
    return {"pass": Verdict.PASS, "risky": Verdict.RISKY}.get(str(suggest), Verdict.REVIEW)


def trace_id(answer: Answer) -> str:
    """Under which a media verdict will be pushed. Raises: Lost."""
    return _text(MEDIA, answer, "trace_id")


def quota(call: Call, answer: Answer) -> Quota:
    """What is left today of a call. Raises: Lost."""
    told = _part(answer, "quota")
    counts = [str(told.get(name)) for name in ("daily_limit", "used", "remain")]
    if not all(each.isascii() and each.isdecimal() for each in counts):
        raise Lost(QUOTA, "Incomplete")
    limit, used, left = map(int, counts)
    return Quota(call.name, limit, used, left)


def sent(answer: Answer) -> Sent:
    """What a send answer means: an answer that says nothing at all is a lost one."""
    said = isinstance(answer, dict) and ("errcode" in answer or "msgid" in answer)
    return Sent.SENT if said else Sent.UNKNOWN


def picture(answer: Answer) -> bytes:
    """The bytes of a code. Raises: Lost."""
    if not isinstance(answer, Picture) or not answer.content:
        raise Lost(CODE, "NoPicture")
    return answer.content


def url_link(answer: Answer) -> str:
    """The link. Raises: Lost."""
    return _text(LINK, answer, "url_link")


def _get(answer: Answer | Mapping[str, Any], key: str) -> object:
    return answer.get(key) if isinstance(answer, Mapping) else None


def _part(answer: Answer | Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = _get(answer, key)
    return part if isinstance(part, Mapping) else {}


def _text(call: Call, answer: Answer | Mapping[str, Any], key: str) -> str:
    value = _get(answer, key)
    if not isinstance(value, str) or not value:
        raise Lost(call, "Incomplete")
    return value


def _is_fresh(timestamp: object, now: datetime) -> bool:
    text = str(timestamp)
    return text.isdecimal() and len(text) <= _MOST_DIGITS and abs(now - datetime.fromtimestamp(int(text), UTC)) < _FRESH
