"""The rules a force starts with; its own versions are data in the store. Source: domain-rules 5."""

from collections.abc import Mapping
from datetime import date

from shouwang.assessment.models import Measure, Rule, RuleSet, When

# Kinds of facts that rules can be written for, and what they are called.
KINDS: Mapping[str, str] = {
    "hours": "执勤时长（分钟）",
    "mark": "任务评分（0-5）",
    "course": "培训合格",
    "completed": "按时满勤",
    "late": "迟到（分钟）",
    "left-early": "早退（分钟）",
    "no-show": "报班未到",
    "call-out": "出警到场（几分钟到）",
    "clue": "线索查实",
    "commended": "表扬",
    "complaint": "投诉查实",
    "false-check-in": "虚假打卡",
    "correction": "更正（分）",
}

DEEDS = frozenset({"hours", "call-out"})  # kinds of facts that medals are given for
LATE_AFTER_MIN = 15  # minutes; a smaller delay costs nothing
_QUICK_MIN = 10

DEFAULT_RULES = RuleSet(
    version=1,
    from_on=date(2020, 1, 1),
    rules=(
        Rule("hours", "执勤时长", Measure.PER_MINUTES, points=1, every_min=6, capped=True),
        Rule("mark", "任务评分", Measure.BY_MARK, marks={5: 5, 4: 3, 3: 1}),
        Rule("course", "培训合格", Measure.ONCE, points=20),
        Rule("completed", "按时满勤", Measure.ONCE, points=5),
        Rule("call-out-1", "三级出警", Measure.ONCE, points=30, fact="call-out", when=When(levels=(1,))),
        Rule("call-out-2", "二级出警", Measure.ONCE, points=40, fact="call-out", when=When(levels=(2,))),
        Rule("call-out-3", "一级出警", Measure.ONCE, points=50, fact="call-out", when=When(levels=(3,))),
        Rule(
            "call-out-quick",
            f"出警 {_QUICK_MIN} 分钟内到",
            Measure.ONCE,
            points=10,
            fact="call-out",
            when=When(quantity_to=_QUICK_MIN),
        ),
        Rule("clue", "线索查实", Measure.ONCE, points=50, when=When(levels=(0, 1))),
        Rule("clue-major", "重大线索查实", Measure.ONCE, points=200, fact="clue", when=When(levels=(2,))),
        Rule("commended-1", "中队表扬", Measure.ONCE, points=50, fact="commended", when=When(levels=(1,))),
        Rule("commended-2", "大队表扬", Measure.ONCE, points=100, fact="commended", when=When(levels=(2,))),
        Rule("commended-3", "支队表扬", Measure.ONCE, points=200, fact="commended", when=When(levels=(3,))),
        Rule("late", "迟到", Measure.ONCE, points=-5, when=When(quantity_from=LATE_AFTER_MIN + 1)),
        Rule("left-early", "早退", Measure.ONCE, points=-5),
        Rule("no-show", "报班未到", Measure.ONCE, points=-20),
        Rule("complaint", "投诉查实", Measure.ONCE, points=-50),
        Rule("false-check-in", "虚假打卡", Measure.ONCE, points=-100),
        Rule("correction", "更正", Measure.AS_TOLD),
    ),
    day_cap=80,
    month_cap=400,
    levels=(0, 200, 600, 1500, 3000, 6000, 10000),
)
