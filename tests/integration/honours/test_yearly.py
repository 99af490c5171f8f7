"""The yearly award desk over HTTP: from the shortlist to the certificate."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from shouwang.honours.rules.ballots import seal
from shouwang.honours.store import AwardRow
from shouwang.kernel.actor import Actor, Role
from shouwang.kernel.problem import Problem
from shouwang.platform.dynamo import Writes, commit
from tests.world import FORCE, OTHER_SQUADRON, SQUADRON, Person, World

YEAR = 2026
DESK = f"/v1/award-desks/{YEAR}"
SALT = "sixteen-or-more-characters"
WHY = "一年里夜班最多，群众信得过"
BODY = "一年来守在夜市，事迹突出，评为年度最美义警。"


def enrol(world: World, name: str, unit_path: str) -> Person:
    person = world.sign_in(name)
    number, writes = world.house.roster.number_writes(unit_path, person.person_id, name, joined_on=date(2026, 1, 1))
    commit(writes)
    world.house.identity.promote(person.person_id, number, name, unit_path, Writes())
    return person


class Year:
    """A desk with two candidates of one place, a squadron, and a jury of three."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.one, self.two = enrol(world, "张队员", SQUADRON), enrol(world, "李队员", SQUADRON)
        self.jury = [enrol(world, name, OTHER_SQUADRON) for name in ("甲评委", "乙评委", "丙评委")]
        self.keeper = world.staff("王支队", Role.COMMANDER, FORCE)
        self.auditor = world.staff("周审计", Role.AUDITOR, FORCE)
        world.house.rankings.snapshot(str(YEAR))
        self.opened = self.open()

    def open(self):
        jury = ["02-01-0001", "02-01-0002", "02-01-0003"]
        asked = {"year": YEAR, "title": "年度最美义警", "jury": jury, "volunteers": 1, "squadrons": 1}
        return self.keeper.post("/v1/award-desks", asked)

    def nominate(self, *candidates: str) -> list[int]:
        return [self.post("candidates", {"candidate_id": each, "why": WHY}).status_code for each in candidates]

    def post(self, step: str, body=None, by: Person | None = None):
        return (by or self.keeper).post(f"{DESK}/{step}", body)

    def publish(self) -> None:
        self.nominate("01-01-0001", "01-01-0002", SQUADRON)
        assert self.post("publicity", {"days": 5}).status_code == 204

    def open_vote(self) -> None:
        self.publish()
        self.later(6)
        assert self.post("voting").status_code == 204

    def later(self, days: int) -> None:
        """Days go by."""
        self.world.clock.advance(days=days)

    def vote(self, juror: Person, *choices: str):
        return self.post("votes", {"sealed": seal(YEAR, juror.person_id, SALT, choices)}, juror)

    def reveal(self, juror: Person, *choices: str):
        return self.post("reveals", {"salt": SALT, "choices": choices}, juror)

    def vote_all(self, *ballots: tuple[str, ...]) -> None:
        self.open_vote()
        for juror, choices in zip(self.jury, ballots, strict=False):
            assert self.vote(juror, *choices).status_code == 204
        assert self.post("closing").status_code == 204

    def candidates(self, by: Person | None = None):
        return {each["candidate_id"]: each for each in (by or self.keeper).get(DESK).json["candidates"]}


@pytest.fixture
def year(world: World) -> Year:
    return Year(world)


def problem(answer):
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def test_a_year_goes_from_the_shortlist_to_certificates(year):
    year.vote_all(("01-01-0001", SQUADRON), ("01-01-0001", SQUADRON), ("01-01-0002",))
    opened = [
        year.reveal(year.jury[0], "01-01-0001", SQUADRON).status_code,
        year.reveal(year.jury[1], "01-01-0001", SQUADRON).status_code,
    ]

    decided = year.post("result", {"reason": "按票数，一票没有打开，不计"})
    person = year.post("awards", {"candidate_id": "01-01-0001", "body": BODY})
    squadron = year.post("awards", {"candidate_id": SQUADRON, "body": BODY})
    seen, member = year.keeper.get(DESK).json, year.two.get(DESK).json

    assert (year.opened.status_code, opened, decided.status_code) == (204, [204, 204], 204)
    assert (person.status_code, squadron.status_code) == (201, 201)
    assert (seen["state"], seen["reason"]) == ("decided", "按票数，一票没有打开，不计")
    assert [(each["candidate_id"], each["votes"], each["won"], each["award_id"]) for each in seen["candidates"]] == [
        ("01-01-0001", 2, True, person.json["award_id"]),
        (SQUADRON, 2, True, squadron.json["award_id"]),
        ("01-01-0002", 0, False, None),
    ]
    assert [(each["opened"], each["choices"]) for each in seen["votes"]] == [
        (True, ["01-01-0001", SQUADRON]),
        (True, ["01-01-0001", SQUADRON]),
        (False, None),
    ]
    assert [each["choices"] for each in member["votes"]] == [None, None, None]
    assert [each["title"] for each in year.one.get("/v1/me/honours").json["items"]] == ["年度最美义警"]


