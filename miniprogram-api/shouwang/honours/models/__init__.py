"""Nouns of honours 荣誉: medals and what they are given for, awards with their frozen words, cards, praise."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.models.awards import (
        Award as Award,
        AwardKind as AwardKind,
        AwardState as AwardState,
        Citation as Citation,
        Given as Given,
        Holder as Holder,
        Inscription as Inscription,
        IssuerKey as IssuerKey,
        Publication as Publication,
        Task as Task,
        Verified as Verified,
    )
    from shouwang.honours.models.cards import (
        Card as Card,
        CardOwner as CardOwner,
        CardSeen as CardSeen,
        CardStanding as CardStanding,
    )
    from shouwang.honours.models.medals import (
        Done as Done,
        Doubt as Doubt,
        Fact as Fact,
        Look as Look,
        MedalFacts as MedalFacts,
        MedalRule as MedalRule,
        Progress as Progress,
        Rack as Rack,
    )
    from shouwang.honours.models.praise import (
        Praise as Praise,
        PraisePair as PraisePair,
        Wording as Wording,
        WordingState as WordingState,
    )

__getattr__ = front(__name__)
