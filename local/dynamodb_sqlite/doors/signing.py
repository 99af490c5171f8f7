"""Whether a request looks signed. Signatures are not checked: who reaches the loopback door is the store's owner."""

from collections.abc import Mapping
from email.message import Message

from dynamodb_sqlite.wire.errors import AwsError, unsigned

_IN_HEADER = ("Credential", "Signature", "SignedHeaders")
_IN_QUERY = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date")


def refusal(headers: Message, query: Mapping[str, str]) -> AwsError | None:
    """Why a request counts as unsigned; None for one that carries a signature, whosever it is."""
    header = headers.get("Authorization")
    if header and "X-Amz-Algorithm" in query:
        return unsigned(
            "InvalidSignatureException",
            "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
        )
    if header and header.strip().startswith("AWS4-"):
        missing = _missing_in_header(header, headers)
    elif not header and "X-Amz-Algorithm" in query:
        missing = _missing_in_query(query)
    else:
        return unsigned("MissingAuthenticationTokenException", "Request is missing Authentication Token")
    return unsigned("IncompleteSignatureException", missing) if missing else None


def _missing_in_header(header: str, headers: Message) -> str:
    pairs = [part.strip().partition("=") for part in header.replace(",", " ").split(" ")[1:] if part]
    given = {name for name, _, value in pairs if value}
    missing = "".join(f"Authorization header requires '{name}' parameter. " for name in _IN_HEADER if name not in given)
    if "X-Amz-Date" not in headers and "Date" not in headers:
        missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
    return f"{missing}Authorization={header}" if missing else ""


def _missing_in_query(query: Mapping[str, str]) -> str:
    missing = "".join(
        f"AWS query-string parameters must include '{name}'. " for name in _IN_QUERY if not query.get(name)
    )
    return f"{missing}Re-examine the query-string parameters." if missing else ""
