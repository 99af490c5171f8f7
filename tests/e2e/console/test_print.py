"""What is printed: what is read, as a table is read, and nothing to press or to fill in."""

import pytest

from tests.e2e.console.conftest import DESK
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter
from tests.integration.console.people import commander, members

pytestmark = pytest.mark.browser
A4 = {"width": 673, "height": 985}  # px between the margins
TO_HANDLE = "a.button, button, input:not([type=hidden]), select, textarea, summary, .rail"


@pytest.fixture
def printed(desk):
    """A page as it is printed: what of a selector's elements stands on the paper."""

    def on_paper(path, selector):
        desk.page.set_viewport_size(A4)
        desk.page.emulate_media(media="print")
        desk.open(path)
        return [each.inner_text() for each in desk.page.locator(selector).all() if each.is_visible()]

    yield on_paper
    desk.page.emulate_media(media="screen")
    desk.page.set_viewport_size(DESK)


def test_a_list_is_printed_as_a_table_under_its_heads_without_its_forms(world, desk, printed):
    members(world)
    desk.be(commander(world))

    heads = printed("/console/volunteers", "thead th")

    assert heads == ["姓名", "编号", "状态", "入队", "保险到", "勋章"]
    assert printed("/console/volunteers", TO_HANDLE) == []
    assert printed("/console/imports", "h2") == []


def test_a_queue_is_printed_while_nobody_is_open_and_one_application_alone(world, desk, printed):
    _, last = apply(world, "何远舟")
    desk.be(recruiter(world))
    one = f"/console/applications/{last}?gate=willingness"

    assert printed("/console/applications", ".entry b") == ["何远舟"]
    assert printed(one, ".entry b") == []
    assert printed(one, "h1") == ["何远舟"]
    assert printed(one, TO_HANDLE) == []
