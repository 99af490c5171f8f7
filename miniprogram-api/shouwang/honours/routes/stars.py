"""Stars 星级 in publicity, for everybody; objections by members and by strangers, and who rules them."""

import hashlib
from datetime import date, timedelta
from typing import Annotated

import msgspec

from shouwang.honours.models.stars import Star
from shouwang.honours.routes import page
from shouwang.honours.rules.stars import RULERS, STARS
from shouwang.honours.service import OpenObjection, Stars
from shouwang.kernel.actor import Actor
from shouwang.kernel.clock import local_day
from shouwang.kernel.mask import mask_name
from shouwang.kernel.problem import Problem
from shouwang.platform.web import Api, ClientAddress, Reply, anyone, get, post, public, roles

_PAGE = 30
_RULER = roles(*RULERS)
_Words = Annotated[str, msgspec.Meta(min_length=4, max_length=300)]


class StarsAsk(msgspec.Struct):
    """Where to go on."""

    cursor: str | None = None


class StarObjectionsAsk(msgspec.Struct):
    """Of which unit; by default the widest of one's own."""

    unit: str | None = None
    cursor: str | None = None


class StarObjectAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Why."""

    text: _Words


class StarObjectForm(msgspec.Struct, forbid_unknown_fields=True):
    """Against which star, who objects, and why."""

    star_id: Annotated[str, msgspec.Meta(min_length=26, max_length=26)]
    name: Annotated[str, msgspec.Meta(min_length=2, max_length=50)]
    text: _Words


class StarRulingAsk(msgspec.Struct, forbid_unknown_fields=True):
    """Upheld: the star is refused."""

    upheld: bool
    why: _Words


class StarTold(msgspec.Struct):
    """A star in publicity, as everybody sees it. `last_on`: the last day of its publicity."""

    star_id: str
    title: str
    hours: int
    name: str
    unit_name: str
    proposed_on: date
    last_on: date


class StarsTold(msgspec.Struct):
    """Stars in publicity, the first to end first."""

    items: list[StarTold]
    cursor: str | None


class StarObjectionTold(msgspec.Struct):
    """An objection that waits for a ruling, and the star it is about. `by`: who objects, as they named themself."""

    star_id: str
    objection_id: str
    title: str
    volunteer_number: str
    name: str
    unit_path: str
    by: str
    member: bool
    text: str
    raised_on: date


class StarObjectionsTold(msgspec.Struct):
    """Objections that wait."""

    items: list[StarObjectionTold]
    cursor: str | None


class _Pages(msgspec.Struct, frozen=True):
    """公示页: server-made, no script."""

    stars: Stars

    def shown(self, cursor: str | None, said: str = "", status: int = 200) -> Reply:
        """A page of stars, with a word about what was just done."""
        told = _told(self.stars, cursor)
        style = hashlib.sha256(page.style()).hexdigest()[:12]
        html = page.template("stars.html").render(stars=told.items, more=told.cursor, said=said, style=style)
        return Reply(html.encode(), page.HTML, status, page.HEADERS)

    def problem(self, problem: Problem) -> Reply:
        """Why an objection was not taken."""
        faults = "".join("。" + fault.detail for fault in problem.faults)
        return self.shown(None, problem.detail or problem.title + faults, problem.status)


class StarRoutes:
    """星级公示."""

    def __init__(self, stars: Stars, pages: _Pages) -> None:
        self.stars = stars
        self.pages = pages

    @get("/stars", who=public, html=True, summary="星级公示页")
    def page(self, query: StarsAsk) -> Reply:
        """Stars in publicity, for people."""
        return self.pages.shown(query.cursor)

    @post("/stars", who=public, html=True, summary="星级公示页：提异议，写姓名和理由")
    def form(self, address: ClientAddress, form: StarObjectForm) -> Reply:
        """Somebody objects without signing in: heard, and nothing waits for it."""
        self.stars.object_publicly(address, form.star_id, form.name, form.text)
        return self.pages.shown(None, "收到了，会有人核实。")

    @get("/v1/stars", who=public, summary="公示中的星级，姓名只显示姓")
    def shown(self, query: StarsAsk) -> StarsTold:
        """Stars in publicity."""
        return _told(self.stars, query.cursor)

    @post("/v1/stars/{star_id}/objections", who=anyone, summary="对公示中的星级提异议")
    def object_to(self, actor: Actor, star_id: str, body: StarObjectAsk) -> None:
        """Somebody who is known objects, by the own name; the star waits for the ruling."""
        self.stars.object_to(actor, star_id, body.text)

    @get("/v1/star-objections", who=_RULER, summary="等人定的星级异议")
    def objections(self, actor: Actor, query: StarObjectionsAsk) -> StarObjectionsTold:
        """Objections of the own units."""
        found = self.stars.objections(actor, query.unit, query.cursor)
        return StarObjectionsTold([_objection(one) for one in found.items], found.cursor)

    @post("/v1/star-objections/{star_id}/{objection_id}/ruling", who=_RULER, summary="裁定一件星级异议")
    def rule(self, actor: Actor, star_id: str, objection_id: str, body: StarRulingAsk) -> None:
        """Rule an objection."""
        self.stars.rule(actor, star_id, objection_id, upheld=body.upheld, why=body.why)


def stars_api(stars: Stars) -> Api:
    """Routes of stars."""
    pages = _Pages(stars)
    return Api.of("stars", StarRoutes(stars, pages), pages.problem)


def _told(stars: Stars, cursor: str | None) -> StarsTold:
    found = stars.public(cursor, _PAGE)
    return StarsTold(
        [_star(star, stars.holders.roster.unit(star.unit_path).name) for star in found.items], found.cursor
    )


def _star(star: Star, unit_name: str) -> StarTold:
    rule, last = STARS[star.star], star.ends_on - timedelta(days=1)
    proposed, hours = local_day(star.proposed_at), rule.at_least // 60
    return StarTold(star.star_id, rule.title, hours, mask_name(star.name), unit_name, proposed, last)


def _objection(one: OpenObjection) -> StarObjectionTold:
    objection, star = one.objection, one.star
    return StarObjectionTold(
        objection.star_id,
        objection.objection_id,
        STARS[star.star].title,
        star.volunteer_number,
        star.name,
        star.unit_path,
        objection.name,
        objection.person_id is not None,
        objection.text,
        local_day(objection.at),
    )
