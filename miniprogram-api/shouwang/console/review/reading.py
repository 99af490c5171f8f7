"""Reading the queue and one application for a page, and drawing it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote, unquote

import msgspec

from shouwang.console.browser import Browser, set_cookie
from shouwang.console.pages import HOME, Pages
from shouwang.console.review.application import Opened, application_view
from shouwang.console.review.deciding import Written, notes
from shouwang.console.review.place import Place
from shouwang.console.review.queue import Listed, queue_view
from shouwang.console.shell import Surroundings
from shouwang.kernel.actor import Actor
from shouwang.platform.web import Reply
from shouwang.recruitment.models import State
from shouwang.recruitment.service import Revealed, Review

SAID_COOKIE = "shouwang_said"
_SAID_LIFE_S = 60


class PlaceAsk(msgspec.Struct):
    """Where in the queue: the own gate unless told."""

    gate: Annotated[str, msgspec.Meta(max_length=40)] = ""
    status: State = State.REVIEW
    cursor: Annotated[str, msgspec.Meta(max_length=1000)] = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the routes of reviewing share."""

    review: Review
    pages: Pages
    surroundings: Surroundings

    def listed(self, actor: Actor, ask: PlaceAsk) -> Listed:
        """A page of a queue. Raises: NoSuchGate, NoQueue. Cost: 1 request."""
        queue = self.review.queue(actor, ask.gate, ask.status, cursor=ask.cursor or None)
        place = Place(queue.gate, ask.status, ask.cursor)
        return Listed(place, queue.waiting.items, queue.waiting.cursor, queue.usual_days)

    def queue(self, actor: Actor, browser: Browser, ask: PlaceAsk) -> Reply:
        """The queue alone. Cost: 1 request."""
        return self._draw(actor, browser, self.listed(actor, ask), None)

    def one(
        self,
        actor: Actor,
        browser: Browser,
        application_id: str,
        ask: PlaceAsk,
        *,
        written: Written | None = None,
        revealed: Revealed | None = None,
        status: int = 200,
    ) -> Reply:
        """One application with its queue. Raises: NoSuchApplication. Cost: 4 requests."""
        opened = Opened(
            detail=self.review.detail(actor, application_id),
            listed=self.listed(actor, ask),
            actor=actor,
            now=self.review.now(),
            request_id=self.review.new_id(),
            written=written or Written(),
            revealed=revealed,
            said=_said(browser),
        )
        return self._draw(actor, browser, opened.listed, opened, status)

    def say(self, words: str) -> str:
        """The cookie by which the next page tells what was just done."""
        return set_cookie(SAID_COOKIE, quote(words), _SAID_LIFE_S, secure=self.pages.secure, path=HOME)

    def _draw(self, actor: Actor, browser: Browser, listed: Listed, opened: Opened | None, status: int = 200) -> Reply:
        force, unit_name = self.surroundings.roster.force(), self.surroundings.unit_name
        selected = opened.detail.application.application_id if opened else ""
        heard = set_cookie(SAID_COOKIE, "", 0, secure=self.pages.secure, path=HOME)
        queue = queue_view(listed, force.gates, unit_name, self.review.now(), selected)
        return self.pages.draw(
            browser,
            "review",
            status=status,
            cookies=(heard,) if SAID_COOKIE in browser.cookies else (),
            headers=_unkept(opened),
            shell=self.surroundings.shell(actor, browser, HOME),
            queue=queue if opened else replace(queue, news=notes(Written(), _said(browser))),
            it=application_view(opened, force, unit_name) if opened else None,
        )


def _said(browser: Browser) -> str:
    """What the page before said was done."""
    return unquote(browser.cookies.get(SAID_COOKIE, ""))[:120]


def _unkept(opened: Opened | None) -> Mapping[str, str]:
    """An answer to a POST is at no address that could be fetched again."""
    answers_post = opened is not None and (opened.revealed or opened.written.refusal)
    return {"HX-Push-Url": "false"} if answers_post else {}
