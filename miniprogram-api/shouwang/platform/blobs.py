"""Files by key: photos, rendered pictures, log roots. A folder on one machine, a bucket on AWS."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

import msgspec


class KeptOtherwise(Exception):
    """Under this key there is other content, which is not replaced."""


class Blobs(Protocol):
    """Where files are kept. Keys are slash-separated and made by us, never by a user."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file; a second put of the same key replaces it whole."""
        ...

    def put_once(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file that nobody replaces; the same content again is fine. Raises: KeptOtherwise."""
        ...

    def keys(self, folder: str) -> Iterator[str]:
        """The keys below a folder, for tools that audit; what serves requests knows its keys."""
        ...

    def get(self, key: str) -> bytes | None:
        """A file's bytes, or None."""
        ...

    def delete(self, key: str) -> None:
        """Remove a file; removing what is not there is fine."""
        ...

    def join(self, key: str, parts: Sequence[str], tail: bytes, content_type: str) -> None:
        """A file made of files that are kept, each of 5 MB or more but the last, and an end; never whole in memory."""
        ...

    def path(self, key: str) -> Path | None:
        """Where a file lies on this machine, for sending it without reading it whole; None where it does not."""
        ...

    def link(self, key: str, name: str, content_type: str, seconds: int) -> str | None:
        """An address that opens a file for so long, under a name; None on one machine, which sends it itself."""
        ...

    def form(self, key: str, size_bytes: int, sha256: str, seconds: int) -> tuple[str, dict[str, str]] | None:
        """Where and with which fields one file of that size and hash can be posted; None on one machine."""
        ...


class Folder(msgspec.Struct, frozen=True):
    """One machine: files below a folder; a reader never sees half a file."""

    root: Path

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file durably: written beside, synced, then renamed."""
        target = self._path(key)
        self._written(target, content).replace(target)

    def put_once(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file that not even its owner opens for writing (mode 0444). Raises: KeptOtherwise."""
        target = self._path(key)
        fresh = self._written(target, content)
        fresh.chmod(0o444)
        try:
            target.hardlink_to(fresh)
        except FileExistsError:
            if target.read_bytes() != content:
                raise KeptOtherwise(key) from None
        finally:
            fresh.unlink()

    def keys(self, folder: str) -> Iterator[str]:
        """The keys below a folder, in their order."""
        below = self._path(folder)
        yield from sorted(
            path.relative_to(self.root.resolve()).as_posix() for path in below.rglob("*") if path.is_file()
        )

    def get(self, key: str) -> bytes | None:
        """A file's bytes, or None."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, key: str) -> None:
        """Remove a file."""
        self._path(key).unlink(missing_ok=True)

    def _written(self, target: Path, content: bytes) -> Path:
        """The content in a file beside its target, durably."""
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return Path(name)

    def join(self, key: str, parts: Sequence[str], tail: bytes, content_type: str) -> None:
        """A file made of others and an end: written beside, synced, then renamed."""
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(descriptor, "wb") as file:
            for part in parts:
                with self._path(part).open("rb") as source:
                    shutil.copyfileobj(source, file, 1024 * 1024)
            file.write(tail)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)

    def path(self, key: str) -> Path | None:
        """Where a file lies, if it is there."""
        path = self._path(key)
        return path if path.is_file() else None

    def link(self, key: str, name: str, content_type: str, seconds: int) -> str | None:
        """None: this machine sends its files itself."""
        return None

    def form(self, key: str, size_bytes: int, sha256: str, seconds: int) -> tuple[str, dict[str, str]] | None:
        """None: this machine takes files in itself."""
        return None

    def _path(self, key: str) -> Path:
        path = (self.root / key).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise ValueError("a key that leaves the folder")
        return path


@dataclass(frozen=True)
class Bucket:
    """AWS: an S3 bucket; encrypted by the bucket's own rule."""

    name: str
    region: str

    @cached_property
    def _client(self) -> Any:
        from botocore.session import get_session  # noqa: PLC0415 -- slow import

        return get_session().create_client("s3", region_name=self.region)

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file. Cost: 1 request to S3."""
        self._client.put_object(Bucket=self.name, Key=key, Body=content, ContentType=content_type)

    def put_once(self, key: str, content: bytes, content_type: str) -> None:
        """Keep a file; the bucket's own rule locks it. Raises: KeptOtherwise. Cost: 1 request to S3, 2 when it is there."""
        from botocore.exceptions import ClientError  # noqa: PLC0415 -- slow import

        try:
            self._client.put_object(
                Bucket=self.name,
                Key=key,
                Body=content,
                ContentType=content_type,
                IfNoneMatch="*",
                ChecksumAlgorithm="SHA256",
            )
        except ClientError as fault:
            if fault.response["Error"]["Code"] not in {"PreconditionFailed", "ConditionalRequestConflict"}:
                raise
            if self.get(key) != content:
                raise KeptOtherwise(key) from fault

    def keys(self, folder: str) -> Iterator[str]:
        """The keys below a folder. Cost: 1 request to S3 for each 1,000."""
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=f"{folder}/")
        for page in pages:
            yield from (found["Key"] for found in page.get("Contents", ()))

    def get(self, key: str) -> bytes | None:
        """A file's bytes, or None. Cost: 1 request to S3."""
        try:
            content: bytes = self._client.get_object(Bucket=self.name, Key=key)["Body"].read()
        except self._client.exceptions.NoSuchKey:
            return None
        return content

    def delete(self, key: str) -> None:
        """Remove a file. Cost: 1 request to S3."""
        self._client.delete_object(Bucket=self.name, Key=key)

    def join(self, key: str, parts: Sequence[str], tail: bytes, content_type: str) -> None:
        """A file made of others inside S3; the last part and the end go up together. Cost: 1 request a part, and 3."""
        *whole, last = parts
        made = {"Bucket": self.name, "Key": key}
        upload = self._client.create_multipart_upload(**made, ContentType=content_type)["UploadId"]
        made["UploadId"] = upload
        sent = []
        for number, part in enumerate(whole, 1):
            source = {"Bucket": self.name, "Key": part}
            copied = self._client.upload_part_copy(**made, PartNumber=number, CopySource=source)
            sent.append({"PartNumber": number, "ETag": copied["CopyPartResult"]["ETag"]})
        end = (self.get(last) or b"") + tail
        kept = self._client.upload_part(**made, PartNumber=len(parts), Body=end)
        sent.append({"PartNumber": len(parts), "ETag": kept["ETag"]})
        self._client.complete_multipart_upload(**made, MultipartUpload={"Parts": sent})

    def path(self, key: str) -> Path | None:
        """None: the file is not on this machine."""
        return None

    def link(self, key: str, name: str, content_type: str, seconds: int) -> str | None:
        """A signed address. Cost: 0 requests."""
        shown = f"attachment; filename*=UTF-8''{quote(name)}"
        named = {
            "Bucket": self.name,
            "Key": key,
            "ResponseContentDisposition": shown,
            "ResponseContentType": content_type,
        }
        address: str = self._client.generate_presigned_url("get_object", Params=named, ExpiresIn=seconds)
        return address

    def form(self, key: str, size_bytes: int, sha256: str, seconds: int) -> tuple[str, dict[str, str]] | None:
        """A presigned POST; S3 itself checks size and hash. Cost: 0 requests."""
        from shouwang.platform.bucket_forms import posted  # noqa: PLC0415 -- slow import

        return posted(self.name, self.region, key, size_bytes, sha256, seconds)


def open_blobs(url: str, region: str) -> Blobs:
    """Files at `file:///folder` or `s3://bucket`. Raises: ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(Path(parts.path))
    if parts.scheme == "s3":
        return Bucket(parts.netloc, region)
    raise ValueError("SHOUWANG_BLOBS is file:///folder or s3://bucket")
