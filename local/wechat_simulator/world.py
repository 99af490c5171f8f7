"""The simulated WeChat of one mini-program account: its people, codes, tokens, grants, messages, and its clock."""

import base64
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random
from threading import RLock
from typing import Any

from wechat_simulator.faults import Faults
from wechat_simulator.limits import Limits
from wechat_simulator.records import Code, Drawn, MediaJob, Message, Person, Push, Scan, Template, openid_of, phone_of
from wechat_simulator.refusals import Refusal
from wechat_simulator.tokens import TokenBook

CODE_LIFE = timedelta(minutes=5)
VISIT_LIFE = timedelta(hours=2)

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Account:
    """The mini-program as its owner's console shows it. None of this is secret: it opens nothing but the simulator.

    Without an appid the account belongs to whoever calls first, with the appid and secret they bring.
    """

    appid: str = ""
    secret: str = ""
    original_id: str = "gh_simulated0001"
    push_token: str = "LocalPushToken"  # noqa: S105 -- opens nothing
    push_aes_key: str = "A" * 43
    push_url: str = ""

    def belongs_to(self, appid: str, secret: str) -> None:
        """Take the first caller for the owner."""
        if not self.appid:
            self.appid, self.secret = appid, secret


@dataclass(slots=True)
class Switches:
    """What the account's owner, or WeChat, may have switched: each an error code that calls then answer with."""

    config_errcode: int = 0
    released_pages: list[str] | None = None
    risky_words: list[str] = field(default_factory=lambda: ["违规示例"])
    review_words: list[str] = field(default_factory=lambda: ["待审示例"])


class World:
    """Everything, behind one lock. Same seed, same calls in the same order: same codes, tokens and ids."""

    def __init__(self, account: Account, seed: int, now: Clock) -> None:
        self.lock = RLock()
        self._given = account
        self._machine_now = now
        self.begin(seed)

    def begin(self, seed: int) -> None:
        """Forget everything but the account that was given."""
        self.seed = seed
        self.account = replace(self._given)
        # Set by whatever a restart must not forget.
        self.changed = False
        self.rng = Random(seed)  # noqa: S311 -- deterministic on purpose, guards nothing
        self.offset = timedelta()
        self.frozen_at: datetime | None = None
        self.people: dict[str, Person] = {}
        self.login_codes: dict[str, Code] = {}
        self.phone_codes: dict[str, Code] = {}
        self.tokens = TokenBook(self.rng)
        self.templates: dict[str, Template] = {}
        self.grants: dict[tuple[str, str], int] = {}
        self.sent: list[Message] = []
        self.media: dict[str, MediaJob] = {}
        self.drawn: list[Drawn] = []
        self.pushes: deque[Push] = deque(maxlen=2_000)
        self.scans: dict[str, Scan] = {}
        # What the last button press on somebody's page gave, shown once.
        self.news: dict[str, dict[str, str]] = {}
        self.rids: dict[str, dict[str, Any]] = {}
        self.limits = Limits()
        self.faults = Faults()
        self.switches = Switches()
        self.calls: deque[tuple[str, str]] = deque(maxlen=20_000)
        self.counts: Counter[str] = Counter()

    def now(self) -> datetime:
        """The simulated instant."""
        return self.frozen_at or self._machine_now() + self.offset

    def set_clock(self, instant: datetime, *, frozen: bool) -> None:
        """Let it be that instant now; time flows on from there, or stands."""
        self.frozen_at = instant.astimezone(UTC) if frozen else None
        self.offset = instant.astimezone(UTC) - self._machine_now()

    def hex(self, length: int) -> str:
        """Random hexadecimal digits."""
        return f"{self.rng.getrandbits(length * 4):0{length}x}"

    def person(self, user: str) -> Person:
        """The person a test or a page names; made when new."""
        if user not in self.people:
            self.people[user] = Person(user, user, openid_of(user), phone_of(user))
            self.changed = True
        return self.people[user]

    def by_openid(self, openid: object) -> Person | None:
        """The person behind an openid."""
        return next((person for person in self.people.values() if person.openid == openid), None)

    def visit(self, person: Person) -> None:
        """The person opens the mini-program."""
        person.last_visit = self.now()

    def mint_login_code(self, user: str) -> str:
        """What wx.login gives on this person's phone: 32 hexadecimal digits, good once within 5 minutes."""
        return self._mint(self.login_codes, user)

    def mint_phone_code(self, user: str) -> str:
        """What the phone-number button gives: 64 hexadecimal digits, good once within 5 minutes."""
        return self._mint(self.phone_codes, user, 64)

    def new_session_key(self, person: Person) -> str:
        """One valid session key a person: a new login makes the one before worthless."""
        person.session_key = base64.b64encode(self.rng.randbytes(16)).decode()
        return person.session_key

    def require_recent(self, openid: object) -> Person:
        """A person who used the mini-program within 2 hours. Raises: Refusal 40003, 61010."""
        person = self.by_openid(openid)
        if person is None:
            raise Refusal(40003)
        if person.last_visit is None or self.now() - person.last_visit > VISIT_LIFE:
            raise Refusal(61010)
        return person

    def _mint(self, codes: dict[str, Code], user: str, length: int = 32) -> str:
        person = self.person(user)
        self.visit(person)
        code = self.hex(length)
        codes[code] = Code(person.openid, self.now())
        return code
