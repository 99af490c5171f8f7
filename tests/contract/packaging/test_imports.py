"""A cold start pays for nothing that it does not need: what each function has loaded when it starts, and after a request."""

import pytest

from shouwang.app import FUNCTIONS

SLOW = {
    "boto3",  # which Zappa imports for its commands, as the next two
    "durationpy",
    "tarfile",
    "asyncio",  # which it imports for other applications than ours
    "PIL",
    "wechatpy",
    "requests",
    "webauthn",
    "openpyxl",
    "typst",
    "segno",
    "zxingcpp",
    "pylopdf_fonts_zh_cn",
    "numpy",
}
LOCAL = {"shouwang_local", "dynamodb_sqlite", "wechat_simulator", "moto", "pytest", "tests"}
# Slices whose stores a function may load: those whose services its routes are made of. identity knows who is calling.
STORES = {
    "login": {"identity"},
    "recruitment": {"identity", "recruitment", "roster"},
    "checkin": {"identity", "duty", "roster"},
    "training": {"identity", "training"},
    "honours": {"identity", "assessment", "honours", "roster", "duty"},
    "console": {"identity", "recruitment", "roster"},
}
MAIN = {
    "login": "/v1/me",
    "recruitment": "/v1/application",
    "checkin": "/v1/duty/current",
    "training": "/v1/courses",
    "honours": "/v1/me/honours",
    "console": "/console/applications",
}


@pytest.fixture(scope="module")
def begun(cloud):
    """Every HTTP function, fresh, with what was loaded before its first event and after its first request."""
    loaded = {}
    for name, path in MAIN.items():
        cloud.restart(name)
        cloud.send("GET", path)
        loaded[name] = (cloud.function(name).at_start, cloud.function(name).modules)
    return loaded


def tops(modules: set[str]) -> set[str]:
    return {module.split(".")[0] for module in modules}


@pytest.mark.parametrize("name", MAIN)
def test_a_function_starts_and_answers_without_anything_slow_or_local(begun, name):
    at_start, after = begun[name]

    assert tops(at_start) & (SLOW | LOCAL) == set()
    assert tops(after) & (SLOW | LOCAL) == set()


@pytest.mark.parametrize("name", MAIN)
def test_a_function_loads_no_foreign_slices_store(begun, name):
    _, after = begun[name]

    stores = {module.split(".")[1] for module in after if module.startswith("shouwang.") and ".store" in module}
    assert stores <= STORES[name]


@pytest.mark.parametrize("name", ["outbox", "nightly", "jobs"])
def test_a_worker_starts_without_a_web_server_or_anything_slow(cloud, name):
    cloud.restart(name)

    at_start = cloud.function(name).at_start
    assert tops(at_start) & (SLOW | LOCAL | {"zappa"}) == set()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_that_has_started_looks_for_garbage_but_not_in_what_its_start_made(cloud, name):
    assert cloud.function(name).collects


def test_every_http_function_is_tried(begun):
    assert set(begun) == {name for name, row in FUNCTIONS.items() if row.apis}
