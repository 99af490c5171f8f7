"""A copy of a person's data as zip: JSON for machines, CSV for people, a page that explains."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from shouwang.kernel.clock import rfc3339
from shouwang.platform.job_files import MOST_BYTES
from shouwang.platform.sheets import render_csv

_README = """这是守望系统里保存的、关于你的全部数据，导出于 {at}。

data.json    全部数据，机器可读
*.csv        同样的数据，每类一个表，可以用 Excel 打开
照片-*.zip   你交的照片，另外成包

这个文件里有你的证件号码、电话和健康情况，请自己保管好。
"""


def zipped(
    told: Mapping[str, Sequence[Mapping[str, Any]]], files: Mapping[str, bytes], at: datetime
) -> list[tuple[str, bytes]]:
    """The parts of a copy by name, each below what a function can answer; photos that do not fit come in zips of their own."""
    parts = [("个人数据.zip", _zip(_tables(told, at)))]
    for n, (key, content) in enumerate(sorted(files.items())):
        name = f"files/{n + 1}-{key.rpartition('/')[2]}"
        parts.append((f"照片-{n + 1}.zip", _zip([(name, content)])))
    return [part for part in parts if len(part[1]) <= MOST_BYTES]


def _tables(told: Mapping[str, Sequence[Mapping[str, Any]]], at: datetime) -> Iterator[tuple[str, bytes]]:
    yield "README.txt", _README.format(at=rfc3339(at)).encode()
    yield "data.json", msgspec.json.format(msgspec.json.encode(told), indent=1)
    for title, rows in told.items():
        if rows:
            columns = list(dict.fromkeys(column for row in rows for column in row))
            yield (
                f"{title}.csv",
                render_csv([columns, *([_cell(row.get(column)) for column in columns] for row in rows)]),
            )


def _cell(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return msgspec.json.encode(value).decode()


def _zip(entries: Iterator[tuple[str, bytes]] | Sequence[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries:
            packed.writestr(name, content)
    return out.getvalue()
