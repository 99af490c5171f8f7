"""The settings of a course as a form: what it is called, its quiz, who must take it until when; read back as a change."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from shouwang.console.acts import ActForm, read_day
from shouwang.kernel.problem import Fault, Invalid
from shouwang.training.models import Counted, Course, Quiz, Quota

_DIFFICULTY = "难度"
Text = Annotated[str, Meta(max_length=20)]
Picks = Annotated[list[Annotated[str, Meta(max_length=64)]], Meta(max_length=100)]


class SettingsForm(ActForm, kw_only=True):
    """All but the lessons. Units: minutes, hours, months as they are spoken of."""

    title: Annotated[str, Meta(max_length=40)] = ""
    summary: Annotated[str, Meta(max_length=500)] = ""
    valid_months: Text = ""
    bank: Annotated[str, Meta(max_length=64)] = ""
    draw: Text = ""
    pass_mark: Text = ""
    minutes: Text = ""
    max_attempts: Text = ""
    cool_down_h: Text = ""
    counted: Counted = Counted.BEST
    quotas: Annotated[str, Meta(max_length=1000)] = ""
    due_on: Text = ""
    requires: Picks = msgspec.field(default_factory=list)
    for_units: Picks = msgspec.field(default_factory=list)
    for_posts: Picks = msgspec.field(default_factory=list)
    for_duty_types: Picks = msgspec.field(default_factory=list)


def typed_over(course: Course) -> SettingsForm:
    """The form of a course as it is, nothing typed yet."""
    quiz = course.quiz
    return SettingsForm(
        request_id="not-sent-yet",
        title=course.title,
        summary=course.summary,
        valid_months=str(course.valid_months),
        bank=course.bank if quiz.draw else "",
        draw=str(quiz.draw or 10),
        pass_mark=str(quiz.pass_mark),
        minutes=str(quiz.time_limit_s // 60),
        max_attempts=str(quiz.max_attempts),
        cool_down_h=str(quiz.cool_down_s // 3600),
        counted=quiz.counted,
        quotas="\n".join(map(_quota_text, quiz.quotas)),
        due_on=course.due_on.isoformat() if course.due_on else "",
        requires=list(course.requires),
        for_units=list(course.for_units),
        for_posts=list(course.for_posts),
        for_duty_types=list(course.for_duty_types),
    )


def read(form: SettingsForm) -> Callable[[Course], Course]:
    """What was typed, as a change of the course. Raises: Invalid with every fault, each by its field."""
    reading = _Reading()
    title = form.title.strip()
    if not title:
        reading.faults.append(Fault("/title", "写一个名字"))
    told = {
        "title": title,
        "summary": form.summary.strip(),
        "valid_months": reading.number(form.valid_months, "valid_months", 1, 120),
        "bank": form.bank,
        "quiz": reading.quiz(form) if form.bank else Quiz(draw=0),
        "requires": tuple(form.requires),
        "for_units": tuple(form.for_units),
        "for_posts": tuple(form.for_posts),
        "for_duty_types": tuple(form.for_duty_types),
        "due_on": reading.day(form.due_on, "due_on"),
    }
    if reading.faults:
        raise Invalid(faults=reading.faults)
    return lambda course: replace(course, **told)


@dataclass
class _Reading:
    """Reads what was typed, and keeps every fault."""

    faults: list[Fault] = field(default_factory=list)

    def number(self, text: str, name: str, least: int, most: int) -> int:
        """A whole number within bounds; a fault for anything else."""
        if not (text.strip().isdecimal() and least <= int(text) <= most):
            self.faults.append(Fault(f"/{name}", f"写整数，{least:,} 到 {most:,}"))
            return least
        return int(text)

    def day(self, text: str, name: str) -> object:
        """A day or none; a fault for anything else."""
        try:
            return read_day(text, name)
        except Invalid as wrong:
            self.faults += wrong.faults
            return None

    def quiz(self, form: SettingsForm) -> Quiz:
        """The quiz. What its bank cannot fill is told when the course is published."""
        return Quiz(
            draw=self.number(form.draw, "draw", 1, 80),
            pass_mark=self.number(form.pass_mark, "pass_mark", 1, 100),
            time_limit_s=60 * self.number(form.minutes, "minutes", 1, 600),
            max_attempts=self.number(form.max_attempts, "max_attempts", 1, 50),
            cool_down_s=3600 * self.number(form.cool_down_h, "cool_down_h", 0, 720),
            quotas=self.quotas(form.quotas),
            counted=form.counted,
        )

    def quotas(self, text: str) -> tuple[Quota, ...]:
        """Lines such as `急救 难度2 3`: a tag, a difficulty or both, and how many."""
        told = [self.quota(line.split()) for line in text.splitlines() if line.strip()]
        return tuple(each for each in told if each)

    def quota(self, words: list[str]) -> Quota | None:
        """One line of them."""
        *kinds, count = words
        hard = [word.removeprefix(_DIFFICULTY) for word in kinds if word.startswith(_DIFFICULTY)]
        tag = " ".join(word for word in kinds if not word.startswith(_DIFFICULTY))
        good = kinds and count.isdecimal() and 0 < int(count) <= 80 and len(hard) <= 1 and set(hard) <= set("12345")
        if not good:
            self.faults.append(Fault("/quotas", f"「{' '.join(words)[:20]}」写成：急救 难度2 3"))
            return None
        return Quota(int(count), tag, int(hard[0]) if hard else None)


def _quota_text(quota: Quota) -> str:
    hard = f"{_DIFFICULTY}{quota.difficulty}" if quota.difficulty else ""
    return " ".join(part for part in (quota.tag, hard, str(quota.count)) if part)
