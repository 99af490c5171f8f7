#!/usr/bin/env python3
"""验时长: check 守望's public hours log on your own computer, trusting nobody's server.

What you need: this file, Python 3.9 or newer, `pip install cryptography`, and what you want to check.

  python verify.py proof PROOF.json --root ROOT.json     one or more entries against a root you downloaded yourself
  python verify.py day ROOT.json LINES.jsonl ...         all lines of a day against its root
  python verify.py chain ROOT.json ROOT.json ...         that no day was rewritten or taken out

Roots and lines are on the public page /hours-log of the force; a proof comes from the volunteer. Keep roots: who has an
old root can show that it was changed. `--key KEY` names the public key that the first root must be signed with (on the
page, and in /.well-known/did.json); without it a root only has to fit the key that it names itself, which is said.

Exit status: 0 everything holds, 1 something does not (each line says what), 2 the files cannot be read.

How it works. A line is one entry, canonical JSON without a person's name. SHA-256 over 0x00 and the line is a leaf;
over 0x01 and two neighbours, a node; an odd last one rises (RFC 9162, 2.1). The root of a day's lines, sorted by their
`id`, stands in a signed statement (Ed25519) that names the SHA-256 of the statement before it, and the key to come
before it is ever used. A line's `commitment` is SHA-256 over canonical JSON of a salt and the facts behind the line.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FORM, ROOT_FORM = "hours-log-1", "hours-log-root-2"
LEDGERS = {"measured": "实测", "attested": "见证"}


class Wrong(Exception):
    """Something that should hold does not."""


def canonical(fields: dict[str, Any]) -> bytes:
    """The one spelling of a JSON object."""
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def unpadded(text: str) -> bytes:
    """Bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def leaf(line: bytes) -> bytes:
    """The hash of a line."""
    return hashlib.sha256(b"\x00" + line).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_root(lines: Sequence[bytes]) -> bytes:
    """The root over lines in their order."""
    row = [leaf(line) for line in lines]
    while len(row) > 1:
        row = [node(*row[i : i + 2]) if i + 1 < len(row) else row[i] for i in range(0, len(row), 2)]
    return row[0] if row else hashlib.sha256(b"").digest()


def climb(line: bytes, index: int, size: int, proof: Sequence[str]) -> bytes:
    """The root that a line, its place and its neighbours' hashes lead to."""
    if not 0 <= index < size:
        raise Wrong("证明里的位置不在这一天里")
    found, last, rest = leaf(line), size - 1, [bytes.fromhex(step) for step in proof]
    while last:
        if index % 2 or index < last:
            if not rest:
                raise Wrong("证明缺了一步")
            neighbour = rest.pop(0)
            found = node(neighbour, found) if index % 2 else node(found, neighbour)
        index, last = index >> 1, last >> 1
    if rest:
        raise Wrong("证明多了几步")
    return found


def read_root(document: dict[str, Any], key: str | None = None) -> dict[str, Any]:
    """The statement of a root document whose signature holds, under `key` if one is given."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    told: dict[str, Any] = json.loads(document["statement"])
    if told.get("form") != ROOT_FORM or canonical(told) != document["statement"].encode():
        raise Wrong("根的写法不对")
    if key is not None and told["key"] != key:
        raise Wrong(f"{told['day']} 的根不是这把公钥签的")
    try:
        public = Ed25519PublicKey.from_public_bytes(unpadded(told["key"]))
        public.verify(unpadded(document["signature"]), document["statement"].encode())
    except (InvalidSignature, ValueError) as false:
        raise Wrong(f"{told['day']} 的根签名不对") from false
    return told


def check_chain(documents: Sequence[dict[str, Any]], key: str | None = None) -> list[dict[str, Any]]:
    """Roots from the oldest to the newest: each names the one before, and its key was announced. Gives the statements."""
    statements: list[dict[str, Any]] = []
    before: tuple[dict[str, Any], str] | None = None
    for document in sorted(documents, key=lambda one: json.loads(one["statement"])["day"]):
        told = read_root(document, key if before is None else None)
        if before is not None:
            if told["previous"] != hashlib.sha256(before[1].encode()).hexdigest():
                raise Wrong(f"{told['day']} 的根接不上 {before[0]['day']} 的：中间少了一天，或者有一天改过")
            if told["key"] not in (before[0]["key"], before[0]["next_key"] or before[0]["key"]):
                raise Wrong(f"{told['day']} 换了公钥，前一天没有预告")
        statements.append(told)
        before = (told, document["statement"])
    return statements


def check_day(document: dict[str, Any], lines: Sequence[bytes], key: str | None = None) -> dict[str, Any]:
    """All lines of a day against its root. Gives the statement."""
    told = read_root(document, key)
    ids = [json.loads(line)["id"] for line in lines]
    if len(lines) != told["lines"]:
        raise Wrong(f"{told['day']} 封存了 {told['lines']} 条，这里有 {len(lines)} 条")
    if ids != sorted(set(ids)):
        raise Wrong(f"{told['day']} 的条目重复了，或者顺序不对")
    if tree_root(lines).hex() != told["root"]:
        raise Wrong(f"{told['day']} 的条目和封存的根对不上：有条目改过")
    return told


def check_proof(proof: dict[str, Any], document: dict[str, Any], key: str | None = None) -> dict[str, Any]:
    """One entry against a root that was downloaded apart. Gives what the line says."""
    told, line = read_root(document, key), proof["line"].encode()
    said: dict[str, Any] = json.loads(line)
    if said.get("form") != FORM or canonical(said) != line:
        raise Wrong("条目的写法不对")
    if (
        proof["size"] != told["lines"]
        or climb(line, proof["index"], proof["size"], proof["proof"]).hex() != told["root"]
    ):
        raise Wrong(f"这一条不在 {told['day']} 封存的条目里")
    if proof.get("facts"):
        opened = hashlib.sha256(canonical({"facts": proof["facts"], "salt": proof["salt"]})).hexdigest()
        if opened != said["commitment"]:
            raise Wrong("说明的人、地点、时间和条目对不上")
    return said


def load(path: str) -> Any:
    """A JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))


