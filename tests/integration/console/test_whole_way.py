"""One application through every gate, each decided at a desk by the staff who own it; and the queue when it is long."""

import re
from datetime import timedelta

from msgspec.structs import replace

from shouwang.kernel.actor import Grant, Role
from shouwang.platform.dynamo import Writes, commit
from shouwang.recruitment import store
from shouwang.recruitment.models import Application, Gate, QuizPass, State
from tests.integration.console.applicants import apply
from tests.integration.console.desk import Desk, text_of
from tests.integration.console.test_review import HOME, carried, names_in
from tests.world import BRIGADE, SQUADRON


def press(desk, application_id, gate, decision="pass", **fields):
    """Press a button of the bar at a gate; what the next page says."""
    page = desk.get(f"{HOME}/{application_id}?gate={gate}")
    answer = desk.post(f"{HOME}/{application_id}/decision", page, **{**carried(page), "decision": decision, **fields})
    return answer if answer.status_code != 303 else desk.get(answer.location)


def quiz(world, person):
    """The course is passed, as the outbox tells it."""
    passed = QuizPass("patrol", 92, world.clock())
    world.house.submission.quiz_passed(person.person_id, passed, Writes())


def test_one_application_through_every_gate_until_it_has_its_number(world, desk_of):
    person, application_id = apply(world, "周㛃")
    recruiting, checking, training = (desk_of(role) for role in (Role.RECRUITER, Role.POLITICAL_CHECKER, Role.TRAINER))

    said = [
        text_of(press(recruiting, application_id, "willingness", note="承诺清楚")),
        text_of(press(checking, application_id, "political")),
        text_of(press(recruiting, application_id, "fitness")),
        text_of(press(training, application_id, "skills", note="队列、器械都会")),
    ]
    waiting = text_of(training.get(f"{HOME}/{application_id}?gate=skills"))
    quiz(world, person)
    said += [
        text_of(press(recruiting, application_id, "publicity")),
        text_of(press(recruiting, application_id, "number", cover_until="2027-11-30")),
    ]
    done = text_of(recruiting.get(f"{HOME}/{application_id}?gate=number"))

    for page, words in zip(
        said,
        (
            "已判 周㛃 志愿关「通过」",
            "已判 周㛃 政治关「通过」",
            "已判 周㛃 身体关「通过」",
            "记下 周㛃 实操合格，笔试一过自动往下走",
            "已判 周㛃 公示「通过」",
            "周㛃 入队了，编号 01-01-0001",
        ),
        strict=True,
    ):
        assert words in page
    assert "笔试还没有过；先记实操，笔试一过自动往下走 实操合格，" in waiting
    assert "笔试过了 92 分" in done
    assert "已经入队，编号 01-01-0001" in done


def test_each_gate_tells_what_it_must_see(world, desk_of):
    person, application_id = apply(world, "周㛃")
    recruiting = desk_of(Role.RECRUITER)

    def at(gate):
        return text_of(recruiting.get(f"{HOME}/{application_id}?gate={gate}"))

    press(recruiting, application_id, "willingness")
    political = at("political")
    press(desk_of(Role.POLITICAL_CHECKER), application_id, "political")
    fitness = at("fitness")
    press(recruiting, application_id, "fitness")
    quiz(world, person)
    skills = at("skills")
    press(desk_of(Role.TRAINER), application_id, "skills")
    publicity = at("publicity")
    press(recruiting, application_id, "publicity")
    number = at("number")

    assert "无违法犯罪记录声明，本人已签 政治面貌：群众 公安协查在系统外做，这里只记结论" in political
    assert "体能测试在现场做，这里只记结论" in fitness
    assert "笔试 92 分，今天 实操还没有记 本人说会：急救、驾驶" in skills
    assert "公示满 0 个工作日 志愿关、政治关、身体关、技能关 都过了" in publicity
    assert "保险到哪一天，发编号时填" in number and "发编号" in number


