"""Files by key: photos, rendered pictures, log roots. A folder on one machine, a bucket on AWS."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit


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


@dataclass(frozen=True, slots=True)
class Folder:
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


def open_blobs(url: str, region: str) -> Blobs:
    """Files at `file:///folder` or `s3://bucket`. Raises: ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return Folder(Path(parts.path))
    if parts.scheme == "s3":
        return Bucket(parts.netloc, region)
    raise ValueError("SHOUWANG_BLOBS is file:///folder or s3://bucket")
