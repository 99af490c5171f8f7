"""Checks of files: a stranger sends the picture or the credential they were given, and learns what it is worth."""

from enum import StrEnum
from io import BytesIO

import msgspec

from shouwang.honours import rendering, rules
from shouwang.honours.models import Verified
from shouwang.honours.service.verification import Verification

_TOKEN_STARTS = b"eyJ"  # base64url of `{"`
_MOST_TOKEN_BYTES = 16 * 1024
_MOST_PIXELS = 20_000_000


class Found(StrEnum):
    """What was found in a file, and so what was checked."""

    CREDENTIAL = "credential"  # its signature, and its place in the register
    CODE = "code"  # only the code that is printed on it: the words on the picture must be compared by eye


class Checked(msgspec.Struct, frozen=True):
    """What a file is worth."""

    found: Found
    verified: Verified


class Uploads(msgspec.Struct, frozen=True):
    """验文件. Nothing of what is sent is kept."""

    verification: Verification

    def check(self, content: bytes, address: str) -> Checked:
        """What a PNG with a credential, a picture with a code or a credential alone stands for.

        Raises: CheckedTooOften, NothingToCheck, NoSuchHonour; Credential... for one that was changed or is not ours.
        Cost: at most 4 requests.
        """
        self.verification.throttle(address)
        token = _token(content)
        if token is not None:
            code = self._signed_code(token)
            return Checked(Found.CREDENTIAL, self.verification.look_up(code))
        code = _printed_code(content, self.verification.issuer.public_url)
        return Checked(Found.CODE, self.verification.look_up(code))

    def _signed_code(self, token: str) -> str:
        from shouwang.honours import credential  # noqa: PLC0415 -- slow import: cryptography

        body = credential.check_credential(
            token, self.verification.issuer.did_document(), self.verification.now(), expired=True
        )
        return str(body["id"]).rpartition("/")[2]


def _token(content: bytes) -> str | None:
    """The credential in a file, if it holds one. Raises: NothingToCheck for a damaged picture."""
    text = content.strip()
    if text.startswith(_TOKEN_STARTS) and len(text) <= _MOST_TOKEN_BYTES:
        try:
            return text.decode("ascii")
        except UnicodeDecodeError as bad:
            raise rules.NothingToCheck from bad
    if not content.startswith(b"\x89PNG"):
        return None
    try:
        return rendering.read_credential(content)
    except ValueError as bad:
        raise rules.NothingToCheck("图片不完整，传的时候坏了或被改过") from bad


def _printed_code(content: bytes, public_url: str) -> str:
    """The code in a picture's QR, if it leads to us. Raises: NothingToCheck."""
    import zxingcpp  # noqa: PLC0415 -- only this needs a reader
    from PIL import Image  # noqa: PLC0415 -- Pillow is slow to import

    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise rules.NothingToCheck("图片太大了，最多两千万像素")
            grey = opened.convert("L")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as bad:
        raise rules.NothingToCheck from bad
    prefix = f"{public_url}/c/".upper()
    for found in zxingcpp.read_barcodes(grey, formats=zxingcpp.barcode_formats_from_str("QRCode")):
        if found.text.upper().startswith(prefix):
            return str(found.text[len(prefix) :])
    raise rules.NothingToCheck
