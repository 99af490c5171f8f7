"""Screens of a member's own things, of honours, and of a leader. What each needs has happened for real before."""

import functools
from datetime import timedelta

from shouwang.roster.models import Volunteer
from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Prepare, Scene, on_duty, signed_in
from tests.integration.duty.conftest import Watch
from tests.world import SQUADRON, Person


def on_the_roll(watch: Watch, *people: tuple[str, Person]) -> None:
    """People whom the roster knows by their numbers."""
    today = watch.world.clock().date()
    known = [Volunteer(number, one.person_id, one.name, SQUADRON, today) for number, one in people]
    watch.world.house.roster.put_volunteers(known, {})


def decorated(watch: Watch, phone: Phone) -> str:
    """张队员 has served an evening, and has the first medal, points and a message for it; gives the medal's id."""
    on_the_roll(watch, ("01-01-0002", watch.volunteer), ("01-01-0001", watch.leader))
    on_duty(watch, phone)
    watch.world.clock.advance(minutes=96)
    session = watch.tap("out", watch.at_point()).json["duty"]["session_id"]
    report = {"text": "走了两圈，没有事。"}
    assert watch.volunteer.post(f"/v1/duty/sessions/{session}/report", report).status_code == 200
    watch.world.deliver()
    watch.world.wechat.same_time()
    items = watch.volunteer.get("/v1/me/honours").json["items"]
    return f"id={items[0]['award_id']}&code={items[0]['code']}"


def forgotten(watch: Watch, phone: Phone) -> str:
    """张队员 forgot to check out last night."""
    on_the_roll(watch, ("01-01-0002", watch.volunteer), ("01-01-0001", watch.leader))
    shift_id = watch.shift(3, begins_in=timedelta(minutes=10))
    assert watch.volunteer.post(f"/v1/shifts/{shift_id}/signup").status_code == 201
    watch.tap("in", watch.at_point())
    watch.world.clock.advance(hours=12)
    watch.world.house.duty_sessions.end_forgotten()
    watch.world.deliver()
    watch.world.wechat.same_time()
    signed_in(watch, phone)
    return f"id={watch.volunteer.get('/v1/duty/sessions').json['items'][0]['session_id']}"


def asked_back(watch: Watch, phone: Phone) -> str:
    """张队员 has asked for the forgotten evening; gives the leader's query for it."""
    session = forgotten(watch, phone).removeprefix("id=")
    began = watch.world.clock() - timedelta(hours=12)
    body = {
        "session_id": session,
        "in_at": began.isoformat(),
        "out_at": (began + timedelta(hours=3)).isoformat(),
        "reason": "手机没电了",
        "evidence": "岗亭登记本有签名",
    }
    asked = watch.volunteer.post("/v1/corrections", body).json
    return f"kind=corrections&person={asked['person_id']}&id={asked['correction_id']}&name=张队员"


def doubtful(watch: Watch, phone: Phone) -> str:
    """张队员 stood at the edge of the fence; gives the leader's query for it."""
    on_the_roll(watch, ("01-01-0002", watch.volunteer), ("01-01-0001", watch.leader))
    shift_id = watch.shift(begins_in=timedelta(minutes=8))
    watch.volunteer.post(f"/v1/shifts/{shift_id}/signup")
    told = watch.tap("in", watch.at_point(158, 65)).json
    watch.world.clock.advance(minutes=20)
    watch.world.deliver()
    watch.world.wechat.same_time()
    return f"kind=checkins&person={watch.volunteer.person_id}&id={told['check_in_id']}&name=张队员"


def roll_call(watch: Watch, phone: Phone) -> str:
    """A shift of four that begins, with nobody checked in yet; 李队长 holds the phone at the point."""
    people = [("01-01-0002", watch.volunteer), ("01-01-0001", watch.leader)]
    people += [
        (f"01-01-04{n:02}", watch.volunteer_named(name, f"01-01-04{n:02}"))
        for n, name in enumerate(("孙桂兰", "马福生"))
    ]
    on_the_roll(watch, *people)
    shift_id = watch.shift(begins_in=timedelta(minutes=20))
    for _, person in people:
        person.post(f"/v1/shifts/{shift_id}/signup")
    watch.world.clock.advance(minutes=20)
    watch.world.wechat.same_time()
    led(watch, phone)
    return f"id={shift_id}"


def led(watch: Watch, phone: Phone) -> None:
    """李队长 holds the phone at the point."""
    phone.as_(watch.leader.name).stand_away()
    phone.sign_in()


@functools.cache
def by_the_leader(before: Prepare) -> Prepare:
    """Something has happened, and 李队长 looks at it."""

    def prepare(watch: Watch, phone: Phone) -> str:
        query = before(watch, phone)
        led(watch, phone)
        return query

    return prepare


def asked_to_erase(watch: Watch, phone: Phone) -> str:
    """张队员 has asked for erasure and may take it back."""
    assert watch.volunteer.post("/v1/me/erasure", {"understood": True}).status_code == 200
    return signed_in(watch, phone)


def copied(watch: Watch, phone: Phone) -> str:
    """张队员 has a copy of everything."""
    watch.volunteer.post("/v1/me/export")
    watch.world.work()
    return signed_in(watch, phone)


MEMBER_SCENES = (
    Scene("honours/wall/index", "honours", decorated, "已得 1 枚"),
    Scene("honours/certificates/index", "certificates", decorated, "首次巡逻"),
    Scene("honours/certificate/index", "certificate", decorated, "有效，可以让任何人来验", glows=True),
    Scene("honours/verify/index", "verify", decorated, "真的，有效"),
    Scene("honours/card/index", "card", decorated, "在队有效", glows=True),
    Scene("honours/praise/index", "praise", signed_in, "赞一位队友"),
    Scene("honours/rankings/index", "rankings", signed_in, "还没有排行"),
    Scene("me/index/index", "me", decorated, "时长和积分"),
    Scene("me/hours/index", "hours", decorated, "每一分都有来由"),
    Scene("me/corrections/index", "corrections", asked_back, "等队长核对"),
    Scene("me/correction/index", "correction", forgotten, "忘了离岗，时长先记 0"),
    Scene("me/inbox/index", "inbox", decorated, "首次巡逻"),
    Scene("me/data/index", "data", copied, "的全部资料"),
    Scene("me/access/index", "access", signed_in, "发了编号"),
    Scene("me/consents/index", "consents", signed_in, "打卡时的位置"),
    Scene("me/erasure/index", "erasure", asked_to_erase, "七天后注销"),
    Scene("me/devices/index", "devices", signed_in, "这部手机"),
    Scene("me/settings/index", "settings", signed_in, "少动一点"),
    Scene("me/help/index", "help", signed_in, "打不上卡怎么办"),
    Scene("leader/desk/index", "leader", by_the_leader(doubtful), "1 件等您核对"),
    Scene("leader/team/index", "team", roll_call, "您在集结点内"),
    Scene("leader/reviews/index", "reviews", by_the_leader(asked_back), "补卡"),
    Scene("leader/review/index", "review-checkin", by_the_leader(doubtful), "为什么等您看"),
    Scene("leader/review/index", "review-correction", by_the_leader(asked_back), "原来记的"),
    Scene("leader/code/index", "code", by_the_leader(signed_in), "秒后换一个"),
)
