"""What anybody can check without signing in: a code, the issuer's keys, the status lists, the medals there are."""

from typing import Any

import msgspec

from shouwang.honours import rules
from shouwang.honours.routes.page import Pages
from shouwang.honours.routes.told import CodeAsk, Medals, VerifiedTold, tell_medal, tell_verified
from shouwang.honours.service import Pictures, Verification
from shouwang.platform.web import ClientAddress, Reply, get, public

_KEPT_A_DAY = {"Cache-Control": "public, max-age=86400"}
_KEPT_A_MINUTE = {"Cache-Control": "public, max-age=60"}


class StrangerRoutes:
    """验真, and what software of strangers needs for it."""

    def __init__(self, verification: Verification, pictures: Pictures, pages: Pages) -> None:
        self.verification = verification
        self.pictures = pictures
        self.pages = pages

    @get("/verify", who=public, html=True, summary="验真页：输入验证码")
    def form(self, query: CodeAsk, address: ClientAddress) -> Reply:
        """The page's form, and where it leads."""
        return self.page(query.code, address) if query.code.strip() else self.pages.blank()

    @get("/verify/{code}", who=public, html=True, summary="验真页")
    @get("/c/{code}", who=public, html=True, summary="验真页，短地址")
    @get("/C/{code}", who=public, html=True, summary="验真页，二维码里的大写地址")
    def page(self, code: str, address: ClientAddress) -> Reply:
        """What a code stands for, for people."""
        return self.pages.verified(self.verification.check(code, address))

    @get("/v1/verify/{code}", who=public, summary="验真")
    def check(self, code: str, address: ClientAddress) -> VerifiedTold:
        """What a code stands for, for software."""
        return tell_verified(self.verification.check(code, address))

    @get("/verify.css", who=public, summary="验真页的样式")
    def style(self) -> Reply:
        """The page's style sheet."""
        return self.pages.style()

    @get("/status/{list_id}", who=public, summary="撤销名单（Bitstring Status List）")
    def status_list(self, list_id: str) -> Reply:
        """A signed list of what was taken back."""
        signed = self.verification.status_list(list_id)
        return Reply(signed.encode(), "application/vc+jwt", headers=_KEPT_A_MINUTE)

    @get("/.well-known/did.json", who=public, summary="签发者的公钥（did:web）")
    def did_document(self) -> Reply:
        """The issuer's keys."""
        document: dict[str, Any] = self.verification.issuer.did_document()
        return Reply(msgspec.json.encode(document), "application/did+json", headers=_KEPT_A_DAY)

    @get("/v1/medals", who=public, summary="有哪些勋章，怎样得到")
    def medals(self) -> Medals:
        """Every medal given by rule."""
        return Medals([tell_medal(rule) for rule in rules.MEDALS])

    @get("/v1/medals/{medal}.png", who=public, summary="勋章的图样")
    def medal(self, medal: str) -> Reply:
        """A medal as drawn, nobody's."""
        return Reply(self.pictures.plain_medal(medal, locked=False), "image/png", headers=_KEPT_A_DAY)

    @get("/v1/medals/locked/{medal}.png", who=public, summary="还没得到的勋章，只有轮廓")
    def silhouette(self, medal: str) -> Reply:
        """A medal's silhouette."""
        return Reply(self.pictures.plain_medal(medal, locked=True), "image/png", headers=_KEPT_A_DAY)
