"""No route breaks, whatever it is sent and whoever sends it: there is an answer, or a problem in words."""

from random import Random

import pytest

from shouwang.app import FUNCTIONS
from shouwang.kernel.actor import STAFF
from tests.integration.assessment.conftest import enrol
from tests.integration.whatever.asking import Phone, Seat
from tests.integration.whatever.sending import Maker
from tests.tiers import count
from tests.world import SQUADRON

LEAVING = ("sign-out", "/v1/me/erasure", "/v1/logout")  # who has left is asked no more


def broken_by(world, senders, html):
    """What broke: every route, so many times, is sent something by whoever may."""
    routes = [route for route in world.house.app(*FUNCTIONS).routes if route.html == html]
    maker = Maker(Random(1))
    for route in [each for each in routes if not each.path.endswith(LEAVING)] * count(2, 60):
        world.clock.advance(seconds=10)
        path = maker.path(route)
        for sender in maker.chance.sample(senders, len(senders)):
            answer = sender.ask(route, path, maker)
            if answer.status_code != 403:
                break
        if not sender.is_answer(answer):
            yield route.name, answer.status_code, path[:200], answer.request.query_string[:300], answer.text[-200:]


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_no_route_of_the_interface_breaks_whatever_it_is_sent(world):
    phones = [Phone(enrol(world, "张守夜", SQUADRON))]
    for role in sorted(STAFF):
        world.clock.advance(minutes=1)  # who signs in more often from one place is held up
        phones.append(Phone(world.staff(f"某{role}", role)))

    broken = list(broken_by(world, phones, html=False))
    assert not broken, "\n".join(map(str, broken))


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_no_page_of_the_console_breaks_whatever_it_is_sent(world):
    seats = [Seat(world, role) for role in sorted(STAFF)]

    broken = list(broken_by(world, seats, html=True))
    assert not broken, "\n".join(map(str, broken))
