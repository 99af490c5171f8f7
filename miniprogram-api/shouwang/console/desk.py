"""A desk 桌面: what every page of the console is drawn with, and how every form of it is taken.

A page's routes hold a `Desk` and their services. A page that reads: `desk.draw`. A form: `desk.act`, which answers with the
next page and the news there, or with the same page, the words typed still in it and what was wrong beside them; one that
makes something new: `desk.make`, which goes on to that.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import quote, unquote

import msgspec

from shouwang.console.blocks import Sheet
from shouwang.console.browser import SAID_COOKIE, Browser, set_cookie
from shouwang.console.counts import Counts
from shouwang.console.pages import Pages
from shouwang.console.shell import Surroundings
from shouwang.console.views import Note
from shouwang.console.words import EM
from shouwang.kernel.actor import Actor
from shouwang.kernel.fresh import StepUpNeeded
from shouwang.kernel.mentions import is_free
from shouwang.kernel.problem import NotFound, Problem
from shouwang.platform.once import AnsweredBefore
from shouwang.platform.web import Reply

_Made = TypeVar("_Made")

DONE_BEFORE = "这一张交过了，只算一次"
_SAID_LIFE_S = 60
_SAID_PATH = "/console"


class Desk(msgspec.Struct, frozen=True):
    """The pages and what surrounds them."""

    pages: Pages
    surroundings: Surroundings

    def sheet(
        self,
        actor: Actor,
        browser: Browser,
        here: str,
        sheet: Sheet,
        refusal: Problem | None = None,
        counts: Counts | None = None,
    ) -> Reply:
        """A page made of blocks. `here` is the address of its place in the rail."""
        return self.draw(actor, browser, here, "sheet", refusal=refusal, counts=counts, it=sheet)

    def draw(
        self,
        actor: Actor,
        browser: Browser,
        here: str,
        template: str,
        *,
        refusal: Problem | None = None,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        cookies: tuple[str, ...] = (),
        counts: Counts | None = None,
        **views: Any,
    ) -> Reply:
        """A page with its rail, and the news: what was just done, or why it was not. `counts`: what waits, just counted."""
        heard = (set_cookie(SAID_COOKIE, "", 0, secure=self.pages.secure, path=_SAID_PATH),)
        kept = {"HX-Push-Url": "false"} if refusal else {}  # the answer to a POST is at no address to be fetched again
        return self.pages.draw(
            browser,
            template,
            status=refusal.status if refusal else status,
            cookies=(
                *cookies,
                *(heard if SAID_COOKIE in browser.cookies else ()),
                *((counts.cookie(browser, secure=self.pages.secure),) if counts else ()),
            ),
            headers={**kept, **(headers or {})},
            shell=self.surroundings.shell(actor, browser, here, counts),
            news=news(browser, refusal),
            **views,
        )

    def rail(self, actor: Actor, browser: Browser, here: str, counts: Counts) -> Reply:
        """The rail alone, just counted, for a page that stands already."""
        shell = self.surroundings.shell(actor, browser, here, counts)
        return self.pages.draw(
            browser, "rail", cookies=(counts.cookie(browser, secure=self.pages.secure),), shell=shell
        )

    def act(
        self, browser: Browser, proof: str, work: Callable[[], str], then: str, again: Callable[[Problem], Reply]
    ) -> Reply:
        """Do a form's work, which says in words what was done, and go on to `then`; what is refused draws the page `again`.

        A form sent twice says so, and acts once. Raises: FormOutdated; NotFound; StepUpNeeded; a Problem of ours (500 and up).
        """
        return self._take(
            browser,
            proof,
            work,
            lambda _: DONE_BEFORE,
            lambda words: self.pages.see_other(then, self.say(words)),
            again,
        )

    def make(
        self,
        browser: Browser,
        proof: str,
        work: Callable[[], _Made],
        kind: type[_Made],
        then: Callable[[_Made], Reply],
        again: Callable[[Problem], Reply],
    ) -> Reply:
        """Do a form's work, which makes something, and go on by `then`; a form sent twice goes on to what it made before.

        Raises: as `act`.
        """

        def before(answer: bytes) -> _Made:
            return msgspec.json.decode(answer, type=kind)

        return self._take(browser, proof, work, before, then, again)

    def _take(
        self,
        browser: Browser,
        proof: str,
        work: Callable[[], _Made],
        before: Callable[[bytes], _Made],
        then: Callable[[_Made], Reply],
        again: Callable[[Problem], Reply],
    ) -> Reply:
        browser.require_proof(proof)
        try:
            made = work()
        except AnsweredBefore as known:
            made = before(known.answer)
        except (NotFound, StepUpNeeded):
            raise
        except Problem as refusal:
            if refusal.status >= 500:
                raise
            return again(refusal)
        return then(made)

    def say(self, words: str) -> str:
        """The cookie by which the next page tells what was just done."""
        return set_cookie(SAID_COOKIE, quote(words), _SAID_LIFE_S, secure=self.pages.secure, path=_SAID_PATH)


def said(browser: Browser) -> str:
    """What the page before said was done."""
    words = unquote(browser.cookies.get(SAID_COOKIE, ""))[:120]
    return words if is_free(words) else ""


def news(browser: Browser, refusal: Problem | None) -> tuple[Note, ...]:
    """What was just done, and why the last form was not taken."""
    done = (Note(words),) if (words := said(browser)) else ()
    if refusal is None:
        return done
    faults = EM.join(fault.detail for fault in refusal.faults)
    return (*done, Note(refusal.detail, faults or "你写的还在", needs_you=True, glyph="overdue"))
