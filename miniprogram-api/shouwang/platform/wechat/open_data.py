"""Open data of the mini-program (开放数据), the old form: encrypted under a session key, for clients without phone codes.

Login keeps no session key, so nothing here is used by a route; a caller must bring a key it has just been given.
CBC is not authenticated: whoever has the session key can forge all of this. Source: reference wechat 3.4, 3.5.
"""

import hashlib
import hmac
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from shouwang.platform.wechat.problems import OpenDataInvalid
from shouwang.platform.wechat.values import OnceShelf

_FRESH = timedelta(seconds=600)


def open_data(
    encrypted: str, iv: str, session_key: str, *, appid: str, openid: str, now: datetime, once: OnceShelf
) -> dict[str, Any]:
    """What `encryptedData` says, when it is ours, fresh and seen for the first time. Raises: OpenDataInvalid."""
    data = _decrypted(encrypted, iv, session_key, appid)
    stamp = data.get("watermark", {}).get("timestamp")
    if not isinstance(stamp, int) or abs(now.timestamp() - stamp) >= _FRESH.total_seconds():
        raise OpenDataInvalid
    digest = hashlib.sha256(encrypted.encode()).hexdigest()
    if not once.claim(f"open-data:{openid}:{digest}", datetime.fromtimestamp(stamp, UTC) + _FRESH):
        raise OpenDataInvalid
    return data


def require_raw_data(raw_data: str, signature: str, session_key: str) -> None:
    """The rawData that the client sends in clear must bear WeChat's signature. Raises: OpenDataInvalid."""
    true = hashlib.sha1((raw_data + session_key).encode()).hexdigest()  # noqa: S324 -- WeChat's choice
    if not hmac.compare_digest(true.encode(), signature.encode()):
        raise OpenDataInvalid


def state_signature(session_key: str, message: str = "") -> str:
    """The login-state signature (登录态签名): the key is the session key's text, not decoded."""
    return hmac.new(session_key.encode(), message.encode(), hashlib.sha256).hexdigest()


def _decrypted(encrypted: str, iv: str, session_key: str, appid: str) -> dict[str, Any]:
    # cryptography costs 100 ms to load.
    from wechatpy.crypto import WeChatWxaCrypto  # noqa: PLC0415
    from wechatpy.exceptions import InvalidAppIdException  # noqa: PLC0415

    data: object = None
    # All of these come out of wechatpy for data that is not WeChat's. Source: reference wechat 3.4, measured.
    with suppress(ValueError, IndexError, KeyError, TypeError, InvalidAppIdException):
        data = WeChatWxaCrypto(session_key, iv, appid).decrypt_message(encrypted)
    if not isinstance(data, dict):
        raise OpenDataInvalid
    return data
