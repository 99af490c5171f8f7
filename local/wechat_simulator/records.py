"""What the simulated WeChat knows: plain records, changed only under the world's lock."""

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

FOR_EVER = -1


@dataclass(slots=True)
class Person:
    """Somebody with WeChat on their phone."""

    user: str
    name: str
    openid: str
    phone: str = ""
    unionid: str = ""
    blocked: bool = False
    session_key: str = ""
    last_visit: datetime | None = None


@dataclass(slots=True)
class Code:
    """A one-time code, of wx.login or of the phone button."""

    openid: str
    made_at: datetime
    used: bool = False


@dataclass(slots=True)
class Template:
    """A subscribe-message template; without `fields` any well-formed field is taken.

    While none is `declared`, every template id exists; from then on an unknown one is refused with 40037.
    """

    template_id: str
    title: str = ""
    fields: list[str] = field(default_factory=list)
    long_term: bool = False
    banned: bool = False
    declared: bool = True


@dataclass(slots=True)
class Message:
    """A subscribe message that reached a person."""

    msgid: str
    openid: str
    template_id: str
    page: str
    data: dict[str, str]
    state: str
    at: str


@dataclass(slots=True)
class MediaJob:
    """A picture or sound waiting for its verdict."""

    trace_id: str
    openid: str
    url: str
    suggest: str = "pass"
    label: int = 100
    delivered: bool = False


@dataclass(slots=True)
class Drawn:
    """A code that was drawn."""

    kind: str
    scene: str
    page: str
    env_version: str


@dataclass(slots=True)
class Scan:
    """A code that somebody's phone has read, and what the backend told about it."""

    scene: str
    token: str = field(repr=False)
    status: int
    told: dict[str, Any]
    step: str = "scanned"

    @property
    def went_well(self) -> bool:
        """Whether the backend took the last step."""
        return 200 <= self.status < 300

    @property
    def waiting(self) -> bool:
        """Whether the person has yet to confirm or deny."""
        return self.went_well and self.step == "scanned"


@dataclass(slots=True)
class Push:
    """An event for the backend, and what became of it."""

    event: dict[str, Any]
    status: int | None = None
    answer: str = ""
    tries: int = 0


def openid_of(user: str) -> str:
    """The openid of a person: always the same, 28 characters, starting with `o`."""
    digest = hashlib.sha256(f"openid of {user}".encode()).digest()
    return "o" + base64.urlsafe_b64encode(digest).decode()[:27]


def phone_of(user: str) -> str:
    """The phone number of a person who was given none: always the same, from a range that no operator has."""
    digest = hashlib.sha256(f"phone of {user}".encode()).digest()
    return f"161{int.from_bytes(digest[:8], 'big') % 10**8:08d}"
