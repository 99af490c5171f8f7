"""Credentials: an honour as Open Badges 3.0, signed so that any stranger's software can check it, years later, offline.

Source: Open Badges 3.0 sections 8.2 (VC-JWT) and 9; W3C Verifiable Credentials 2.0; Bitstring Status List 1.0;
did:web. Nothing in a credential names a person: the holder is a random urn, the name stands only on the picture.
"""

from typing import TYPE_CHECKING

from shouwang.kernel.front import front

if TYPE_CHECKING:
    from shouwang.honours.credential.checking import (
        CredentialForged,
        CredentialKeyUnknown,
        CredentialMalformed,
        CredentialNotInForce,
        CredentialRevoked,
        check_credential,
        require_not_revoked,
    )
    from shouwang.honours.credential.compact import (
        CARD_LENGTH,
        MOMENT_LENGTH,
        CardClaim,
        MomentClaim,
        check_card,
        check_moment,
        sign_card,
        sign_moment,
    )
    from shouwang.honours.credential.issuing import (
        STATUS_BITS,
        BadgeClaim,
        issue_credential,
        status_list,
    )
    from shouwang.honours.credential.keys import (
        PublicKey,
        SigningKey,
        did_document,
        did_web,
    )

__all__ = [
    "CARD_LENGTH",
    "MOMENT_LENGTH",
    "STATUS_BITS",
    "BadgeClaim",
    "CardClaim",
    "CredentialForged",
    "CredentialKeyUnknown",
    "CredentialMalformed",
    "CredentialNotInForce",
    "CredentialRevoked",
    "MomentClaim",
    "PublicKey",
    "SigningKey",
    "check_card",
    "check_credential",
    "check_moment",
    "did_document",
    "did_web",
    "issue_credential",
    "require_not_revoked",
    "sign_card",
    "sign_moment",
    "status_list",
]
__getattr__ = front(__name__)