def key_of(text: str | None) -> str | None:
    """A public key as given: base64url, or a file did.json with one key."""
    if text is None or not text.endswith(".json"):
        return text
    (method,) = load(text)["verificationMethod"][:1]
    return str(method["publicKeyJwk"]["x"])


def proofs(asked: argparse.Namespace) -> None:
    """Check entries; those of several days need the root of each."""
    roots = {json.loads(one["statement"])["day"]: one for one in map(load, asked.root)}
    given = load(asked.proof)
    sums: dict[str, int] = {}
    for proof in given.get("proofs", [given]):
        day = json.loads(proof["root"]["statement"])["day"]
        if day not in roots:
            raise Wrong(f"缺 {day} 的根：从公示页下载，用 --root 给出")
        said = check_proof(proof, roots[day], asked.key)
        sums[said["ledger"]] = sums.get(said["ledger"], 0) + said["minutes"]
        told = f"  {said['day']} {LEDGERS[said['ledger']]} {said['minutes']:+d} 分钟，{day} 记下"
        if proof.get("facts"):
            told += "，" + "，".join(f"{name} {value}" for name, value in sorted(proof["facts"].items()))
        print(told)
    for ledger, minutes in sorted(sums.items()):
        print(f"  合计 {LEDGERS[ledger]} {minutes // 60} 小时 {minutes % 60} 分钟")


def day(asked: argparse.Namespace) -> None:
    """Check a day."""
    lines = [line for file in asked.lines for line in Path(file).read_bytes().splitlines() if line]
    told = check_day(load(asked.root), lines, asked.key)
    print(f"  {told['day']}：{told['lines']} 条，根 {told['root']}")


def chain(asked: argparse.Namespace) -> None:
    """Check a chain."""
    for told in check_chain([load(file) for file in asked.roots], asked.key):
        print(f"  {told['day']}：{told['lines']} 条，根 {told['root'][:16]}…")


def main(arguments: list[str] | None = None) -> int:
    """Read the command, check, say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("proof")
    one.add_argument("proof")
    one.add_argument("--root", nargs="+", required=True)
    one.set_defaults(act=proofs)
    whole = commands.add_parser("day")
    whole.add_argument("root")
    whole.add_argument("lines", nargs="+")
    whole.set_defaults(act=day)
    many = commands.add_parser("chain")
    many.add_argument("roots", nargs="+")
    many.set_defaults(act=chain)
    for command in (one, whole, many):
        command.add_argument("--key")
    asked = parser.parse_args(arguments)
    try:
        asked.key = key_of(asked.key)
        asked.act(asked)
    except Wrong as wrong:
        print(f"对不上：{wrong}")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as fault:
        print(f"读不出来：{type(fault).__name__} {fault}")
        return 2
    print("对得上。" if asked.key else "对得上。没有给公钥：只说明文件之间一致，公钥要自己从可信的地方拿。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
