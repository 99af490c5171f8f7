"""Medals and their grounds as data, and which of them are due."""

from collections.abc import Collection, Sequence

from shouwang.honours.models import AwardKind, Citation, Fact, MedalFacts, MedalRule, Progress
from shouwang.kernel.problem import NotFound

MOST_AT_ONCE = 12  # medals in one commit: 5 writes each, and the store takes 100
_HOUR = 60
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
)


def medals_due(facts: MedalFacts, held: Collection[str], rules: Sequence[MedalRule] = MEDALS) -> tuple[MedalRule, ...]:
    """The medals whose ground is there and that are not held, in the order of the rules."""
    return tuple(rule for rule in rules if rule.medal not in held and _have(facts, rule) >= rule.at_least)


def progress(facts: MedalFacts, held: Collection[str], rules: Sequence[MedalRule] = MEDALS) -> tuple[Progress, ...]:
    """The next medal of each family that is not yet reached, with what the person has towards it."""
    ahead: dict[str, Progress] = {}
    for rule in sorted(rules, key=lambda rule: rule.at_least):
        have = _have(facts, rule)
        if rule.medal not in held and have < rule.at_least:
            ahead.setdefault(rule.family, Progress(rule, have))
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


def _have(facts: MedalFacts, rule: MedalRule) -> int:
    return int(getattr(facts, rule.fact))
