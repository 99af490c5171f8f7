"""First chapter: from a stranger's login code to a numbered member, through the gates, each decided by who owns it."""

from typing import Any

from shouwang_local.demo.play import Answer, Differs, Player, Stage
from shouwang_local.force.course.in_training import first_course
from shouwang_local.force.people import check_character
from shouwang_local.force.portrait import portrait

NAME = "买买提江·𬱖明"
COMMUNITY = "南塘社区"


def document_of(take: int) -> str:
    """The document number of nobody: born in 1893, another for each take; its check character is right."""
    digits = f"43040018930517{(421 + 2 * take) % 1000:03d}"
    return digits + check_character(digits)


def phone_of(take: int) -> str:
    """The phone number of nobody, another for each take."""
    return f"1619000{427 + take:04d}"


def join(stage: Stage, take: int = 0) -> Player:
    """Play the chapter; the volunteer who came of it. Takes on one store are different people."""
    newcomer = Player(stage, "新人", f"newcomer-{take}")
    stage.simulator("people", user=newcomer.user, name="新来的人", phone=phone_of(take))
    newcomer.login()
    _who_and_what(newcomer)
    application = _application(newcomer, take)
    _first_gates(stage, newcomer, application)
    _quiz(newcomer)
    _last_gates(stage, newcomer, application)
    stage.eventually("the volunteer's role", lambda: newcomer.ask("GET", "/v1/me").json["volunteer_number"])
    newcomer.step("我有编号了", "GET", "/v1/me", note=lambda a: f"编号 {a.json['volunteer_number']}")
    return newcomer


def _who_and_what(newcomer: Player) -> None:
    given = [{"purpose": purpose, "notice_version": version} for purpose, version in newcomer.me["notices"].items()]
    newcomer.step("同意告知书，五项各自", "POST", "/v1/me/consents", {"consents": given})
    newcomer.with_code("phone", "绑定手机号", "/v1/login/phone", note=lambda a: str(a.json["phone"]))


def _application(newcomer: Player, take: int) -> str:
    units = newcomer.step("看有哪些单位", "GET", "/v1/units", note=lambda a: f"{len(a.json['units'])} 个单位").json[
        "units"
    ]
    squadron = next(unit["path"] for unit in units if unit["path"].endswith("S05"))
    first = {
        "name": NAME,
        "document_number": document_of(take),
        "community": COMMUNITY,
        "address": "3 栋 502 室",
        "weekly_hours": 4,
    }
    answer = newcomer.step("存报名表的第一部分", "PUT", "/v1/application", {"version": 0, "fields": first})
    newcomer.step(
        "没填完就交",
        "POST",
        "/v1/application/submit",
        {"version": answer.json["version"]},
        problem="form-incomplete",
        note=lambda a: f"还差 {len(a.json['errors'])} 项",
    )
    rest = {
        "emergency_name": "古丽",
        "emergency_phone": f"1615000{427 + take:04d}",
        "political_status": "群众",
        "no_record_declared": True,
        "motivation": "住在夜市旁边，想出一份力",
        "unit_path": squadron,
        "health_fit": True,
        "health_note": "",
        "skills": ["急救"],
        "occupation": "厨师",
    }
    answer = newcomer.step("填完其余", "PUT", "/v1/application", {"version": answer.json["version"], "fields": rest})
    newcomer.step("交照片", "POST", "/v1/application/photo", raw=portrait(), content_type="image/jpeg")
    version = newcomer.ask("GET", "/v1/application").json["version"]
    receipt = newcomer.step("交报名表", "POST", "/v1/application/submit", {"version": version})
    return str(receipt.json["application_id"])


def _first_gates(stage: Stage, newcomer: Player, application: str) -> None:
    recruiter = Player(stage, "招录", "recruiter-1")
    recruiter.login()
    recruiter.step(
        "看待审名单", "GET", "/v1/review/applications?gate=willingness", note=lambda a: f"{len(a.json['items'])} 份"
    )
    recruiter.step(
        "判政治关，不归他", "POST", _gate(application, "political"), _verdict("pass", 0), problem="not-your-gate"
    )
    newcomer.step("自己判自己", "POST", _gate(application, "willingness"), _verdict("pass", 0), problem="not-allowed")
    _decide(recruiter, application, "willingness", "志愿关通过")
    checker = Player(stage, "政审", "political-checker-1")
    checker.login()
    _decide(checker, application, "political", "政治关通过")
    checker.step(
        "看一项敏感信息，写明为什么",
        "POST",
        f"/v1/review/applications/{application}/reveal",
        {"field": "document_number", "reason": "核对证件"},
        note=lambda a: f"{a.json['shown_for_s']} 秒后遮回",
    )
    _decide(recruiter, application, "fitness", "身体关通过")


def _quiz(newcomer: Player) -> None:
    course, questions = first_course()
    keys = {q.stem: {q.options[place] for place in q.key} for q in questions}
    paper = newcomer.step("开始答题", "POST", f"/v1/courses/{course.course_id}/attempts", {}).json
    for question in paper["questions"]:
        right = keys[question["stem"]]
        chosen = [place for place, option in enumerate(question["options"]) if option in right]
        path = f"/v1/attempts/{paper['attempt_id']}/answers/{question['n']}"
        kept = newcomer.ask("PUT", path, {"chosen": chosen, "revision": 1})
        if kept.status != 200:
            raise Differs(f"answer {question['n']} was not kept: {kept.status} {kept.body[:200]!r}")
    newcomer.step(
        f"{len(paper['questions'])} 道题逐题存好，交卷",
        "POST",
        f"/v1/attempts/{paper['attempt_id']}/submit",
        {},
        note=lambda a: f"{a.json['score']} 分",
    )


def _last_gates(stage: Stage, newcomer: Player, application: str) -> None:
    trainer = Player(stage, "教官", "trainer-1")
    trainer.login()
    stage.eventually("the passed quiz at the skills gate", lambda: _seen(trainer, application)["quiz_score"])
    _decide(trainer, application, "skills", "实操签字，技能关通过")
    commander = Player(stage, "支队长", "commander")
    commander.login()
    _end_publicity(commander, application)
    _decide(commander, application, "number", "给编号", cover_until="2099-12-31")
    newcomer.step("看我的报名", "GET", "/v1/application", note=lambda a: f"编号 {a.json['volunteer_number']}")


def _decide(reviewer: Player, application: str, gate: str, title: str, **more: Any) -> Answer:
    version = _seen(reviewer, application)["version"]
    return reviewer.step(title, "POST", _gate(application, gate), {**_verdict("pass", version), **more})


def _end_publicity(commander: Player, application: str) -> None:
    """By the commander, unless the night's work was quicker: nobody objected, so it ends publicity by itself."""
    path = _gate(application, "publicity")
    seen = _seen(commander, application)
    answer = commander.ask("POST", path, {**_verdict("pass", seen["version"])})
    if answer.status == 409 and _seen(commander, application)["gate"] == "number":
        return
    commander.told("公示无异议", "POST", path, answer)


def _seen(reviewer: Player, application: str) -> Any:
    return reviewer.ask("GET", f"/v1/review/applications/{application}").json


def _gate(application: str, gate: str) -> str:
    return f"/v1/review/applications/{application}/gates/{gate}"


def _verdict(decision: str, version: int) -> dict[str, Any]:
    return {"decision": decision, "version": version}
