"""Decisions of assessment: what facts are worth, which entries settle them, what books say, who stands where. Pure."""

from shouwang.assessment.rules.books import after, all_books, deeds, points_between, tally
from shouwang.assessment.rules.conditions import is_night, is_weekend
from shouwang.assessment.rules.defaults import DEEDS, DEFAULT_RULES, KINDS
from shouwang.assessment.rules.disputes import (
    DisputeAnswered,
    DisputedBefore,
    DisputeTooLate,
    NotYourOwnPoints,
    answer,
    dispute,
    require_other,
)
from shouwang.assessment.rules.drafting import (
    CORRECTORS,
    RULE_MAKERS,
    Change,
    Move,
    NotPreviewed,
    most_moved,
    placed,
    require_keepable,
    require_sound,
    would_be,
)
from shouwang.assessment.rules.fold import fold, in_force
from shouwang.assessment.rules.ledger import settle
from shouwang.assessment.rules.levels import Standing, standing
from shouwang.assessment.rules.periods import PERIOD, Period, period, periods_of
from shouwang.assessment.rules.rankings import PAGE, NoSuchBoard, boards, own_places, require_sight
from shouwang.assessment.rules.reporting import Figures, by_month, figures, months_of, table, was_active
from shouwang.assessment.rules.years import marks, year_of_squadron, year_of_volunteer

__all__ = [
    "CORRECTORS",
    "DEEDS",
    "DEFAULT_RULES",
    "KINDS",
    "PAGE",
    "PERIOD",
    "RULE_MAKERS",
    "Change",
    "DisputeAnswered",
    "DisputeTooLate",
    "DisputedBefore",
    "Figures",
    "Move",
    "NoSuchBoard",
    "NotPreviewed",
    "NotYourOwnPoints",
    "Period",
    "Standing",
    "after",
    "all_books",
    "answer",
    "boards",
    "by_month",
    "deeds",
    "dispute",
    "figures",
    "fold",
    "in_force",
    "is_night",
    "is_weekend",
    "marks",
    "months_of",
    "most_moved",
    "own_places",
    "period",
    "periods_of",
    "placed",
    "points_between",
    "require_keepable",
    "require_other",
    "require_sight",
    "require_sound",
    "settle",
    "standing",
    "table",
    "tally",
    "was_active",
    "would_be",
    "year_of_squadron",
    "year_of_volunteer",
]
