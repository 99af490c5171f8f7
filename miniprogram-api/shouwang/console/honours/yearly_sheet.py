"""年度评选 as a page: how far the year's desk is, who stands, what objects, and the one step that comes next."""

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Cell,
    Checks,
    Columns,
    Facts,
    Folded,
    Form,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
)
from shouwang.console.honours.words import HERE, YEARLY, on, tabs
from shouwang.console.honours.yearly_forms import (
    decide_form,
    give_form,
    nominate_form,
    open_form,
    publish_form,
    ruling_form,
    step_form,
)
from shouwang.console.views import Check, Fact, Link, State, Word
from shouwang.console.volunteers.words import UnitName
from shouwang.console.words import moment
from shouwang.honours.models.yearly import Candidate, Desk, DeskObjection, DeskObjectionState, DeskState
from shouwang.honours.service import DeskSeen
from shouwang.kernel.actor import Actor, Role

STEPS = {
    DeskState.SHORTLIST: "提名",
    DeskState.PUBLICITY: "公示",
    DeskState.VOTING: "投票",
    DeskState.REVEALING: "开票",
    DeskState.DECIDED: "已定",
}
_RULED = {
    DeskObjectionState.OPEN: State("now", "等人定", urgent=True),
    DeskObjectionState.UPHELD: State("failed", "成立"),
    DeskObjectionState.REJECTED: State("pass", "不成立"),
}
Filled = Callable[[str, Form], Form]
"""A form by its name, with what was typed in it before."""


class Around(msgspec.Struct, frozen=True):
    """Who looks at which year, with what: names of units, the moment, what was typed."""

    actor: Actor
    year: int
    unit_name: UnitName
    now: datetime
    filled: Filled

    @property
    def here(self) -> str:
        """Where the year's forms go."""
        return f"{YEARLY}/{self.year}"

    @property
    def keeps(self) -> bool:
        """Whether this person keeps the desk."""
        return bool(self.actor.scopes(Role.COMMANDER))


def no_desk_sheet(around: Around) -> Sheet:
    """A year without a desk, or with one that is not public yet."""
    year = around.year
    word = Table("评选", (Head(""),), (), Word(f"{year} 年还没有公示的评选", "开了、公示了，这里就有候选和依据。"))
    block: Block = word
    if around.keeps:
        said = "评委 3 到 15 人，开了就不能换；评委不能当候选。提名、公示、投票、开票、定结果，只往前走。"
        form = around.filled("open", open_form(f"{around.here}/open", hidden()))
        block = Section("开这一年的评选", (Prose((said,)), form))
    return _sheet(around, f"{year} 年度评选", "一年一次", (block,))


def desk_sheet(
    around: Around, seen: DeskSeen, objections: Sequence[DeskObjection], suggested: Sequence[tuple[str, str]]
) -> Sheet:
    """The desk of a year. `suggested`: the head of the year's ranking, as words and what is written into the form."""
    desk = seen.desk
    left: list[Block] = [Section("候选", (_candidates(around, seen),), remark=f"{len(seen.candidates)} 个")]
    left += [_objection(around, desk, one) for one in objections]
    right: list[Block] = [Section("走到哪里", (Checks(_steps(desk)), Facts(_facts(desk))))]
    if around.keeps:
        right += _next(around, seen, suggested)
    return _sheet(around, f"{desk.year} {desk.title}", "只往前走；每一步都留痕", (Columns(tuple(left), tuple(right)),))


def _sheet(around: Around, title: str, line: str, blocks: tuple[Block, ...]) -> Sheet:
    return Sheet(title, line, blocks, (*tabs(around.actor, YEARLY), *_years(around)))


def _years(around: Around) -> tuple[Link, ...]:
    return (Link(f"{around.year - 1} 年的", f"{YEARLY}?year={around.year - 1}"),)


def _steps(desk: Desk) -> tuple[Check, ...]:
    order = list(STEPS)
    at = order.index(desk.state)
    over = desk.state is DeskState.DECIDED
    return tuple(
        Check("pass" if n < at or over else "now" if n == at else "ahead", words)
        for n, words in enumerate(STEPS.values())
    )


def _facts(desk: Desk) -> tuple[Fact, ...]:
    opened = sum(vote.choices is not None for vote in desk.votes)
    facts = [
        Fact("名额", f"个人 {desk.volunteers}，中队 {desk.squadrons}"),
        Fact("评委", "、".join(juror.volunteer_number for juror in desk.jury)),
    ]
    if desk.publicity_until:
        facts.append(Fact("公示到", on(desk.publicity_until)))
    if desk.state is DeskState.PUBLICITY:
        facts.append(Fact("没定的异议", f"{desk.open_objections} 件"))
    if desk.votes:
        facts.append(Fact("选票", f"交了 {len(desk.votes)} 张，打开 {opened} 张，一共 {len(desk.jury)} 位评委"))
    if desk.reason:
        facts.append(Fact("结果的理由", desk.reason))
    return tuple(facts)


