"""Files too large for a request: told by size and hash first, sent by a signed form past the API, taken once.

On AWS the form goes to the bucket (presigned POST); on one machine to `/v1/uploads/{file_id}`, with the same fields. Who holds
the form can send that one file, of that size and that hash, for half an hour, and nothing else.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import Clock
from shouwang.kernel.ids import NewId
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform import retention
from shouwang.platform.blobs import Blobs
from shouwang.platform.dynamo import Table, Writes, commit, put, update
from shouwang.platform.once import Once
from shouwang.platform.vault import Vault

FOLDER = "uploads"
MOST_BYTES = 20 * 1024 * 1024  # a list of 20,000 rows with room to spare; what reads it holds it in memory
LIVES = timedelta(minutes=30)  # a large file on a bad network, and the request that takes it


class UploadRow(Table):
    """A file that may be sent; `sealed` says that our own route took it in."""

    TABLE = "uploads"
    TTL = "expires_at"

    file_id = UnicodeAttribute(hash_key=True)
    asked_by = UnicodeAttribute()
    size_bytes = NumberAttribute()
    sha256 = UnicodeAttribute()
    sealed = BooleanAttribute()
    taken = BooleanAttribute(default=False)
    expires_at = NumberAttribute()


class UploadGone(Problem):
    """The file was never sent, has run out, was used before, or is another's."""

    slug, title, status = "upload-gone", "这个文件没有传上来，或者过期、用过了，再传一次", 410


class UploadRefused(Problem):
    """The form is not one of ours, was changed, or has run out."""

    slug, title, status = "upload-refused", "上传的凭证不对或者过期了，重新开始上传", 403


class UploadBroken(Problem):
    """What came is not the file that was told."""

    slug, title, status = "upload-broken", "文件没有传完整，再传一次", 422


class UploadForm(msgspec.Struct, frozen=True):
    """Where to send the file, by a multipart form of these fields with the file last."""

    file_id: str
    url: str
    fields: dict[str, str]
    expires_at: datetime


class Uploads(msgspec.Struct, frozen=True):
    """Large files on their way in."""

    blobs: Blobs
    vault: Vault
    now: Clock
    new_id: NewId

    def ask(self, actor: Actor, once: Once, size_bytes: int, sha256: str) -> UploadForm:
        """A form for one file. Raises: Invalid. Cost: 1 request."""
        if not 0 < size_bytes <= MOST_BYTES:
            raise Invalid(faults=[Fault("/size_bytes", f"文件要在 {MOST_BYTES // 1024 // 1024} MB 以内")])
        once.before()
        file_id, now = self.new_id(), self.now()
        ends = now + LIVES
        seconds = int(LIVES.total_seconds())
        posted = self.blobs.form(_key(file_id), size_bytes, sha256, seconds)
        url, fields = posted or (f"/v1/uploads/{file_id}", self._own_fields(file_id, size_bytes, sha256, now))
        row = UploadRow(
            file_id=file_id,
            asked_by=actor.person_id,
            size_bytes=size_bytes,
            sha256=sha256,
            sealed=posted is None,
            expires_at=int(ends.timestamp()),
        )
        form = UploadForm(file_id, url, dict(fields), ends)
        commit(put(row, UploadRow.file_id.does_not_exist()), once.record(form, at=now, status=201))
        return form

    def receive(self, file_id: str, fields: Mapping[str, str], content: bytes) -> None:
        """Take a file in on one machine; sending it again is fine until it is taken.

        Raises: UploadRefused, UploadBroken. Cost: 1 request, 1 file.
        """
        signature = self.vault.index("upload-policy", fields.get("policy", ""))
        known = hmac.compare_digest(signature.encode(), fields.get("x-amz-signature", "").encode())
        row = UploadRow.fetch(file_id) if known and fields.get("key") == _key(file_id) else None
        if row is None or row.taken or not row.sealed or not self._names(fields["policy"], file_id):
            raise UploadRefused
        if self.now().timestamp() >= row.expires_at:
            raise UploadRefused
        _require_whole(row, content)
        self.blobs.put(_key(file_id), self._sealed(file_id, content), "application/octet-stream")

    def open(self, actor: Actor, file_id: str) -> tuple[bytes, Writes]:
        """A file that this person sent, and the write that takes it, once; call `discard` when that is committed.

        Raises: UploadGone, also at commit; UploadBroken. Cost: 1 request, 1 file.
        """
        row = UploadRow.fetch(file_id)
        if row is None or row.asked_by != actor.person_id or row.taken or self.now().timestamp() >= row.expires_at:
            raise UploadGone
        kept = self.blobs.get(_key(file_id))
        if kept is None:
            raise UploadGone
        content = self.vault.open_bytes(kept, place=f"files|{_key(file_id)}") if row.sealed else kept
        _require_whole(row, content)
        fresh = (UploadRow.taken == False) & (UploadRow.asked_by == actor.person_id)  # noqa: E712 -- a condition
        taking = update(UploadRow(file_id=file_id), UploadRow.taken.set(True), condition=fresh, otherwise=UploadGone())
        return content, taking

    def discard(self, file_id: str) -> None:
        """Remove a file that was taken; what a fault leaves behind goes at night."""
        self.blobs.delete(_key(file_id))

    def clear_due(self, day: date) -> int:
        """Remove files that were taken or have run out; how many. Cost: 1 request for each file that lies there, and 1.

        `day`: the night of the ledger in which they count.
        """
        removed = 0
        for key in list(self.blobs.keys(FOLDER)):
            row = UploadRow.fetch(key.rpartition("/")[2])
            if row is None or row.taken or self.now().timestamp() >= row.expires_at:
                self.blobs.delete(key)
                removed += 1
        commit(retention.counted(retention.Kind.UPLOADS, day, removed))
        return removed

    def _own_fields(self, file_id: str, size_bytes: int, sha256: str, now: datetime) -> dict[str, str]:
        """What S3's form carries, signed by our own key."""
        checked = {"x-amz-checksum-algorithm": "SHA256", "x-amz-checksum-sha256": checksum(sha256)}
        signed = {
            "key": _key(file_id),
            **checked,
            "x-amz-algorithm": "HMAC-SHA256",
            "x-amz-credential": file_id,
            "x-amz-date": now.strftime("%Y%m%dT%H%M%SZ"),
        }
        conditions = [
            *({name: value} for name, value in signed.items()),
            ["content-length-range", size_bytes, size_bytes],
        ]
        told = {"expiration": (now + LIVES).isoformat(), "conditions": conditions}
        policy = base64.b64encode(msgspec.json.encode(told)).decode()
        return {**signed, "policy": policy, "x-amz-signature": self.vault.index("upload-policy", policy)}

    def _names(self, policy: str, file_id: str) -> bool:
        """Whether a policy of ours is about this file."""
        return {"key": _key(file_id)} in msgspec.json.decode(base64.b64decode(policy))["conditions"]

    def _sealed(self, file_id: str, content: bytes) -> bytes:
        return self.vault.seal_bytes(content, place=f"files|{_key(file_id)}")


def checksum(sha256: str) -> str:
    """A hash in hex as S3 wants it."""
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def _require_whole(row: UploadRow, content: bytes) -> None:
    if len(content) != row.size_bytes or hashlib.sha256(content).hexdigest() != row.sha256:
        raise UploadBroken


def _key(file_id: str) -> str:
    return f"{FOLDER}/{file_id}"
