"""Everything recruitment 招录 refuses, by name."""

from shouwang.kernel.problem import Invalid, NotAllowed, NotFound, Problem, Stale


class NoApplication(NotFound):
    """The person has not begun an application."""

    slug, title = "no-application", "还没有报名"


class NoSuchApplication(NotFound):
    """There is no such application, or not within this person's units."""

    slug, title = "no-such-application", "没有这份报名"


class NoSuchGate(NotFound):
    """There is no such gate."""

    slug, title = "no-such-gate", "没有这一关"


class NoQueue(NotFound):
    """There is no such queue, or it is not this person's to see."""

    slug, title = "no-queue", "没有这个名单"


class NoPhoto(NotFound):
    """There is no photo yet."""

    slug, title = "no-photo", "还没有照片"


class NothingToReveal(NotFound):
    """There is no such field, or nothing is written there."""

    slug, title = "nothing-to-reveal", "这一项没有填"


class FormRefused(Invalid):
    """Some fields are wrong; each is listed, nothing was kept."""

    slug, title = "form-refused", "有几处填得不对，没有存上"


class FormIncomplete(Invalid):
    """Something is missing before the form can be submitted; everything is listed at once."""

    slug, title, status = "form-incomplete", "还差几样，补齐再交", 422


class FieldsChanged(Stale):
    """The same fields were changed from another phone meanwhile."""

    slug, title = "fields-changed", "这几项在别的手机上改过了，看一下再存"


class DecidedBefore(Stale):
    """Somebody decided or changed the application after it was read; it says who and what."""

    slug, title = "decided-before", "这份报名已经变了，你的决定没有提交"


class ApplicationConsentMissing(Problem):
    """The field may be kept only after its own consent."""

    slug, title, status = "application-consent-missing", "这一项要先看过并同意告知书", 403


class NotEditable(Problem):
    """The form was handed in: it is read now, not written."""

    slug, title, status = "not-editable", "报名已经交上去了，要改先撤回", 409


class NotNow(Problem):
    """The table of transitions has no such step from here."""

    slug, title, status = "not-now", "现在不能这样做", 409


class WrongGate(Problem):
    """The application is at another gate."""

    slug, title, status = "wrong-gate", "这份报名现在不在这一关", 409


class TooEarly(Problem):
    """A refused person may apply again only after some time."""

    slug, title, status = "too-early", "还不到再报的日子", 409


class AlreadyMember(Problem):
    """The person is a volunteer already."""

    slug, title, status = "already-member", "你已经入队了", 409


class NotYourGate(NotAllowed):
    """The person holds no role that decides this gate over this unit."""

    slug, title = "not-your-gate", "这一关不归你判"


class TooClose(NotAllowed):
    """Nobody decides the own application, or one of a household or of friends."""

    slug, title = "too-close", "这是你自己或亲近的人的报名，要换一个人判"


class ReasonMissing(Invalid):
    """The decision needs a reason of its own list, a note, or must do without."""

    slug, title = "reason-missing", "原因没有写对"


class PublicityRunning(Problem):
    """The days of publicity are not over."""

    slug, title, status = "publicity-running", "公示期还没有满", 409


class QuizMissing(Problem):
    """The drill is signed for already; the quiz is what is missing."""

    slug, title, status = "quiz-missing", "实操已经记过，笔试还没有过", 409


class SamePerson(Problem):
    """Another application holds the same document: somebody must look before anything passes."""

    slug, title, status = "same-person", "证件号和另一份报名是同一个人，先当面核对", 409


class NothingToSettle(Problem):
    """No other application holds the document."""

    slug, title, status = "nothing-to-settle", "证件号没有和别的报名重", 409


class HolderIsMember(Problem):
    """Who holds the document is a member: the person goes on with the existing record."""

    slug, title, status = "holder-is-member", "这个证件的主人已经入队，用原来的编号，换微信走换绑", 409


class NotYoursToReveal(NotAllowed):
    """The role does not need this field."""

    slug, title = "not-yours-to-reveal", "这一项不归你看"


class EnoughRevealed(Problem):
    """The reviewer has seen as many sensitive fields today as one may."""

    slug, title, status = "enough-revealed", "今天看过的敏感项已经到上限", 429


class AppealSpent(Problem):
    """A refusal is appealed against once."""

    slug, title, status = "appeal-spent", "这份报名已经申诉过一次", 409


class AppealLate(Problem):
    """The days for an appeal are over."""

    slug, title, status = "appeal-late", "申诉的日子过了", 409


class OwnRefusal(NotAllowed):
    """Who refused does not rule on the appeal."""

    slug, title = "own-refusal", "当初是你判的，申诉要换一个人看"


class ClaimedByAnother(Problem):
    """Somebody else works on this application; it says who, and until when."""

    slug, title, status = "claimed-by-another", "别人正在办这一份", 409


class NotInPublicity(NotFound):
    """Nobody of that id is in publicity now."""

    slug, title = "not-in-publicity", "公示名单里没有这个人"


class ObjectionOpen(Problem):
    """Objections were raised and not ruled yet."""

    slug, title, status = "objection-open", "还有异议没有核", 409


class ObjectionRuled(Problem):
    """The objection was ruled before."""

    slug, title, status = "objection-ruled", "这条异议已经核过了", 409


class NoSuchObjection(NotFound):
    """There is no such objection to this application."""

    slug, title = "no-such-objection", "没有这条异议"


class ObjectedBefore(Problem):
    """One objection a person and application."""

    slug, title, status = "objected-before", "你已经提过异议，正在核", 409


class TooManyObjections(Problem):
    """Too many objections from one person in a short time."""

    slug, title, status = "too-many-objections", "提得太快了，过一会儿再提", 429


class NothingToUndo(Problem):
    """There is no last decision of this person's own, or something has happened since."""

    slug, title, status = "nothing-to-undo", "没有可撤回的判定", 409


class UndoLate(Problem):
    """The seconds for taking a decision back are over."""

    slug, title, status = "undo-late", "过了 10 秒，撤不回了", 409
