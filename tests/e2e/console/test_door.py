import pytest
from playwright.sync_api import expect

from tests.integration.console.desk import recruiter

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("desk_name", ["desk", "plain_desk"])
def test_the_page_goes_in_when_the_phone_has_confirmed_by_itself_or_by_a_button(request, world, desk_name):
    page = request.getfixturevalue(desk_name).sign_in(recruiter(world))

    expect(page.get_by_role("heading", level=1)).to_have_text("今日待办")


def test_the_code_is_a_picture_that_loads_and_the_number_is_told_to_screen_readers(desk):
    page = desk.open("/console/sign-in")

    picture = page.locator("img.code")

    assert picture.evaluate("image => image.complete && image.naturalWidth") >= 280
    expect(page.get_by_role("heading", level=1)).to_have_text("用微信扫码登录")
    expect(page.locator("main")).to_contain_text("手机上要看到同一个数：")


def test_the_page_says_that_the_phone_has_read_the_code(world, desk):
    page = desk.open("/console/sign-in")
    person = recruiter(world)

    person.post(f"/v1/console-sign-in/{page.locator('code').inner_text()}/scanned")

    expect(page.get_by_role("status")).to_have_text("手机扫到了，等你在手机上确认。")


def test_a_code_too_old_says_so_by_itself(world, desk):
    page = desk.open("/console/sign-in")

    world.clock.advance(seconds=121)

    expect(page.get_by_role("heading", level=1)).to_have_text("这个码过时了")
    page.get_by_role("button", name="换一个码").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("用微信扫码登录")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_door_has_no_barrier(desk, theme):
    desk.page.emulate_media(color_scheme=theme)
    desk.open("/console/sign-in")

    assert desk.violations() == []


def test_a_chosen_theme_is_there_from_the_first_paint_and_leaves_with_the_choice(world, desk):
    page = desk.sign_in(recruiter(world))
    desk.open("/console/settings")

    page.get_by_label("深色").check()
    page.get_by_role("button", name="存下").click()

    expect(page.get_by_role("status")).to_contain_text("存下了")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 22, 19)"
