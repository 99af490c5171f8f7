"""What leaders do: give by hand, take back, give anew."""

from shouwang.honours.models import Citation, Given
from shouwang.honours.routes.asks import CeremonyAsk, GiveAsk, OfAsk, ReasonAsk, SettleAsk, TasksAsk
from shouwang.honours.routes.told import Awards, Members, tell_award, tell_member
from shouwang.honours.routes.told_cards import Tasks, tell_task
from shouwang.honours.service import Asked, Ceremonies, Honours, TaskDesk
from shouwang.kernel.actor import LEADERS, Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, delete, get, post, roles

_LEADERS = roles(*LEADERS)
_REVOKERS = roles(Role.BRIGADE_LEADER, Role.COMMANDER)


class LeaderRoutes:
    """Honours of the own units."""

    def __init__(self, honours: Honours, desk: TaskDesk, ceremonies: Ceremonies) -> None:
        self.honours = honours
        self.desk = desk
        self.ceremonies = ceremonies

    @get("/v1/honours", who=_LEADERS, summary="一名队员的荣誉")
    def of(self, actor: Actor, query: OfAsk) -> Awards:
        """A volunteer's honours, newest first."""
        page, counts = self.honours.of_number(actor, query.volunteer_number)
        verify_url = self.honours.issuer.verify_url
        items = [tell_award(award, verify_url(award.inscription.code)) for award in page.items]
        return Awards(items, page.cursor, counts)

    @get("/v1/honours/members", who=_LEADERS, summary="单位里每个人的勋章：几枚、最高几星")
    def members(self, actor: Actor, query: TasksAsk) -> Members:
        """The volunteers of a unit and all below, each with their medals in one line."""
        page = self.honours.of_unit(actor, query.unit, query.cursor)
        return Members([tell_member(one) for one in page.items], page.cursor)

    @post("/v1/honours", who=_LEADERS, status=201, summary="发荣誉证书；表扬到 /v1/commendations 写")
    def give(self, actor: Actor, once: Once, body: GiveAsk) -> Given:
        """Give a certificate."""
        citation = Citation(body.kind, body.title, body.body, valid_until=body.valid_until)
        return self.honours.give(actor, body.volunteer_number, citation, once)

    @post("/v1/honours/{award_id}/revoke", who=_REVOKERS, summary="撤销一份荣誉，写明原因")
    def revoke(self, actor: Actor, award_id: str, body: ReasonAsk) -> None:
        """Take an award back."""
        self.honours.revoke(actor, award_id, body.reason)

    @post("/v1/honours/{award_id}/reissue", who=_REVOKERS, status=201, summary="按现在的姓名、单位换发，旧的作废")
    def reissue(self, actor: Actor, once: Once, award_id: str, body: ReasonAsk) -> Given:
        """Give an award anew."""
        return self.honours.reissue(actor, award_id, body.reason, once)

    @post("/v1/ceremonies", who=_LEADERS, status=202, summary="集体颁发：一批证书，打成一个压缩包和一份打印稿")
    def ceremony(self, actor: Actor, once: Once, body: CeremonyAsk) -> Asked:
        """One honour for many."""
        citation = Citation(body.kind, body.title, body.body, valid_until=body.valid_until)
        return self.ceremonies.ask(actor, citation, body.volunteer_numbers, body.unit, once)

    @get(
        "/v1/ceremonies/{ceremony_id}/{name}",
        who=_LEADERS,
        summary="集体颁发的压缩包 certificates.zip 或打印稿 print.pdf",
    )
    def ceremony_file(self, actor: Actor, ceremony_id: str, name: str) -> Reply:
        """One of the two files; where they lie in a bucket, the way to it."""
        file = self.ceremonies.file(actor, ceremony_id, name)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "private, no-store"}
        if file.address is not None:
            return Reply(b"", file.content_type, 302, {**headers, "Location": file.address})
        return Reply(b"", file.content_type, headers=headers, path=file.path)

    @delete("/v1/ceremonies/{ceremony_id}/files", who=_LEADERS, summary="印好以后删掉压缩包和打印稿，荣誉还在")
    def remove_ceremony_files(self, actor: Actor, ceremony_id: str) -> None:
        """Remove the two files."""
        self.ceremonies.remove_files(actor, ceremony_id)

    @get("/v1/honour-tasks", who=_LEADERS, summary="待办：姓名里有字写不出来、停下来等人办的荣誉")
    def tasks(self, actor: Actor, query: TasksAsk) -> Tasks:
        """Honours that wait for a person."""
        page = self.desk.of(actor, query.unit, query.cursor)
        return Tasks([tell_task(task) for task in page.items], page.cursor)

    @post("/v1/honour-tasks/{task_id}/settle", who=_LEADERS, status=201, summary="办一件待办：按本人同意的写法发")
    def settle(self, actor: Actor, once: Once, task_id: str, body: SettleAsk) -> Given:
        """Give the honour after all."""
        return self.desk.settle(actor, task_id, body.spelling, once)

    @post("/v1/issuer-keys/{kid}/distrust", who=roles(Role.COMMANDER), summary="签发密钥泄露：不再信它签过的")
    def distrust(self, actor: Actor, kid: str, body: ReasonAsk) -> None:
        """End the trust in a key that leaked."""
        self.honours.distrust(actor, kid, body.reason)


def leaders_api(honours: Honours, desk: TaskDesk, ceremonies: Ceremonies) -> Api:
    """Routes of those who give."""
    return Api.of("honours", LeaderRoutes(honours, desk, ceremonies))
