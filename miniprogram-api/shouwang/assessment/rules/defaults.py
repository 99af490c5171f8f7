"""The rules a force starts with; its own versions are data in the store. Source: domain-rules 5."""

from datetime import date

from shouwang.assessment.models import Measure, Rule, RuleSet

DEFAULT_RULES = RuleSet(
    version=1,
    from_on=date(2020, 1, 1),
    rules=(
        Rule("hours", "执勤时长", Measure.PER_MINUTES, points=1, every_min=6, capped=True),
        Rule("mark", "任务评分", Measure.BY_MARK, marks={5: 5, 4: 3, 3: 1}),
        Rule("course", "培训合格", Measure.ONCE, points=20),
    ),
    day_cap=80,
    month_cap=400,
    levels=(0, 200, 600, 1500, 3000, 6000, 10000),
)