def test_the_shortlist_shows_the_facts_of_the_year(year):
    year.nominate("01-01-0001", SQUADRON)
    suggested = year.keeper.get(f"{DESK}/suggestions").json

    told = year.candidates()

    assert [each["candidate_id"] for each in suggested["squadrons"]] == [SQUADRON, OTHER_SQUADRON]
    assert len(suggested["volunteers"]) == 5
    assert told["01-01-0001"]["facts"][:5] == [
        ["积分", "0"],
        ["实测时长", "0.0 小时"],
        ["认定时长", "0.0 小时"],
        ["执勤", "0 次"],
        ["平均评分", "没有评分"],
    ]
    assert told[SQUADRON]["facts"][:3] == [["人均积分", "0.00"], ["积分", "0"], ["人数", "2"]]
    assert (told[SQUADRON]["name"], told[SQUADRON]["why"]) == ("夜市中队", WHY)


def test_members_see_it_from_the_publicity_on(year):
    before = year.one.get(DESK).status_code
    year.publish()

    assert (before, year.one.get(DESK).status_code) == (404, 200)
    assert year.world.sign_in("外人").get(DESK).status_code == 404


def test_an_upheld_objection_takes_a_candidate_out_and_does_not_say_whose_it_was(year):
    year.publish()
    text = "六月那次出警他不在场，有记录"

    made = year.post("objections", {"candidate_id": "01-01-0001", "text": text}, year.two)
    again = year.post("objections", {"candidate_id": "01-01-0001", "text": text}, year.two)
    (waiting,) = year.auditor.get(f"{DESK}/objections").json["items"]
    year.later(6)
    too_early = year.post("voting")
    ruling = {"upheld": True, "why": "核对记录，确实不在场"}
    ruled = year.post(f"objections/{waiting['objection_id']}/ruling", ruling, year.auditor)
    twice = year.post(f"objections/{waiting['objection_id']}/ruling", ruling)

    assert (made.status_code, problem(again)) == (204, (409, "award-objected-before"))
    assert set(waiting) == {"objection_id", "candidate_id", "text", "at", "state", "ruling"}
    assert (waiting["text"], waiting["state"]) == (text, "open")
    assert problem(too_early) == (409, "award-publicity-runs")
    assert (ruled.status_code, problem(twice)) == (204, (409, "award-objection-ruled"))
    assert year.candidates()["01-01-0001"]["out"] == "核对记录，确实不在场"
    assert year.one.get(f"{DESK}/objections").status_code == 403
    assert year.post("voting").status_code == 204


def test_nobody_rules_the_own_objection(year):
    year.publish()
    year.post("objections", {"candidate_id": "01-01-0001", "text": "核对一下他的夜班"}, year.auditor)
    (waiting,) = year.auditor.get(f"{DESK}/objections").json["items"]

    own = year.post(f"objections/{waiting['objection_id']}/ruling", {"upheld": False, "why": "没有问题"}, year.auditor)

    assert problem(own) == (403, "not-for-yourself")


def test_steps_out_of_order_are_refused(year):
    early = [
        year.post("voting"),
        year.post("closing"),
        year.post("result", {"reason": "直接定了"}),
        year.post("awards", {"candidate_id": "01-01-0001", "body": BODY}),
        year.vote(year.jury[0], "01-01-0001"),
    ]
    year.publish()
    late = [year.post("candidates", {"candidate_id": "01-01-0001", "why": WHY}), year.post("publicity", {"days": 5})]

    assert {problem(each) for each in (*early, *late)} == {(409, "award-desk-elsewhere")}
    assert problem(year.open()) == (409, "award-desk-opened-before")


