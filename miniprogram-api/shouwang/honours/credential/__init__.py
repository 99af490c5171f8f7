"""Credentials: an honour as Open Badges 3.0, signed so that any stranger's software can check it, years later, offline.

Source: Open Badges 3.0 sections 8.2 (VC-JWT) and 9; W3C Verifiable Credentials 2.0; Bitstring Status List 1.0;
did:web. Nothing in a credential names a person: the holder is a random urn, the name stands only on the picture.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.credential.checking import (
        CredentialForged as CredentialForged,
        CredentialKeyUnknown as CredentialKeyUnknown,
        CredentialMalformed as CredentialMalformed,
        CredentialNotInForce as CredentialNotInForce,
        CredentialRevoked as CredentialRevoked,
        check_credential as check_credential,
        require_not_revoked as require_not_revoked,
    )
    from shouwang.honours.credential.compact import (
        CARD_LENGTH as CARD_LENGTH,
        MOMENT_LENGTH as MOMENT_LENGTH,
        CardClaim as CardClaim,
        MomentClaim as MomentClaim,
        check_card as check_card,
        check_moment as check_moment,
        sign_card as sign_card,
        sign_moment as sign_moment,
    )
    from shouwang.honours.credential.issuing import (
        STATUS_BITS as STATUS_BITS,
        BadgeClaim as BadgeClaim,
        issue_credential as issue_credential,
        status_list as status_list,
    )
    from shouwang.honours.credential.keys import (
        PublicKey as PublicKey,
        SigningKey as SigningKey,
        did_document as did_document,
        did_web as did_web,
    )

__getattr__ = front(__name__)
