"""集体颁发 through the console: asked for once, done as a job whose page stays, its files taken away and removed."""

import io
import zipfile
from urllib.parse import quote

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.honoured import BODY
from tests.integration.console.people import commander
from tests.integration.console.test_units import sent
from tests.integration.roster.force import enlist
from tests.world import OTHER_SQUADRON, SQUADRON

HOME = "/console/honours/ceremonies"
ASK = {"title": "年度优秀义警", "body": BODY}


@pytest.fixture
def seated(world, desk):
    """赵支队's browser over two members."""
    enlist(world, "张队员", 1)
    enlist(world, "王队员", 2)
    desk.sign_in(commander(world))
    return desk


def test_a_ceremony_is_asked_for_once_and_its_page_tells_progress_people_and_files(world, seated):
    page = seated.get(HOME)
    first, twice = (sent(seated, page, f"{HOME}/ask", unit=SQUADRON, **ASK) for _ in range(2))
    waits = seated.get(first.location)
    world.work()
    done = seated.get(first.location)

    assert first.status_code == 303 and first.location == twice.location
    assert "排上队了" in text_of(waits) and 'http-equiv="refresh"' in waits.text
    told = text_of(done)
    assert "做完了，发了 2 份" in told and "张队员 01-01-0001 夜市中队 望义证〔2026〕第0001号 有效" in told
    with zipfile.ZipFile(io.BytesIO(seated.get(f"{first.location}/certificates.zip", buffered=True).data)) as made:
        assert made.namelist() == ["夜市中队/01-01-0001 张队员.jpg", "夜市中队/01-01-0002 王队员.jpg"]
    assert seated.get(f"{first.location}/print.pdf", buffered=True).data[:4] == b"%PDF"
    assert "年度优秀义警 夜市中队 刚刚 发了 2 份" in text_of(seated.get(HOME))


def test_files_of_a_ceremony_are_fetched_with_a_fresh_proof(world, seated):
    asked = sent(seated, seated.get(HOME), f"{HOME}/ask", unit=SQUADRON, **ASK)
    world.work()
    world.clock.advance(minutes=6)

    file = seated.get(f"{asked.location}/print.pdf")

    assert file.status_code == 303
    assert file.location == f"/console/proof?then={quote(f'{asked.location}/print.pdf', safe='')}"
    assert seated.get(asked.location).status_code == 200


def test_printed_files_are_removed_and_the_honours_stay(world, seated):
    asked = sent(seated, seated.get(HOME), f"{HOME}/ask", numbers="01-01-0001，01-01-0002", **ASK)
    world.work()
    sent(seated, seated.get(asked.location), f"{asked.location}/clear")

    told = text_of(seated.get(asked.location))
    assert "删掉了，荣誉还在" in told and "压缩包和打印稿删掉了" in told and "有效" in told
    assert seated.get(f"{asked.location}/print.pdf").status_code == 404


def test_a_ceremony_for_both_or_for_nobody_comes_back_with_its_words(seated):
    page = seated.get(HOME)
    both = sent(seated, page, f"{HOME}/ask", unit=SQUADRON, numbers="01-01-0001", **ASK)
    neither = sent(seated, page, f"{HOME}/ask", title="年", body=BODY)

    assert both.status_code == 400 and "只填一样" in text_of(both) and "01-01-0001</textarea>" in both.text
    assert neither.status_code == 400 and "2 到 20 个字" in text_of(neither) and 'value="年"' in neither.text


def test_nobody_else_finds_a_ceremony_and_no_leader_honours_other_units(world, seated, other_desk):
    asked = sent(seated, seated.get(HOME), f"{HOME}/ask", unit=SQUADRON, **ASK)
    other_desk.sign_in(world.staff("外队长", Role.SQUADRON_LEADER, OTHER_SQUADRON))
    page = other_desk.get(HOME)

    assert other_desk.get(asked.location).status_code == 404
    assert "还没有集体颁发过" in text_of(page)
    assert sent(other_desk, page, f"{HOME}/ask", unit=SQUADRON, **ASK).status_code == 404
