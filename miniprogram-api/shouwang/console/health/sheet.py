"""How the machinery stands, as a page."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Act,
    Buttons,
    Cell,
    Columns,
    Facts,
    Figure,
    Figures,
    Head,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
    Words,
)
from shouwang.console.jobs import KINDS
from shouwang.console.places import HEALTH
from shouwang.console.views import Fact, Link, State, Word
from shouwang.console.words import moment, span, waited
from shouwang.duty.service.public_log import RootView
from shouwang.kernel.clock import local_day
from shouwang.kernel.problem import Problem
from shouwang.platform.jobs import Job, JobState
from shouwang.platform.outbox_state import Backlog, DeadLetter
from shouwang.platform.wechat import Quota

HERE = HEALTH.href
_SLOW = timedelta(minutes=5)  # an event that waits longer is late: the sweep comes every few minutes

_CALLS = {"send": "发订阅消息", "text": "检查文字", "media": "检查图片", "link": "做链接"}


class Read(msgspec.Struct, frozen=True):
    """What was read. `night` is last night's job; `token_until` when the token of WeChat ends.

    `quotas` is what WeChat said of today, or why it did not; None: it was not asked.
    """

    backlog: Backlog
    dead: Sequence[DeadLetter]
    waiting: Sequence[Job]
    failed: Sequence[Job]
    night: Job | None
    sealed: RootView | None
    token_until: datetime | None
    now: datetime
    quotas: Sequence[Quota] | Problem | None = None


def health_sheet(read: Read, *, may_retry: bool) -> Sheet:
    """The whole page."""
    late = read.backlog.oldest_at is not None and read.now - read.backlog.oldest_at > _SLOW
    more = "以上" if read.backlog.more else ""
    oldest = f"等得最久的 {waited(read.backlog.oldest_at, read.now).words}" if read.backlog.oldest_at else "没有在等的"
    figures = Figures(
        (
            Figure(str(read.backlog.events), f"件{more}", f"要做的事，{oldest}{'，慢了' if late else ''}"),
            Figure(str(len(read.dead)), "封", "死信，试了八次都没成，不再试" if read.dead else "死信，一封也没有"),
            Figure(str(len(read.waiting)), "项", "后台工作在做或者在等"),
        )
    )
    left = (
        Section("此刻", (figures,)),
        _dead(read, may_retry=may_retry),
        _jobs("在做的后台工作", read.waiting, read.now),
    )
    right = (_nightly(read), _quotas(read), _jobs("没做成的后台工作", read.failed, read.now))
    line = f"{moment(read.now, read.now).exact} 的数，刷新就是新的"
    return Sheet(HEALTH.label, line, (Columns(left, right, halves=True),))


def _dead(read: Read, *, may_retry: bool) -> Section:
    heads = (Head("什么事"), Head("错在哪里"), Head("什么时候", second=True), Head(""))
    rows = tuple(
        Row(
            (
                Cell(letter.kind, second=letter.id),
                Cell(letter.fault or "没有记下"),
                Cell(time=moment(letter.at, read.now)),
                Cell(acts=(_again(letter),) if may_retry else ()),
            )
        )
        for letter in read.dead
    )
    table = Table("死信", heads, (Rows(rows),), Word("没有死信", "每一件要做的事都做成了，或者还在试。"))
    return Section("死信", (table,), remark="先改好原因再重投；做成过的不会做两遍")


def _again(letter: DeadLetter) -> Act:
    return Act("重投", HERE + "/retry", hidden(event_id=letter.id), "plain", f"重投 {letter.kind}")


def _jobs(title: str, found: Sequence[Job], now: datetime) -> Section:
    heads = (Head("工作"), Head("状态"), Head("做到", number=True), Head("什么时候"))
    rows = tuple(
        Row(
            (
                Cell(KINDS.get(job.kind, job.kind), second=job.fault or job.job_id),
                Cell(state=_state(job)),
                Cell(f"{job.done:,} / {job.total:,}" if job.total else ""),
                Cell(time=moment(job.asked_at, now)),
            )
        )
        for job in found
    )
    return Section(title, (Table(title, heads, (Rows(rows),), Word("没有", "有了会列在这里。")),))


def _state(job: Job) -> State:
    if job.state is JobState.FAILED:
        return State("failed", "没做成")
    if job.state is JobState.UNDOING:
        return State("returned", "在收回")
    return State("now", f"第 {job.tries + 1} 次试") if job.tries else State("now", "在做")


def _nightly(read: Read) -> Section:
    day = local_day(read.now) - timedelta(days=1)
    night = "没有做过"
    if read.night is not None:
        stood = {JobState.DONE: "做完了", JobState.FAILED: "没做成", JobState.UNDOING: "在收回"}
        night = f"{stood.get(read.night.state, '在做')}，{read.night.done} / {read.night.total} 步"
    sealed = f"{read.sealed.day}，{read.sealed.lines:,} 行" if read.sealed else "还没有封过"
    wechat = "没有取过"
    if read.token_until is not None:
        left = read.token_until - read.now
        wechat = f"有效，还有 {span(left)}" if left > timedelta() else "过期了，下次用时会再取"
    facts = (Fact("昨夜", f"{day} 的活：{night}"), Fact("时长封存", sealed), Fact("微信令牌", wechat))
    return Section("每夜和微信", (Facts(facts),))


def _quotas(read: Read) -> Section:
    """What is left today at WeChat; asked when somebody wants to know, so that the page stands without WeChat."""
    ask = Buttons(links=(Link("问微信今天还剩多少", f"{HERE}?wechat=yes"),))
    if read.quotas is None:
        return Section("微信额度", (ask,), remark="问一次要几秒")
    if isinstance(read.quotas, Problem):
        return Section("微信额度", (Words(Word("微信没有答", read.quotas.detail)), ask))
    heads = (Head("做什么"), *(Head(words, number=True) for words in ("一天", "用了", "还剩")))
    rows = tuple(
        Row(
            (
                Cell(_CALLS.get(it.call, it.call), urgent=it.left * 10 < it.limit),
                *map(_number, (it.limit, it.used, it.left)),
            )
        )
        for it in read.quotas
    )
    return Section("微信额度", (Table("微信今天的额度", heads, (Rows(rows),)),), remark="剩不到一成是红的")


def _number(count: int) -> Cell:
    return Cell(f"{count:,}")
