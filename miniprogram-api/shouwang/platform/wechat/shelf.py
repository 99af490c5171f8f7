"""The shelves that all processes of one account share, in the store: the access token, and the pushes seen."""

import hashlib
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from shouwang.kernel.clock import Clock
from shouwang.platform.dynamo import Instant, Table, commit, put
from shouwang.platform.wechat.problems import PushRefused
from shouwang.platform.wechat.values import Token


class WeChatToken(Table):
    """The access token of one account."""

    TABLE = "wechat-tokens"
    TTL = "ends_at"

    appid = UnicodeAttribute(hash_key=True)
    token = UnicodeAttribute()
    expires_at = Instant()
    ends_at = NumberAttribute()


class WeChatPush(Table):
    """A push that was seen, by the hash of its signature."""

    TABLE = "wechat-pushes"
    TTL = "ends_at"

    push = UnicodeAttribute(hash_key=True)
    ends_at = NumberAttribute()


class StoredTokens:
    """The token shelf of a deployment. The last token written counts; a wrong one mends itself at its first refusal."""

    def fetch(self, appid: str) -> Token | None:
        """The token kept for an account, if any. Cost: 1 request."""
        row = WeChatToken.fetch(appid)
        return Token(row.token, row.expires_at) if row else None

    def keep(self, appid: str, token: str, expires_at: datetime) -> None:
        """Keep the token for all processes. Cost: 1 request."""
        WeChatToken(appid=appid, token=token, expires_at=expires_at, ends_at=int(expires_at.timestamp())).save()


class StoredPushes:
    """The memory of pushes of a deployment."""

    def __init__(self, now: Clock) -> None:
        self._now = now

    def claim(self, key: str, until: datetime) -> bool:
        """Whether this is the first claim of `key` that still counts. Cost: 1 request."""
        digest = hashlib.sha256(key.encode()).hexdigest()
        row = WeChatPush(push=digest, ends_at=int(until.timestamp()))
        # The store's clean-up is late by hours, so an old row counts as none.
        unseen = WeChatPush.push.does_not_exist() | (WeChatPush.ends_at < int(self._now().timestamp()))
        try:
            commit(put(row, unseen, PushRefused()))
        except PushRefused:
            return False
        return True
