"""Medals and their grounds as data, and which of them are due."""

from calendar import isleap
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from shouwang.honours.models import Award, AwardKind, Citation, Doubt, Fact, MedalFacts, MedalRule, Progress, Rack
from shouwang.kernel.actor import Role
from shouwang.kernel.problem import NotFound

MEDAL_KEEPERS = frozenset({Role.COMMANDER, Role.ADMINISTRATOR})  # who has everybody looked at again
MOST_AT_ONCE = 12  # medals in one commit: 5 writes each, and the store takes 100
_HOUR = 60
FAMILIES: Mapping[str, str] = {
    "patrols": "巡逻",
    "stars": "服务之星",
    "nights": "守夜",
    "call-outs": "应召",
    "training": "培训",
    "streaks": "不间断",
    "anniversaries": "入队周年",
}
# Stars count measured hours only: the two ledgers are never added. Source: reference domain-rules 5, look 1.8 and 6
MEDALS: tuple[MedalRule, ...] = (
    MedalRule("first-patrol", "首次巡逻", "patrols", Fact.PATROLS, 1, "完成首次义务巡逻", "first-patrol"),
    MedalRule("patrols-10", "十次巡逻", "patrols", Fact.PATROLS, 10, "完成义务巡逻十次", "patrols-10"),
    MedalRule("patrols-50", "五十次巡逻", "patrols", Fact.PATROLS, 50, "完成义务巡逻五十次", "patrols-50"),
    MedalRule("patrols-100", "百次巡逻", "patrols", Fact.PATROLS, 100, "完成义务巡逻一百次", "patrols-100"),
    MedalRule("star-1", "一星服务之星", "stars", Fact.MINUTES_MEASURED, 100 * _HOUR, "累计服务满一百小时", "star-1"),
    MedalRule("star-2", "二星服务之星", "stars", Fact.MINUTES_MEASURED, 300 * _HOUR, "累计服务满三百小时", "star-2"),
    MedalRule("star-3", "三星服务之星", "stars", Fact.MINUTES_MEASURED, 600 * _HOUR, "累计服务满六百小时", "star-3"),
    MedalRule("star-4", "四星服务之星", "stars", Fact.MINUTES_MEASURED, 1000 * _HOUR, "累计服务满一千小时", "star-4"),
    MedalRule(
        "star-5", "五星服务之星", "stars", Fact.MINUTES_MEASURED, 1500 * _HOUR, "累计服务满一千五百小时", "star-5"
    ),
    MedalRule("night-watch", "守夜人", "nights", Fact.NIGHTS, 20, "完成夜间执勤二十次", "night-watch"),
    MedalRule("call-out-5", "应召五次", "call-outs", Fact.CALL_OUTS, 5, "响应召集到场五次", "call-out-5"),
    MedalRule("call-out-20", "应召二十次", "call-outs", Fact.CALL_OUTS, 20, "响应召集到场二十次", "call-out-20"),
    MedalRule("training", "全科结业", "training", Fact.COURSES, 0, "完成全部必修培训", "training", stays=True),
    MedalRule("streak-30", "三十天不断", "streaks", Fact.STREAK_WEEKS, 5, "连续三十天每周执勤", "streak-30"),
    MedalRule("streak-365", "一年不断", "streaks", Fact.STREAK_WEEKS, 52, "连续一年每周执勤", "streak-365"),
    MedalRule("anniversary-1", "入队一年", "anniversaries", Fact.YEARS, 1, "入队满一年", "anniversary-1"),
    MedalRule("anniversary-3", "入队三年", "anniversaries", Fact.YEARS, 3, "入队满三年", "anniversary-3"),
    MedalRule("anniversary-5", "入队五年", "anniversaries", Fact.YEARS, 5, "入队满五年", "anniversary-5"),
)


def medals_due(facts: MedalFacts, held: Collection[str], rules: Sequence[MedalRule] = MEDALS) -> tuple[MedalRule, ...]:
    """The medals whose ground is there and that are not held, in the order of the rules."""
    return tuple(rule for rule in rules if rule.medal not in held and _reached(facts, rule))


