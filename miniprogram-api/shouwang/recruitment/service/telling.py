"""What is written down and told with a step: the audit line, the applicant's news."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shouwang.kernel.actor import Actor
from shouwang.platform import audit, outbox
from shouwang.platform.dynamo import Writes
from shouwang.recruitment.models import Application
from shouwang.recruitment.rules import way


def subject(application_id: str) -> str:
    """Under what the audit log keeps an application's lines."""
    return f"application {application_id}"


def line(
    application: Application, act: str, actor: Actor | str, at: datetime, line_id: str, facts: Mapping[str, Any]
) -> Writes:
    """The audit line of a step, with who took it."""
    by_name = "" if isinstance(actor, str) else actor.mention
    told = {"by_name": by_name, "number": application.number, "version": application.version, **facts}
    named = {application.person_id: application.name}
    return audit.note(subject(application.application_id), act, actor, at, line_id, told, named)


def tell(before: Application, after: Application, at: datetime) -> Writes:
    """The applicant's news of a decision, once for each version."""
    return _told(way.news(before, after), before, after, at)


def tell_second_look(before: Application, after: Application, at: datetime) -> Writes:
    """The applicant's news of a refusal that was looked at again, once for each version."""
    return _told(way.second_look(after), before, after, at)


def tell_undone(before: Application, after: Application, at: datetime) -> Writes:
    """The applicant's news of a decision that was taken back, once for each version."""
    gate = after.gate.words if after.gate else ""
    return _told(way.News("刚才的结果撤回了", f"还在{gate}，有结果再告诉您"), before, after, at)


def _told(news: way.News, before: Application, after: Application, at: datetime) -> Writes:
    return tell_of(news, after, at, f"{before.version}")


def tell_of(news: way.News, after: Application, at: datetime, cause: str) -> Writes:
    """News for the applicant, once for each cause. Raises (at commit): AlreadyEmitted."""
    payload = {
        "person_id": after.person_id,
        "topic": "recruitment",
        "title": news.title,
        "body": news.body,
        "link": "apply/mine/index",
        "template": "application-progress",
        "fields": {"number": after.number, "result": news.title, "note": news.body, "at": at},
    }
    return outbox.emit("notices.tell", payload, at=at, source=f"{after.application_id}#{cause}")
