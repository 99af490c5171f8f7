"""Nouns of assessment 考核: facts, rules, the points ledger, its books, rankings."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.assessment.models.disputes import Dispute as Dispute, DisputeState as DisputeState
    from shouwang.assessment.models.ledger import (
        ALL_TIME as ALL_TIME,
        HOURS as HOURS,
        MARK as MARK,
        About as About,
        Book as Book,
        Deeds as Deeds,
        Entry as Entry,
        Fact as Fact,
        Line as Line,
        Part as Part,
        Tally as Tally,
        books_of as books_of,
        month_book as month_book,
        month_of as month_of,
        season_book as season_book,
        season_of as season_of,
        week_of as week_of,
    )
    from shouwang.assessment.models.rankings import (
        Board as Board,
        Member as Member,
        OwnPlace as OwnPlace,
        Place as Place,
        UnitPlace as UnitPlace,
    )
    from shouwang.assessment.models.rules import (
        Measure as Measure,
        Multiplier as Multiplier,
        Rule as Rule,
        RuleSet as RuleSet,
        When as When,
    )

__getattr__ = front(__name__)
