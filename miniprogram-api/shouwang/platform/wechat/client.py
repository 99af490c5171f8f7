"""The wire: wechatpy's client with its retry off, its token logic unused, and nothing secret in what it raises or logs.

Importing this module costs about 60 ms (requests, wechatpy), so the adapter does it at the first call.
Source: reference wechat 9, the numbered defects.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError
from wechatpy import WeChatClient
from wechatpy.exceptions import WeChatClientException

from shouwang.platform.wechat.faults import Lost, Refused
from shouwang.platform.wechat.reactions import Call
from shouwang.platform.wechat.values import Picture, WeChatSettings

# These loggers write whole URLs, with secret, js_code and access_token in the query.
_TALKATIVE = ("urllib3.connectionpool", "urllib3.util.retry")
# As many as a process has threads that may speak to WeChat at once.
_CONNECTIONS = 32
_QUERY = re.compile(r"\?[^\s'\"]+")


def _hide_queries(record: logging.LogRecord) -> bool:
    record.msg, record.args = _QUERY.sub("?…", record.getMessage()), ()
    return True


for _name in _TALKATIVE:
    logging.getLogger(_name).addFilter(_hide_queries)


class MiniProgramClient(WeChatClient):  # type: ignore[misc]  # wechatpy has no types
    """One try of one call, in bounded time."""

    def __init__(self, settings: WeChatSettings) -> None:
        # The storage it makes for tokens stays empty: tokens are shared by `Tokens` (defects 4, 8 and 9).
        super().__init__(settings.appid, settings.secret, timeout=settings.timeouts, auto_retry=False)
        # A proxy or .netrc of the environment must never see the secret.
        self._http.trust_env = False
        self._http.mount(settings.base_url, HTTPAdapter(pool_maxsize=_CONNECTIONS, max_retries=0))
        self._base = settings.base_url.rstrip("/")

    @property
    def access_token(self) -> str:
        """Nothing: every call names its token, so wechatpy must never fetch one (defects 1 and 3)."""
        return ""

    def once(
        self,
        call: Call,
        *,
        params: Mapping[str, str | None],
        body: Mapping[str, object] | None,
        timeout: tuple[float, float],
    ) -> dict[str, Any] | Picture:
        """Ask once. Raises: Refused, Lost; both raised outside any `except`, so they carry no context either."""
        failure: Refused | Lost
        try:
            answer = self._request(
                call.method,
                self._base + call.path,
                # A key with None is dropped by requests, and its presence keeps wechatpy from fetching a token.
                params={"access_token": None, **params},
                timeout=timeout,
                # A redirect could carry the body to another host.
                allow_redirects=False,
                **({} if body is None else {"data": dict(body)}),
            )
        except requests.RequestException as fault:
            failure = Lost(call, type(fault).__name__, maybe_done=not _never_left(fault))
        except WeChatClientException as fault:
            failure = Lost(call, "HTTPStatus") if fault.errcode is None else Refused(call, fault.errcode, fault.errmsg)
        except (ValueError, TypeError, ArithmeticError, AttributeError, RecursionError):
            failure = Lost(call, "Unreadable")
        else:
            if isinstance(answer, dict):
                return answer
            if isinstance(answer, requests.Response) and _is_picture(answer):
                return Picture(answer.content)
            failure = Lost(call, "NotJson")
        raise failure

    def _decode_result(self, res: requests.Response) -> Any:
        """wechatpy reads any answer below 400; only 200 is one."""
        return super()._decode_result(res) if res.status_code == 200 else res


def _never_left(fault: requests.RequestException) -> bool:
    """Whether no connection was made, so that WeChat cannot have acted."""
    if isinstance(fault, requests.ConnectTimeout):
        return True
    cause = fault.args[0] if fault.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, (NewConnectionError, ConnectTimeoutError))


def _is_picture(response: requests.Response) -> bool:
    return response.status_code == 200 and response.headers.get("Content-Type", "").startswith("image/")
