"""Where an import's file and its rows lie until it is over 暂存: sealed whole, under the import's id."""

from collections.abc import Sequence

import msgspec

from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Writes
from shouwang.platform.uploads import Uploads
from shouwang.platform.vault import Vault
from shouwang.roster.models.imports import MemberRow

MOST_BYTES = 4 * 1024 * 1024  # Source: design section 3, uploads
_decoder = msgspec.json.Decoder(tuple[MemberRow, ...])


class StagingGone(Problem):
    """The file or the rows are no longer there: the import was cleared away."""

    slug, title, status = "staging-gone", "这次导入的文件已经清掉了，再传一次", 410


class Sent(msgspec.Struct, frozen=True):
    """A list as it came: the body itself, or the id of an upload 上传 when it is too large for one."""

    content: bytes
    file_id: str = ""


class Staging(msgspec.Struct, frozen=True):
    """Two sealed files an import. Rows are immutable once written, so that every try reads the same."""

    blobs: Blobs
    vault: Vault
    uploads: Uploads

    def keep_sent(self, import_id: str, actor: Actor, sent: Sent) -> tuple[int, Writes]:
        """Keep what came, from the body or the upload: its size, and the write that takes the upload, once.

        Raises: UploadGone, UploadBroken. Cost: 1 file; 1 request and 1 file more for an upload.
        """
        content, taking = self.uploads.open(actor, sent.file_id) if sent.file_id else (sent.content, Writes())
        self.keep_file(import_id, content)
        return len(content), taking

    def let_go(self, sent: Sent) -> None:
        """The upload is no longer needed."""
        if sent.file_id:
            self.uploads.discard(sent.file_id)

    def keep_file(self, import_id: str, content: bytes) -> None:
        """Keep the file as it came. Cost: 1 file."""
        self._keep(_key(import_id, "file"), content)

    def file(self, import_id: str) -> bytes:
        """The file as it came. Raises: StagingGone."""
        return self._read(_key(import_id, "file"))

    def keep_rows(self, import_id: str, rows: Sequence[MemberRow]) -> None:
        """Keep what was read. Cost: 1 file."""
        self._keep(_key(import_id, "rows"), msgspec.json.encode(rows))

    def rows(self, import_id: str) -> tuple[MemberRow, ...]:
        """What was read. Raises: StagingGone."""
        return _decoder.decode(self._read(_key(import_id, "rows")))

    def clear(self, import_id: str) -> None:
        """Remove both; removing what is not there is fine."""
        for what in ("file", "rows"):
            self.blobs.delete(_key(import_id, what))

    def _keep(self, key: str, content: bytes) -> None:
        self.blobs.put(key, self.vault.seal_bytes(content, place=f"files|{key}"), "application/octet-stream")

    def _read(self, key: str) -> bytes:
        sealed = self.blobs.get(key)
        if sealed is None:
            raise StagingGone
        return self.vault.open_bytes(sealed, place=f"files|{key}")


def _key(import_id: str, what: str) -> str:
    return f"imports/{import_id}/{what}"
