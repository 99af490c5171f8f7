"""The keys an issuer ever signed with. Each function is one request to the store."""

from collections.abc import Sequence

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, UnicodeAttribute

from shouwang.honours.models import IssuerKey
from shouwang.platform.dynamo import Instant, Table, Writes, put, update


class IssuerKeyRow(Table):
    """A public key under which honours were signed; published for ever."""

    TABLE = "issuer-keys"

    issuer = UnicodeAttribute(hash_key=True)
    kid = UnicodeAttribute(range_key=True)
    raw = BinaryAttribute(legacy_encoding=False)
    trusted = BooleanAttribute(default=True)
    first_used_at = Instant()


def keys_of(issuer: str) -> Sequence[IssuerKey]:
    """Every key of an issuer, the oldest first."""
    rows = [row.value(IssuerKey) for row in IssuerKeyRow.query(issuer, consistent_read=True)]
    return sorted(rows, key=lambda key: key.first_used_at)


def remembered(issuer: str, key: IssuerKey) -> Writes:
    """A key that signs now; one that is known stays as it is, a leaked one too. Raises (at commit): KeyKnown."""
    return put(IssuerKeyRow.of(key, issuer=issuer), IssuerKeyRow.kid.does_not_exist(), KeyKnown)


def distrusted(issuer: str, kid: str) -> Writes:
    """A key that leaked: it stays published, and nothing it signed is believed."""
    row = IssuerKeyRow(issuer=issuer, kid=kid)
    return update(row, IssuerKeyRow.trusted.set(False), condition=IssuerKeyRow.kid.exists())


class KeyKnown(Exception):
    """The key was remembered before."""

    def __init__(self, _: object = None) -> None:
        super().__init__("known")
