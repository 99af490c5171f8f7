"""Questions as text: 问卷星's form, numbered questions with `答案：` and `解析：`, and tagged lines (`[Q]`, `[A]`)."""

import re

import msgspec

from shouwang.training.formats.found import Draft, Place, Reading
from shouwang.training.formats.read.judging import judge
from shouwang.training.formats.read.tagged import is_tagged, read_tagged
from shouwang.training.formats.read.words import heading_kind, kind_of

_NUMBERED = re.compile(r"^\s*(?:第\s*)?[(（\[【]?(\d{1,5})\s*(?:题\s*[:：.、]?|[.．、)）\]】:：])\s*(?!\d+\s*$)(.*)$")
_OPTION = re.compile(r"^\s*[(（\[【]?([A-ZＡ-Ｚ])\s*[.、．:：)）\]】]\s*\S|^\s*([A-H])[ \t]+\S")
_ANSWER = re.compile(r"^\s*[【\[]?\s*(?:正确|参考|标准|试题)?答案\s*[】\]]?\s*[:：]?\s*(.*)$")
_EXPLANATION = re.compile(
    r"^\s*[【\[]?\s*(?:答案|试题|题目|考点)?(?:解析|详解|分析|解释|解答)\s*(?:[】\]]\s*[:：]?|[:：])\s*(.*)$"
)
_FACT = re.compile(
    r"^\s*[【\[]?\s*(难度|知识点|章节|分类|标签|分值|分数|来源|出处|依据|题型)\s*(?:[】\]]\s*[:：]?|[:：])\s*(.*)$"
)
_HEADING = re.compile(
    r"^\s*(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|大题)?\s*[、.．:：]|[(（][一二三四五六七八九十]{1,3}[)）]|[【\[]?(?=[^？?]{2,12}题[】\]]?\s*$))"
)
_KIND = re.compile(r"[\[【(（]\s*([^\[\]【】()（）]{1,8}题)\s*[\]】)）]")
_POINTS = re.compile(r"[\[【(（]\s*(?:分值|分数)?\s*[:：]?\s*(\d+(?:\.\d+)?)\s*分?\s*[\]】)）](?=\s*$)")
_RIGHT = re.compile(r"\s*[(（\[【]\s*(?:正确答案|正确选项|正确|答案)\s*[)）\]】]\s*$")
_INSIDE = re.compile(r"[(（]\s*([A-Z]{1,8}|[A-Z](?:[,，、][A-Z])+|对|错|√|×|正确|错误)\s*[)）]")
_AT_END = re.compile(r"\s*[【\[(（]?\s*(?:正确|参考|标准)?答案\s*[】\]]?\s*[:：]\s*([^:：\n]{1,40}?)\s*[)）]?\s*$")
_FACTS = {"分数": "分值", "章节": "知识点", "分类": "知识点", "标签": "知识点", "出处": "来源", "依据": "来源"}


