"""WeChat's ciphers and signatures, written from their description and not from any client's code.

Source: reference wechat 3.4, 3.5 and 5; held to the vectors of its section 11.
"""

import base64
import hashlib
import hmac
import struct
from random import Random

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

_OPEN_DATA_BLOCK, _PUSH_BLOCK = 16, 32


def open_data(plain: str, session_key: str, iv: str) -> str:
    """`encryptedData`: AES-128-CBC under the session key."""
    return base64.b64encode(_encrypt(_pad(plain.encode(), _OPEN_DATA_BLOCK), _b64(session_key), _b64(iv))).decode()


def read_open_data(encrypted: str, session_key: str, iv: str) -> str:
    """The plain text of `encryptedData`."""
    return _strip(_decrypt(_b64(encrypted), _b64(session_key), _b64(iv))).decode()


def random_iv(rng: Random) -> str:
    """Sixteen bytes, as text."""
    return base64.b64encode(rng.randbytes(16)).decode()


def raw_data_signature(raw_data: str, session_key: str) -> str:
    """The signature beside rawData."""
    return hashlib.sha1((raw_data + session_key).encode()).hexdigest()  # noqa: S324 -- WeChat's choice


def state_signature(session_key: str, message: str = "") -> str:
    """The login-state signature; its key is the text of the session key, not decoded."""
    return hmac.new(session_key.encode(), message.encode(), hashlib.sha256).hexdigest()


def push_signature(token: str, timestamp: str, nonce: str, *sealed: str) -> str:
    """The signature of a push: SHA-1 over its sorted parts."""
    return hashlib.sha1("".join(sorted([token, timestamp, nonce, *sealed])).encode()).hexdigest()  # noqa: S324


def seal_push(message: str, aes_key: str, appid: str, salt: bytes) -> str:
    """`Encrypt`: 16 bytes of salt, the length, the message, the appid, under AES-256-CBC."""
    key, text = _push_key(aes_key), message.encode()
    plain = salt + struct.pack("!I", len(text)) + text + appid.encode()
    return base64.b64encode(_encrypt(_pad(plain, _PUSH_BLOCK), key, key[:16])).decode()


def read_push(sealed: str, aes_key: str) -> tuple[bytes, str, str]:
    """Salt, message and appid of an `Encrypt`."""
    key = _push_key(aes_key)
    plain = _strip(_decrypt(_b64(sealed), key, key[:16]))
    (length,) = struct.unpack("!I", plain[16:20])
    return plain[:16], plain[20 : 20 + length].decode(), plain[20 + length :].decode()


def _push_key(aes_key: str) -> bytes:
    return _b64(aes_key + "=")


def _b64(text: str) -> bytes:
    return base64.b64decode(text)


def _pad(plain: bytes, block: int) -> bytes:
    missing = block - len(plain) % block
    return plain + bytes([missing]) * missing


def _strip(padded: bytes) -> bytes:
    return padded[: -padded[-1]]


def _encrypt(plain: bytes, key: bytes, iv: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(plain) + cipher.finalize()


def _decrypt(secret: bytes, key: bytes, iv: bytes) -> bytes:
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return cipher.update(secret) + cipher.finalize()
