"""Tables of identity: people and their sessions, those brought along, erasures."""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.identity.store.enrolment import (
        enrolled as enrolled,
        fetch_phone_holder as fetch_phone_holder,
        hand_over_phone as hand_over_phone,
        old_wechat_gone as old_wechat_gone,
        phone_tails as phone_tails,
        phones_known as phones_known,
        release_phone as release_phone,
        taken_over as taken_over,
    )
    from shouwang.identity.store.erasures import (
        ErasureRow as ErasureRow,
        fetch_erasure as fetch_erasure,
        kept_erasure as kept_erasure,
    )
    from shouwang.identity.store.naming import names as names
    from shouwang.identity.store.passkeys import (
        ChallengeRow as ChallengeRow,
        EmergencyCodeRow as EmergencyCodeRow,
        PasskeyRow as PasskeyRow,
        code_used as code_used,
        fetch_challenge as fetch_challenge,
        fetch_code as fetch_code,
        fetch_passkey as fetch_passkey,
        new_challenge as new_challenge,
        new_code as new_code,
        new_passkey as new_passkey,
        passkey_gone as passkey_gone,
        passkey_used as passkey_used,
        passkeys_of as passkeys_of,
        spend_challenge as spend_challenge,
    )
    from shouwang.identity.store.people import (
        KnownAlready as KnownAlready,
        PersonRow as PersonRow,
        PhoneRow as PhoneRow,
        SessionRow as SessionRow,
        SpentCodeRow as SpentCodeRow,
        WeChatIdentityRow as WeChatIdentityRow,
        claim_phone as claim_phone,
        end_session as end_session,
        fetch_people as fetch_people,
        fetch_person as fetch_person,
        fetch_person_id as fetch_person_id,
        fetch_session as fetch_session,
        keep_person as keep_person,
        known_person as known_person,
        new_person as new_person,
        new_session as new_session,
        prove as prove,
        rewrite_session as rewrite_session,
        sessions_of as sessions_of,
        signed_in as signed_in,
        spend_code as spend_code,
        staff as staff,
        touch as touch,
    )
    from shouwang.identity.store.sign_ins import (
        SignInRow as SignInRow,
        fetch_sign_in as fetch_sign_in,
        move_sign_in as move_sign_in,
        new_sign_in as new_sign_in,
    )

__getattr__ = front(__name__)