def progress(facts: MedalFacts, held: Collection[str], rules: Sequence[MedalRule] = MEDALS) -> tuple[Progress, ...]:
    """The next medal of each family that is not yet reached, with what the person has towards it."""
    ahead: dict[str, Progress] = {}
    for rule in sorted(rules, key=lambda rule: rule.at_least):
        if rule.medal not in held and _counted(facts, rule) and not _reached(facts, rule):
            step = Progress(rule, getattr(facts, rule.fact), _need(facts, rule), _comes_on(facts, rule))
            ahead.setdefault(rule.family, step)
    return tuple(ahead.values())


def medal_citation(rule: MedalRule) -> Citation:
    """A medal given by rule, and the words of the certificate that comes with it."""
    body = f"在义务巡防工作中恪尽职守、甘于奉献，{rule.deed}，授予“{rule.title}”勋章。\n特发此证，以资鼓励。"
    return Citation(AwardKind.MEDAL, rule.title, body, rule.medal)


def require_medal(medal: str) -> MedalRule:
    """A medal by its id. Raises: NotFound."""
    found = next((rule for rule in MEDALS if rule.medal == medal), None)
    if found is None:
        raise NotFound
    return found


def looked_at(facts: MedalFacts, rules: Sequence[MedalRule] = MEDALS) -> list[str]:
    """The medals that these facts decide: of what was not counted, none is due and none is lost."""
    return [rule.medal for rule in rules if _counted(facts, rule) and (_reached(facts, rule) or not rule.stays)]


def years_between(first: date, day: date) -> int:
    """Whole years from one day to another; who joined on 29 February has the day on 1 March."""
    return day.year - first.year - ((day.month, day.day) < (first.month, first.day))


def anniversary(first: date, years: int) -> date:
    """The day on which so many years are whole; who joined on 29 February has the day on 1 March."""
    if (first.month, first.day) == (2, 29) and not isleap(first.year + years):
        return date(first.year + years, 3, 1)
    return first.replace(year=first.year + years)


def rack(medals: Collection[str]) -> Rack:
    """A person's medals in one line."""
    stars = [int(medal.removeprefix("star-")) for medal in medals if medal.startswith("star-")]
    return Rack(len(medals), max(stars, default=0))


def missing_words(progress: Progress) -> str:
    """What is still to be done, as a person reads it."""
    if progress.on is not None:
        return f"{progress.on.year} 年 {progress.on.month} 月 {progress.on.day} 日满 {progress.need} 年"
    if progress.rule.fact is Fact.MINUTES_MEASURED:
        hours, minutes = divmod(progress.missing, _HOUR)
        return "还差 " + " ".join(
            part for part in (f"{hours} 小时" * bool(hours), f"{minutes} 分" * bool(minutes)) if part
        )
    return f"还差 {progress.missing} {_UNITS[progress.rule.fact]}"


def doubt(award: Award, why: str, at: datetime) -> Doubt:
    """A medal in doubt, for a person to decide."""
    written = award.inscription
    return Doubt(
        award_id=award.award_id,
        person_id=award.person_id,
        name=written.name,
        volunteer_number=written.number,
        unit_path=award.unit_path,
        medal=award.medal or "",
        title=written.title,
        why=why,
        at=at,
    )


_UNITS = {
    Fact.PATROLS: "次执勤",
    Fact.NIGHTS: "次夜班",
    Fact.CALL_OUTS: "次出警",
    Fact.COURSES: "门必修课",
    Fact.STREAK_WEEKS: "周，每周至少一次执勤",
    Fact.YEARS: "年",
}


def _need(facts: MedalFacts, rule: MedalRule) -> int:
    """How many it takes; 0 where nothing is required of the person."""
    return rule.at_least or facts.courses_required


def _comes_on(facts: MedalFacts, rule: MedalRule) -> date | None:
    if rule.fact is not Fact.YEARS or facts.joined_on is None:
        return None
    return anniversary(facts.joined_on, rule.at_least)


def _counted(facts: MedalFacts, rule: MedalRule) -> bool:
    return getattr(facts, rule.fact) is not None and _need(facts, rule) > 0


def _reached(facts: MedalFacts, rule: MedalRule) -> bool:
    return _counted(facts, rule) and getattr(facts, rule.fact) >= _need(facts, rule)
