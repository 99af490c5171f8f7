"""通行密钥 as the page of one's own sessions shows them."""

from collections.abc import Sequence
from datetime import datetime

from shouwang.console.blocks import Act, Block, Buttons, Cell, Field, Head, NewPasskey, Row, Rows, Section, Table
from shouwang.console.pages import PROOF
from shouwang.console.views import Link
from shouwang.console.words import moment
from shouwang.identity.models import Passkey

PASSKEYS = "/console/sessions/passkeys"
_PROVE = Link("证明是你，再添一把", f"{PROOF}?then=/console/sessions")


def passkeys_section(passkeys: Sequence[Passkey], now: datetime, *, fresh: bool) -> Section:
    """The list, and how to add one: after a fresh proof."""
    heads = (Head("通行密钥"), Head("添的", second=True), Head("上次用"), Head(""))
    rows = tuple(_row(each, now) for each in passkeys)
    table = (Table("通行密钥", heads, (Rows(rows),)),) if rows else ()
    blocks: tuple[Block, ...] = (*table, _adding() if fresh else Buttons(links=(_PROVE,)))
    return Section("通行密钥", blocks, remark="这台设备用指纹、面容或 PIN 替你登录，也替你再证明一次")


def _adding() -> NewPasskey:
    hint = "写得出是哪台设备就好，例如：值班室电脑"
    field = Field("name", "叫什么", required=True, most_signs=40, hint=hint)
    return NewPasskey(PASSKEYS, PASSKEYS + "/options", field)


def _row(it: Passkey, now: datetime) -> Row:
    gone = Act("删掉", f"{PASSKEYS}/{it.credential_id}/remove", name=f"删掉{it.name}")
    used = Cell(time=moment(it.used_at, now)) if it.used_at else Cell("还没用过")
    return Row((Cell(it.name), Cell(time=moment(it.made_at, now)), used, Cell(acts=(gone,))))
