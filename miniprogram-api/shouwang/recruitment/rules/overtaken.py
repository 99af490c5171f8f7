"""What changed since a reviewer looked: told with the refusal, so that nobody has to search for it."""

from collections.abc import Iterator
from typing import Any

from shouwang.kernel.clock import SHANGHAI
from shouwang.recruitment.models import Application, GateRecord, State
from shouwang.recruitment.rules.form import FIELDS
from shouwang.recruitment.rules.problems import DecidedBefore

PHOTO = "photo"  # stands among the edits beside the fields of the form


def require_seen(application: Application, version: int, mine: str) -> None:
    """Let only an act about what is there now pass; `mine` names the act. Raises: DecidedBefore with what changed."""
    if version == application.version:
        return
    changes = tuple(_changes(application, version))
    changed = "、".join(changes)
    last = application.records[-1] if application.records else None
    told: dict[str, Any] = {"version": application.version, "state": application.state, "changed": changes}
    if last is not None and last.version >= version:
        raise _decided(last, mine, told)
    if application.state is State.WITHDRAWN:
        raise DecidedBefore(f"报名人撤回了，你的「{mine}」没有提交", **told)
    what = f"（{changed}）" if changed else ""
    raise DecidedBefore(f"这份报名刚改过{what}，你的「{mine}」没有提交", **told)


def _decided(last: GateRecord, mine: str, told: dict[str, Any]) -> DecidedBefore:
    at = last.at.astimezone(SHANGHAI).strftime("%H:%M")
    who = last.by_name or "别人"
    return DecidedBefore(
        f"{who} {at} 已判「{last.decision.words}」，你的「{mine}」没有提交",
        decided_by=who,
        decided_at=last.at,
        decision=last.decision,
        gate=last.gate,
        **told,
    )


def _changes(application: Application, version: int) -> Iterator[str]:
    """In words, what happened after a version; fields by name, never by value."""
    for record in application.records:
        if record.version >= version:
            yield f"{record.gate.words}{record.decision.words}"
    for name, at in application.edits.items():
        if at > version:
            yield "照片" if name == PHOTO else FIELDS[name].words
    if application.state is State.WITHDRAWN:
        yield "本人撤回"
    if application.state is State.APPEALED:
        yield "本人申诉"
    if application.objections:
        yield "有人提出异议"
