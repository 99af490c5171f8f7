"""Why a gate's owner may return or fail an application: codes, words, and where each may be used."""

from collections.abc import Mapping

import msgspec

from shouwang.kernel.problem import Fault
from shouwang.recruitment.models import Decision, Gate, Verdict
from shouwang.recruitment.rules.problems import ReasonMissing


class Reason(msgspec.Struct, frozen=True):
    """Why something is returned or fails: in words, at which gates (all if none), and whether a note must say more."""

    words: str
    decision: Decision
    gates: frozenset[Gate] = frozenset()
    needs_note: bool = False
    asks_for: tuple[str, ...] = ()  # fields of the form, or the photo, that who returns it wants done again


REASONS: Mapping[str, Reason] = {
    "photo": Reason("照片不清", Decision.RETURN, asks_for=("photo",)),
    "declaration": Reason("声明不全", Decision.RETURN, asks_for=("no_record_declared",)),
    "address": Reason("住处写不全", Decision.RETURN, asks_for=("community", "address")),
    "contact": Reason("紧急联系人写不全", Decision.RETURN, asks_for=("emergency_name", "emergency_phone")),
    "other": Reason("别的", Decision.RETURN, frozenset(Gate) - {Gate.POLITICAL}, needs_note=True, asks_for=("answer",)),
    "not-cleared": Reason("政治关没有通过", Decision.FAIL, frozenset({Gate.POLITICAL})),
    "unwilling": Reason("意愿或时间不合", Decision.FAIL, frozenset({Gate.WILLINGNESS})),
    "unfit": Reason("身体条件不适合巡逻", Decision.FAIL, frozenset({Gate.FITNESS})),
    "unskilled": Reason("实操没有达到要求", Decision.FAIL, frozenset({Gate.SKILLS})),
    "objection": Reason("公示期的异议成立", Decision.FAIL, frozenset({Gate.PUBLICITY, Gate.NUMBER})),
    "duplicate": Reason("已经另有一份报名", Decision.FAIL, frozenset(Gate) - {Gate.POLITICAL}),
    "untrue": Reason("填的和事实不符", Decision.FAIL, frozenset(Gate) - {Gate.POLITICAL}),
    "other-final": Reason("别的", Decision.FAIL, frozenset(Gate) - {Gate.POLITICAL}, needs_note=True),
}


def reasons_at(gate: Gate, decision: Decision) -> dict[str, Reason]:
    """The reasons a gate's owner may give for a decision."""
    return {
        code: reason
        for code, reason in REASONS.items()
        if reason.decision is decision and (not reason.gates or gate in reason.gates)
    }


def require_reason(gate: Gate, verdict: Verdict) -> None:
    """Let a decision pass with a reason of its list only; at the political gate nothing but the decision is kept.

    Raises: ReasonMissing. Source: reference domain-rules 3.1 (only pass/fail and the checker are stored).
    """
    faults = []
    allowed = reasons_at(gate, verdict.decision)
    if verdict.decision is Decision.PASS and verdict.reason:
        faults.append(Fault("/reason", "通过不用写原因"))
    if verdict.decision is not Decision.PASS and verdict.reason not in allowed:
        faults.append(Fault("/reason", "要从这一关的原因里选一个"))
    if verdict.reason in allowed and allowed[verdict.reason].needs_note and not verdict.note.strip():
        faults.append(Fault("/note", "选了「别的」，要写明是什么"))
    if gate is Gate.POLITICAL and verdict.note:
        faults.append(Fault("/note", "政治关只记通过、退回或不通过，不写备注"))
    if verdict.cover_until is not None and (gate is not Gate.NUMBER or verdict.decision is not Decision.PASS):
        faults.append(Fault("/cover_until", "保险日期在发编号时填"))
    if faults:
        raise ReasonMissing(faults=faults)
