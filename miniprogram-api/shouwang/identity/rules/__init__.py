"""Decisions of identity."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.rules.adopting import (
        HoldsSomething as HoldsSomething,
        NameNeeded as NameNeeded,
        require_empty as require_empty,
        require_waiting as require_waiting,
    )
    from shouwang.identity.rules.privacy import (
        COOLING_OFF as COOLING_OFF,
        ErasureBlocked as ErasureBlocked,
        ErasureMoved as ErasureMoved,
        NothingToCancel as NothingToCancel,
        OneWay as OneWay,
        act_words as act_words,
        require_understood as require_understood,
    )
    from shouwang.identity.rules.second_doors import (
        CHALLENGE_LIFE as CHALLENGE_LIFE,
        EMERGENCY_DAYS as EMERGENCY_DAYS,
        EMERGENCY_DAYS_MOST as EMERGENCY_DAYS_MOST,
        EMERGENCY_TRIES_A_MINUTE as EMERGENCY_TRIES_A_MINUTE,
        PASSKEY_TRIES_A_MINUTE as PASSKEY_TRIES_A_MINUTE,
        PASSKEYS_MOST as PASSKEYS_MOST,
        TOLD_MOST as TOLD_MOST,
        EmergencyRefused as EmergencyRefused,
        EnoughPasskeys as EnoughPasskeys,
        PasskeyRefused as PasskeyRefused,
        as_typed as as_typed,
        new_code as new_code,
        require_challenge as require_challenge,
        require_code as require_code,
        require_room as require_room,
    )
    from shouwang.identity.rules.signing_in import (
        CODES_A_MINUTE as CODES_A_MINUTE,
        FORCE as FORCE,
        IDLE as IDLE,
        LIVES as LIVES,
        LOGINS_A_MINUTE as LOGINS_A_MINUTE,
        NOTICES as NOTICES,
        PROOFS_A_MINUTE as PROOFS_A_MINUTE,
        SEEN_EVERY as SEEN_EVERY,
        SESSIONS_KEPT as SESSIONS_KEPT,
        SIGN_IN_LIFE as SIGN_IN_LIFE,
        CodeSpent as CodeSpent,
        ConsentMissing as ConsentMissing,
        NotStaff as NotStaff,
        NotTheSame as NotTheSame,
        PhoneTaken as PhoneTaken,
        SignInGone as SignInGone,
        TooOften as TooOften,
        actor_of as actor_of,
        agree as agree,
        agrees as agrees,
        expiry as expiry,
        is_live as is_live,
        person_in as person_in,
        promote as promote,
        require_consent as require_consent,
        require_own as require_own,
        require_purpose as require_purpose,
        require_staff as require_staff,
        step as step,
        withdraw as withdraw,
    )
    from shouwang.identity.rules.withdrawing import EFFECTS as EFFECTS

__getattr__ = front(__name__)
