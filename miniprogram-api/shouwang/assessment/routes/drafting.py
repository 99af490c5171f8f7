"""Rules as everybody may read them; new versions, tried before they are switched on."""

from datetime import date
from typing import Annotated, Any

import msgspec

from shouwang.assessment.models import Measure, Multiplier, Rule, RuleSet, When
from shouwang.assessment.rules import KINDS, RULE_MAKERS
from shouwang.assessment.service import Drafting, Kept, PreviewAsked
from shouwang.kernel.actor import Actor
from shouwang.platform.once import Once
from shouwang.platform.web import Api, anyone, get, post, roles

_MAKERS = roles(*RULE_MAKERS)
_Name = Annotated[str, msgspec.Meta(min_length=2, max_length=20)]
_Points = Annotated[int, msgspec.Meta(ge=-1000, le=1000)]
_Cap = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
_UnitPath = Annotated[str, msgspec.Meta(pattern="^[A-Z][0-9]{1,3}(/[A-Z][0-9]{1,3}){0,2}$")]
_Mark = Annotated[int, msgspec.Meta(ge=0, le=5)]


class WhenAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Conditions; every one that is set must hold."""

    duty_types: Annotated[list[str], msgspec.Meta(max_length=20)] = []
    night: bool | None = None
    weekend: bool | None = None
    levels: Annotated[list[Annotated[int, msgspec.Meta(ge=0, le=9)]], msgspec.Meta(max_length=9)] = []
    units: Annotated[list[_UnitPath], msgspec.Meta(max_length=50)] = []
    marks: Annotated[list[_Mark], msgspec.Meta(max_length=6)] = []
    quantity_from: int | None = None
    quantity_to: int | None = None


class MultiplierAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Times so many percent, when."""

    name: _Name
    percent: Annotated[int, msgspec.Meta(ge=0, le=500)]
    when: WhenAsk = msgspec.field(default_factory=WhenAsk)


class MarkPoints(msgspec.Struct, forbid_unknown_fields=True):
    """What a mark is worth."""

    mark: _Mark
    points: _Points


class RuleAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A rule; `fact` is the kind it looks at, by default that of its own name."""

    rule: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9-]{1,30}$")]
    name: _Name
    measure: Measure
    points: _Points = 0
    every_min: Annotated[int, msgspec.Meta(ge=1, le=600)] = 1
    marks: Annotated[list[MarkPoints], msgspec.Meta(max_length=6)] = []
    capped: bool = False
    fact: str = ""
    when: WhenAsk = msgspec.field(default_factory=WhenAsk)
    times: Annotated[list[MultiplierAsk], msgspec.Meta(max_length=5)] = []


class RulesAsk(msgspec.Struct, forbid_unknown_fields=True):
    """All rules of a version, its caps and levels."""

    rules: Annotated[list[RuleAsk], msgspec.Meta(min_length=1, max_length=60)]
    day_cap: _Cap
    month_cap: _Cap
    levels: Annotated[list[_Cap], msgspec.Meta(min_length=1, max_length=30)]


class PreviewAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A draft, and the season to try it on."""

    draft: RulesAsk
    season: Annotated[str, msgspec.Meta(pattern="^20[0-9]{2}$")]


class KeepAsk(msgspec.Struct, forbid_unknown_fields=True):
    """A draft that was tried (`preview`: the job), and its first day."""

    draft: RulesAsk
    from_on: date
    preview: Annotated[str, msgspec.Meta(max_length=80)]


class RuleShown(RuleAsk):
    """A rule as it is."""


class VersionShown(msgspec.Struct):
    """A version and the days it is in force; `until` is null for the newest."""

    version: int
    from_on: date
    until: date | None
    rules: list[RuleShown]
    day_cap: int
    month_cap: int
    levels: list[int]


class VersionsShown(msgspec.Struct):
    """Every version, the newest first, and the kinds of facts there are."""

    items: list[VersionShown]
    facts: dict[str, str]


class RulesRoutes:
    """Rules as data."""

    def __init__(self, drafting: Drafting) -> None:
        self.drafting = drafting

    @get("/v1/points-rules", who=anyone, summary="积分办法：每一版从哪天到哪天，怎么算")
    def versions(self) -> VersionsShown:
        """Every version of the rules."""
        items = [_version(each.rules, each.until) for each in self.drafting.versions()]
        return VersionsShown(items, dict(KINDS))

    @post(
        "/v1/points-rules/preview",
        who=_MAKERS,
        status=202,
        summary="把新办法拿一个赛季试算：谁会动，为什么；不改任何分",
    )
    def preview(self, actor: Actor, once: Once, body: PreviewAsk) -> PreviewAsked:
        """Try a draft."""
        return self.drafting.preview(actor, _draft(body.draft, date(2000, 1, 1)), body.season, once)

    @post("/v1/points-rules", who=_MAKERS, status=201, summary="启用试算过的新办法，最早从明天开始")
    def keep(self, actor: Actor, once: Once, body: KeepAsk) -> Kept:
        """Put a version in force."""
        return self.drafting.keep(actor, _draft(body.draft, body.from_on), body.preview, once)


def rules_api(drafting: Drafting) -> Api:
    """Routes of the rules."""
    return Api.of("assessment", RulesRoutes(drafting))


def _draft(asked: RulesAsk, from_on: date) -> RuleSet:
    rules = tuple(_rule(rule) for rule in asked.rules)
    return RuleSet(0, from_on, rules, asked.day_cap, asked.month_cap, tuple(asked.levels))


def _rule(asked: RuleAsk) -> Rule:
    told = {name: getattr(asked, name) for name in ("rule", "name", "measure", "points", "every_min", "capped", "fact")}
    times = tuple(Multiplier(each.name, each.percent, _when(each.when)) for each in asked.times)
    return Rule(**told, marks={each.mark: each.points for each in asked.marks}, when=_when(asked.when), times=times)


def _when(asked: WhenAsk) -> When:
    return msgspec.convert(asked, When, from_attributes=True)


def _version(rules: RuleSet, until: date | None) -> VersionShown:
    shown = [_shown(rule) for rule in rules.rules]
    return VersionShown(rules.version, rules.from_on, until, shown, rules.day_cap, rules.month_cap, list(rules.levels))


def _shown(rule: Rule) -> RuleShown:
    told: dict[str, Any] = msgspec.to_builtins(rule)
    marks = [{"mark": mark, "points": points} for mark, points in rule.marks.items()]
    return msgspec.convert({**told, "marks": marks, "fact": rule.kind}, RuleShown)
