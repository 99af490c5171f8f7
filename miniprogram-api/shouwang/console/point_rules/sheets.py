"""积分办法 as pages: the versions in words, a new one as a form, who would move by it."""

from collections.abc import Mapping, Sequence
from datetime import date

from shouwang.assessment.models import Measure, Rule, RuleSet
from shouwang.assessment.rules import KINDS
from shouwang.assessment.service import Version
from shouwang.console.acts import hidden
from shouwang.console.blocks import (
    Block,
    Buttons,
    Cell,
    Choice,
    Facts,
    Field,
    Folded,
    Head,
    Prose,
    Row,
    Rows,
    Section,
    Sheet,
    Table,
)
from shouwang.console.blocks.grid import Grid, GridRow
from shouwang.console.places import RULES
from shouwang.console.point_rules.conditions import Offered, condition_fields
from shouwang.console.point_rules.draft import DraftForm, rows_of
from shouwang.console.point_rules.words import Named, says, under
from shouwang.console.views import Fact, Link
from shouwang.kernel.problem import Fault, Problem

HERE = RULES.href
DRAFT, PREVIEWS = f"{HERE}/draft", f"{HERE}/previews"
# By which part of a pointer a fault finds its column.
_COLUMN_OF = {
    "marks": "detail",
    "every_min": "detail",
    "when": "times",
    "rule": "name",
    "fact": "name",
    "measure": "name",
}


def versions_sheet(versions: Sequence[Version], today: date, named: Named, *, makes: bool) -> Sheet:
    """Every version, the one in force open."""
    blocks: list[Block] = []
    if makes:
        newest = versions[0].rules.version
        blocks.append(Buttons(links=(Link("改一版新的", f"{DRAFT}?base=v{newest}"),)))
    in_force = next(each for each in versions if each.rules.from_on <= today)
    for each in versions:
        table = (_content(each.rules, named), *_copy(each.rules, makes=makes))
        title = f"第 {each.rules.version} 版"
        if each is in_force:
            blocks.append(Section(f"{title}，现在用的", table, remark=_days(each)))
        else:
            blocks.append(Section(title, (Folded("看这一版", table),), remark=_days(each)))
    return Sheet(RULES.label, "人人看得到；发生的事按那一天的办法算，改了也不回头", tuple(blocks))


def _days(version: Version) -> str:
    first = f"{version.rules.from_on:%Y-%m-%d} 起"
    return f"{first}，到 {version.until:%Y-%m-%d}" if version.until else first


def _content(rules: RuleSet, named: Named) -> Table:
    heads = (Head("规则"), Head("多少分"), Head("什么时候"), Head("看什么", second=True))
    rows = tuple(
        Row((Cell(rule.name), Cell(says(rule)), Cell(under(rule, named)), Cell(KINDS.get(rule.kind, rule.kind))))
        for rule in rules.rules
    )
    return Table(f"第 {rules.version} 版的规则", heads, (Rows(rows),))


def _copy(rules: RuleSet, *, makes: bool) -> tuple[Block, ...]:
    facts = Facts(
        (
            Fact("每天上限", f"{rules.day_cap:,} 分"),
            Fact("每月上限", f"{rules.month_cap:,} 分"),
            Fact("等级", "、".join(f"{n} 级 {least:,}" for n, least in enumerate(rules.levels))),
        )
    )
    links = (Link("照这一版改", f"{DRAFT}?base=v{rules.version}"),) if makes else ()
    return (facts, *((Buttons(links=links),) if links else ()))


def draft_sheet(
    base: RuleSet, form: DraftForm, seasons: Sequence[str], offered: Offered, no: Problem | None = None
) -> Sheet:
    """A new version as it is typed; a refused one with every fault beside its field."""
    faults = _placed(no.faults if no else (), rows_of(form, base))
    heads = ("规则", "名称", "分", "每几分钟，或评几得几", "倍数（%）", "计入上限", "留不留")
    rows = tuple(_row(n, rule, form, faults, offered.named) for n, rule in enumerate(base.rules))
    grid = Grid(
        f"{HERE}/preview",
        "这一版的规则",
        heads,
        rows,
        (
            ("上限和等级", _limits(form, faults)),
            ("加一条规则，不加就空着", _more(form, faults)),
            *_rest(base, form, faults),
            (
                "条件：全都对上才算，一次一组",
                condition_fields(form, base, offered, lambda name: faults.get((-1, name), "")),
            ),
            ("试算", (_season(form, seasons),)),
        ),
        "拿这个赛季试算",
        (*hidden(), ("base", form.base)),
        remark="试算不改任何人的分；试算完才能启用",
        other=Link("先不改", HERE),
    )
    said = "评分写成 5=5 4=3：评 5 分得 5，评 4 分得 3。倍数 200 就是双倍，删掉就不再加倍。"
    more = "一次加一条、改一组条件，试算以后可以接着改。改一条已有的，原来的条件全换成这里写的。"
    return Sheet(
        "改一版新的积分办法", "先试算，看谁会动，再启用", (Prose((said, more)), grid), back=Link(RULES.label, HERE)
    )


