"""What else can be done with one application 报名: claim it, look again, settle whose a document is."""

from datetime import datetime

from shouwang.console.blocks import Act, Block, Buttons, Choice, Field, Folded, Form, Hidden, Prose
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import SHANGHAI
from shouwang.recruitment.models import Application, Gate, State
from shouwang.recruitment.rules.appeals import REOPENINGS
from shouwang.recruitment.service import Detail


def tools(detail: Detail, actor: Actor, request_id: str, now: datetime) -> tuple[Block, ...]:
    """The acts there are for this application as it stands; the service says who may."""
    application = detail.application
    address = f"/console/applications/{application.application_id}"
    hidden = (("version", str(application.version)), ("request_id", request_id))
    made: list[Block] = []
    if detail.may_decide:
        made.append(_claiming(detail, actor, address, hidden, now))
    if application.duplicate_of and detail.may_decide:
        made.append(_document(application, address, hidden))
    if application.state is State.FAILED:
        made.append(_reopening(application, address, hidden))
    if application.state is State.APPEALED:
        made.append(_appeal(application, address, hidden))
    return tuple(made)


def _claiming(detail: Detail, actor: Actor, address: str, hidden: Hidden, now: datetime) -> Block:
    claim = detail.claim if detail.claim and detail.claim.until > now else None
    if claim is None:
        return Buttons((Act("领办半小时", f"{address}/claim", hidden),))
    until = claim.until.astimezone(SHANGHAI).strftime("%H:%M")
    if claim.by == actor.person_id:
        return Buttons((Act(f"放回去，你领到 {until}", f"{address}/release", hidden),))
    return Prose((f"{claim.by_name or '别人'}正在办，到 {until} 为止。你判不了，看得到。",))


def _document(application: Application, address: str, hidden: Hidden) -> Block:
    words = (
        f"证件号和 {application.duplicate_of} 是同一个。请本人带证件来，当面看过再点。",
        "点了以后，证件归这一份；那一份转去核查。",
    )
    return Folded(
        "核对证件…", (Prose(words), Buttons((Act("看过证件，是本人的", f"{address}/document", hidden, "main"),)))
    )


def _reopening(application: Application, address: str, hidden: Hidden) -> Block:
    reason = Field(
        "reason",
        "为什么重开",
        "radio",
        required=True,
        choices=tuple(Choice(code, words) for code, words in REOPENINGS.items()),
    )
    fields = (reason, *_note(application))
    form = Form(f"{address}/reopen", fields, "重开，回到这一关", hidden, remark="本人会收到消息；经过里写着谁重开的")
    return Folded("重开…", (form,))


def _appeal(application: Application, address: str, hidden: Hidden) -> Block:
    granted = Field(
        "granted",
        "结论",
        "radio",
        required=True,
        choices=(Choice("true", "成立，回到这一关重判"), Choice("false", "不成立，到此为止")),
    )
    words = f"本人说：「{application.appeal.words}」" if application.appeal else ""
    form = Form(f"{address}/appeal", (granted, *_note(application)), "判申诉", hidden, remark="当初判的人不能判申诉")
    return Folded("判申诉…", (Prose((words,)), form), opened=True)


def _note(application: Application) -> tuple[Field, ...]:
    """The political gate keeps no words."""
    return () if application.gate is Gate.POLITICAL else (Field("note", "备注，选填", most_signs=500),)
