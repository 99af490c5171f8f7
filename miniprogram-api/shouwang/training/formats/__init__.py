"""Question banks as files: what people keep them in, read and written. Bytes in, nouns out; nothing is stored here."""

from shouwang.training.formats.found import Found, Named, Place, Reading, UnreadableFile
from shouwang.training.formats.read import FORMATS, read
from shouwang.training.formats.write import WRITERS, write

__all__ = ["FORMATS", "WRITERS", "Found", "Named", "Place", "Reading", "UnreadableFile", "read", "write"]
