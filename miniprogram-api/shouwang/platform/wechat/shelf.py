"""The shelves that all processes of one account share, in the store: the access token, and the pushes seen."""

from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.exceptions import PutError

from shouwang.kernel.clock import Clock
from shouwang.platform.dynamo import Instant, Table
from shouwang.platform.wechat.values import Token


class WeChatToken(Table):
    """The access token of one account."""

    TABLE = "wechat-tokens"
    TTL = "ends_at"

    appid = UnicodeAttribute(hash_key=True)
    value = UnicodeAttribute()
    expires_at = Instant()
    ends_at = NumberAttribute()
