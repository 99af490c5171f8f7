"""Nouns of assessment 考核: facts, rules, the points ledger, its books, rankings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.models.disputes import Dispute, DisputeState
    from shouwang.assessment.models.ledger import (
        ALL_TIME,
        HOURS,
        MARK,
        About,
        Book,
        Deeds,
        Entry,
        Fact,
        Line,
        Part,
        Tally,
        books_of,
        month_book,
        month_of,
        season_book,
        season_of,
        week_of,
    )
    from shouwang.assessment.models.rankings import Board, Member, OwnPlace, Place, UnitPlace
    from shouwang.assessment.models.rules import Measure, Multiplier, Rule, RuleSet, When

__all__ = [
    "ALL_TIME",
    "HOURS",
    "MARK",
    "About",
    "Board",
    "Book",
    "Deeds",
    "Dispute",
    "DisputeState",
    "Entry",
    "Fact",
    "Line",
    "Measure",
    "Member",
    "Multiplier",
    "OwnPlace",
    "Part",
    "Place",
    "Rule",
    "RuleSet",
    "Tally",
    "UnitPlace",
    "When",
    "books_of",
    "month_book",
    "month_of",
    "season_book",
    "season_of",
    "week_of",
]
__getattr__ = front(__name__)
