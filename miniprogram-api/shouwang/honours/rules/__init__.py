"""Decisions of honours 荣誉, pure: medals, awards, checks by strangers, praise."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.rules.awards import (
        LISTERS as LISTERS,
        REVOKERS as REVOKERS,
        STEPS as STEPS,
        TEMPLATE_VERSION as TEMPLATE_VERSION,
        WITHDRAWN as WITHDRAWN,
        AwardReplaced as AwardReplaced,
        AwardRevoked as AwardRevoked,
        AwardSettled as AwardSettled,
        CommendElsewhere as CommendElsewhere,
        NotForYourself as NotForYourself,
        citation_of as citation_of,
        counts as counts,
        inscribe as inscribe,
        require_hand_citation as require_hand_citation,
        require_leader as require_leader,
        require_lister as require_lister,
        require_no_commendation as require_no_commendation,
        require_other as require_other,
        require_own as require_own,
        require_revoker as require_revoker,
        require_shown as require_shown,
        require_sight as require_sight,
        serial as serial,
        series as series,
        settle as settle,
        standing as standing,
        template_in_force as template_in_force,
        unit_holder as unit_holder,
    )
    from shouwang.honours.rules.cards import (
        CARD_CODE_LIVES as CARD_CODE_LIVES,
        CARD_LIVES as CARD_LIVES,
        PHOTO_MOST_BYTES as PHOTO_MOST_BYTES,
        CardReplaced as CardReplaced,
        NotAPhoto as NotAPhoto,
        NotAVolunteer as NotAVolunteer,
        PhotoMissing as PhotoMissing,
        day_end as day_end,
        is_card as is_card,
        new_card as new_card,
        photo_key as photo_key,
        require_in_force as require_in_force,
        seen as seen,
    )
    from shouwang.honours.rules.ceremonies import (
        AT_ONCE as AT_ONCE,
        DRAWN_A_STEP as DRAWN_A_STEP,
        FILE_TYPES as FILE_TYPES,
        ISSUED_A_STEP as ISSUED_A_STEP,
        LINK_LIVES_S as LINK_LIVES_S,
        MOST_PEOPLE as MOST_PEOPLE,
        PRINT as PRINT,
        ZIP as ZIP,
        NobodyToHonour as NobodyToHonour,
        called_up as called_up,
        dos_day as dos_day,
        file_in_zip as file_in_zip,
        folder as folder,
        leading as leading,
        led as led,
        left_out as left_out,
        require_ceremony as require_ceremony,
    )
    from shouwang.honours.rules.checks import (
        CHECKS_A_MINUTE as CHECKS_A_MINUTE,
        LIST_LENGTH as LIST_LENGTH,
        LONGEST_TYPED as LONGEST_TYPED,
        NO_CODE as NO_CODE,
        CheckedTooOften as CheckedTooOften,
        NoSuchHonour as NoSuchHonour,
        NothingToCheck as NothingToCheck,
        code_to_look_up as code_to_look_up,
        verified as verified,
    )
    from shouwang.honours.rules.commendations import (
        DECIDERS as DECIDERS,
        LEVELS as LEVELS,
        WordingSettled as WordingSettled,
        citation_of_wording as citation_of_wording,
        require_decider as require_decider,
        require_wall as require_wall,
        settle_wording as settle_wording,
        wording as wording,
    )
    from shouwang.honours.rules.files import (
        FORMS as FORMS,
        LINK_LIVES as LINK_LIVES,
        Form as Form,
        LinkExpired as LinkExpired,
        require_form as require_form,
    )
    from shouwang.honours.rules.medals import (
        FAMILIES as FAMILIES,
        MEDAL_KEEPERS as MEDAL_KEEPERS,
        MEDALS as MEDALS,
        MOST_AT_ONCE as MOST_AT_ONCE,
        anniversary as anniversary,
        doubt as doubt,
        looked_at as looked_at,
        medal_citation as medal_citation,
        medals_due as medals_due,
        missing_words as missing_words,
        progress as progress,
        rack as rack,
        require_medal as require_medal,
        years_between as years_between,
    )
    from shouwang.honours.rules.papers import (
        MOST_TYPES as MOST_TYPES,
        OWN_PAGE as OWN_PAGE,
        RECORDS_A_MINUTE as RECORDS_A_MINUTE,
        DutyType as DutyType,
        NothingServed as NothingServed,
        RecordedTooOften as RecordedTooOften,
        Served as Served,
        ServedOfType as ServedOfType,
        Span as Span,
        course_citation as course_citation,
        hours_by_type as hours_by_type,
        require_span as require_span,
        service_citation as service_citation,
        tenths_of_hours as tenths_of_hours,
    )
    from shouwang.honours.rules.praise import (
        CIRCLE_READERS as CIRCLE_READERS,
        PRAISE_WORDS as PRAISE_WORDS,
        PRAISES_A_DAY as PRAISES_A_DAY,
        PraisedToday as PraisedToday,
        PraisesSpent as PraisesSpent,
        circles as circles,
        quarter_of as quarter_of,
        require_circles as require_circles,
        require_praise_words as require_praise_words,
    )
    from shouwang.honours.rules.streaks import longest_streak as longest_streak
    from shouwang.honours.rules.tasks import (
        TaskSettled as TaskSettled,
        require_task as require_task,
        spelt as spelt,
        undrawable_task as undrawable_task,
    )

__getattr__ = front(__name__)
