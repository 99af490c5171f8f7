"""Every error code WeChat can answer with, and what we do about it: one table, as data.

Source: reference wechat 3 and 4; section numbers stand beside the rows. A code that no row names is logged and ends
as the call's `Call.unknown` says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

MINUTE_S = 60


class End(StrEnum):
    """How a call ends when WeChat refuses it and no further try is left."""

    LOGIN = "a new login code is needed"
    PRESS = "the phone button must be pressed again"
    BUSY = "no answer worth having, come back"
    WAIT = "come back in a minute"
    BLOCKED = "WeChat refuses the person"
    BUG = "our request is wrong"
    ALARM = "the account is wrong"
    LATER = "not now, put back with a delay"
    HOLD = "a person must decide"
    UNSUBSCRIBED = "no grant left"
    RISKY = "the content is illegal"


class Reaction(msgspec.Struct, frozen=True):
    """What is done about an error code: tries in all, a token refresh, the end, and for how long we stop calling."""

    end: End
    tries: int = 1
    refresh: bool = False
    alarm: bool = False
    pause_s: int = 0


RETRY = Reaction(End.BUSY, tries=3)
RETRY_ONCE = Reaction(End.LATER, tries=2)
RETRY_THEN_HOLD = Reaction(End.HOLD, tries=3)
REFRESH = Reaction(End.BUSY, refresh=True)
REFRESH_THEN_ALARM = Reaction(End.ALARM, refresh=True, alarm=True)
RELOGIN = Reaction(End.LOGIN)
NEW_CODE = Reaction(End.BUSY)
PRESS = Reaction(End.PRESS)
WAIT = Reaction(End.WAIT, pause_s=MINUTE_S)
BLOCKED = Reaction(End.BLOCKED)
BUG = Reaction(End.BUG)
ALARM = Reaction(End.ALARM, alarm=True, pause_s=MINUTE_S)
ALARM_AND_DROP = Reaction(End.BUG, alarm=True, pause_s=MINUTE_S)
LATER = Reaction(End.LATER, pause_s=MINUTE_S)
LATER_AT_ONCE = Reaction(End.LATER)
LATER_AND_ALARM = Reaction(End.LATER, alarm=True, pause_s=MINUTE_S)
HOLD = Reaction(End.HOLD)
HOLD_FOR_A_MINUTE = Reaction(End.HOLD, pause_s=MINUTE_S)
UNSUBSCRIBED = Reaction(End.UNSUBSCRIBED)
RISKY = Reaction(End.RISKY)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of WeChat's server API, and whether it may be sent again when its answer was lost."""

    name: str
    method: str
    path: str
    needs_token: bool = True
    resend: bool = False
    unknown: Reaction = BUG
    codes: Mapping[int, Reaction] = field(default_factory=dict, repr=False)

    def reaction(self, errcode: int) -> Reaction:
        """What to do about an error code: the call's own row, else the common one, else the call's last resort."""
        return self.codes.get(errcode) or COMMON.get(errcode, self.unknown)


def _rows(reaction: Reaction, *errcodes: int) -> dict[int, Reaction]:
    return dict.fromkeys(errcodes, reaction)


# Section 4: codes of all calls. 40164 and 895xx: the address is not allowed, waits, or is refused for a time.
COMMON: Mapping[int, Reaction] = {
    **_rows(RETRY, -1),
    **_rows(REFRESH, 40001, 42001),
    **_rows(REFRESH_THEN_ALARM, 40014),
    **_rows(BUG, 41001, 43002, 44002, 47001, 61024),
    **_rows(ALARM, 40013, 40125, 40164, 40243, 41002, 41004, 48001, 48004, 48006, 50007),
    **_rows(ALARM, 89501, 89503, 89506, 89507),
    **_rows(LATER, 45011, 44990, 44991),
    **_rows(LATER_AND_ALARM, 45009),
    **_rows(BLOCKED, 50002),
}

