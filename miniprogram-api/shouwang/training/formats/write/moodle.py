"""A bank as Moodle XML; pictures are embedded, what Moodle has no place for stands in an element of ours that it ignores."""

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from shouwang.training.formats.read.letters import says_right
from shouwang.training.formats.write.more import more
from shouwang.training.models import Policy, Question, QuestionKind

Pictures = Callable[[str], bytes | None]
_NAMES = {
    QuestionKind.SINGLE: "multichoice",
    QuestionKind.MULTIPLE: "multichoice",
    QuestionKind.TRUE_FALSE: "truefalse",
    QuestionKind.NUMERIC: "numerical",
    QuestionKind.SHORT_TEXT: "shortanswer",
    QuestionKind.MATCHING: "matching",
    QuestionKind.ORDERING: "ordering",
}


def write_moodle(questions: Sequence[Question], pictures: Pictures) -> bytes:
    """The file, in UTF-8."""
    quiz = Element("quiz")
    for question in questions:
        _question(SubElement(quiz, "question", type=_NAMES[question.kind]), question, pictures)
    told: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return told


def _question(node: Element, question: Question, pictures: Pictures) -> None:
    _text(SubElement(node, "name"), question.number or question.stem[:60])
    _shown(SubElement(node, "questiontext"), question.stem, question.pictures, pictures)
    _shown(SubElement(node, "generalfeedback"), question.explanation, (), pictures)
    SubElement(node, "defaultgrade").text = f"{question.points:g}"
    SubElement(node, "idnumber").text = question.number
    _ANSWERS[question.kind](node, question, pictures)
    tags = SubElement(node, "tags")
    for tag in question.tags:
        _text(SubElement(tags, "tag"), tag)
    SubElement(node, "shouwang").text = more(question)


def _choice(node: Element, question: Question, pictures: Pictures) -> None:
    SubElement(node, "single").text = "false" if question.kind is QuestionKind.MULTIPLE else "true"
    SubElement(node, "shuffleanswers").text = "true"
    shares = question.weights if question.policy is Policy.WEIGHTED else _equal(question)
    for place, text in enumerate(question.options):
        answer = SubElement(node, "answer", fraction=f"{shares[place] * 100:.7g}")
        own = question.option_pictures[place : place + 1]
        _shown(answer, text, [name for name in own if name], pictures)


def _equal(question: Question) -> list[float]:
    return [1 / len(question.key) if place in question.key else 0 for place in range(len(question.options))]


def _verdict(node: Element, question: Question, _: Pictures) -> None:
    for place, word in enumerate(("true", "false")):
        answer = SubElement(
            node, "answer", fraction="100" if says_right(question) is (place == 0) else "0", format="plain_text"
        )
        SubElement(answer, "text").text = word


def _written(node: Element, question: Question, _: Pictures) -> None:
    numeric = question.kind is QuestionKind.NUMERIC
    for each in question.accepted:
        answer = SubElement(node, "answer", fraction=f"{each.share * 100:.7g}", format="plain_text")
        SubElement(answer, "text").text = each.text if numeric else each.text.replace("*", "\\*")
        if numeric:
            SubElement(answer, "tolerance").text = each.tolerance


def _pairs(node: Element, question: Question, pictures: Pictures) -> None:
    used = [question.options[place] for place in question.key]
    for left, right in [
        *zip(question.prompts, used, strict=True),
        *(("", t) for t in question.options if t not in used),
    ]:
        pair = SubElement(node, "subquestion")
        _shown(pair, left, (), pictures)
        SubElement(SubElement(pair, "answer"), "text").text = right


def _order(node: Element, question: Question, pictures: Pictures) -> None:
    for n, place in enumerate(question.key, 1):
        _shown(SubElement(node, "answer", fraction=f"{n}"), question.options[place], (), pictures)


_ANSWERS: Mapping[QuestionKind, Callable[[Element, Question, Pictures], None]] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TRUE_FALSE: _verdict,
    QuestionKind.NUMERIC: _written,
    QuestionKind.SHORT_TEXT: _written,
    QuestionKind.MATCHING: _pairs,
    QuestionKind.ORDERING: _order,
}


def _text(node: Element, text: str) -> None:
    SubElement(node, "text").text = text


def _shown(node: Element, text: str, names: Sequence[str], pictures: Pictures) -> None:
    """A text that others show as HTML: plain where there are no pictures, with its line breaks where there are."""
    found = {name: content for name in names if (content := pictures(name)) is not None}
    if not found:
        node.set("format", "plain_text")
        _text(node, text)
        return
    node.set("format", "html")
    images = "".join(f'<img src="@@PLUGINFILE@@/{name}" alt=""/>' for name in found)
    _text(node, escape(text, quote=False).replace("\n", "<br>") + images)
    for name, content in found.items():
        SubElement(node, "file", name=name, path="/", encoding="base64").text = base64.b64encode(content).decode()
