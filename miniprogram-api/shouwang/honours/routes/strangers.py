"""What anybody can check without signing in: a code, a file, a card, the issuer's keys, the status lists, the medals."""

from typing import Any

import msgspec

from shouwang.honours import rules
from shouwang.honours.routes.asks import CodeAsk, MedalSizeAsk, PageAsk
from shouwang.honours.routes.page import Pages
from shouwang.honours.routes.told import Medals, tell_medal
from shouwang.honours.routes.told_strangers import (
    CardTold,
    CheckedTold,
    ProofsTold,
    VerifiedTold,
    tell_card,
    tell_checked,
    tell_proofs,
    tell_verified,
)
from shouwang.honours.service import Cards, Evidence, Honours, Pictures, Uploads
from shouwang.platform.web import Api, ClientAddress, Reply, Upload, get, post, public

_KEPT_A_DAY = {"Cache-Control": "public, max-age=86400"}
_KEPT_A_MINUTE = {"Cache-Control": "public, max-age=60"}
FILE_MOST_BYTES = 4 * 1024 * 1024  # Source: design section 3, uploads


class StrangerRoutes:
    """验真, and what software of strangers needs for it."""

    def __init__(self, uploads: Uploads, evidence: Evidence, cards: Cards, pictures: Pictures, pages: Pages) -> None:
        self.verification = uploads.verification
        self.uploads = uploads
        self.evidence = evidence
        self.cards = cards
        self.pictures = pictures
        self.pages = pages

    @get("/verify", who=public, html=True, summary="验真页：输入验证码")
    def form(self, query: CodeAsk, address: ClientAddress) -> Reply:
        """The page's form, and where it leads."""
        return self.page(query.code, address) if query.code.strip() else self.pages.blank()

    @post("/verify", who=public, html=True, most_bytes=FILE_MOST_BYTES + 4096, summary="验真页：传文件查验")
    def file_page(self, upload: Upload, address: ClientAddress) -> Reply:
        """What a file is worth, for people."""
        return self.pages.checked(self.uploads.check(upload.content, address))

    @get("/verify/{code}", who=public, html=True, summary="验真页")
    @get("/c/{code}", who=public, html=True, summary="验真页，短地址")
    @get("/C/{code}", who=public, html=True, summary="验真页，二维码里的大写地址")
    def page(self, code: str, address: ClientAddress) -> Reply:
        """What a code stands for, for people; a long one may be a volunteer card's."""
        if rules.is_card(code):
            return self.pages.card(self.cards.check(code, address))
        return self.pages.verified(self.verification.check(code, address))

    @get("/c/{code}/hours", who=public, html=True, summary="时长存证页：服务证明背后的每一条")
    def hours(self, code: str, query: PageAsk, address: ClientAddress) -> Reply:
        """The proofs behind a service record, for people."""
        return self.pages.proofs(self.evidence.of(code, query.cursor, address), code)

    @get("/v1/verify/{code}", who=public, summary="验真")
    def check(self, code: str, address: ClientAddress) -> VerifiedTold:
        """What a code stands for, for software."""
        return tell_verified(self.verification.check(code, address))

    @get("/v1/verify/{code}/hours", who=public, summary="服务证明背后的每一条时长，和它在公示簿里的证明")
    def proofs(self, code: str, query: PageAsk, address: ClientAddress) -> ProofsTold:
        """The proofs behind a service record, for software."""
        return tell_proofs(self.evidence.of(code, query.cursor, address))

    @post("/v1/verify", who=public, most_bytes=FILE_MOST_BYTES, summary="查验文件：勋章图、证书图或电子凭证")
    def check_file(self, upload: Upload, address: ClientAddress) -> CheckedTold:
        """What a file is worth, for software."""
        return tell_checked(self.uploads.check(upload.content, address))

    @get("/v1/verify-card/{text}", who=public, summary="查验义警证上的码")
    def check_card(self, text: str, address: ClientAddress) -> CardTold:
        """What a scanned card is worth, for software."""
        return tell_card(self.cards.check(text, address))

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
        """The issuer's keys, past ones too."""
        document: dict[str, Any] = self.verification.issuer.did_document()
        return Reply(msgspec.json.encode(document), "application/did+json", headers=_KEPT_A_MINUTE)

    @get("/v1/medals", who=public, summary="有哪些勋章，怎样得到")
    def medals(self) -> Medals:
        """Every medal given by rule."""
        return Medals([tell_medal(rule) for rule in rules.MEDALS])

    @get("/v1/medals/{medal}.png", who=public, summary="勋章的图样")
    def medal(self, medal: str, query: MedalSizeAsk) -> Reply:
        """A medal as drawn, nobody's."""
        return _drawn(self.pictures.plain_medal(medal, locked=False, size=query.size))

    @get("/v1/medals/locked/{medal}.png", who=public, summary="还没得到的勋章，只有轮廓")
    def silhouette(self, medal: str, query: MedalSizeAsk) -> Reply:
        """A medal's silhouette."""
        return _drawn(self.pictures.plain_medal(medal, locked=True, size=min(query.size, 512)))


def strangers_api(honours: Honours, uploads: Uploads, evidence: Evidence, cards: Cards, pictures: Pictures) -> Api:
    """Routes of anybody who checks an honour."""
    pages = Pages(honours.issuer.public_url, honours.now)
    return Api.of("honours", StrangerRoutes(uploads, evidence, cards, pictures, pages), pages.problem)


def _drawn(picture: bytes) -> Reply:
    return Reply(picture, "image/png", headers=_KEPT_A_DAY, resumable=True)
