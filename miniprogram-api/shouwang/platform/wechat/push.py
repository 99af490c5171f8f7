"""Message push (消息推送): the handshake, and opening what WeChat sends in safe mode as JSON. Source: reference wechat 5."""

import base64
import hashlib
import hmac
import json
import re
import struct
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from shouwang.platform.wechat.problems import PushRefused
from shouwang.platform.wechat.values import OnceShelf, WeChatSettings

# Source: reference wechat 5.5.
_LARGEST_BODY = 64 * 1024
_WINDOW = timedelta(seconds=300)
_REPLAY_MEMORY = timedelta(minutes=10)
# The echo is not covered by the signature, so nothing but a plain word is echoed.
_ECHO = re.compile(r"[0-9A-Za-z_-]{1,128}")


def handshake(settings: WeChatSettings, query: Mapping[str, str], now: datetime) -> str:
    """The echo that proves the address is ours. Raises: PushRefused."""
    _require_recent(query, now)
    _require_signature(query.get("signature", ""), settings.push_token, query)
    echo = query.get("echostr", "")
    if not _ECHO.fullmatch(echo):
        raise PushRefused
    return echo


def open_push(
    settings: WeChatSettings, query: Mapping[str, str], body: bytes, now: datetime, once: OnceShelf
) -> dict[str, Any]:
    """The event inside a safe-mode push. Raises: PushRefused for anything else, a second delivery included."""
    if len(body) > _LARGEST_BODY or query.get("encrypt_type") != "aes":
        raise PushRefused
    _require_recent(query, now)
    sealed = _json_object(body).get("Encrypt")
    if not isinstance(sealed, str):
        raise PushRefused
    given = query.get("msg_signature", "")
    _require_signature(given, settings.push_token, query, sealed)
    event = _json_object(unseal(sealed, settings.push_aes_key, settings.appid).encode())
    if not once.claim(f"push:{given}", now + _REPLAY_MEMORY):
        raise PushRefused
    return event


def signature(token: str, timestamp: str, nonce: str, *sealed: str) -> str:
    """SHA-1 over the sorted parts, as WeChat signs."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, *sealed])).encode()).hexdigest()  # noqa: S324


def unseal(sealed: str, aes_key: str, appid: str) -> str:
    """The message inside `Encrypt`, when it was meant for this appid. Raises: PushRefused."""
    # cryptography costs 100 ms to load: only the function that receives pushes pays.
    from wechatpy.crypto import PrpCrypto  # noqa: PLC0415
    from wechatpy.exceptions import InvalidAppIdException  # noqa: PLC0415

    # wechatpy raises all of these for what is not a sealed message (binascii.Error and UnicodeDecodeError are ValueErrors).
    not_sealed = (ValueError, IndexError, struct.error, InvalidAppIdException)
    message = ""
    with suppress(*not_sealed):
        message = PrpCrypto(base64.b64decode(aes_key + "=")).decrypt(sealed, appid)
    if not message:
        raise PushRefused
    return message


def _require_recent(query: Mapping[str, str], now: datetime) -> None:
    stamp = query.get("timestamp", "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 11):
        raise PushRefused
    if abs(now - datetime.fromtimestamp(int(stamp), UTC)) > _WINDOW:
        raise PushRefused


def _require_signature(given: str, token: str, query: Mapping[str, str], *sealed: str) -> None:
    true = signature(token, query.get("timestamp", ""), query.get("nonce", ""), *sealed)
    # Without a token of ours anyone could sign.
    if not token or not hmac.compare_digest(true.encode(), given.encode()):
        raise PushRefused


def _json_object(text: bytes) -> dict[str, Any]:
    value = None
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
    if not isinstance(value, dict):
        raise PushRefused
    return value
