"""HTTP of giving by hand: a certificate, a commendation, what waits for a person."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated

import msgspec
from msgspec import Meta

from shouwang.console.acts import ActForm, read_day
from shouwang.console.blocks import Sheet
from shouwang.console.browser import Browser
from shouwang.console.desk import Desk
from shouwang.console.honours.giving_sheets import CERTIFICATE, COMMENDATION, give_sheet, held_sheet, task_sheet
from shouwang.console.honours.words import GIVE, HELD, HERE
from shouwang.honours.models import AwardKind, Citation, Given
from shouwang.honours.rules import DECIDERS
from shouwang.honours.service import Commending, Honours, TaskDesk
from shouwang.kernel.actor import LEADERS, Actor
from shouwang.kernel.problem import Fault, Invalid, NotFound, Problem
from shouwang.platform.web import Api, Reply, get, post, roles

leaders, deciders = roles(*LEADERS), roles(*DECIDERS)
_Text = Annotated[str, Meta(max_length=400)]


class WordsForm(ActForm, kw_only=True):
    """Title and body."""

    title: _Text = ""
    body: _Text = ""

    def words(self, faults: list[Fault]) -> tuple[str, str]:
        """Title and body. Raises: Invalid with these faults and the others'."""
        title, body = self.title.strip(), self.body.strip().replace("\r\n", "\n")
        if not 2 <= len(title) <= 20:
            faults.append(Fault("/title", "2 到 20 个字"))
        if not 10 <= len(body) <= 160:
            faults.append(Fault("/body", "10 到 160 个字"))
        if faults:
            raise Invalid(faults=faults)
        return title, body


class GiveForm(WordsForm, kw_only=True):
    """A certificate by hand."""

    volunteer_number: Annotated[str, Meta(max_length=40)] = ""
    kind: AwardKind = AwardKind.CERTIFICATE
    valid_until: Annotated[str, Meta(max_length=20)] = ""

    def citation(self) -> Citation:
        """What is given. Raises: Invalid listing everything that is wrong."""
        title, body = self.words(number_faults(self.volunteer_number))
        return Citation(self.kind, title, body, valid_until=read_day(self.valid_until, "valid_until"))


class CommendForm(WordsForm, kw_only=True):
    """A commendation."""

    volunteer_number: Annotated[str, Meta(max_length=40)] = ""


class SettleForm(ActForm, kw_only=True):
    """How the name is written."""

    spelling: Annotated[str, Meta(max_length=50)] = ""


class HeldAsk(msgspec.Struct):
    """Where to go on."""

    cursor: Annotated[str, Meta(max_length=1000)] = ""


def number_faults(number: str) -> list[Fault]:
    """What is wrong with an empty number."""
    return [] if number.strip() else [Fault("/volunteer_number", "写上编号")]