def _placed(faults: Sequence[Fault], rows: Sequence[int]) -> Mapping[tuple[int, str], str]:
    """Faults by row and column of the form: the reader names rows of the form, the service rules of the draft."""
    told: dict[tuple[int, str], str] = {}
    for fault in faults:
        of, _, rest = fault.pointer.strip("/").partition("/")
        place, _, part = rest.partition("/")
        if of not in ("rows", "rules") or not place.isdecimal():
            told[(-1, fault.pointer.rpartition("/")[2])] = fault.detail
            continue
        row = int(place) if of == "rows" else rows[min(int(place), len(rows) - 1)]
        column = part.partition("/")[0] or "name"
        told[(row, _COLUMN_OF.get(column, column))] = fault.detail
    return told


def _row(n: int, rule: Rule, form: DraftForm, faults: Mapping[tuple[int, str], str], named: Named) -> GridRow:
    def text(column: str, label: str, *, there: bool = True) -> Field:
        values: list[str] = getattr(form, column)
        value, fault = values[n] if n < len(values) else "", faults.get((n, column), "")
        return Field(column, label, "text" if there else "hidden", value, fault=fault, most_signs=100)

    def choice(column: str, label: str, choices: tuple[Choice, ...]) -> Field:
        values: list[str] = getattr(form, column)
        value = values[n] if n < len(values) else choices[0].value
        return Field(column, label, "select", value, choices=choices, fault=faults.get((n, column), ""))

    fields = (
        text("name", "名称"),
        text("points", "多少分", there=rule.measure in (Measure.ONCE, Measure.PER_MINUTES)),
        text("detail", "每几分钟，或评几得几", there=rule.measure in (Measure.BY_MARK, Measure.PER_MINUTES)),
        text("times", "倍数", there=bool(rule.times)),
        choice("capped", "计入上限", (Choice("", "不计"), Choice("yes", "计入"))),
        choice("kept", "留不留", (Choice("yes", "留着"), Choice("no", "去掉"))),
    )
    told = f"{says(rule)}；{under(rule, named)}".strip("；")
    return GridRow(rule.name, told, fields)


def _limits(form: DraftForm, faults: Mapping[tuple[int, str], str]) -> tuple[Field, ...]:
    return (
        _field(form, faults, "day_cap", "每天上限", unit="分"),
        _field(form, faults, "month_cap", "每月上限", unit="分"),
        _field(form, faults, "levels", "等级从多少分起", hint="从 0 开始，一级比一级高"),
    )


def _more(form: DraftForm, faults: Mapping[tuple[int, str], str]) -> tuple[Field, ...]:
    kinds = (
        Choice("", "不加"),
        *(Choice(kind, words) for kind, words in KINDS.items() if kind not in ("mark", "correction")),
    )
    return (
        _field(form, faults, "new_name", "名称"),
        Field("new_fact", "看什么", "select", form.new_fact, choices=kinds, fault=faults.get((-1, "new_fact"), "")),
        _field(form, faults, "new_points", "多少分", hint="扣分写负数"),
        _field(form, faults, "new_every", "每几分钟", hint="只有执勤时长用得上"),
        Field("new_capped", "计入上限", "select", form.new_capped, choices=(Choice("", "不计"), Choice("yes", "计入"))),
    )


def _rest(
    base: RuleSet, form: DraftForm, faults: Mapping[tuple[int, str], str]
) -> tuple[tuple[str, tuple[Field, ...]], ...]:
    rules = tuple(Choice(it.rule, it.name) for it in base.rules if it.measure is not Measure.AS_TOLD)
    return (
        (
            "给一条规则加倍，不加就空着",
            (
                _field(form, faults, "times_name", "叫什么"),
                Field(
                    "times_rule",
                    "哪条规则",
                    "select",
                    form.times_rule,
                    choices=rules,
                    fault=faults.get((-1, "times_rule"), ""),
                ),
                _field(form, faults, "times_percent", "按多少", unit="%"),
            ),
        ),
    )


def _season(form: DraftForm, seasons: Sequence[str]) -> Field:
    choices = tuple(Choice(season, f"{season} 年") for season in seasons)
    return Field("season", "拿哪个赛季", "select", form.season, choices=choices)


def _field(
    form: DraftForm, faults: Mapping[tuple[int, str], str], name: str, label: str, *, unit: str = "", hint: str = ""
) -> Field:
    fault = faults.get((-1, name), "")
    return Field(name, label, value=str(getattr(form, name)), unit=unit, hint=hint, fault=fault, most_signs=100)
