"""Nouns of honours 荣誉: medals and what they are given for, awards with their frozen words, cards, praise."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.models.awards import (
        Award,
        AwardKind,
        AwardState,
        Citation,
        Given,
        Holder,
        Inscription,
        IssuerKey,
        Publication,
        Task,
        Verified,
    )
    from shouwang.honours.models.cards import (
        Card,
        CardOwner,
        CardSeen,
        CardStanding,
    )
    from shouwang.honours.models.medals import (
        Done,
        Doubt,
        Fact,
        Look,
        MedalFacts,
        MedalRule,
        Progress,
        Rack,
    )
    from shouwang.honours.models.praise import (
        Praise,
        PraisePair,
        Wording,
        WordingState,
    )

__all__ = [
    "Award",
    "AwardKind",
    "AwardState",
    "Card",
    "CardOwner",
    "CardSeen",
    "CardStanding",
    "Citation",
    "Done",
    "Doubt",
    "Fact",
    "Given",
    "Holder",
    "Inscription",
    "IssuerKey",
    "Look",
    "MedalFacts",
    "MedalRule",
    "Praise",
    "PraisePair",
    "Progress",
    "Publication",
    "Rack",
    "Task",
    "Verified",
    "Wording",
    "WordingState",
]
__getattr__ = front(__name__)