# Section 3.1. A code may be spent even when the answer says busy, so nothing is sent twice.
LOGIN = Call(
    "login",
    "get",
    "/sns/jscode2session",
    needs_token=False,
    unknown=NEW_CODE,
    codes={
        **_rows(NEW_CODE, -1),
        **_rows(RELOGIN, 40029, 40163),
        **_rows(WAIT, 45011),
        **_rows(BLOCKED, 40226),
        **_rows(BUG, 41008),
    },
)

# Section 3.2, stable mode: the same token for every caller, so asking again harms nothing. 40001 is a wrong secret here.
TOKEN = Call(
    "token",
    "post",
    "/cgi-bin/stable_token",
    needs_token=False,
    resend=True,
    unknown=ALARM,
    codes={
        **_rows(ALARM, 40001, 45009, 50004),
        **_rows(BUG, 40002),
        **_rows(LATER, 45011),
    },
)

# Section 3.3. 40013 is a code of another mini-program: anyone can send one, so it must not stop the calls of others.
PHONE = Call(
    "phone",
    "post",
    "/wxa/business/getuserphonenumber",
    unknown=NEW_CODE,
    codes={
        **_rows(NEW_CODE, -1),
        **_rows(PRESS, 40029),
        **_rows(Reaction(End.BUG, alarm=True), 40013),
        **_rows(WAIT, 45011),
    },
)

# Section 3.6. Never fail open, never lose the text.
TEXT = Call(
    "text",
    "post",
    "/wxa/msg_sec_check",
    resend=True,
    unknown=HOLD,
    codes={
        **_rows(RETRY_THEN_HOLD, -1),
        **_rows(BUG, 40003, 43104, 40129),
        **_rows(HOLD_FOR_A_MINUTE, 44991),
        **_rows(Reaction(End.HOLD, alarm=True, pause_s=MINUTE_S), 45009),
        **_rows(HOLD, 61010),
        **_rows(RISKY, 87014),
    },
)

# Section 3.7. A lost answer is not asked again: the same request too often is 87020.
MEDIA = Call(
    "media",
    "post",
    "/wxa/media_check_async",
    unknown=HOLD,
    codes={
        **_rows(BUG, 40003, 40004, 43104),
        **_rows(LATER, 87020),
        **_rows(HOLD, 61010),
    },
)

# Section 3.8. At most once: a lost answer is never sent again. 20004 and 43116 are named there only to be treated so.
SEND = Call(
    "send",
    "post",
    "/cgi-bin/message/subscribe/send",
    unknown=BUG,
    codes={
        **_rows(RETRY_ONCE, -1),
        **_rows(UNSUBSCRIBED, 43101, 43116, 20004),
        **_rows(BUG, 40003, 41030, 47003),
        **_rows(ALARM_AND_DROP, 40037, 43107),
        **_rows(LATER_AT_ONCE, 43108),
        **_rows(HOLD, 45168),
    },
)

# Section 3.9. Codes are permanent and may be drawn twice.
CODE = Call(
    "code",
    "post",
    "/wxa/getwxacodeunlimit",
    resend=True,
    codes={
        **_rows(BUG, 40097, 40129, 40169, 41030, 85096),
        **_rows(LATER, 45009),
    },
)

# Section 3.9, links. 40002 and 85407: no right; 40013 and 85408: banned.
LINK = Call(
    "link",
    "post",
    "/wxa/generate_urllink",
    resend=True,
    codes={
        **_rows(ALARM, 40002, 85407, 40013, 85408, 85079),
        **_rows(BUG, 40165, 40212, 85401, 85402),
        **_rows(LATER, 44990, 44993, 85406),
    },
)

# What is left today of the calls that have a daily limit; asked by the page of health, never on anybody's way. 76021: there is no
# such call, 76022: it is not this account's. Source: WeChat's documentation, openApi-mgnt/getApiQuota
QUOTA = Call(
    "quota",
    "post",
    "/cgi-bin/openapi/quota/get",
    resend=True,
    codes={**_rows(BUG, 76021, 76022)},
)

CALLS = (LOGIN, TOKEN, PHONE, TEXT, MEDIA, SEND, CODE, LINK, QUOTA)
LIMITED_A_DAY = (SEND, TEXT, MEDIA, LINK)  # Source: reference wechat 3
