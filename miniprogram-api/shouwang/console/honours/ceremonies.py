"""HTTP of 集体颁发: a job with its progress, who got what, and the files to take away."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm, read_day
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.honours.ceremony_sheets import ceremonies_sheet, ceremony_sheet
from shouwang.console.honours.giving import WordsForm
from shouwang.console.honours.words import CEREMONIES, HERE
from shouwang.honours.models import AwardKind, Citation
from shouwang.honours.service import Asked, CeremonyRegister
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.web import Api, Reply, get, post, roles
from shouwang.roster.service import Roster

leaders = roles(*LEADERS)


class PageAsk(msgspec.Struct):
    """From which place on."""

    start: Annotated[int, Meta(ge=0, le=100_000)] = 0


class CeremonyForm(WordsForm, kw_only=True):
    """One honour for a unit or for those of a list."""

    unit: Annotated[str, Meta(max_length=80)] = ""
    numbers: Annotated[str, Meta(max_length=60_000)] = ""
    valid_until: Annotated[str, Meta(max_length=20)] = ""

    def listed(self) -> list[str]:
        """The numbers of the list. Raises: Invalid unless there is either a list or a unit."""
        numbers = [number for number in re.split(r"[\s,，、;；]+", self.numbers) if number]
        if bool(numbers) == bool(self.unit):
            raise Invalid(faults=[Fault("/numbers", "单位和名单填一样，只填一样")])
        return numbers

    def citation(self) -> Citation:
        """What everybody gets. Raises: Invalid."""
        title, body = self.words([])
        return Citation(AwardKind.CERTIFICATE, title, body, valid_until=read_day(self.valid_until, "valid_until"))


class CeremonyPages(msgspec.Struct, frozen=True):
    """集体颁发."""

    desk: Desk
    register: CeremonyRegister
    roster: Roster

    @get(CEREMONIES, who=leaders, html=True, summary="集体颁发：我要过的，要一批新的")
    def mine(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """My ceremonies. Cost: 2 requests."""
        return self._mine(actor, Browser(cookies))

    @post(f"{CEREMONIES}/ask", who=leaders, html=True, summary="集体颁发：要一批")
    def ask(self, actor: Actor, cookies: dict[str, str], form: CeremonyForm) -> Reply:
        """Ask for a ceremony; on to its page, also for a form that was sent before."""
        browser = Browser(cookies)

        def work() -> Asked:
            citation, once = form.citation(), form.once(actor, "ceremony")
            return self.register.ceremonies.ask(actor, citation, form.listed(), form.unit or None, once)

        def then(asked: Asked) -> Reply:
            return self.desk.pages.see_other(f"{CEREMONIES}/{asked.job_id}")

        return self.desk.make(browser, form.csrf, work, Asked, then, lambda no: self._mine(actor, browser, form, no))

    @get(CEREMONIES + "/{ceremony_id}", who=leaders, html=True, summary="集体颁发：一批，做到哪里，发给了谁")
    def one(self, actor: Actor, cookies: dict[str, str], ceremony_id: str, query: PageAsk) -> Reply:
        """One ceremony of mine. Cost: 3 requests, 1 file."""
        seen = self.register.one(actor, ceremony_id, query.start)
        return self.desk.sheet(actor, Browser(cookies), HERE, ceremony_sheet(actor, seen, self.roster.units()))

    @get(CEREMONIES + "/{ceremony_id}/{name}", who=leaders, html=True, summary="集体颁发：取压缩包或打印稿")
    def file(self, actor: Actor, ceremony_id: str, name: str) -> Reply:
        """One of the two files; where they lie in a bucket, the way to it."""
        file = self.register.ceremonies.file(actor, ceremony_id, name)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
        if file.address is not None:
            return Reply(b"", file.content_type, 302, {**headers, "Location": file.address})
        return Reply(b"", file.content_type, headers=headers, path=file.path)

    @post(CEREMONIES + "/{ceremony_id}/clear", who=leaders, html=True, summary="集体颁发：印好了，删掉两个文件")
    def clear(self, actor: Actor, cookies: dict[str, str], ceremony_id: str, form: ActForm) -> Reply:
        """Remove the files; doing it again changes nothing."""
        browser = Browser(cookies)

        def work() -> str:
            self.register.ceremonies.remove_files(actor, ceremony_id)
            return "删掉了，荣誉还在"

        def again(no: Problem) -> Reply:
            seen = self.register.one(actor, ceremony_id, 0)
            return self.desk.sheet(actor, browser, HERE, ceremony_sheet(actor, seen, self.roster.units()), no)

        return self.desk.act(browser, form.csrf, work, f"{CEREMONIES}/{ceremony_id}", again)

    def _mine(
        self, actor: Actor, browser: Browser, form: CeremonyForm | None = None, no: Problem | None = None
    ) -> Reply:
        now, typed = self.register.ceremonies.honours.now(), form.typed() if form else {}
        sheet = ceremonies_sheet(actor, self.register.mine(actor), self.roster.units(), now, typed, no)
        return self.desk.sheet(actor, browser, HERE, sheet, no)


def api(desk: Desk, register: CeremonyRegister, roster: Roster) -> Api:
    """集体颁发."""
    return Api.of("console-ceremonies", CeremonyPages(desk, register, roster), desk.pages.refusal)
