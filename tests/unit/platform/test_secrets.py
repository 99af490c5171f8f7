import io
import logging

import pytest

from shouwang.platform.blobs import Folder
from shouwang.platform.keys import KeyFile, KeyMissing, Keys, make_key_file, open_keys
from shouwang.platform.logs import JsonLines
from shouwang.platform.vault import SealBroken, Vault


@pytest.fixture
def vault(tmp_path):
    make_key_file(tmp_path / "keys.json")
    return Vault(open_keys(f"file://{tmp_path / 'keys.json'}", "-"))


def test_a_sealed_value_opens_only_at_its_place(vault):
    sealed = vault.seal("11010519491231002X", place="applications|1|document")

    assert vault.open(sealed, place="applications|1|document") == "11010519491231002X"
    with pytest.raises(SealBroken):
        vault.open(sealed, place="applications|2|document")


def test_a_changed_seal_does_not_open(vault):
    sealed = bytearray(vault.seal("value", place="p"))
    sealed[-1] ^= 1

    with pytest.raises(SealBroken):
        vault.open(bytes(sealed), place="p")


def test_a_value_sealed_twice_looks_different_and_is_indexed_the_same(vault):
    assert vault.seal("v", place="p") != vault.seal("v", place="p")
    assert vault.index("phone", "v") == vault.index("phone", "v") != vault.index("document", "v")


def test_a_key_file_that_others_can_read_is_refused(tmp_path):
    path = tmp_path / "keys.json"
    make_key_file(path)
    path.chmod(0o644)

    with pytest.raises(KeyMissing):
        Keys(KeyFile(path))["personal"]


def test_making_keys_again_keeps_the_ones_that_are_there(tmp_path):
    path = tmp_path / "keys.json"
    make_key_file(path)
    before = path.read_bytes()

    make_key_file(path)

    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_unknown_key_is_missing_and_keys_never_show_themselves(tmp_path):
    make_key_file(tmp_path / "keys.json")
    keys = Keys(KeyFile(tmp_path / "keys.json"))

    with pytest.raises(KeyMissing):
        keys["no-such-key"]
    assert repr(keys) == "Keys(...)"


def test_a_log_line_holds_only_fields_that_may_be_said():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    log = logging.Logger("shouwang.test")
    log.addHandler(handler)

    log.info("request", extra={"status": 200, "phone": "16100000001", "token": "planted"})
    try:
        raise ValueError("planted 16100000001")
    except ValueError:
        log.exception("failed for %s", "16100000001")

    assert "16100000001" not in stream.getvalue()
    assert "planted" not in stream.getvalue()
    assert '"status": 200' in stream.getvalue()
    assert '"fault": "ValueError"' in stream.getvalue()


def test_a_file_is_kept_whole_replaced_whole_and_removed(tmp_path):
    folder = Folder(tmp_path)

    folder.put("a/b.jpg", b"1", "image/jpeg")
    folder.put("a/b.jpg", b"2", "image/jpeg")

    assert folder.get("a/b.jpg") == b"2"
    folder.delete("a/b.jpg")
    folder.delete("a/b.jpg")
    assert folder.get("a/b.jpg") is None


def test_a_key_cannot_leave_the_folder(tmp_path):
    with pytest.raises(ValueError, match="leaves"):
        Folder(tmp_path / "files").get("../keys.json")
