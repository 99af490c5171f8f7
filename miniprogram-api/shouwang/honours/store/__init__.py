"""Tables of honours, and the mapping to its nouns."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.store.awards import (
        STATUS as STATUS,
        AwardRow as AwardRow,
        ClaimRow as ClaimRow,
        CodeRow as CodeRow,
        CounterRow as CounterRow,
        Overtaken as Overtaken,
        StatusListRow as StatusListRow,
        award_id_of_code as award_id_of_code,
        awards_by_id as awards_by_id,
        awards_of as awards_of,
        claim_medal as claim_medal,
        claimants as claimants,
        claimed as claimed,
        every_award_of as every_award_of,
        fetch_award as fetch_award,
        held as held,
        last_numbers as last_numbers,
        medal_claim as medal_claim,
        medals_held as medals_held,
        moved as moved,
        new_award as new_award,
        published as published,
        revoked_bits as revoked_bits,
        settled as settled,
        taken as taken,
        unclaimed as unclaimed,
    )
    from shouwang.honours.store.cards import (
        CardRow as CardRow,
        fetch_card as fetch_card,
        kept_card as kept_card,
        person_of_card as person_of_card,
    )
    from shouwang.honours.store.issuers import (
        IssuerKeyRow as IssuerKeyRow,
        KeyKnown as KeyKnown,
        distrusted as distrusted,
        keys_of as keys_of,
        remembered as remembered,
    )
    from shouwang.honours.store.medals import (
        DoubtRow as DoubtRow,
        LookRow as LookRow,
        closed_doubt as closed_doubt,
        doubted as doubted,
        fetch_doubt as fetch_doubt,
        fetch_look as fetch_look,
        looked as looked,
        medals_of_people as medals_of_people,
        open_doubts as open_doubts,
        racked as racked,
    )
    from shouwang.honours.store.praises import (
        PraiseDayRow as PraiseDayRow,
        PraiseRow as PraiseRow,
        new_praise as new_praise,
        paired as paired,
        pairs as pairs,
        praises_of as praises_of,
    )
    from shouwang.honours.store.register import awards_of_month as awards_of_month
    from shouwang.honours.store.stars import StarObjectionRow as StarObjectionRow, StarRow as StarRow
    from shouwang.honours.store.tasks import (
        TaskRow as TaskRow,
        fetch_open_task as fetch_open_task,
        noted as noted,
        open_tasks as open_tasks,
        settled_task as settled_task,
    )
    from shouwang.honours.store.wordings import (
        CitationRow as CitationRow,
        WordingRow as WordingRow,
        cited as cited,
        fetch_wording as fetch_wording,
        held_wordings as held_wordings,
        moved_wording as moved_wording,
        new_wording as new_wording,
        uncited as uncited,
        wall as wall,
    )
    from shouwang.honours.store.yearly import (
        CandidateRow as CandidateRow,
        DeskObjectionRow as DeskObjectionRow,
        DeskRow as DeskRow,
    )

__getattr__ = front(__name__)
