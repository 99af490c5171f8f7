"""Reading the queue and one application for a page, and drawing it."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec.structs import replace

from shouwang.console.browser import Browser
from shouwang.console.desk import Desk, news, said
from shouwang.console.places import APPLICATIONS
from shouwang.console.review.application import Opened, application_view
from shouwang.console.review.deciding import Written
from shouwang.console.review.place import Place
from shouwang.console.review.queue import Listed, queue_view, row_of
from shouwang.console.review.undo import Undo, UndoOffered, undo_of
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply
from shouwang.recruitment.models import State
from shouwang.recruitment.service import Revealed, Review


class PlaceAsk(msgspec.Struct):
    """Where in the queue: the own gate unless told."""

    gate: Annotated[str, msgspec.Meta(max_length=40)] = ""
    status: State = State.REVIEW
    cursor: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Just(msgspec.Struct, frozen=True):
    """What was just decided: the application, the words that tell it, what may be taken back."""

    decided: str
    words: str
    undo: Undo | None


class Reading(msgspec.Struct, frozen=True):
    """What the routes of reviewing share."""

    review: Review
    desk: Desk

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
        refused: Problem | None = None,
        revealed: Revealed | None = None,
        status: int = 200,
    ) -> Reply:
        """One application with its queue. Raises: NoSuchApplication. Cost: 4 requests."""
        opened = replace(
            self._opened(actor, application_id, ask),
            written=written or Written(),
            refused=refused,
            revealed=revealed,
            said=said(browser),
        )
        return self._draw(actor, browser, opened.listed, opened, status)

    def next_beside(
        self, actor: Actor, browser: Browser, application_id: str, ask: PlaceAsk, just: Just
    ) -> Reply | None:
        """The next application alone, for a page on whose queue its row stands beside the one that was just decided.

        None where a whole page must tell it: the next has left the queue meanwhile. Cost: 5 requests.
        """
        try:
            opened = replace(self._opened(actor, application_id, ask), said=just.words)
        except Problem:  # what was decided is decided; the next page says what is wrong with it
            return None
        force, unit_name = self.desk.surroundings.roster.force(), self.desk.surroundings.unit_name
        row = row_of(opened.listed, application_id, unit_name, opened.now)
        if row is None:
            return None
        return self.desk.pages.draw(
            browser,
            "next",
            headers={"HX-Retarget": "#open", "HX-Reselect": "#open", "HX-Push-Url": row.href},
            cookies=(just.undo.cookie(secure=self.desk.pages.secure),) if just.undo else (),
            decided=just.decided,
            row=row,
            shell=self.desk.surroundings.shell(actor, browser, APPLICATIONS.href),
            undo=self._offered(just.undo),
            it=application_view(opened, force, unit_name),
        )

    def _opened(self, actor: Actor, application_id: str, ask: PlaceAsk) -> Opened:
        return Opened(
            self.review.detail(actor, application_id),
            self.listed(actor, ask),
            actor,
            self.review.now(),
            self.review.new_id(),
        )

    def _draw(self, actor: Actor, browser: Browser, listed: Listed, opened: Opened | None, status: int = 200) -> Reply:
        roster, unit_name = self.desk.surroundings.roster, self.desk.surroundings.unit_name
        force = roster.force()
        selected = opened.detail.application.application_id if opened else ""
        queue = queue_view(listed, force.gates, unit_name, self.review.now(), selected)
        return self.desk.draw(
            actor,
            browser,
            APPLICATIONS.href,
            "review",
            status=status,
            headers=_unkept(opened),
            undo=self._offered(undo_of(browser, self.review.now())),
            queue=queue if opened else replace(queue, news=news(browser, None)),
            it=application_view(opened, force, unit_name) if opened else None,
        )

    def _offered(self, undo: Undo | None) -> UndoOffered | None:
        return UndoOffered(undo, undo.left_s(self.review.now()), self.review.new_id()) if undo else None


def _unkept(opened: Opened | None) -> Mapping[str, str]:
    """An answer to a POST is at no address that could be fetched again."""
    answers_post = opened is not None and (opened.revealed or opened.written.refusal or opened.refused)
    return {"HX-Push-Url": "false"} if answers_post else {}
