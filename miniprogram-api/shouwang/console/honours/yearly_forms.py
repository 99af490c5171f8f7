"""The forms of the yearly award desk, one for each step."""

from collections.abc import Mapping

from shouwang.console.blocks import Choice, Field, Form, Hidden
from shouwang.console.honours.giving_sheets import BODY

_WHY = Field("why", "理由", "area", required=True, most_signs=300, hint="4 到 300 个字")


def open_form(action: str, hide: Hidden) -> Form:
    """A year's desk with its jury."""
    fields = (
        Field("title", "叫什么", value="年度最美义警", required=True, most_signs=20),
        Field("volunteers", "个人名额", "number", value="18", least="0", most="50", unit="名"),
        Field("squadrons", "中队名额", "number", value="7", least="0", most="50", unit="个"),
        Field("jury", "评委，写编号", "area", required=True, hint="3 到 15 人，空格、逗号或换行隔开"),
    )
    return Form(action, fields, "开评选", hide)


def nominate_form(action: str, hide: Hidden) -> Form:
    """One more candidate."""
    who = Field(
        "candidate_id", "队员编号，或者中队", required=True, most_signs=30, hint="例如 01-01-0001 或 D1/B01/S01"
    )
    return Form(action, (who, _WHY), "提名", hide, tone="plain")


def publish_form(action: str, hide: Hidden) -> Form:
    """The shortlist in publicity."""
    days = Field("days", "公示几天", "number", value="7", least="5", most="30", unit="天", hint="从明天算起")
    return Form(action, (days,), "公示候选", hide)


def step_form(action: str, submit: str, hide: Hidden) -> Form:
    """A step that needs no words."""
    return Form(action, (), submit, hide)


def ruling_form(action: str, hide: Hidden) -> Form:
    """An objection ruled."""
    choices = (Choice("true", "成立：这名候选出局"), Choice("false", "不成立"))
    return Form(
        action, (Field("upheld", "裁定", "radio", choices=choices, required=True, wide=True), _WHY), "这样裁定", hide
    )


def decide_form(action: str, hide: Hidden) -> Form:
    """The result."""
    chosen = Field("chosen", "票数相同的，选谁", hint="写编号或中队；没有相同的就空着", most_signs=300)
    return Form(action, (_WHY, chosen), "定结果", hide, remark="定了不能改")


def give_form(action: str, names: Mapping[str, str], hide: Hidden) -> Form:
    """A certificate for a winner."""
    choices = tuple(Choice(candidate_id, name) for candidate_id, name in names.items())
    return Form(action, (Field("candidate_id", "给谁", "select", choices=choices), BODY), "发证书", hide)
