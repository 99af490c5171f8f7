"""Files of an award: which forms there are, and how long an address to one lives."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from shouwang.honours.models import AwardKind
from shouwang.kernel.problem import NotFound, Problem

LINK_LIVES = timedelta(minutes=5)  # long enough to open and save, too short to be passed on


class Form(StrEnum):
    """What an award can be had as."""

    SHARE = "jpg"  # 分享图
    A4 = "a4.jpg"  # 打印图
    PDF = "pdf"
    MEDAL = "png"  # 勋章图, with the credential inside
    CREDENTIAL = "jwt"


_PAPER = (Form.SHARE, Form.A4, Form.PDF, Form.CREDENTIAL)
FORMS: Mapping[AwardKind, tuple[Form, ...]] = dict.fromkeys(AwardKind, _PAPER) | {
    AwardKind.MEDAL: (Form.SHARE, Form.A4, Form.PDF, Form.MEDAL, Form.CREDENTIAL)
}


class LinkExpired(Problem):
    """An address that is over, or never was one."""

    slug, title, status = "link-expired", "链接过期了，回小程序里重新打开", 410


def require_form(kind: AwardKind, form: str) -> Form:
    """A form that awards of a kind come in. Raises: NotFound."""
    found = next((each for each in FORMS[kind] if each == form), None)
    if found is None:
        raise NotFound
    return found
