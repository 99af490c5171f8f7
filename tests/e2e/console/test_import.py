"""题库 in a browser: a file is read, then imported, as a trainer does it on an office computer."""

import pytest
from playwright.sync_api import expect

from shouwang.kernel.actor import Role
from tests.integration.console.test_banks import BAD, BANKS, GOOD

pytestmark = pytest.mark.browser


def test_a_bank_is_read_with_its_faults_mended_and_imported(world, desk, tmp_path):
    file = tmp_path / "夜巡.csv"
    desk.take(world.staff("何教官", Role.TRAINER))
    page = desk.open(BANKS)

    page.get_by_label("题库的代号").fill("night")
    page.get_by_label("叫什么").fill("夜巡题库")
    file.write_text(BAD)
    page.get_by_label("文件").set_input_files(file)
    page.get_by_role("button", name="交上去").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("试读：夜巡题库")
    world.work()
    expect(page.get_by_role("table", name="错的地方").get_by_role("row")).to_have_count(2)

    file.write_text(GOOD)
    page.get_by_label("文件").set_input_files(file)
    page.get_by_label("真的导入").check()
    page.get_by_role("button", name="交上去").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("导入：夜巡题库")
    world.work()
    page.reload()
    page.get_by_role("link", name="看这个题库").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("夜巡题库")
    assert [(bank.bank_id, bank.questions) for bank in world.house.banks.banks()] == [("night", 2)]
