"""One's own honours: the list, the files, what strangers see of them."""

from shouwang.honours.models import Given
from shouwang.honours.routes.asks import LinkAsk, PageAsk, PublicationAsk, RecordAsk, SizeAsk
from shouwang.honours.routes.told import MyHonours, tell_award, tell_praise, tell_progress
from shouwang.honours.routes.told_cards import LinkTold, tell_link
from shouwang.honours.rules import Form, Span
from shouwang.honours.service import File, Honours, Papers, Pictures, Praising
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Api, Reply, anyone, get, post, public, put, roles


class OwnRoutes:
    """What a member has."""

    def __init__(self, honours: Honours, pictures: Pictures, papers: Papers, praising: Praising) -> None:
        self.honours = honours
        self.pictures = pictures
        self.papers = papers
        self.praising = praising

    @get("/v1/me/honours", who=anyone, summary="我的荣誉：已得的，下一枚还差多少，收到的赞")
    def mine(self, actor: Actor, query: PageAsk) -> MyHonours:
        """My honours, newest first."""
        page, ahead = self.honours.of(actor.person_id, query.cursor)
        verify_url = self.honours.issuer.verify_url
        return MyHonours(
            items=[tell_award(award, verify_url(award.inscription.code)) for award in page.items],
            cursor=page.cursor,
            counts=self.honours.counts(actor.person_id),
            next=[tell_progress(progress) for progress in ahead],
            praises=[tell_praise(praise) for praise in self.praising.of(actor.person_id)],
        )

    @post("/v1/me/service-records", who=roles(Role.VOLUNTEER), status=201, summary="开志愿服务证明：选起止日期")
    def record(self, actor: Actor, once: Once, body: RecordAsk) -> Given:
        """A service record of my own hours."""
        return self.papers.record(actor, Span(body.first_on, body.last_on), once)

    @put("/v1/honours/{award_id}/publication", who=anyone, summary="别人查验时显示全名、只露姓、或收回公开")
    def publish(self, actor: Actor, award_id: str, body: PublicationAsk) -> None:
        """What strangers may see."""
        self.honours.publish(actor, award_id, body.publication)

    @get("/v1/honours/{award_id}.jpg", who=anyone, summary="证书图片；size=a4 是打印用的大图")
    def picture(self, actor: Actor, award_id: str, query: SizeAsk) -> Reply:
        """The certificate as a picture."""
        return _download(self.pictures.file(actor, award_id, Form.A4 if query.size == "a4" else Form.SHARE))

    @get("/v1/honours/{award_id}.pdf", who=anyone, summary="证书 PDF，A4 打印")
    def print(self, actor: Actor, award_id: str) -> Reply:
        """The certificate to print."""
        return _download(self.pictures.file(actor, award_id, Form.PDF))

    @get("/v1/honours/{award_id}.png", who=anyone, summary="勋章图，里面有电子凭证")
    def medal(self, actor: Actor, award_id: str) -> Reply:
        """The medal with its credential inside."""
        return _download(self.pictures.file(actor, award_id, Form.MEDAL))

    @get("/v1/honours/{award_id}.jwt", who=anyone, summary="电子凭证（Open Badges 3.0）")
    def credential(self, actor: Actor, award_id: str) -> Reply:
        """The credential alone."""
        return _download(self.pictures.file(actor, award_id, Form.CREDENTIAL))

    @post("/v1/honours/{award_id}/links", who=anyone, summary="要一个几分钟内有效的下载链接，打开不用登录")
    def link(self, actor: Actor, award_id: str, body: LinkAsk) -> LinkTold:
        """An address that opens one file for minutes."""
        return tell_link(self.pictures.link(actor, award_id, body.form), self.honours.issuer.public_url)

    @get("/v1/files/{token}", who=public, summary="下载链接背后的文件")
    def linked(self, token: str) -> Reply:
        """The file behind an address."""
        return _download(self.pictures.linked(token))


def own_api(honours: Honours, pictures: Pictures, papers: Papers, praising: Praising) -> Api:
    """Routes of one's own honours."""
    return Api.of("honours", OwnRoutes(honours, pictures, papers, praising))


def _download(file: File) -> Reply:
    headers = {"Content-Disposition": file.disposition, "Cache-Control": "private, max-age=3600"}
    return Reply(file.content, file.content_type, headers=headers, resumable=True)
