"""本关要看的: what a gate must see, each as a sentence with its proof. The rules decide; this only tells."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from shouwang.console.views import Check
from shouwang.console.words import day
from shouwang.kernel.clock import local_day
from shouwang.kernel.working_days import publicity_ends_on
from shouwang.recruitment.models import Application, Gate
from shouwang.recruitment.rules.gates import passed
from shouwang.roster.models import Force

Checks = Iterator[Check]


def checks(application: Application, force: Force, now: datetime) -> tuple[Check, ...]:
    """What the gate at which an application stands must see."""
    if application.gate is None:
        return ()
    return (*_document(application), *_BY_GATE[application.gate](application, force, now))


def remark(items: tuple[Check, ...]) -> str:
    """How many there are, and how many are in order."""
    good = sum(item.glyph == "pass" for item in items)
    return f"{len(items)} 项，{'都齐' if good == len(items) else f'{good} 项齐'}"


def _document(application: Application) -> Checks:
    if application.duplicate_of:
        other = application.duplicate_of
        yield Check("failed", f"证件号和 {other} 是同一个人，先当面核对，在这之前判不了通过")
    else:
        yield Check("pass", "证件号没有在别的报名里出现过")


def _willingness(application: Application, force: Force, now: datetime) -> Checks:
    fields = application.fields
    yield Check("pass", f"为什么来：{fields.get('motivation', '')}")
    yield Check("pass", f"每周能来 {fields.get('weekly_hours', 0)} 小时")


def _political(application: Application, force: Force, now: datetime) -> Checks:
    yield Check("pass", "无违法犯罪记录声明，本人已签")
    yield Check("pass", f"政治面貌：{application.fields.get('political_status', '')}")
    yield Check("ahead", "公安协查在系统外做，这里只记结论")


def _fitness(application: Application, force: Force, now: datetime) -> Checks:
    yield Check("pass", "身体情况本人已申报，要看内容点下面的「查看」")
    yield Check("ahead", "体能测试在现场做，这里只记结论")


def _skills(application: Application, force: Force, now: datetime) -> Checks:
    quiz, drill = application.quiz, application.drill
    if quiz:
        yield Check("pass", f"笔试 {quiz.score} 分，{day(quiz.at, now)}")
    else:
        yield Check("ahead", "笔试还没有过；先记实操，笔试一过自动往下走")
    if drill:
        yield Check("pass", f"实操合格，{drill.by_name} {day(drill.at, now)} 记")
    else:
        yield Check("ahead", "实操还没有记")
    skills = application.fields.get("skills")
    if skills:
        yield Check("pass", f"本人说会：{'、'.join(skills)}")


def _publicity(application: Application, force: Force, now: datetime) -> Checks:
    ends_on = publicity_ends_on(application.since or now, force)
    left = ends_on - local_day(now)
    if left > timedelta():
        yield Check("clock", f"公示到 {ends_on.month} 月 {ends_on.day} 日，还有 {left.days} 天；期满才判得了通过")
    else:
        yield Check("pass", f"公示满 {force.publicity_days} 个工作日")
    yield _four(application)


def _number(application: Application, force: Force, now: datetime) -> Checks:
    yield _four(application)
    yield Check("ahead", "保险到哪一天，发编号时填；没有保险的人排不了班")


def _four(application: Application) -> Check:
    gates = passed(application.records)
    return Check("pass", "、".join(gate.words for gate in gates) + " 都过了")


_BY_GATE: Mapping[Gate, Callable[[Application, Force, datetime], Checks]] = {
    Gate.WILLINGNESS: _willingness,
    Gate.POLITICAL: _political,
    Gate.FITNESS: _fitness,
    Gate.SKILLS: _skills,
    Gate.PUBLICITY: _publicity,
    Gate.NUMBER: _number,
}
