"""The gates 关, the states of an application, and what is decided at a gate."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from shouwang.kernel.actor import Actor


class Gate(StrEnum):
    """A gate 关. Which of them stand in which order is data of the force. Source: seed (政治关、志愿关、身体关和技能关)."""

    WILLINGNESS = "willingness"
    POLITICAL = "political"
    FITNESS = "fitness"
    SKILLS = "skills"
    PUBLICITY = "publicity"
    NUMBER = "number"

    @property
    def words(self) -> str:
        """Its name in Chinese."""
        return _GATE_WORDS[self]


_GATE_WORDS = {
    Gate.WILLINGNESS: "志愿关",
    Gate.POLITICAL: "政治关",
    Gate.FITNESS: "身体关",
    Gate.SKILLS: "技能关",
    Gate.PUBLICITY: "公示",
    Gate.NUMBER: "编号",
}


class State(StrEnum):
    """What an application waits for, or how it ended."""

    DRAFT = "draft"  # 草稿
    REVIEW = "review"  # 待审
    RETURNED = "returned"  # 退回补件
    PASSED = "passed"  # 入队
    FAILED = "failed"  # 不通过
    WITHDRAWN = "withdrawn"  # 撤回
    APPEALED = "appealed"  # 申诉


OPEN = frozenset({State.DRAFT, State.REVIEW, State.RETURNED, State.APPEALED})
ENDED = frozenset({State.PASSED, State.FAILED, State.WITHDRAWN})
EDITABLE = frozenset({State.DRAFT, State.RETURNED})
QUEUED = frozenset({State.REVIEW, State.RETURNED, State.APPEALED})


class Decision(StrEnum):
    """What a gate's owner decides."""

    PASS = "pass"  # noqa: S105 -- a verdict, not a secret
    FAIL = "fail"
    RETURN = "return"

    @property
    def words(self) -> str:
        """Its name in Chinese."""
        return {Decision.PASS: "通过", Decision.FAIL: "不通过", Decision.RETURN: "退回"}[self]


class Stage(msgspec.Struct, frozen=True):
    """Where an application stands: its state, and the gate it is at (none before the first and after the last)."""

    state: State
    gate: Gate | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What a gate's owner says, about the version that was read. `cover_until` is told at the number gate only."""

    decision: Decision
    version: int
    reason: str = ""
    note: str = ""
    cover_until: date | None = None


class GateRecord(msgspec.Struct, frozen=True):
    """A decision that was taken: at which gate, by whom, about which version."""

    gate: Gate
    decision: Decision
    by: str  # person_id
    by_name: str
    at: datetime
    version: int
    reason: str = ""
    note: str = ""
    waited_since: datetime | None = None  # at the gate before the decision, for who takes it back at once
    due_on: date | None = None


class Reviewer(msgspec.Struct, frozen=True):
    """Who decides: rights, and the blind indexes that show whose friend one is."""

    actor: Actor
    kin: frozenset[str] = frozenset()
