import pytest
from playwright.sync_api import expect

from shouwang.kernel.actor import Role
from tests.e2e.console.conftest import Seat, seat
from tests.integration.console.applicants import apply
from tests.integration.console.desk import recruiter
from tests.world import Clock, WeChat, build

pytestmark = pytest.mark.browser

NAMES = ("何远舟", "罗小满", "阿卜杜热西提·麦麦提吐尔逊")


@pytest.fixture(scope="module")
def queued(tmp_path_factory, store, simulator):
    """Three people wait at the first gate: the world, its store's content and the hour, where every test begins."""
    folder, clock = tmp_path_factory.mktemp("queue"), Clock()
    WeChat(simulator, clock).call("reset")
    made = build(folder, store, simulator, clock, "sqlite:///test")
    for serial, name in enumerate(NAMES, 1):
        apply(made, name, serial)
        clock.advance(minutes=1)
    content = store.engine.content()
    store.engine.close()
    return made, folder, content, clock.instant


@pytest.fixture
def world(queued, store):
    """The world in which they wait, as it was before any test."""
    made, folder, content, made.clock.instant = queued
    store.begin(folder, content)
    yield made
    store.engine.close()


# `a` twice at once (it bounces), again and again while the answer is awaited (somebody is impatient), and once more when the
# next stands (it bounces: nobody has seen that one). What stood on the page, one after the other.
_HAMMERED = """async (many) => {
  const press = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  const title = () => document.querySelector('h1').textContent
  const seen = [title()]
  for (let n = 0; n < many; n++) {
    window.at += 50
    press()
    press()
    while (title() === seen.at(-1)) {
      window.at += 1000
      press()
      await new Promise((done) => setTimeout(done, 5))
    }
    press()
    seen.push(title())
  }
  return seen
}"""


def seated(at: Seat) -> Seat:
    """王招录 at the desk, the queue before him."""
    at.take(recruiter(at.world))
    at.open("/console/applications")
    return at


@pytest.mark.parametrize("desk_name", ["desk", "plain_desk"])
def test_an_application_is_read_and_passed_with_or_without_scripts(request, desk_name):
    page = seated(request.getfixturevalue(desk_name)).page

    page.get_by_role("link", name="打开 何远舟").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("何远舟")
    page.get_by_label("备注").fill("承诺时数清楚")
    page.get_by_role("button", name="志愿关通过").click()

    expect(page.get_by_role("status")).to_have_text("已判 何远舟 志愿关「通过」")
    expect(page.get_by_role("heading", level=1)).to_have_text("罗小满")
    expect(page.locator("#queue .entry")).to_have_count(2)


@pytest.mark.parametrize("desk_name", ["desk", "plain_desk"])
def test_a_return_names_what_will_happen_and_keeps_the_note_while_reasons_open(request, desk_name):
    page = seated(request.getfixturevalue(desk_name)).page
    page.get_by_role("link", name="打开 何远舟").click()
    page.get_by_label("备注").fill("第二页没有签名，请补拍")

    page.get_by_text("不通过或退回…").click()
    expect(page.get_by_role("button", name="志愿关通过")).to_be_hidden()
    page.get_by_label("意愿或时间不合").check()
    expect(page.get_by_role("button", name="志愿关不通过")).to_be_visible()
    page.get_by_label("声明不全").check()
    expect(page.get_by_label("备注")).to_have_value("第二页没有签名，请补拍")
    page.get_by_role("button", name="退回补件").click()

    expect(page.get_by_role("status")).to_have_text("已判 何远舟 志愿关「退回」")


def test_thirty_are_decided_by_keys_each_once_and_none_skipped_with_doubled_keys(world, desk):
    names = [*NAMES, *(f"{family}{given}" for family in "陈李王" for given in "一二三四五六七八九")]
    for serial, name in enumerate(names[len(NAMES) :], len(NAMES) + 1):
        apply(world, name, serial)
        world.clock.advance(minutes=1)
    sent = []
    desk.page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    desk.page.add_init_script("window.at = 0; performance.now = () => window.at")  # time between two presses is ours
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NAMES[0])

    seen = page.evaluate(_HAMMERED, len(names))

    passed = world.house.review.queue(_checker(world), "political").waiting.items
    assert seen == [*names, "报名审核"]
    assert sorted(line.name for line in passed) == sorted(names)
    assert sent == ["POST"] * len(names)


def test_keys_pressed_while_a_slow_answer_is_awaited_decide_nothing_more(world, desk):
    desk.page.add_init_script("window.at = 0; performance.now = () => window.at")
    held = []
    # Before the first page: Chromium lets a request pass that a page sends while it begins to listen to it.
    desk.page.route("**/decision", lambda route: held.append(route))
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(NAMES[0])

    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("a")
    for _ in range(3):
        page.evaluate("window.at += 1000")  # no bounce: somebody is impatient
        page.keyboard.press("a")
    page.keyboard.press("j")  # who decided waits for what became of it
    expect(heading).to_have_text(NAMES[0])
    expect(page.get_by_role("button", name="正在存…")).to_be_visible()  # what lasts says so, and nothing before
    (sent,) = held
    sent.continue_()
    expect(heading).to_have_text(NAMES[1])
    expect(page.get_by_role("button", name="志愿关通过")).to_be_visible()

    assert len(held) == 1
    passed = world.house.review.queue(_checker(world), "political").waiting.items
    assert [line.name for line in passed] == [NAMES[0]]


