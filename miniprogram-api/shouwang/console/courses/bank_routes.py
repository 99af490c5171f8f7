"""HTTP of 题库; served by the function of training, which keeps banks."""

import hashlib
from typing import Annotated, Literal, cast

from msgspec import Meta, json

from shouwang.console.acts import ActForm
from shouwang.console.blocks import Sheet
from shouwang.console.browser import Browser
from shouwang.console.courses.banks import BANKS, bank_sheet, banks_sheet, import_form, report_sheet
from shouwang.console.desk import Desk
from shouwang.console.places import COURSES
from shouwang.kernel.actor import Actor
from shouwang.kernel.problem import Fault, Invalid, Problem
from shouwang.platform.once import AnsweredBefore
from shouwang.platform.web import Api, Reply, Upload, get, post, roles
from shouwang.training.models import Bank
from shouwang.training.rules import TRAINERS
from shouwang.training.service import Banks, ImportAsk, ImportReport
from shouwang.training.service.banks import BankHasFaults, NoSuchBank

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

    def __init__(self, desk: Desk, banks: Banks) -> None:
        self.desk = desk
        self.banks = banks

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
        """Read a file: tell what an import would do, or do it. Cost: as the import, and 1 request."""
        browser = Browser(cookies)
        browser.require_proof(form.csrf)
        try:
            report = self._read(actor, form, file)
        except BankHasFaults as no:
            return self._told(actor, browser, form, cast("ImportReport", no.extra["report"]), no)
        except Problem as no:
            if no.status >= 500:
                raise
            return self._refused(actor, browser, form, no)
        if report.dry_run:
            return self._told(actor, browser, form, report)
        words = f"导入了 {report.fresh:,} 道新题，题库一共 {report.bank_questions:,} 道"
        return self.desk.pages.see_other(f"{BANKS}/{report.bank_id}", self.desk.say(words))

    @get(BANKS + "/{bank_id}/export/{format}", who=keepers, html=True, summary="题库：取出来，Excel、GIFT 或 Moodle")
    def export(self, bank_id: str, format: str) -> Reply:
        """A bank as a file that imports back to the same bank. Raises: NoSuchBank, Invalid. Cost: 2 requests."""
        content, content_type = self.banks.export(bank_id, format)
        name = f"{bank_id}.{_ENDINGS.get(format, format)}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
        return Reply(content, content_type, headers=headers)

    def _read(self, actor: Actor, form: BankForm, file: Upload) -> ImportReport:
        if not file.content:
            raise Invalid(faults=[Fault("/file", "选一个文件")])
        ask = ImportAsk(
            bank_id=form.bank,
            title=form.title.strip(),
            dry_run=form.dry_run == "yes",
            partial=bool(form.partial),
            add=form.add == "yes",
            format=form.format,
            key_column=form.key_column.strip(),
            seen=form.seen,
        )
        digest = hashlib.sha256(file.content).hexdigest()[:26]  # another file is another act
        once = form.once(actor, f"import bank {digest}")
        try:
            return self.banks.import_file(actor, once, ask, file.content, file.name)
        except AnsweredBefore as before:
            return json.decode(before.answer, type=ImportReport)

    def _told(
        self, actor: Actor, browser: Browser, form: BankForm, report: ImportReport, no: Problem | None = None
    ) -> Reply:
        bank = self._seen(form)
        typed = {**form.typed(), "dry_run": "no" if no is None and not report.bad else "yes"}
        title = bank.title if bank else form.title or form.bank
        sheet = report_sheet(report, title, import_form(bank, typed), refused=no is not None)
        return self._draw(actor, browser, sheet, no)

    def _refused(self, actor: Actor, browser: Browser, form: BankForm, no: Problem) -> Reply:
        bank = self._seen(form)
        shown = import_form(bank, form.typed(), no)
        if bank is None:
            return self._draw(actor, browser, banks_sheet(self.banks.banks(), shown, self.banks.now), no)
        return self._draw(actor, browser, bank_sheet(bank, shown, self.banks.now), no)

    def _seen(self, form: BankForm) -> Bank | None:
        """The bank that the form came from, as it is now; None for a form of a new bank."""
        try:
            return self.banks.require(form.bank) if form.seen else None
        except NoSuchBank:
            return None

    def _draw(self, actor: Actor, browser: Browser, sheet: Sheet, no: Problem | None = None) -> Reply:
        return self.desk.sheet(actor, browser, COURSES.href, sheet, no)


def api(desk: Desk, banks: Banks) -> Api:
    """题库."""
    return Api.of("console-banks", BankPages(desk, banks), desk.pages.refusal)
