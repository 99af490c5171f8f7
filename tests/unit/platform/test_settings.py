import re
from pathlib import Path

import pytest

from shouwang.settings import BadSettings, Settings

GOOD = {
    "SHOUWANG_STORE": "aws",
    "SHOUWANG_KEYS": "secrets:shouwang/prod",
    "SHOUWANG_BLOBS": "s3://files",
    "SHOUWANG_PUBLIC_URL": "https://v.example.cn",
    "SHOUWANG_STAGE": "prod",
    "SHOUWANG_WECHAT_APPID": "wx1",
    "SHOUWANG_WECHAT_SECRET": "planted-secret",
}


def test_a_start_without_settings_lists_every_missing_one():
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({})

    assert refused.value.faults == [
        "SHOUWANG_STORE is missing",
        "SHOUWANG_KEYS is missing",
        "SHOUWANG_BLOBS is missing",
        "SHOUWANG_PUBLIC_URL is missing",
        "SHOUWANG_WECHAT_APPID is missing",
        "SHOUWANG_WECHAT_SECRET is missing",
    ]


def test_a_misspelt_setting_is_refused_by_name():
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({**GOOD, "SHOUWANG_STOER": "x"})

    assert refused.value.faults == ["SHOUWANG_STOER: no such setting"]


def test_a_setting_can_come_from_a_file(tmp_path):
    (tmp_path / "secret").write_text("from-a-file\n")
    given = {name: value for name, value in GOOD.items() if name != "SHOUWANG_WECHAT_SECRET"}

    settings = Settings.from_env({**given, "SHOUWANG_WECHAT_SECRET_FILE": str(tmp_path / "secret")})

    assert settings.wechat_secret == "from-a-file"


def test_an_unreadable_file_is_a_fault():
    given = {name: value for name, value in GOOD.items() if name != "SHOUWANG_WECHAT_SECRET"}

    with pytest.raises(BadSettings) as refused:
        Settings.from_env({**given, "SHOUWANG_WECHAT_SECRET_FILE": "/nowhere/at/all"})

    assert refused.value.faults == [
        "SHOUWANG_WECHAT_SECRET_FILE cannot be read",
        "SHOUWANG_WECHAT_SECRET is missing",
    ]


def test_outside_development_the_demo_clock_and_plain_http_are_refused():
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({**GOOD, "SHOUWANG_PUBLIC_URL": "http://v.example.cn", "SHOUWANG_CLOCK_OFFSET_FILE": "clock"})

    assert refused.value.faults == [
        "SHOUWANG_PUBLIC_URL must be https outside development",
        "SHOUWANG_CLOCK_OFFSET_FILE is for the demo on one machine only",
    ]


def test_a_public_address_with_a_slash_at_the_end_is_refused():
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({**GOOD, "SHOUWANG_PUBLIC_URL": "https://v.example.cn/"})

    assert refused.value.faults == ["SHOUWANG_PUBLIC_URL is a web address without a slash at the end"]


@pytest.mark.parametrize("shards", ["7", "257", "many"])
def test_shards_are_a_number_within_reason(shards):
    with pytest.raises(BadSettings) as refused:
        Settings.from_env({**GOOD, "SHOUWANG_SHARDS": shards})

    assert refused.value.faults == ["SHOUWANG_SHARDS is a number from 8 to 256"]


def test_settings_never_show_their_secrets():
    assert "planted-secret" not in repr(Settings.from_env(GOOD))


def test_the_page_of_settings_names_exactly_the_settings():
    page = Path("docs/settings.md").read_text()

    assert set(re.findall(r"`SHOUWANG_(\w+)`", page)) == {name.upper() for name in Settings.__struct_fields__}
