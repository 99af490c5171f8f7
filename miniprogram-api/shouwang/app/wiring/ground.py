"""What stands below every service: settings, clock, ids, keys, files, the vault, WeChat."""

import os
from functools import cached_property
from typing import TYPE_CHECKING

from shouwang.kernel.clock import Clock, utc_now
from shouwang.kernel.ids import NewId, ulid
from shouwang.platform import dynamo, metrics
from shouwang.platform.blobs import Blobs, open_blobs
from shouwang.platform.keys import Keys, open_keys
from shouwang.platform.vault import Vault
from shouwang.settings import Settings

if TYPE_CHECKING:
    from datetime import datetime

    from shouwang.platform.job_files import JobFiles
    from shouwang.platform.uploads import Uploads
    from shouwang.platform.wechat import WeChat


class Ground:
    """The ground of one process's house; each thing is made when first asked for."""

    def __init__(self, settings: Settings, now: Clock = utc_now, new_id: NewId | None = None) -> None:
        self.settings = settings
        self.now = now
        self.new_id: NewId = new_id or (lambda: ulid(now(), os.urandom(10)))
        metrics.of_stage(settings.stage)
        dynamo.connect(settings.store, region=settings.region, prefix=settings.table_prefix)
        dynamo.shards.spread_over(int(settings.shards))

    @cached_property
    def keys(self) -> Keys:
        """Secrets of this process."""
        return open_keys(self.settings.keys, self.settings.region)

    @cached_property
    def blobs(self) -> Blobs:
        """Files."""
        return open_blobs(self.settings.blobs, self.settings.region)

    @cached_property
    def locked(self) -> Blobs:
        """Files that nobody replaces."""
        return open_blobs(self.settings.locked or self.settings.blobs, self.settings.region)

    @cached_property
    def vault(self) -> Vault:
        """Class S values of persons."""
        return Vault(self.keys)

    @cached_property
    def job_files(self) -> "JobFiles":
        """Files that jobs made."""
        from shouwang.platform.job_files import JobFiles  # noqa: PLC0415 -- only functions that use it

        return JobFiles(self.blobs, self.vault)

    @cached_property
    def uploading(self) -> "Uploads":
        """Large files on their way in."""
        from shouwang.platform.uploads import Uploads  # noqa: PLC0415 -- only functions that use it

        return Uploads(self.blobs, self.vault, self.now, self.new_id)

    @cached_property
    def wechat(self) -> "WeChat":
        """WeChat, or the simulator in its place."""
        from shouwang.platform.wechat import WeChat, WeChatSettings  # noqa: PLC0415 -- only functions that use it
        from shouwang.platform.wechat.shelf import StoredPushes, StoredTokens  # noqa: PLC0415

        s = self.settings
        keys = (s.wechat_push_token, s.wechat_push_aes_key)
        account = WeChatSettings(s.wechat_appid, s.wechat_secret, s.wechat_url, *keys, development=s.development)
        return WeChat(account, StoredTokens(), self.now, once=StoredPushes(self.now))

    def token_until(self) -> "datetime | None":
        """When the token of WeChat that all processes share ends. Cost: 1 request."""
        from shouwang.platform.wechat.shelf import StoredTokens  # noqa: PLC0415 -- only functions that use it

        token = StoredTokens().fetch(self.settings.wechat_appid)
        return token.expires_at if token else None
