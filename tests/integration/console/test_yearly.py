"""年度评选 through the console: each step over what was seen, by who keeps the desk; the jury votes on its phones."""

import pytest

from shouwang.kernel.actor import Role
from tests.integration.console.desk import text_of
from tests.integration.console.test_units import sent
from tests.integration.honours.test_yearly import BODY, SALT, WHY, Year
from tests.world import SQUADRON

HOME, DESK = "/console/honours/yearly", "/console/honours/yearly/2026"


@pytest.fixture
def year(world):
    """A desk with two candidates to be, and a jury of three."""
    return Year(world)


@pytest.fixture
def seated(year, desk):
    """王支队's browser."""
    desk.sign_in(year.keeper)
    return desk


def step(desk, name, **fields):
    """The next form of the page, sent."""
    return sent(desk, desk.get(HOME), f"{DESK}/{name}", **fields)


def test_a_year_goes_by_its_pages_from_nominations_to_certificates(world, year, seated):
    for who in ("01-01-0001", "01-01-0002", SQUADRON):
        assert step(seated, "nominate", candidate_id=who, why=WHY).status_code == 303
    step(seated, "publish", days="5")
    year.later(6)
    seated.sign_in(year.keeper)
    step(seated, "vote")
    ballots = (("01-01-0001", SQUADRON), ("01-01-0001",), ("01-01-0002",))
    for juror, choices in zip(year.jury, ballots, strict=True):
        year.vote(juror, *choices)
    step(seated, "close")
    for juror, choices in zip(year.jury, ballots, strict=True):
        year.reveal(juror, *choices)
    counted = text_of(seated.get(HOME))
    step(seated, "decide", why="按票数定")
    given = step(seated, "give", candidate_id="01-01-0001", body=BODY)

    assert "交了 3 张，打开 3 张，一共 3 位评委" in counted
    assert given.status_code == 303
    told = text_of(seated.get(HOME))
    assert "发了，编号 望义证〔2026〕第0001号" in told and "当选 2 票 看证书" in told and "结果的理由 按票数定" in told
    assert SALT not in told


def test_a_step_over_a_desk_that_moved_meanwhile_is_told_so_and_keeps_its_words(year, seated):
    page = seated.get(HOME)
    year.nominate("01-01-0001")

    stale = sent(seated, page, f"{DESK}/nominate", candidate_id="01-01-0002", why=WHY)
    nobody = sent(seated, stale, f"{DESK}/nominate", candidate_id="99-99-0001", why=WHY)
    first, twice = (sent(seated, stale, f"{DESK}/nominate", candidate_id="01-01-0002", why=WHY) for _ in range(2))

    assert stale.status_code == 409 and "内容已经变了" in text_of(stale) and 'value="01-01-0002"' in stale.text
    assert nobody.status_code == 400 and "没有这个编号或中队" in text_of(nobody)
    assert (first.status_code, twice.status_code) == (303, 303)
    assert "这一张交过了" in text_of(seated.get(HOME))


def test_objections_are_read_and_ruled_by_who_may_and_hidden_from_leaders(world, year, seated, other_desk):
    year.publish()
    year.post("objections", {"candidate_id": "01-01-0001", "text": "他夜班请人代的"}, year.two)
    other_desk.sign_in(world.staff("李中队长", Role.SQUADRON_LEADER, SQUADRON))
    action = seated.get(HOME).text.split(f'action="{DESK}/objections/')[1].split('"')[0]

    told, empty = text_of(seated.get(HOME)), text_of(other_desk.get(HOME))
    ruled = step(seated, f"objections/{action}", upheld="true", why="查实了，确有此事")

    assert "他夜班请人代的" in told and "没定的异议 1 件" in told
    assert "他夜班请人代的" not in empty and "请评委投票" not in empty
    assert ruled.status_code == 303 and "出局 查实了，确有此事" in text_of(seated.get(HOME))
    assert other_desk.post(f"{DESK}/vote", other_desk.get("/console/more"), request_id="by-hand-1").status_code == 403


def test_a_desk_without_a_jury_comes_back_with_every_word(world, desk):
    desk.sign_in(world.staff("王支队", Role.COMMANDER))
    page = desk.get(f"{HOME}?year=2025")

    refused = sent(
        desk,
        page,
        "/console/honours/yearly/2025/open",
        title="年度最美义警",
        volunteers="3",
        squadrons="1",
        jury="01-01-0001",
    )

    assert (
        refused.status_code == 400 and "评委 3 到 15 人" in text_of(refused) and "01-01-0001</textarea>" in refused.text
    )
    assert desk.post("/console/honours/yearly/soon/vote", page, request_id="by-hand-1").status_code == 404
