"""HTTP of 题库; served by the function of training, which keeps banks."""

import hashlib
from typing import Annotated, Literal

from msgspec import Meta

from shouwang.console.acts import ActForm
from shouwang.console.blocks import Sheet
from shouwang.console.browser import Browser
from shouwang.console.courses.banks import BANKS, bank_sheet, banks_sheet, import_form, import_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform import jobs
from shouwang.platform.jobs import Job, JobState
from shouwang.platform.web import Api, Reply, Upload, get, post, roles
from shouwang.training.models import Bank
from shouwang.training.rules import TRAINERS
from shouwang.training.service import BankImport, Banks, ImportAsk, ImportAsked
from shouwang.training.service.bank_import import KIND, asked_of, told_by
from shouwang.training.service.banks import NoSuchBank

_MOST_BYTES = 4 * 1024 * 1024 + 64 * 1024  # a file of 4 MB and what a form puts around it
_ENDINGS = {"gift": "gift.txt", "moodle": "xml"}
keepers = roles(*TRAINERS)


class BankForm(ActForm, kw_only=True):
    """A file's own words: for which bank, and how it is to be read."""

    bank: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    seen: Annotated[str, Meta(max_length=100)] = ""
    title: Annotated[str, Meta(max_length=60)] = ""
    dry_run: Literal["yes", "no"] = "yes"
    add: Literal["yes", "no"] = "no"
    partial: Literal["", "yes"] = ""
    format: Annotated[str, Meta(max_length=10)] = ""
    key_column: Annotated[str, Meta(max_length=60)] = ""


class BankPages:
    """题库."""

    def __init__(self, desk: Desk, banks: Banks, importing: BankImport) -> None:
        self.desk = desk
        self.banks = banks
        self.importing = importing

    @get(BANKS, who=keepers, html=True, summary="题库：有哪些，导入新的")
    def every(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """Every bank. Cost: 1 request."""
        return self._draw(actor, Browser(cookies), banks_sheet(self.banks.banks(), import_form(None), self.banks.now))

    @get(BANKS + "/{bank_id}", who=keepers, html=True, summary="题库：一个题库，换新的一版")
    def one(self, actor: Actor, cookies: dict[str, str], bank_id: str) -> Reply:
        """One bank. Raises: NoSuchBank. Cost: 1 request."""
        bank = self.banks.require(bank_id)
        return self._draw(actor, Browser(cookies), bank_sheet(bank, import_form(bank), self.banks.now))

    @post(f"{BANKS}/import", who=keepers, html=True, most_bytes=_MOST_BYTES, summary="题库：试读或导入一个文件")
    def take(self, actor: Actor, cookies: dict[str, str], form: BankForm, file: Upload) -> Reply:
        """Take a file in; a job reads it. On to its page, also for a form that was sent before. Cost: 3 requests, 1 file."""
        browser = Browser(cookies)

        def work() -> ImportAsked:
            if not file.content:
                raise Invalid(faults=[Fault("/file", "选一个文件")])
            digest = hashlib.sha256(file.content).hexdigest()[:26]  # another file is another act
            once = form.once(actor, f"import bank {digest}")
            return self.importing.ask(actor, once, _ask(form), file.content, file.name)

        def on(asked: ImportAsked) -> Reply:
            return self.desk.pages.see_other(f"{BANKS}/imports/{asked.job_id}")

        def again(no: Problem) -> Reply:
            return self._refused(actor, browser, form, no)

        return self.desk.make(browser, form.csrf, work, ImportAsked, on, again)

    @get(f"{BANKS}/imports/{{job_id}}", who=keepers, html=True, summary="题库：一次导入做到哪里、哪里有错")
    def one_import(self, actor: Actor, cookies: dict[str, str], job_id: str) -> Reply:
        """One import of mine. Raises: NoSuchJob. Cost: 2 requests."""
        job = jobs.fetch_for(actor, job_id)
        if job.kind != KIND:
            raise jobs.NoSuchJob
        ask = asked_of(job)
        bank = self._there(ask.bank_id)
        mended = job.state is JobState.DONE and ask.dry_run and not _bad(job)
        typed = {name: str(job.arguments.get(name) or "") for name in ("title", "format", "key_column")}
        typed |= {"bank": ask.bank_id, "dry_run": "no" if mended else "yes", "add": "yes" if ask.add else "no"}
        typed |= {"partial": "yes" if ask.partial else ""}
        title = bank.title if bank else ask.title or ask.bank_id
        return self._draw(actor, Browser(cookies), import_sheet(job, title, import_form(bank, typed)))

    @get(BANKS + "/{bank_id}/export/{format}", who=keepers, html=True, summary="题库：取出来，Excel、GIFT 或 Moodle")
    def export(self, bank_id: str, format: str) -> Reply:
        """A bank as a file that imports back to the same bank. Raises: NoSuchBank, Invalid. Cost: 2 requests."""
        content, content_type = self.banks.export(bank_id, format)
        name = f"{bank_id}.{_ENDINGS.get(format, format)}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return Reply(content, content_type, headers=headers)

    def _refused(self, actor: Actor, browser: Browser, form: BankForm, no: Problem) -> Reply:
        bank = self._seen(form)
        shown = import_form(bank, form.typed(), no)
        if bank is None:
            return self._draw(actor, browser, banks_sheet(self.banks.banks(), shown, self.banks.now), no)
        return self._draw(actor, browser, bank_sheet(bank, shown, self.banks.now), no)

    def _seen(self, form: BankForm) -> Bank | None:
        """The bank that the form came from, as it is now; None for a form of a new bank."""
        return self._there(form.bank) if form.seen else None

    def _there(self, bank_id: str) -> Bank | None:
        try:
            return self.banks.require(bank_id)
        except NoSuchBank:
            return None

    def _draw(self, actor: Actor, browser: Browser, sheet: Sheet, no: Problem | None = None) -> Reply:
        return self.desk.sheet(actor, browser, COURSES.href, sheet, no)


def _bad(job: Job) -> int:
    told = told_by(job)
    return told.report.bad if told else 0


def _ask(form: BankForm) -> ImportAsk:
    return ImportAsk(
        bank_id=form.bank,
        title=form.title.strip(),
        dry_run=form.dry_run == "yes",
        partial=bool(form.partial),
        add=form.add == "yes",
        format=form.format,
        key_column=form.key_column.strip(),
        seen=form.seen,
    )


def api(desk: Desk, banks: Banks, importing: BankImport) -> Api:
    """题库."""
    return Api.of("console-banks", BankPages(desk, banks, importing), desk.pages.refusal)
