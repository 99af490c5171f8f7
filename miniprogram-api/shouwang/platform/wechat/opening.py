"""WeChat as a deployment's settings describe it."""

from typing import Protocol

from shouwang.kernel.clock import Clock
from shouwang.platform.wechat.adapter import WeChat
from shouwang.platform.wechat.values import WeChatSettings


class DeploymentSettings(Protocol):
    """What WeChat needs of a deployment's settings."""

    @property
    def wechat_appid(self) -> str: ...  # noqa: D102 -- settings.py says what these are

    @property
    def wechat_secret(self) -> str: ...  # noqa: D102

    @property
    def wechat_url(self) -> str: ...  # noqa: D102

    @property
    def wechat_push_token(self) -> str: ...  # noqa: D102

    @property
    def wechat_push_aes_key(self) -> str: ...  # noqa: D102

    @property
    def development(self) -> bool: ...  # noqa: D102


def open_wechat(settings: DeploymentSettings, now: Clock) -> WeChat:
    """The account of a deployment, its token and its pushes shared through the store.

    Raises: ValueError for an address that is neither WeChat's nor, in development, this machine's.
    """
    # The store's row classes load PynamoDB; whoever only wants this package's types does not pay for it.
    from shouwang.platform.wechat.shelf import StoredPushes, StoredTokens  # noqa: PLC0415

    account = WeChatSettings(
        appid=settings.wechat_appid,
        secret=settings.wechat_secret,
        base_url=settings.wechat_url,
        push_token=settings.wechat_push_token,
        push_aes_key=settings.wechat_push_aes_key,
        development=settings.development,
    )
    return WeChat(account, StoredTokens(), now, once=StoredPushes(now))
