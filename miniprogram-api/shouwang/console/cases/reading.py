"""Reading queues and cases for a page, and drawing them."""

from collections.abc import Callable
from typing import Annotated

import msgspec
from msgspec.structs import replace

from shouwang.console.browser import Browser
from shouwang.console.cases.case import Case, Told, Written
from shouwang.console.cases.matters import Kind, Listed, queue_view
from shouwang.console.desk import Desk, news
from shouwang.console.places import CHECK_INS
from shouwang.console.views import Link
from shouwang.duty.service import Reviews
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Reply

Tell = Callable[[Written], Told]


class PlaceAsk(msgspec.Struct):
    """Where in the queue."""

    cursor: Annotated[str, msgspec.Meta(max_length=1000)] = ""


class Cases(msgspec.Struct, frozen=True):
    """Draws the queue of a matter, with a case or without. Cost: 1 request for the queue."""

    desk: Desk
    reviews: Reviews

    def queue(self, actor: Actor, browser: Browser, kind: Kind, place: PlaceAsk) -> Reply:
        """A queue alone."""
        queue = queue_view(self.listed(actor, kind, place), self.reviews.now())
        return self._draw(actor, browser, replace(queue, news=news(browser, None)), None)

    def listed(self, actor: Actor, kind: Kind, place: PlaceAsk) -> Listed:
        """A page of a queue."""
        page = self.reviews.waiting(actor, kind.matter, None, place.cursor or None)
        return Listed(kind, page.items, page.cursor, place.cursor)

    def one(
        self,
        actor: Actor,
        browser: Browser,
        listed: Listed,
        subject_id: str,
        tell: Tell,
        written: Written,
        refusal: Problem | None = None,
    ) -> Reply:
        """One case beside its queue; what was written stands on it again when it was refused."""
        kind, told = listed.kind, tell(written)
        before, after = listed.neighbours(subject_id)
        place = (
            ("cursor", listed.at),
            ("next", kind.one(after) if after else ""),
            ("request_id", self.reviews.new_id()),
        )
        case = Case(
            told=told,
            state=replace(kind.state, urgent=False),
            back=Link(f"← {kind.label}", kind.href + listed.query),
            previous=listed.link(before),
            next=listed.link(after),
            hidden=(*told.hidden, *place),
            news=news(browser, refusal),
        )
        queue = queue_view(listed, self.reviews.now(), subject_id)
        return self._draw(actor, browser, queue, case, refusal)

    def _draw(
        self, actor: Actor, browser: Browser, queue: object, case: Case | None, refusal: Problem | None = None
    ) -> Reply:
        return self.desk.draw(actor, browser, CHECK_INS.href, "case", refusal=refusal, queue=queue, it=case)