class GivingPages(msgspec.Struct, frozen=True):
    """发一份荣誉."""

    desk: Desk
    honours: Honours
    commending: Commending
    tasks: TaskDesk

    @get(GIVE, who=leaders, html=True, summary="荣誉：发证书，写表扬")
    def forms(self, actor: Actor, cookies: dict[str, str]) -> Reply:
        """The forms. Cost: none."""
        return self.desk.sheet(actor, Browser(cookies), HERE, give_sheet(actor))

    @post(f"{GIVE}/{CERTIFICATE}", who=leaders, html=True, summary="荣誉：发一份证书")
    def give(self, actor: Actor, cookies: dict[str, str], form: GiveForm) -> Reply:
        """Give a certificate, and go on to it."""

        def work() -> Given:
            citation, once = form.citation(), form.once(actor, "give honour")
            with beside_its_field():
                return self.honours.give(actor, form.volunteer_number.strip(), citation, once)

        return self._given(actor, cookies, form, work, lambda no: give_sheet(actor, CERTIFICATE, form.typed(), no))

    @post(f"{GIVE}/{COMMENDATION}", who=leaders, html=True, summary="荣誉：写一份表扬")
    def commend(self, actor: Actor, cookies: dict[str, str], form: CommendForm) -> Reply:
        """Hand a commendation in."""
        browser = Browser(cookies)

        def work() -> str:
            title, body = form.words(number_faults(form.volunteer_number))
            once, number = form.once(actor, "commend"), form.volunteer_number.strip()
            with beside_its_field():
                self.commending.write(actor, number, title, body, once)
            return "交上去了，检查过就发；没有通过会有消息告诉你"

        def again(no: Problem) -> Reply:
            return self.desk.sheet(actor, browser, HERE, give_sheet(actor, COMMENDATION, form.typed(), no), no)

        return self.desk.act(browser, form.csrf, work, GIVE, again)

    @get(HELD, who=leaders, html=True, summary="荣誉：等人看的表扬，姓名写不出来的")
    def held(self, actor: Actor, cookies: dict[str, str], query: HeldAsk) -> Reply:
        """What waits for a person. Cost: 1 request, 2 for who decides about words."""
        decides = bool(actor.scopes(*DECIDERS))
        held = self.commending.held(actor, None, query.cursor or None) if decides else None
        sheet = held_sheet(actor, held, self.tasks.of(actor, None, None), self.honours.now())
        return self.desk.sheet(actor, Browser(cookies), HERE, sheet)

    @post(HELD + "/{commendation_id}/issue", who=deciders, html=True, summary="荣誉：发一份等人看的表扬")
    def issue(self, actor: Actor, cookies: dict[str, str], commendation_id: str, form: ActForm) -> Reply:
        """Issue it as it is."""
        return self._decide(actor, cookies, commendation_id, form, accept=True)

    @post(HELD + "/{commendation_id}/refuse", who=deciders, html=True, summary="荣誉：不发一份等人看的表扬")
    def refuse(self, actor: Actor, cookies: dict[str, str], commendation_id: str, form: ActForm) -> Reply:
        """Do not issue it."""
        return self._decide(actor, cookies, commendation_id, form, accept=False)

    @get(HELD + "/{task_id}", who=leaders, html=True, summary="荣誉：姓名写不出来的一份")
    def task(self, actor: Actor, cookies: dict[str, str], task_id: str) -> Reply:
        """An honour that stopped at a name. Cost: 1 request."""
        return self.desk.sheet(actor, Browser(cookies), HERE, task_sheet(actor, self.tasks.one(actor, task_id)))

    @post(HELD + "/{task_id}/settle", who=leaders, html=True, summary="荣誉：按本人同意的写法发")
    def settle(self, actor: Actor, cookies: dict[str, str], task_id: str, form: SettleForm) -> Reply:
        """Give it after all, and go on to it."""

        def work() -> Given:
            return self.tasks.settle(
                actor, task_id, form.spelling.strip() or None, form.once(actor, f"settle {task_id}")
            )

        def again(no: Problem) -> Sheet:
            return task_sheet(actor, self.tasks.one(actor, task_id), form.typed(), no)

        return self._given(actor, cookies, form, work, again)

    def _given(
        self,
        actor: Actor,
        cookies: dict[str, str],
        form: ActForm,
        work: Callable[[], Given],
        again: Callable[[Problem], Sheet],
    ) -> Reply:
        """On to the award, also for a form that was sent before."""
        browser = Browser(cookies)

        def then(given: Given) -> Reply:
            return self.desk.pages.see_other(f"{HERE}/{given.award_id}", self.desk.say(f"发了，编号 {given.serial}"))

        def refused(no: Problem) -> Reply:
            return self.desk.sheet(actor, browser, HERE, again(no), no)

        return self.desk.make(browser, form.csrf, work, Given, then, refused)

    def _decide(
        self, actor: Actor, cookies: dict[str, str], commendation_id: str, form: ActForm, *, accept: bool
    ) -> Reply:
        browser = Browser(cookies)

        def work() -> str:
            self.commending.decide(actor, commendation_id, accept=accept)
            return "发了，本人也收到了" if accept else "没有发，写的人收到了"

        def again(no: Problem) -> Reply:
            held = self.commending.held(actor, None, None)
            sheet = held_sheet(actor, held, self.tasks.of(actor, None, None), self.honours.now())
            return self.desk.sheet(actor, browser, HERE, sheet, no)

        return self.desk.act(browser, form.csrf, work, HELD, again)


@contextmanager
def named(field: str, words: str) -> Iterator[None]:
    """What is not there, or somebody else's, is told beside the field that named it. Raises: Invalid."""
    try:
        yield
    except NotFound as nothing:
        raise Invalid(faults=[Fault(f"/{field}", words)]) from nothing


def beside_its_field() -> AbstractContextManager[None]:
    """A number that nobody has, or somebody elsewhere."""
    return named("volunteer_number", "没有这个编号，或者不在你管的单位")


def api(desk: Desk, honours: Honours, commending: Commending, tasks: TaskDesk) -> Api:
    """发一份荣誉."""
    return Api.of("console-honours-giving", GivingPages(desk, honours, commending, tasks), desk.pages.refusal)
