"""Named refusals: every "no" this system says is a Problem with a slug, a title and words for the reader."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec


class Fault(msgspec.Struct, frozen=True):
    """One bad field: where it is (JSON pointer) and what is wrong with it, in Chinese."""

    pointer: str
    detail: str


class Problem(Exception):
    """A refusal. Subclass it once for each reason; `platform.web` renders it as RFC 9457 problem+json.

    Subclasses set `slug` (the last part of `type`), `title` (stable Chinese) and `status` (HTTP number).
    `extra` holds machine-readable members in snake_case, such as `retry_after_s` or `open_session_id`.
    """

    slug: ClassVar[str] = "problem"
    title: ClassVar[str] = "没有办成"
    status: ClassVar[int] = 400

    def __init__(self, detail: str = "", *, faults: Sequence[Fault] = (), **extra: object) -> None:
        super().__init__(self.slug)
        self.detail = detail or self.title
        self.faults = tuple(faults)
        self.extra = extra


class Invalid(Problem):
    """The request has bad fields; each is listed."""

    slug, title, status = "invalid", "有几处填得不对", 400


class NotFound(Problem):
    """It does not exist, or not for this person: the answer is the same."""

    slug, title, status = "not-found", "没有找到", 404


class NotAllowed(Problem):
    """The person is known and the role does not allow this kind of act."""

    slug, title, status = "not-allowed", "你没有这项权限", 403


class Stale(Problem):
    """The thing changed since it was read: nothing was done."""

    slug, title, status = "stale", "内容已经变了，刚才的操作没有提交", 409