def test_keys_go_down_and_up_open_reasons_choose_one_and_send_it(desk):
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("何远舟")
    loaded = []
    page.on("request", lambda request: loaded.append(request.url) if request.is_navigation_request() else None)

    page.keyboard.press("j")
    expect(heading).to_have_text("罗小满")
    expect(page.get_by_label("罗小满的报名")).to_be_focused()
    page.keyboard.press("k")
    expect(heading).to_have_text("何远舟")
    page.keyboard.press("r")
    page.keyboard.press("2")
    expect(page.get_by_label("声明不全")).to_be_checked()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("已判 何远舟 志愿关「退回」")
    expect(page.get_by_label("罗小满的报名")).to_be_focused()
    assert loaded == []  # no key loads a whole page


def test_keys_do_nothing_in_a_field_and_escape_leaves_it_without_losing_a_word(desk):
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("何远舟")

    page.keyboard.press("e")
    page.keyboard.type("ajkr")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(page.get_by_label("备注")).to_have_value("ajkr")
    expect(page.get_by_label("备注")).not_to_be_focused()
    expect(page.get_by_role("heading", level=1)).to_have_text("何远舟")


def test_single_keys_can_be_switched_off(desk):
    page = seated(desk).page
    desk.open("/console/settings")
    page.get_by_label("关掉").check()
    page.get_by_role("button", name="存下").click()
    page.get_by_role("link", name="报名审核").first.click()
    page.get_by_role("link", name="打开 何远舟").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("何远舟")

    page.keyboard.press("j")
    page.keyboard.press("r")

    expect(page.get_by_role("heading", level=1)).to_have_text("何远舟")
    expect(page.get_by_label("声明不全")).to_be_hidden()


def test_two_reviewers_on_one_application_the_second_is_told_and_loses_no_text(world, url, browser, desk):
    desk.expected = ("409",)
    mine = seated(desk).page
    mine.get_by_role("link", name="打开 何远舟").click()
    mine.get_by_label("备注").fill("协查、声明都看过，同意")
    other = seat(world, url, browser)
    theirs = seated(other).page
    theirs.get_by_role("link", name="打开 何远舟").click()
    theirs.get_by_text("不通过或退回…").click()
    theirs.get_by_label("照片不清").check()
    theirs.get_by_role("button", name="退回补件").click()
    expect(theirs.get_by_role("status")).to_be_visible()
    other.context.close()

    mine.get_by_role("button", name="志愿关通过").click()

    expect(mine.get_by_role("alert")).to_contain_text("已判「退回」，你的「通过」没有提交")
    expect(mine.get_by_role("table")).to_contain_text("协查、声明都看过，同意")


def test_a_revealed_field_closes_by_itself_prints_masked_and_keeps_the_note(desk):
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    page.get_by_label("备注").fill("写到一半")

    page.get_by_label("查看联系人手机").click()
    page.get_by_label("为什么要看联系人手机").fill("约谈时间")
    page.get_by_role("button", name="看联系人手机").click()
    expect(page.locator("#shown")).to_contain_text("161 0000 0001")
    expect(page.get_by_label("备注")).to_have_value("写到一半")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    page.emulate_media(media="screen")
    page.locator("[data-countdown]").evaluate("clock => { clock.dataset.countdown = 2 }")

    assert "161 0000 0001" not in printed and "••• •••• ••01" in printed
    expect(page.locator("#shown")).to_contain_text("遮回了")
    expect(page.locator("#shown")).not_to_contain_text("161 0000 0001")
    expect(page.get_by_label("备注")).to_have_value("写到一半")


def test_a_lost_connection_keeps_the_page_and_the_words_and_says_what_to_do(desk):
    desk.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = seated(desk).page
    page.get_by_role("link", name="打开 何远舟").click()
    page.get_by_label("备注").fill("写好了")

    desk.context.set_offline(True)
    page.get_by_role("button", name="志愿关通过").click()
    expect(page.get_by_role("alert")).to_contain_text("没存上，你写的还在")
    desk.context.set_offline(False)
    desk.complaints.clear()
    expect(page.get_by_label("备注")).to_have_value("写好了")
    page.get_by_role("button", name="志愿关通过").click()

    expect(page.get_by_role("status")).to_have_text("已判 何远舟 志愿关「通过」")


def _checker(world):
    token = world.staff("政审员", Role.POLITICAL_CHECKER).token
    return world.house.callers.authenticate(token)
