"""Screens of who applies: from the recruitment page to the number."""

from tests.e2e.phone.phone import Phone
from tests.e2e.phone.scenes import Scene, stranger
from tests.integration.duty.conftest import Watch
from tests.integration.recruitment import making
from tests.world import Person

WHO = "周㛃"


def newcomer(watch: Watch, phone: Phone) -> str:
    """周㛃 has agreed to the first notice and given the number, nothing more."""
    person = watch.world.sign_in(WHO)
    making.consent(person, "service")
    making.bind_phone(person)
    phone.as_(WHO).sign_in()
    return ""


def whole_form(watch: Watch, phone: Phone) -> str:
    """周㛃 has written everything and not handed it in."""
    making.draft(watch.world, WHO, 7)
    phone.as_(WHO).sign_in()
    return "step=4"


def submitted(watch: Watch) -> tuple[Person, str, making.Panel]:
    """周㛃's form is with the reviewers."""
    person, application_id = making.applicant(watch.world, WHO, 7)
    return person, application_id, making.Panel.of(watch.world)


def at_gate(watch: Watch, phone: Phone) -> str:
    """The first gate is passed."""
    person, application_id, panel = submitted(watch)
    panel.pass_up_to(person, application_id, "political")
    phone.as_(WHO).sign_in()
    return ""


def returned(watch: Watch, phone: Phone) -> str:
    """The contact is to be written again."""
    _, application_id, panel = submitted(watch)
    assert panel.decide(application_id, "willingness", "return", reason="contact").status_code == 200
    phone.as_(WHO).sign_in()
    return ""


def failed(watch: Watch, phone: Phone) -> str:
    """A refusal that may be appealed against."""
    _, application_id, panel = submitted(watch)
    assert panel.decide(application_id, "willingness", "fail", reason="unwilling").status_code == 200
    phone.as_(WHO).sign_in()
    return ""


def withdrawn(watch: Watch, phone: Phone) -> str:
    """周㛃 has thought better of it."""
    person, _, _ = submitted(watch)
    version = person.get("/v1/application").json["version"]
    assert person.post("/v1/application/withdraw", {"version": version}).status_code == 200
    phone.as_(WHO).sign_in()
    return ""


def publicity(watch: Watch, phone: Phone) -> str:
    """Every gate is passed, the name is shown to everybody."""
    person, application_id, panel = submitted(watch)
    panel.pass_up_to(person, application_id, "publicity")
    phone.as_(WHO).sign_in()
    return ""


def admitted(watch: Watch, phone: Phone) -> str:
    """The number is given, and the phone does not know it yet."""
    person, application_id, panel = submitted(watch)
    phone.as_(WHO).sign_in()
    panel.pass_up_to(person, application_id, "number")
    assert panel.decide(application_id, "number").status_code == 200
    watch.world.deliver()
    return ""


FORM, MINE = "apply/form/index", "apply/mine/index"
SCENES = (
    Scene("apply/recruit/index", "recruit", stranger, "过四关"),
    Scene(MINE, "apply-none", newcomer, "从这里开始"),
    Scene(FORM, "apply-basic", newcomer, "身份证号和照片，要您单独同意", query="step=0"),
    Scene(FORM, "apply-wish", newcomer, "想去哪个中队", query="step=1"),
    Scene(FORM, "apply-check", newcomer, "还差", query="step=4"),
    Scene(FORM, "apply-whole", whole_form, "交报名表"),
    Scene(MINE, "apply-gate", at_gate, "正在这一关"),
    Scene(MINE, "apply-returned", returned, "请您补两样东西"),
    Scene(MINE, "apply-failed", failed, "这次没能通过"),
    Scene(MINE, "apply-withdrawn", withdrawn, "已经撤回"),
    Scene(MINE, "apply-publicity", publicity, "公示到"),
    Scene(MINE, "apply-admitted", admitted, "欢迎入列"),
)
