"""One's own honours: the list, the files, praise for others."""

from typing import Literal, cast

from shouwang.honours.routes.told import (
    MyHonours,
    PageAsk,
    PraiseAsk,
    PraiseTold,
    SizeAsk,
    tell_award,
    tell_praise,
    tell_progress,
)
from shouwang.honours.service import File, Honours, Pictures, Praising
from shouwang.kernel.actor import Actor, Role
from shouwang.platform.once import Once
from shouwang.platform.web import Reply, anyone, get, post, roles


class OwnRoutes:
    """What a member has, and gives to others."""

    def __init__(self, honours: Honours, pictures: Pictures, praising: Praising) -> None:
        self.honours = honours
        self.pictures = pictures
        self.praising = praising

    @get("/v1/me/honours", who=anyone, summary="我的荣誉：已得的，下一枚还差多少，收到的赞")
    def mine(self, actor: Actor, query: PageAsk) -> MyHonours:
        """My honours, newest first."""
        page, ahead = self.honours.of(actor.person_id, query.cursor)
        verify_url = self.honours.issuer.verify_url
        return MyHonours(
            items=[tell_award(award, verify_url(award.inscription.code)) for award in page.items],
            cursor=page.cursor,
            next=[tell_progress(progress) for progress in ahead],
            praises=[tell_praise(praise) for praise in self.praising.of(actor.person_id)],
        )

    @get("/v1/honours/{award_id}.jpg", who=anyone, summary="证书图片；size=a4 是打印用的大图")
    def picture(self, actor: Actor, award_id: str, query: SizeAsk) -> Reply:
        """The certificate as a picture."""
        return _download(self.pictures.jpeg(actor, award_id, cast(Literal["share", "a4"], query.size)))

    @get("/v1/honours/{award_id}.pdf", who=anyone, summary="证书 PDF，A4 打印")
    def print(self, actor: Actor, award_id: str) -> Reply:
        """The certificate to print."""
        return _download(self.pictures.pdf(actor, award_id))

    @get("/v1/honours/{award_id}.png", who=anyone, summary="勋章图，里面有电子凭证")
    def medal(self, actor: Actor, award_id: str) -> Reply:
        """The medal with its credential inside."""
        return _download(self.pictures.medal(actor, award_id))

    @get("/v1/honours/{award_id}.jwt", who=anyone, summary="电子凭证（Open Badges 3.0）")
    def credential(self, actor: Actor, award_id: str) -> Reply:
        """The credential alone."""
        return _download(self.pictures.credential(actor, award_id))

    @post("/v1/praise", who=roles(Role.VOLUNTEER), status=201, summary="给队友点赞")
    def praise(self, actor: Actor, once: Once, body: PraiseAsk) -> PraiseTold:
        """Praise another volunteer."""
        return tell_praise(self.praising.praise(actor, body.volunteer_number, body.words, once))


def _download(file: File) -> Reply:
    headers = {"Content-Disposition": file.disposition, "Cache-Control": "private, max-age=3600"}
    return Reply(file.content, file.content_type, headers=headers)