class _Text(msgspec.Struct):
    """Reading from the top: the draft at hand, the part that a plain line goes on with, what the section says."""

    reading: Reading
    section: str = ""
    draft: Draft | None = None
    part: str = ""
    options: list[str] = msgspec.field(default_factory=list)
    right: list[int] = msgspec.field(default_factory=list)
    last_number: int = 0
    after_blank: bool = True

    def line(self, number: int, text: str) -> None:
        """One line."""
        if not text.strip():
            self.after_blank = True
            return
        if not (self._part_begins(text) or self._question_begins(number, text)):
            self._go_on(number, text)
        self.after_blank = False

    def _part_begins(self, text: str) -> bool:
        """Whether a line begins the answer, the explanation, an option or a fact of the question at hand."""
        if self.draft is None:
            return False
        explained, answered, fact = _EXPLANATION.match(text), _ANSWER.match(text), _FACT.match(text)
        if explained:
            self._keep("explanation", explained.group(1))
        elif answered:
            self._keep("answer", answered.group(1))
        elif fact:
            self._fact(_FACTS.get(fact.group(1), fact.group(1)), fact.group(2).strip())
        elif _OPTION.match(text) and self.part in ("stem", "option"):
            self._option(text)
        else:
            return False
        return True

    def _question_begins(self, number: int, text: str) -> bool:
        numbered = _NUMBERED.match(text)
        if _HEADING.match(text) and heading_kind(text) and len(text) < 60 and not _KIND.search(text.strip()[3:]):
            self.finish()
            self.section = heading_kind(text)
            return True
        if numbered and self._is_turn(int(numbered.group(1))):
            self._begin(number, numbered.group(2), numbered.group(1))
            self.last_number = int(numbered.group(1))
            return True
        done = self.draft is not None and self.part != "stem" and self.after_blank
        if done and (self.part != "explanation" or _KIND.search(text)):
            self._begin(number, text, "")
            return True
        return False

    def _is_turn(self, number: int) -> bool:
        """Whether a number at a line's beginning is a question's: not one of a list inside an explanation."""
        if self.draft is None or self.part not in ("explanation", "stem"):
            return True
        if self.part == "stem":
            return self.after_blank or number == self.last_number + 1
        return number == self.last_number + 1 or (self.after_blank and number > self.last_number)

    def _go_on(self, number: int, text: str) -> None:
        if self.draft is None:
            if _KIND.search(text) or self.section:
                self._begin(number, text, "")
            else:
                self.reading.note(Place(number), f"题目前面的文字，跳过：{text.strip()[:20]}")
            return
        listing = self.part == "stem" and self.draft.kind and not self.after_blank and "填空" not in self.draft.kind
        if listing or (self.part == "option" and not _OPTION.match(self.options[-1])):
            self._option(text)
        elif self.part == "option":
            self.options[-1] += "\n" + text.strip()
        else:
            setattr(self.draft, self.part, getattr(self.draft, self.part) + "\n" + text.strip())

    def _begin(self, number: int, text: str, own_number: str) -> None:
        self.finish()
        kind = next((m for m in _KIND.finditer(text) if kind_of(m.group(1))), None)
        text = text[: kind.start()] + text[kind.end() :] if kind else text
        text, answer = _answer_at_end(text)
        points = _POINTS.search(text)
        text = text[: points.start()] if points else text
        self.draft = Draft(
            Place(number),
            kind=kind.group(1) if kind else "",
            stem=text.strip(),
            answer=answer,
            points=points.group(1) if points else "",
            number=own_number,
            usual_kind=self.section,
        )
        self.part = "stem"

    def _keep(self, part: str, text: str) -> None:
        if self.draft is not None:
            before = getattr(self.draft, part)
            setattr(self.draft, part, "\n".join(filter(None, [before, text.strip()])))
            self.part = part

    def _fact(self, name: str, text: str) -> None:
        if self.draft is None:
            return
        names = {"难度": "difficulty", "分值": "points", "来源": "source", "题型": "kind"}
        if name == "知识点":
            self.draft.tags.append(text)
        else:
            setattr(self.draft, names[name], text)

    def _option(self, text: str) -> None:
        right = _RIGHT.search(text)
        if right:
            self.right.append(len(self.options))
            text = text[: right.start()]
        self.options.append(text.strip())
        self.part = "option"

    def finish(self) -> None:
        """Judge the question at hand."""
        if self.draft is None:
            return
        draft, self.draft, self.part = self.draft, None, ""
        if self.options and not _OPTION.match(self.options[0]):
            draft.options = {chr(ord("A") + place): text for place, text in enumerate(self.options[:26])}
        else:
            draft.block = "\n".join(self.options)
        if not draft.answer and self.right:
            draft.answer = "".join(chr(ord("A") + place) for place in self.right)
        if not draft.answer:
            _take_answer_from_stem(draft)
        self.options, self.right = [], []
        judge(draft, self.reading)


def _answer_at_end(text: str) -> tuple[str, str]:
    """A stem and the answer that stands behind it on the same line."""
    match = _AT_END.search(text)
    return (text[: match.start()], match.group(1)) if match else (text, "")


def _take_answer_from_stem(draft: Draft) -> None:
    """The answer that stands between the brackets of the stem, as in `……的是（ B ）。`."""
    found = list(_INSIDE.finditer(draft.stem))
    if found:
        draft.answer = found[-1].group(1)
        draft.stem = draft.stem[: found[-1].start()] + "（　）" + draft.stem[found[-1].end() :]


def read(text: str) -> Reading:
    """The questions of a text."""
    if is_tagged(text):
        return read_tagged(text)
    reading = Reading("text")
    told = _Text(reading)
    for number, line in enumerate(text.split("\n"), 1):
        told.line(number, line)
    told.finish()
    return reading