def test_candidates_and_jurors_are_different_people_and_each_is_nominated_once(year):
    (first, again, juror) = year.nominate("01-01-0001", "01-01-0001", "02-01-0001")

    assert (first, again, juror) == (204, 409, 400)


def test_only_the_jury_votes_and_each_juror_once(year):
    year.open_vote()

    candidate = year.vote(year.one, "01-01-0001")
    keeper = year.vote(year.keeper, "01-01-0001")
    first = year.vote(year.jury[0], "01-01-0001")
    second = year.vote(year.jury[0], "01-01-0002")
    too_soon = year.reveal(year.jury[0], "01-01-0001")

    assert {problem(candidate), problem(keeper)} == {(403, "not-on-jury")}
    assert (first.status_code, problem(second)) == (204, (409, "voted-before"))
    assert problem(too_soon) == (409, "award-desk-elsewhere")


def test_a_vote_opens_only_as_it_was_sealed_and_stays_hidden_until_the_result(year):
    year.vote_all(("01-01-0001",), ("01-01-0002",))

    changed = year.reveal(year.jury[0], "01-01-0002")
    opened = year.reveal(year.jury[0], "01-01-0001")
    twice = year.reveal(year.jury[0], "01-01-0001")
    nothing = year.reveal(year.jury[2], "01-01-0001")
    seen = year.keeper.get(DESK).json["votes"]

    assert problem(changed) == (422, "vote-seal-broken")
    assert (opened.status_code, problem(twice), nothing.status_code) == (204, (409, "voted-before"), 404)
    assert [(each["opened"], each["choices"]) for each in seen] == [(True, None), (False, None)]


def test_a_tie_where_the_places_end_is_settled_by_name(year):
    year.vote_all(("01-01-0001",), ("01-01-0002",))
    for juror, choice in zip(year.jury, ("01-01-0001", "01-01-0002"), strict=False):
        year.reveal(juror, choice)

    tied = year.post("result", {"reason": "按票数定"})
    settled = year.post("result", {"reason": "票数相同，看夜班次数", "chosen": ["01-01-0002"]})
    again = year.post("result", {"reason": "再定一次", "chosen": ["01-01-0001"]})

    assert (problem(tied), tied.json["tied"]) == ((409, "tie-to-settle"), ["01-01-0001", "01-01-0002"])
    assert (settled.status_code, problem(again)) == (204, (409, "award-desk-elsewhere"))
    assert [each for each, told in year.candidates().items() if told["won"]] == ["01-01-0002"]


def test_an_award_is_given_once_and_to_winners_only(year):
    year.vote_all(("01-01-0001", SQUADRON))
    year.reveal(year.jury[0], "01-01-0001", SQUADRON)
    year.post("result", {"reason": "按票数定"})
    asked = {"candidate_id": SQUADRON, "body": BODY}

    first = year.keeper.post(f"{DESK}/awards", asked, key="the-same-tap")
    same = year.keeper.post(f"{DESK}/awards", asked, key="the-same-tap")
    second = year.post("awards", asked)
    loser = year.post("awards", {"candidate_id": "01-01-0002", "body": BODY})
    checked = year.world.client.get(f"/v1/verify/{first.json['code']}")

    assert first.json == same.json
    assert (problem(second), loser.status_code) == ((409, "yearly-award-given"), 404)
    assert AwardRow.count() == 1
    assert (checked.json["holder"], checked.json["title"]) == ("夜市中队", "年度最美义警")


def test_votes_at_the_same_moment_all_count_and_none_twice(year):
    year.open_vote()
    house = year.world.house
    actors = [(juror.person_id, seal(YEAR, juror.person_id, SALT, ["01-01-0001"])) for juror in year.jury]

    def vote(asked: tuple[str, str]) -> str:
        try:
            house.yearly.vote(Actor(asked[0], "S"), YEAR, asked[1])
        except Problem as refused:
            return refused.slug
        return "voted"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(vote, [*actors, *actors]))

    assert sorted(answers) == ["voted"] * 3 + ["voted-before"] * 3
    assert len(year.keeper.get(DESK).json["votes"]) == 3


def test_only_commanders_keep_the_desk(year):
    steps = ("candidates", "publicity", "voting", "closing", "result", "awards")
    others = [year.auditor, year.world.staff("别人", Role.BRIGADE_LEADER, FORCE)]

    assert {year.post(step, {}, other).status_code for step in steps for other in others} == {403}
