"""Compression of answers, as a caller asks for it."""

import gzip
import zlib

_WORTH_IT = 4096  # bytes; shorter answers go as they are
_PACKERS = {"gzip": lambda body: gzip.compress(body, 6, mtime=0), "deflate": zlib.compress}


def packed(body: bytes, accepted: str) -> tuple[bytes, str | None]:
    """An answer, and how it is compressed: under the best of what Accept-Encoding names, first come first served."""
    name = _best(accepted) if len(body) >= _WORTH_IT else None
    return (body, None) if name is None else (_PACKERS[name](body), name)


def _best(accepted: str) -> str | None:
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights.setdefault(name.strip(), _weight(parameter))
    unnamed = [name for name in _PACKERS if name not in weights]
    named = [(weight, name) for name, weight in weights.items() if name in _PACKERS]
    candidates = named + [(weights.get("*", 0.0), name) for name in unnamed]
    weight, best = max(candidates, key=lambda candidate: candidate[0])
    return best if weight > 0 else None


def _weight(parameter: str) -> float:
    """The quality value of a coding; 1 where there is none, 0 where it is nonsense."""
    name, _, value = parameter.partition("=")
    if not name.strip():
        return 1.0
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
