"""What is in the zips and layers: only what ships, small enough, the same bytes from the same inputs."""

import ast
import functools
import hashlib
import re
import zipfile

import pytest

from shouwang.app import FUNCTIONS
from tests.contract.packaging.built import script
from tests.tiers import count

NEVER = (
    "shouwang_local",
    "dynamodb_sqlite",
    "wechat_simulator",
    "moto",
    "pytest",
    "tests/",
    "miniprogram/",
    "phone.js",
    "glass",
)
MB = 1_000_000
BASE_MOST, ZIP_MOST, WHOLE_MOST = 60 * MB, 2 * MB, 240 * MB
BYTE_CODE = 1.0  # byte code is about as large as its source: counted where this machine has no 3.13 to compile with


def names(built, function: str) -> list[str]:
    with zipfile.ZipFile(built.zip(function)) as archive:
        return archive.namelist()


def size(folder) -> int:
    """A layer's size inside Lambda, with byte code."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    compiled = any(path.suffix == ".pyc" for path in files)
    source = sum(path.stat().st_size for path in files if path.suffix == ".py")
    return sum(path.stat().st_size for path in files) + (0 if compiled else round(BYTE_CODE * source))


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_package_holds_its_own_entry_and_nothing_that_must_not_ship(built, function):
    inside = names(built, function)

    entries = {name for name in inside if name.startswith("functions/") and name.endswith(".py")}
    assert entries == {"functions/__init__.py", f"functions/{function}.py"}
    assert [name for name in inside if any(word in name for word in NEVER)] == []
    assert {name.split("/")[0] for name in inside} == {"functions", "shouwang"}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_nothing_in_a_package_imports_what_is_local(built, function):
    imported = set()
    with zipfile.ZipFile(built.zip(function)) as archive:
        for name in archive.namelist():
            if name.endswith(".py"):
                imported |= {module.split(".")[0] for module in _imports(archive.read(name))}

    assert not imported & {"shouwang_local", "dynamodb_sqlite", "wechat_simulator", "moto", "tests"}


@functools.cache  # most files are in every package
def _imports(source: bytes) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_package_holds_the_clock_that_can_be_set(built, function):
    with zipfile.ZipFile(built.zip(function)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".py")}

    readers = {name for name, text in texts.items() if re.search(r"clock_offset|offset_clock|clock_for", text)}
    assert readers == {"shouwang/settings.py"}  # which knows the setting in order to refuse it


def test_only_who_serves_pages_carries_the_console(built):
    carriers = {name for name in FUNCTIONS if any("shouwang/console/" in inside for inside in names(built, name))}

    assert carriers == {name for name, row in FUNCTIONS.items() if any("console" in api for api in row.apis)}
    assert {"jobs", "outbox", "nightly"} & carriers == set()


@pytest.mark.parametrize("layer", ["base", "wechat", "passkeys", "imaging", "fonts", "print", "documents"])
def test_a_layer_for_lambda_and_the_one_for_this_python_hold_the_same_files(built, layer):
    def files(root):
        found = (path.relative_to(root).as_posix() for path in (root / layer).rglob("*") if path.is_file())
        return {_without_abi(name) for name in found if "__pycache__" not in name and not name.endswith(_TOOLS)}

    assert files(built.layers) == files(built.running)


_TOOLS = ("WHEEL", "RECORD", "INSTALLER", "REQUESTED")


def _without_abi(name: str) -> str:
    """A file's name without the Python it was compiled for; libraries that a wheel brings carry a hash of their own."""
    name = re.sub(r"\.(cpython-\d+-x86_64-linux-gnu|abi3)\.so$", ".so", name)
    return re.sub(r"-[0-9a-f]{8}\.so", ".so", name)


def test_sizes_are_within_their_budgets(built):
    layers = {
        layer: size(built.layers / layer)
        for layer in ("base", "wechat", "passkeys", "imaging", "fonts", "print", "documents")
    }
    zips = {name: built.zip(name).stat().st_size for name in FUNCTIONS}
    whole = {
        name: sum(layers[layer] for layer in row.layers) + sum(map(_unpacked, names_of(built, name)))
        for name, row in FUNCTIONS.items()
    }

    assert layers["base"] <= BASE_MOST
    assert max(zips.values()) <= ZIP_MOST
    assert max(whole.values()) <= WHOLE_MOST


def names_of(built, function: str) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(built.zip(function)) as archive:
        return archive.infolist()


def _unpacked(entry: zipfile.ZipInfo) -> int:
    return entry.file_size


def test_the_fonts_layer_holds_prepared_fonts_and_nothing_that_art_is_drawn_with(built):
    fonts = {path.name for path in (built.layers / "fonts" / "fonts").rglob("*") if path.is_file()}

    assert {name for name in fonts if name.endswith(".ttf")} == {"HanaMinB.ttf", "LXGWWenKai-rare.ttf"}
    assert {name for name in fonts if not name.endswith(".ttf")} == {
        "LICENCE-fonts-hanazono.txt",
        "LICENCE-fonts-lxgw-wenkai.txt",
    }


def test_packaging_twice_gives_the_same_bytes(tmp_path):
    for again in ("once", "twice"):
        script("infra/package.py").package(tmp_path / again)

    for name in FUNCTIONS:
        assert (tmp_path / "once" / f"{name}.zip").read_bytes() == (tmp_path / "twice" / f"{name}.zip").read_bytes()


@pytest.mark.proof
def test_building_the_layers_twice_gives_the_same_files_with_the_same_bytes(tmp_path):
    layers = script("layers/build.py")
    chosen = dict(list(layers.SETS.items())[-count(1, len(layers.SETS)) :])

    made = []
    for again in ("once", "twice"):
        layers.build(tmp_path / again, layers.AWS, chosen)
        layers.compiled(tmp_path / again, "python3.13")
        made.append(_contents(tmp_path / again))

    assert {name.split("/")[0] for name in made[0]} == chosen.keys()
    assert made[0] == made[1]


def _contents(folder):
    """What a zip of the folder is made of: names, modes, a hash of each file's bytes."""
    found = ((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    return {name: (path.stat().st_mode, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in found}


def test_packages_hold_no_path_of_this_machine_and_no_time(built):
    for name in FUNCTIONS:
        entries = names_of(built, name)
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)


def test_the_base_layer_describes_the_services_that_are_called_and_no_other(built):
    data = built.layers / "base" / "python" / "botocore" / "data"

    assert {path.name for path in data.iterdir() if path.is_dir()} == {
        "dynamodb",
        "kms",
        "s3",
        "secretsmanager",
        "sqs",
        "sts",
    }
    assert {"endpoints.json", "partitions.json", "_retry.json", "sdk-default-configuration.json"} <= {
        path.name for path in data.iterdir()
    }