def _candidates(around: Around, seen: DeskSeen) -> Table:
    out = {each.candidate_id: each.out for each in seen.desk.candidates}
    order = {count.candidate_id: n for n, count in enumerate(seen.desk.counts)}
    shown = sorted(seen.candidates, key=lambda it: (order.get(it.candidate_id, len(order)), it.candidate_id))
    rows = tuple(
        Row(
            (
                Cell(it.name, second=_who(around, it)),
                Cell("，".join(f"{label} {value}" for label, value in it.facts), second=it.why),
                _stands(seen, it, out.get(it.candidate_id, "")),
            )
        )
        for it in shown
    )
    heads = (Head("谁"), Head("依据和提名的理由"), Head("现在"))
    return Table("候选", heads, (Rows(rows),), Word("还没有候选", "支队长提名以后会列在这里。"))


def _who(around: Around, it: Candidate) -> str:
    return f"{it.candidate_id} {around.unit_name(it.unit_path)}" if it.person_id else "中队"


def _stands(seen: DeskSeen, it: Candidate, out: str) -> Cell:
    if out:
        return Cell(state=State("failed", "出局"), second=out)
    count = next((one for one in seen.desk.counts if one.candidate_id == it.candidate_id), None)
    if count is None:
        return Cell(state=State("ahead", "候选"))
    award = seen.awards.get(it.candidate_id)
    links = (Link("看证书", f"{HERE}/{award}"),) if award else ()
    state = State("star", "当选") if count.won else State("ahead", "没有选上")
    return Cell(state=state, second=f"{count.votes} 票", links=links)


def _objection(around: Around, desk: Desk, it: DeskObjection) -> Block:
    state, when = _RULED[it.state], moment(it.at, around.now)
    title, remark = f"异议：对 {it.candidate_id}", "只给裁定的人看"
    facts = Facts((Fact("什么时候", when.words), Fact("现在", f"{state.word} {it.ruling}".strip())))
    if it.state is not DeskObjectionState.OPEN or it.person_id == around.actor.person_id:
        return Section(title, (Prose((it.text,)), facts), remark)
    form = ruling_form(f"{around.here}/objections/{it.objection_id}", hidden(desk.revision))
    return Section(title, (Prose((it.text,)), facts, around.filled(it.objection_id, form)), remark)


def _next(around: Around, seen: DeskSeen, suggested: Sequence[tuple[str, str]]) -> list[Block]:
    """The step that comes next, for who keeps the desk."""
    desk, here, filled = seen.desk, around.here, around.filled
    version = hidden(desk.revision)
    if desk.state is DeskState.SHORTLIST:
        heads = (Head("排行的前列"), Head("提名时写"))
        rows = Rows(tuple(Row((Cell(words), Cell(written))) for words, written in suggested))
        table = Table("排行的前列", heads, (rows,), Word("还没有这一年的排行", "夜里排过名次就有。"))
        nominate = filled("nominate", nominate_form(f"{here}/nominate", version))
        publish = filled("publish", publish_form(f"{here}/publish", version))
        return [
            Section("提名", (nominate, Folded("看排行", (table,)))),
            Section("公示", (Prose(("公示以后不能再提名；人人看得到候选和依据，人人提得了异议。",)), publish)),
        ]
    if desk.state is DeskState.PUBLICITY:
        said = "公示满了、异议都定了，才能请评委投票。评委在手机上封好选票。"
        return [Section("下一步", (Prose((said,)), filled("vote", step_form(f"{here}/vote", "请评委投票", version))))]
    if desk.state is DeskState.VOTING:
        said = "截止以后不再收票，评委在手机上打开自己的票；没有打开的不计。"
        return [Section("下一步", (Prose((said,)), filled("close", step_form(f"{here}/close", "投票截止", version))))]
    if desk.state is DeskState.REVEALING:
        return [Section("定结果", (filled("decide", decide_form(f"{here}/decide", version)),))]
    return _giving(around, seen)


def _giving(around: Around, seen: DeskSeen) -> list[Block]:
    """A certificate for each winner who has none yet."""
    won = {count.candidate_id for count in seen.desk.counts if count.won} - set(seen.awards)
    names = {it.candidate_id: it.name for it in seen.candidates if it.candidate_id in won}
    if not names:
        return []
    form = around.filled("give", give_form(f"{around.here}/give", names, hidden(seen.desk.revision)))
    return [Section("发证书", (form,), remark=f"还有 {len(names)} 个没有发")]