def test_publicity_that_runs_says_until_when_and_is_not_decided_before(world, desk_of):
    ground = world.house.roster
    ground.put_ground(replace(ground.force(), publicity_days=5), ground.units(), ground.points())
    person, application_id = apply(world, "周㛃")
    recruiting = desk_of(Role.RECRUITER)
    press(recruiting, application_id, "willingness")
    press(desk_of(Role.POLITICAL_CHECKER), application_id, "political")
    press(recruiting, application_id, "fitness")
    quiz(world, person)
    press(desk_of(Role.TRAINER), application_id, "skills")

    early = press(recruiting, application_id, "publicity", note="没有异议")

    assert early.status_code == 409
    assert "公示到 12 月 1 日，还有 8 天；期满才判得了通过" in text_of(early)
    assert "公示要到 12 月 1 日 你写的还在" in text_of(early)
    assert 'value="没有异议"' in early.get_data(as_text=True)


def test_a_date_that_is_none_is_refused_in_words(world, desk_of):
    _, application_id = apply(world, "周㛃")

    refused = press(desk_of(Role.RECRUITER), application_id, "willingness", cover_until="2027-02-30")

    assert (refused.status_code, "日子要写成 2027-11-30 这样" in text_of(refused)) == (400, True)


def test_the_same_document_twice_is_seen_by_the_reviewer_and_passes_nothing(world, desk_of):
    apply(world, "何远舟", 7)
    _, second = apply(world, "罗小满", 7)

    refused = press(desk_of(Role.RECRUITER), second, "willingness")

    assert refused.status_code == 409
    assert "证件号和 26-0001 是同一个人，先当面核对" in text_of(refused)


def test_a_withdrawn_application_says_so_and_its_reviewer_is_told(world, desk_of):
    person, application_id = apply(world, "周㛃")
    recruiting = desk_of(Role.RECRUITER)
    page = recruiting.get(f"{HOME}/{application_id}?gate=willingness")
    person.post("/v1/application/withdraw", {"version": int(carried(page)["version"])})

    late = recruiting.post(
        f"{HOME}/{application_id}/decision", page, **{**carried(page), "decision": "pass", "note": "可以"}
    )

    assert late.status_code == 409
    assert "报名人撤回了，你的「通过」没有提交" in text_of(late)
    assert "你的备注 可以 未提交，已为你留着" in text_of(late)
    assert "本人撤回" in text_of(late)


def test_a_long_queue_is_read_page_by_page_nobody_twice_and_nobody_missed(world, desk_of):
    names = [_queued(world, n) for n in range(51)]
    recruiting = desk_of(Role.RECRUITER)

    first = recruiting.get(HOME)
    onward = re.search(r'href="([^"]+)" rel="next"', first.get_data(as_text=True))[1].replace("&amp;", "&")
    second = recruiting.get(onward)

    assert names_in(first) + names_in(second) == names
    assert "回到等得最久的" in text_of(second)
    assert len(first.data) <= 80 * 1024


def test_the_scope_of_a_person_is_named_and_counted(world, served):
    person = world.staff("李队长", Role.SQUADRON_LEADER, SQUADRON)
    scopes = {
        ("夜市中队",): [SQUADRON],
        ("夜市中队、学府中队",): [SQUADRON, "D1/B01/S02"],
        ("南塘大队等 3 个单位",): [BRIGADE, "D1/B02", "D1/B02/S01"],
    }

    for (words,), paths in scopes.items():
        world.house.identity.grant(person.person_id, [Grant(Role.BRIGADE_LEADER, path) for path in paths], "test")
        desk = Desk(world, served.test_client())
        desk.sign_in(world.sign_in("李队长"))
        assert f"大队长 {words}" in text_of(desk.get("/console/settings"))


def test_staff_without_a_part_in_recruitment_are_told_so(world, served):
    desk = Desk(world, served.test_client())
    desk.sign_in(world.staff("管理员", Role.ADMINISTRATOR))

    page = desk.get("/console/applications")

    assert (page.status_code, "没有这个名单" in text_of(page)) == (404, True)


def _queued(world, n):
    """A line of the queue, without the hour it takes to fill in fifty forms."""
    name = f"第{n + 1}人"
    draft = Application(f"01J{n:023}", f"person-{n}", world.clock(), fields={"name": name}, version=1)
    since = world.clock() + timedelta(seconds=n)
    waiting = replace(
        draft, state=State.REVIEW, gate=Gate.WILLINGNESS, number=f"26-{n + 1:04}", unit_path=SQUADRON, since=since
    )
    commit(store.requeued(draft, waiting))
    return name
