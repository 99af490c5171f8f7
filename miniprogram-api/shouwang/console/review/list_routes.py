"""HTTP of the lists beside the queue that need no key: what is overdue, and the form that finds by the card."""

from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from shouwang.console.blocks import Sheet, refilled
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.places import APPLICATIONS
from shouwang.console.review import lists
from shouwang.console.review.reading import Reading
from shouwang.console.views import Link
from shouwang.kernel.actor import STAFF, Actor
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Api, Reply, get, roles
from shouwang.recruitment.service import Review

staff = roles(*STAFF)
HERE = APPLICATIONS.href


class FindForm(msgspec.Struct, kw_only=True):
    """The number on a card, and why one looks."""

    csrf: Annotated[str, Meta(max_length=64)] = ""
    document_number: Annotated[str, Meta(max_length=80)] = ""
    reason: Annotated[str, Meta(max_length=200)] = ""


class OverdueAsk(msgspec.Struct):
    """Which page."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""


class ListRoutes:
    """Lists that need no key."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    @get(HERE + "/overdue", who=staff, html=True, summary="报名审核：督办名单")
    def overdue(self, actor: Actor, cookies: dict[str, str], query: OverdueAsk) -> Reply:
        """Whose due day is over. Cost: 1 request."""
        overdue = self.reading.review.overdue(actor, cursor=query.cursor or None)
        on = overdue.waiting.cursor
        more = Link("后面还有", f"{HERE}/overdue?{urlencode({'cursor': on})}") if on else None
        sheet = lists.overdue_sheet(overdue, self.reading.desk.surroundings.unit_name, more)
        return self.reading.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @get(HERE + "/find", who=staff, html=True, summary="报名审核：按证件号找")
    def find(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """The form."""
        return found_page(self.reading.desk, actor, Browser(cookies), FindForm())


def found_page(desk: Desk, actor: Actor, browser: Browser, form: FindForm, refusal: Problem | None = None) -> Reply:
    """The form that finds, with what was typed in it."""
    typed = {"document_number": form.document_number, "reason": form.reason}
    block = refilled(lists.find_form(), typed, refusal)
    line = "任何时候报的、十五位的老号也行。别的单位的，这里不说有没有"
    sheet = Sheet("按证件找", line, (block,), back=Link("报名审核", HERE))
    return desk.sheet(actor, browser, HERE, sheet, refusal)


def lists_api(desk: Desk, review: Review) -> Api:
    """Lists, for the console function."""
    return Api.of("console-review-lists", ListRoutes(Reading(review, desk)), desk.pages.refusal)
