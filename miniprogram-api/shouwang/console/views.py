"""What the console's templates take: frozen, already in words, nothing left to decide or to look up."""

from typing import Literal

import msgspec

Glyph = Literal[
    "pass", "now", "ahead", "returned", "failed", "taken", "overdue", "seen", "clock", "move", "sheet", "star"
]
Theme = Literal["", "light", "dark"]


class State(msgspec.Struct, frozen=True):
    """A state 状态: a glyph with its own silhouette and its word; `urgent` alone makes it vermilion."""

    glyph: Glyph
    word: str
    urgent: bool = False


class Time(msgspec.Struct, frozen=True):
    """A time in words, and exactly (shown as the title)."""

    words: str
    exact: str = ""


class Link(msgspec.Struct, frozen=True):
    """Where one can go: a tab, a page of the rail, a next step. `count` is None where nothing is counted; `more`: at least."""

    label: str
    href: str
    current: bool = False
    count: int | None = None
    unit: str = "件"
    more: bool = False

    @property
    def key(self) -> str:
        """What the link is called in the page, so that focus stays on it when the rail is drawn anew."""
        return "go-" + self.href.rpartition("/console/")[2].replace("/", "-")


class Group(msgspec.Struct, frozen=True):
    """Some links of the rail under one small heading."""

    title: str
    links: tuple[Link, ...]


class Shell(msgspec.Struct, frozen=True):
    """All that surrounds a page: the force, who is signed in and as what, where else there is to go and what waits there.

    `counted`: when that was counted, in words; `recount`: where a script gets it anew, if it is old.
    """

    force: str
    name: str
    role: str
    scope: str
    csrf: str
    groups: tuple[Group, ...]
    counted: str = ""
    recount: str = ""

    @property
    def further(self) -> bool:
        """Whether this page is none of the first four, which are a phone's tabs."""
        links = [link for group in self.groups for link in group.links]
        return not any(link.current for link in links[:4])


class Note(msgspec.Struct, frozen=True):
    """News (ink) or a thing that needs you now (seal): one bold line, one plain line, one action at most."""

    title: str
    detail: str = ""
    needs_you: bool = False
    glyph: Glyph = "pass"
    action: Link | None = None


class Word(msgspec.Struct, frozen=True):
    """A page's or a part's one statement where there is nothing to list: empty, not found, error."""

    title: str
    text: str
    steps: tuple[Link, ...] = ()
    reference: str = ""


class Entry(msgspec.Struct, frozen=True):
    """One application in the queue 待审名单."""

    id: str
    name: str
    number: str
    unit: str
    href: str
    waited: Time
    state: State
    current: bool = False


class Queue(msgspec.Struct, frozen=True):
    """One gate's applications, the longest waiting first, one page of them."""

    title: str
    remark: str
    tabs: tuple[Link, ...]
    entries: tuple[Entry, ...]
    empty: Word
    more: Link | None = None
    start: Link | None = None
    other: Link | None = None
    besides: tuple[Link, ...] = ()
    news: tuple[Note, ...] = ()
    tabs_label: str = "各关"


class Check(msgspec.Struct, frozen=True):
    """One thing this gate must see, as a sentence with its proof."""

    glyph: Glyph
    sentence: str
    action: Link | None = None


class Fact(msgspec.Struct, frozen=True):
    """One field of a person. Masked ones may be asked for by `field`; a shown one is masked again after a while."""

    term: str
    value: str
    masked: bool = False
    field: str = ""
    shown: str = ""
    link: Link | None = None


class Event(msgspec.Struct, frozen=True):
    """One line of the timeline 经过, newest first."""

    glyph: Glyph
    what: str
    when: Time
    who: str = ""
    note: str = ""


class Reason(msgspec.Struct, frozen=True):
    """One reason 理由 for not passing, with the digit that chooses it."""

    code: str
    words: str
    key: int


class Bar(msgspec.Struct, frozen=True):
    """The decision bar 判定: what may be decided now, on the version that was seen."""

    action: str
    gate: str
    passes: str
    returns: tuple[Reason, ...]
    fails: tuple[Reason, ...]
    takes_note: bool = True
    asks_cover: bool = False
    note: str = ""
    chosen: str = ""
    cover_until: str = ""
    refuses: str = "不通过"
    means: str = "到此为止，90 天后可再报"
    hint: str = "备注，选填；本人看得到"
    unit: str = "份"


class Proof(msgspec.Struct, frozen=True):
    """再证明一次: a code to scan, a number to match, and the form that waits to be sent on."""

    address: str  # where this page's form goes
    image: str
    number: str
    left_s: int
    held: tuple[tuple[str, str], ...]
    says: str = ""
    scene: str = ""
    passkey: bool = False  # whether the person has one


class SignIn(msgspec.Struct, frozen=True):
    """The sign-in page 登录: a code to scan, a number to match, how long it lives, how far it is."""

    image: str
    number: str
    left_s: int
    csrf: str
    stage: Literal["new", "scanned", "confirmed", "refused", "expired"]
    then: str = "/console"
    scene: str = ""
