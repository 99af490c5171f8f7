"""What a rule says, in words."""

from collections.abc import Callable, Iterator, Mapping

from shouwang.assessment.models import Measure, Multiplier, Rule, When

Named = Callable[[str], str]
MINUS = "\u2212"


def says(rule: Rule) -> str:
    """What a rule gives or takes."""
    if rule.measure is Measure.PER_MINUTES:
        return f"每满 {rule.every_min} 分钟 {signed(rule.points)} 分"
    if rule.measure is Measure.BY_MARK:
        return "，".join(
            f"评 {mark} 分得 {signed(points)}" for mark, points in sorted(rule.marks.items(), reverse=True)
        )
    if rule.measure is Measure.AS_TOLD:
        return "照更正写的分"
    return f"一次 {signed(rule.points)} 分"


def under(rule: Rule, named: Named = str) -> str:
    """Its conditions, multipliers, and whether it counts to the caps."""
    parts = [*conditions(rule.when, named), *(multiplied(one, named) for one in rule.times)]
    return "；".join([*parts, *(["计入上限"] if rule.capped else [])])


def multiplied(one: Multiplier, named: Named = str) -> str:
    """A multiplier and when it holds."""
    when = "、".join(conditions(one.when, named)) or "总是"
    return f"{when}按 {one.percent}%（{one.name}）"


def conditions(when: When, named: Named = str) -> Iterator[str]:
    """Each condition that is set; `named` says duties and units in words."""
    for is_so, words in ((when.night, "夜间"), (when.weekend, "周末")):
        if is_so is not None:
            yield words if is_so else f"不在{words}"
    lists = {"级别": when.levels, "任务": when.duty_types, "单位": when.units, "评分": when.marks}
    yield from (f"{label} {'、'.join(named(str(one)) for one in told)}" for label, told in lists.items() if told)
    bounds = {"以上": when.quantity_from, "以内": when.quantity_to}
    yield from (f"{bound} {words}" for words, bound in bounds.items() if bound is not None)


def signed(points: int) -> str:
    """Points; a minus is U+2212."""
    return f"{MINUS}{-points:,}" if points < 0 else f"{points:,}"


def marks_text(marks: Mapping[int, int]) -> str:
    """Marks as they are typed: 5=5 4=3 3=1."""
    return " ".join(f"{mark}={points}" for mark, points in sorted(marks.items(), reverse=True))


def times_text(times: tuple[Multiplier, ...]) -> str:
    """Multipliers as they are typed: 夜间=200；周末=150."""
    return "；".join(f"{one.name}={one.percent}" for one in times)
