"""Moodle XML. Source: https://docs.moodle.org/en/Moodle_XML_format

Questions of other kinds are named; entities and document types are refused before anything is expanded.
"""

import base64
import binascii
import hashlib
import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from shouwang.training.formats.found import Place, Reading, UnreadableFile
from shouwang.training.formats.read.giftanswers import Refused
from shouwang.training.formats.read.html import as_text, text_and_pictures
from shouwang.training.formats.read.keeping import Kept, keep, more_of
from shouwang.training.models import Accepted, Policy, QuestionKind

MOST_PICTURE = 2 * 1024 * 1024
_MAGIC = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}
_OTHERS = {
    "essay": "问答题",
    "cloze": "完形填空题",
    "description": "说明文字",
    "gapselect": "选词填空题",
    "ddwtos": "拖词填空题",
    "ddimageortext": "拖图题",
    "ddmarker": "拖标记题",
    "calculated": "计算题",
    "calculatedsimple": "计算题",
    "calculatedmulti": "计算选择题",
    "randomsamatch": "随机配对题",
}
_NO_BREAK = "\xa0"


def read(content: bytes) -> Reading:
    """The questions of a Moodle XML file. Raises: UnreadableFile."""
    reading, tag, number = Reading("moodle"), "", 0
    for question in _questions(content):
        kind = question.get("type", "")
        if kind == "category":
            tag = _category(_inner(question, "category"))
        else:
            number += 1
            _take(question, kind, Place(number), tag, reading)
        question.clear()
    return reading


def _questions(content: bytes) -> Iterator[Any]:
    """Each question element, in turn. Raises: UnreadableFile for what is no XML, or would expand."""
    try:
        root = None
        for event, node in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            if root is None:
                root = node
                if node.tag != "quiz":
                    raise UnreadableFile("这个 XML 不是 Moodle 题库（最外层要是 quiz）")
            if event == "end" and node.tag == "question":
                yield node
    except DefusedXmlException as wrong:
        raise UnreadableFile("这个 XML 里有实体或文档类型定义，不安全，没有读") from wrong
    except ParseError as wrong:
        raise UnreadableFile(f"XML 写得不对：第 {wrong.position[0]} 行") from wrong
    except (LookupError, ValueError) as wrong:  # an encoding nobody knows
        raise UnreadableFile("XML 的编码认不出来，请存成 UTF-8") from wrong


def _take(question: Any, kind: str, place: Place, tag: str, reading: Reading) -> None:
    reader = _READERS.get(kind)
    if reader is None:
        said = _OTHERS.get(kind, f"“{kind[:20]}”这种题")
        reading.fault(place, f"{said}不能自动判分，没有收：{as_text(_inner(question, 'questiontext'))[:20]}")
        return
    kept = Kept(place)
    try:
        kept.stem, kept.pictures = _shown(question.find("questiontext"), kept, reading)
        kept.explanation = _shown(question.find("generalfeedback"), kept, reading)[0]
        kept.points = float(question.findtext("defaultgrade") or 1)
        kept.number = (question.findtext("idnumber") or "").strip()
        kept.tags = [text.strip() for node in question.findall("tags/tag") if (text := node.findtext("text") or "")]
        kept.tags = kept.tags or ([tag] if tag else [])
        reader(question, kept, reading)
    except Refused as refused:
        reading.fault(place, refused.reason)
        return
    except ValueError:
        reading.fault(place, "分值、答案的比例或者数值不是数字")
        return
    ours = question.findtext("shouwang")
    if ours:
        more_of(kept, _json(ours))
    keep(kept, reading)


def _choice(question: Any, kept: Kept, reading: Reading) -> None:
    weights = []
    for answer in question.findall("answer"):
        text, pictures = _shown(answer, kept, reading)
        kept.options.append(text or ("图 " + str(len(kept.options) + 1) if pictures else ""))
        kept.option_pictures.append(pictures[0] if pictures else "")
        weights.append(float(answer.get("fraction") or 0) / 100)
        kept.tell(_shown(answer.find("feedback"), kept, reading)[0], text)
    single = (question.findtext("single") or "true").strip().lower() not in ("false", "0")
    kept.kind = QuestionKind.SINGLE if single else QuestionKind.MULTIPLE
    kept.key = tuple(place for place, weight in enumerate(weights) if weight > 0)
    if not kept.key:
        raise Refused("没有一个选项是对的")
    kept.weigh(weights)


