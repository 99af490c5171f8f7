"""Every act that writes, in the worst hands: its answer lost and the page left, lost and the program killed, tapped twice."""

import re

import pytest
from playwright.sync_api import Locator, Request, Route

from tests.e2e.phone import acts_between_people, acts_of_applicants, acts_of_learners, acts_of_members, acts_on_duty
from tests.e2e.phone.acts import Act, Story
from tests.e2e.phone.phone import Phone
from tests.integration.duty.conftest import Watch
from tests.tiers import count

pytestmark = [pytest.mark.browser, pytest.mark.proof]
FILES = (acts_on_duty, acts_between_people, acts_of_members, acts_of_learners, acts_of_applicants)
STORIES = tuple(story for file in FILES for story in file.STORIES)
ACTS = tuple(act for story in STORIES for act in story.acts)
TROUBLES = ("left", "killed", "twice")


def troubles_of(act: Act) -> tuple[str, ...]:
    """What an act meets, one visit of its page each: every trouble, or one of them dealt out and the act done again."""
    if count(1, len(TROUBLES)) > 1:
        return TROUBLES
    met = TROUBLES[ACTS.index(act) % len(TROUBLES)]
    return (met,) if met == "twice" else (met, "twice")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.acts[0].name)
def test_an_act_has_one_effect_in_the_worst_hands(hand: Phone, watch: Watch, story: Story):
    hand.expected.append("net::ERR_FAILED")
    query, came_of_it, meant = story.prepare(watch, hand), [], []

    for act in story.acts:
        here = act.arrange(watch, hand) if act.arrange else None
        troubles = troubles_of(act)
        offered, sent = lived_through(hand, watch, act, here or query, troubles)
        came_of_it.append((act.name, offered, act.effect(watch), missing(act, sent)))
        once = act.once(offered) if callable(act.once) else act.once
        meant.append((act.name, len(troubles) if act.again else 1, once, []))

    assert came_of_it == meant


def lived_through(
    hand: Phone, watch: Watch, act: Act, query: str, troubles: tuple[str, ...]
) -> tuple[int, list[tuple[str, str]]]:
    """Do an act in trouble after trouble: how often its page offered it, and what was sent."""
    offered, sent = 0, []

    def hear(request: Request) -> None:
        sent.append((request.method, request.url.removeprefix(hand.url)))

    hand.page.on("request", hear)
    for trouble in troubles:
        path, _, own = act.page.partition("?")
        hand.open(f"{path}?{query}&{own}").wait_for_load_state()
        if reached(hand.settled(), watch, act):
            offered += 1
            act_lost(hand, act.button) if trouble != "twice" else button(hand, act.button).dblclick()
            hand.settled()
        hand.kill() if trouble == "killed" else hand.leave()
    hand.page.remove_listener("request", hear)
    return offered, sent


def missing(act: Act, sent: list[tuple[str, str]]) -> list[str]:
    """Calls of an act that were not seen."""
    return [call for call in act.calls if not any(fits(call, method, path) for method, path in sent)]


def fits(call: str, method: str, path: str) -> bool:
    """Whether a request is what a call of the source sends."""
    _, asked, template = call.split(" ", 2)
    pattern = "[^?]+" if template == "{}" else re.escape(template).replace(r"\{\}", "[^/?]+")
    return method == asked and re.fullmatch(pattern, path) is not None


def button(hand: Phone, words: str) -> Locator:
    """What can be touched and bears these words: on the half sheet when one lies over the page."""
    sheet = hand.page.locator(".half").filter(visible=True)
    within = sheet if sheet.count() else hand.page.locator("#pages")
    return within.locator("button, [role=button], [role=checkbox]").filter(has_text=words, visible=True).first


def reached(hand: Phone, watch: Watch, act: Act) -> bool:
    """Go to the act; whether the page still offers it."""
    for words in act.before:
        if not button(hand, words).count():
            return False
        button(hand, words).click()
        hand.settled()
    for label, words in act.fields.items():
        for one in hand.page.get_by_label(label).filter(visible=True).all():
            one.fill(words if isinstance(words, str) else words(watch))
    return bool(button(hand, act.button).count())


def act_lost(hand: Phone, words: str) -> None:
    """Do it; the server hears it and the answer is lost."""

    def lose(route: Route) -> None:
        if route.request.method != "GET":
            route.fetch()
        route.abort() if route.request.method != "GET" else route.continue_()

    hand.page.route("**/v1/**", lose)
    # What fails may be a page's question that went with the page: the answer that is lost is still to come then.
    with hand.page.expect_event("requestfailed", lambda request: request.method != "GET"):
        button(hand, words).click()
    hand.page.unroute("**/v1/**")
