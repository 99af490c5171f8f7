"""HTTP of large files: a signed form, and on one machine the door it leads to."""

from typing import Annotated

import msgspec

from shouwang.kernel.actor import STAFF, Actor
from shouwang.platform.once import Once
from shouwang.platform.uploads import MOST_BYTES, UploadForm, Uploads
from shouwang.platform.web.api import Api, Upload, post, public, roles

_FORM_BYTES = 64 * 1024  # the form's other fields and its boundaries


class UploadAsk(msgspec.Struct, forbid_unknown_fields=True):
    """The file that will be sent: its size, and its SHA-256 in hex."""

    size_bytes: int
    sha256: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class SignedForm(msgspec.Struct):
    """The fields of a signed form that this door judges; the others are in its policy."""

    key: str = ""
    policy: str = ""
    signature: str = msgspec.field(default="", name="x-amz-signature")


class UploadRoutes:
    """Large files on their way in."""

    def __init__(self, uploads: Uploads) -> None:
        self.uploads = uploads

    @post("/v1/uploads", who=roles(*STAFF), status=201, summary="要传大文件：先拿一张签了名的表单")
    def ask(self, actor: Actor, once: Once, body: UploadAsk) -> UploadForm:
        """A form for one file."""
        return self.uploads.ask(actor, once, body.size_bytes, body.sha256)

    @post(
        "/v1/uploads/{file_id}", who=public, most_bytes=MOST_BYTES + _FORM_BYTES, summary="按签了名的表单传文件（单机）"
    )
    def receive(self, file_id: str, file: Upload, form: SignedForm) -> None:
        """Take the file in; the form's signature is the right to send it."""
        signed = {"key": form.key, "policy": form.policy, "x-amz-signature": form.signature}
        self.uploads.receive(file_id, signed, file.content)


def api(uploads: Uploads) -> Api:
    """Routes of large files."""
    return Api.of("uploads", UploadRoutes(uploads))