def _verdict(question: Any, kept: Kept, reading: Reading) -> None:
    kept.kind, kept.options = QuestionKind.TRUE_FALSE, ["对", "错"]
    right = [
        (answer.findtext("text") or "").strip().lower()
        for answer in question.findall("answer")
        if float(answer.get("fraction") or 0) > 0
    ]
    if right not in (["true"], ["false"]):
        raise Refused("判断题没有一个对的答案")
    kept.key = (0,) if right == ["true"] else (1,)
    for answer in question.findall("answer"):
        kept.tell(_shown(answer.find("feedback"), kept, reading)[0])


def _short(question: Any, kept: Kept, reading: Reading) -> None:
    kept.kind = QuestionKind.SHORT_TEXT
    for answer in question.findall("answer"):
        share = float(answer.get("fraction") or 0) / 100
        text = (answer.findtext("text") or "").strip()
        kept.tell(_shown(answer.find("feedback"), kept, reading)[0], text)
        if "*" in text and "\\*" not in text:
            raise Refused(f"答案“{text[:20]}”用 * 代表任意文字，还不支持")
        if share > 0:
            kept.accepted.append(Accepted(text.replace("\\*", "*"), share=share))


def _number(question: Any, kept: Kept, reading: Reading) -> None:
    kept.kind = QuestionKind.NUMERIC
    for answer in question.findall("answer"):
        share = float(answer.get("fraction") or 0) / 100
        text = (answer.findtext("text") or "").strip()
        kept.tell(_shown(answer.find("feedback"), kept, reading)[0], text)
        if share > 0 and text != "*":
            kept.accepted.append(Accepted(text, (answer.findtext("tolerance") or "0").strip(), share))


def _pairs(question: Any, kept: Kept, reading: Reading) -> None:
    kept.kind, kept.policy = QuestionKind.MATCHING, Policy.PARTIAL_NO_WRONG
    key = []
    for pair in question.findall("subquestion"):
        prompt, pictures = _shown(pair, kept, reading)
        if pictures:
            raise Refused("配对题左边的图片还不支持")
        option = (pair.findtext("answer/text") or "").replace(_NO_BREAK, " ").strip()
        if option not in kept.options:
            kept.options.append(option)
        if prompt:
            kept.prompts.append(prompt)
            key.append(kept.options.index(option))
    kept.key = tuple(key)


def _order(question: Any, kept: Kept, reading: Reading) -> None:
    kept.kind = QuestionKind.ORDERING
    kept.options = [_shown(answer, kept, reading)[0] for answer in question.findall("answer")]
    kept.key = tuple(range(len(kept.options)))


_READERS: Mapping[str, Callable[[Any, Kept, Reading], None]] = {
    "multichoice": _choice,
    "truefalse": _verdict,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _pairs,
    "match": _pairs,
    "ordering": _order,
}


def _shown(node: Any, kept: Kept, reading: Reading) -> tuple[str, list[str]]:
    """The text of an element and the pictures it holds, kept with the reading."""
    if node is None:
        return "", []
    text = node.findtext("text") or ""
    if node.get("format", "html") in ("plain_text", "plain") or ("<" not in text and "&" not in text):
        return text.strip(), []
    words, shown = text_and_pictures(text.replace(_NO_BREAK, " "))
    files = {str(file.get("name")): file for file in node.findall("file")}
    pictures = []
    for source in shown:
        name = unquote(source.rpartition("/")[2])
        if name in files and source.startswith("@@PLUGINFILE@@"):
            pictures.append(_picture(files[name], reading))
        else:
            raise Refused(f"图片“{source[:40]}”不在文件里，没有收这道题")
    return words.replace(_NO_BREAK, " "), pictures


def _picture(file: Any, reading: Reading) -> str:
    """Keep an embedded picture; its name is made of its content. Raises: Refused."""
    try:
        content = base64.b64decode("".join((file.text or "").split()), validate=True)
    except binascii.Error as wrong:
        raise Refused("图片的内容坏了") from wrong
    ending = next((ending for magic, ending in _MAGIC.items() if content.startswith(magic)), "")
    if not ending or len(content) > MOST_PICTURE:
        raise Refused("图片要是 PNG、JPEG、GIF 或 WebP，不超过 2 MB")
    name = f"{hashlib.sha256(content).hexdigest()[:32]}.{ending}"
    reading.pictures[name] = content
    return name


def _category(path: str) -> str:
    names = [name.strip() for name in path.replace("//", "\0").split("/")]
    names = [name.replace("\0", "/") for name in names if name and not name.startswith("$") and name != "top"]
    return names[-1] if names else ""


def _inner(question: Any, name: str) -> str:
    return question.findtext(f"{name}/text") or ""


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
