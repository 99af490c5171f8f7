"""A quiz whose network is lost in the middle: answers are kept, sent, and the paper is handed in once."""

import pytest
from playwright.sync_api import expect

from tests.e2e.phone.member_scenes import on_the_roll
from tests.e2e.phone.scenes_learning import course
from tests.integration.training.taker import COURSE, Taker, right

pytestmark = pytest.mark.browser


def test_a_quiz_survives_a_lost_network_and_a_kill_and_is_handed_in_once(hand, watch):
    on_the_roll(watch, ("01-01-0002", watch.volunteer))
    page = hand.open(f"train/course/index?{course(watch, hand)}")
    hand.tap("开始答题")
    expect(page.get_by_text("1 / 20")).to_be_visible()
    attempt = next(key for key in hand.drawer() if key.startswith("paper:")).removeprefix("paper:")
    paper = watch.volunteer.get(f"/v1/attempts/{attempt}").json["paper"]
    taker = Taker(watch.volunteer, paper)
    for shown in paper["questions"][4:]:
        assert taker.save(shown["n"], right(shown)).status_code == 200
    first = paper["questions"][:4]

    choose(hand, first[0])
    expect(page.get_by_text("已保存")).to_be_visible()
    hand.tap("下一题")
    hand.offline()
    for shown in first[1:3]:
        choose(hand, shown)
        hand.tap("下一题")
    expect(page.get_by_text("2 题先存在手机里")).to_be_visible()
    hand.kill().open(f"train/quiz/index?attempt={attempt}")
    expect(page.get_by_text("没连上网")).to_be_visible()
    expect(page.get_by_text("4 / 20")).to_be_visible()
    choose(hand, first[3])
    assert kept(watch, attempt) == [0, *range(4, 20)]
    hand.offline(False)
    hand.open(f"train/quiz/index?attempt={attempt}")
    expect(page.get_by_text("都答了")).to_be_visible()
    hand.settled()
    assert kept(watch, attempt) == list(range(20))
    page.get_by_role("button", name="交卷", exact=True).dblclick()

    expect(page.get_by_text("一题也没错")).to_be_visible()
    (tried,) = watch.volunteer.get(f"/v1/courses/{COURSE}").json["tries"]
    assert (tried["attempt_id"], tried["score"], tried["passed"]) == (attempt, 100, True)
    assert [key for key in hand.drawer() if key.startswith(("paper:", "sheet:"))] == []
    expect(page.get_by_text("正在做，好了在“荣誉”里")).to_be_visible()
    watch.world.deliver()
    hand.open(f"train/result/index?attempt={attempt}")
    page.get_by_role("button", name="合格证").click()
    expect(page.get_by_text("有效，可以让任何人来验")).to_be_visible()


def choose(hand, shown: dict) -> None:
    """Touch the right options of a question."""
    for place in right(shown):
        hand.page.get_by_role("button", name=shown["options"][place], exact=True).click()


def kept(watch, attempt: str) -> list[int]:
    """The questions whose answers the server holds."""
    paper = watch.volunteer.get(f"/v1/attempts/{attempt}").json["paper"]
    return [shown["n"] for shown in paper["questions"] if shown["revision"] >= 0]
