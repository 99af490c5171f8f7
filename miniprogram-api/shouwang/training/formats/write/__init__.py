"""Writing a bank in the forms that others read, and that read back to the same bank."""

from collections.abc import Callable, Mapping, Sequence

from shouwang.training.models import Question

Pictures = Callable[[str], bytes | None]
_TYPES: Mapping[str, str] = {
    "gift": "text/plain; charset=utf-8",
    "moodle": "application/xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS = tuple(_TYPES)


def write(format_: str, questions: Sequence[Question], pictures: Pictures) -> tuple[bytes, str]:
    """A bank as a file, and the type of its content. Shapes: format is one of `WRITERS`."""
    if format_ == "xlsx":
        from shouwang.training.formats.write.excel import write_excel  # noqa: PLC0415 -- slow import

        return write_excel(questions), _TYPES[format_]
    if format_ == "gift":
        from shouwang.training.formats.write.gift import write_gift  # noqa: PLC0415 -- for exports only

        return write_gift(questions), _TYPES[format_]
    from shouwang.training.formats.write.moodle import write_moodle  # noqa: PLC0415 -- as above

    return write_moodle(questions, pictures), _TYPES[format_]
