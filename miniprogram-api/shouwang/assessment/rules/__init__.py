"""Decisions of assessment: what facts are worth, which entries settle them, what books say, who stands where. Pure."""

from shouwang.assessment.rules.books import after, all_books, points_between, tally
from shouwang.assessment.rules.conditions import is_night, is_weekend
from shouwang.assessment.rules.defaults import DEFAULT_RULES, KINDS
from shouwang.assessment.rules.fold import fold, in_force
from shouwang.assessment.rules.ledger import settle
from shouwang.assessment.rules.levels import Standing, standing
from shouwang.assessment.rules.periods import PERIOD, Period, period, periods_of, week_of
from shouwang.assessment.rules.rankings import PAGE, NoSuchBoard, boards, own_places, require_sight

__all__ = [
    "DEFAULT_RULES",
    "KINDS",
    "PAGE",
    "PERIOD",
    "NoSuchBoard",
    "Period",
    "Standing",
    "after",
    "all_books",
    "boards",
    "fold",
    "in_force",
    "is_night",
    "is_weekend",
    "own_places",
    "period",
    "periods_of",
    "points_between",
    "require_sight",
    "settle",
    "standing",
    "tally",
    "week_of",
]
