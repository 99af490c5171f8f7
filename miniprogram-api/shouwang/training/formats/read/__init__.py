"""Reading a file, whatever it turns out to be."""

from importlib import import_module

from shouwang.training.formats.found import Place, Reading, UnreadableFile

MOST_BYTES = 4 * 1024 * 1024  # what one request may carry. Source: design section 3, uploads

# Format -> the module and function that read it; loaded by an import only, so that nobody else pays for them.
_READERS = {
    "xlsx": ("tables", "from_xlsx"),
    "xls": ("tables", "from_xls"),
    "csv": ("tables", "from_csv"),
    "text": ("plain", "read"),
    "gift": ("gift", "read"),
    "aiken": ("aiken", "read"),
    "moodle": ("moodle", "read"),
}
FORMATS = tuple(_READERS)
_BYTES = frozenset({"xlsx", "xls", "moodle"})
_TABLES = frozenset({"xlsx", "xls", "csv"})


def read(content: bytes, file_name: str = "", format_: str = "", key_column: str = "") -> Reading:
    """The questions of a file and every fault by its place; without a format it is told from the content and the name.

    `key_column` names the column that holds each question's own number, which must be there and be unique.
    Raises: UnreadableFile, in words that say what to do.
    """
    if not content.strip():
        raise UnreadableFile("文件是空的")
    if len(content) > MOST_BYTES:
        raise UnreadableFile(f"文件超过 {MOST_BYTES // 1024 // 1024} MB，分成几个再传")
    from shouwang.training.formats.read.decoding import as_text, sniff  # noqa: PLC0415 -- as the readers

    format_ = format_ or sniff(content, file_name)
    if format_ not in _READERS:
        raise UnreadableFile(f"格式只能是 {'、'.join(FORMATS)}")
    module, function = _READERS[format_]
    reader = getattr(import_module(f"{__name__}.{module}"), function)
    told = content if format_ in _BYTES else as_text(content)
    reading: Reading = reader(told, key_column) if format_ in _TABLES else reader(told)
    if not reading.found and not reading.faults:
        reading.fault(Place(1), "一道题也没有找到")
    return reading
