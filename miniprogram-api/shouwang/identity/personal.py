"""What identity holds of a person 个人数据."""

from collections.abc import Iterable, Mapping
from typing import Any

from shouwang.identity.store import (
    ChallengeRow,
    EmergencyCodeRow,
    ErasureRow,
    PasskeyRow,
    PersonRow,
    PhoneRow,
    SessionRow,
    SignInRow,
    WeChatIdentityRow,
)
from shouwang.platform.dynamo import Table
from shouwang.platform.personal import Fate, Ground, Holding, brief, one, own
from shouwang.platform.vault import Vault


def doors(vault: Vault) -> tuple[Holding, ...]:
    """How a person comes in: gone first, so that nobody comes in while the rest is erased."""

    def phones(person_id: str) -> Iterable[Table]:
        person = PersonRow.fetch(person_id)
        if person is not None and person.phone_sealed:
            phone = vault.open(person.phone_sealed, place=f"people|{person_id}|phone")
            row = PhoneRow.fetch(vault.index("phone", phone))
            if row is not None and row.person_id == person_id:
                yield row

    def wechat(person_id: str) -> Iterable[Table]:
        person = PersonRow.fetch(person_id)
        row = WeChatIdentityRow.fetch(person.openid) if person is not None and person.openid else None
        if row is not None and row.person_id == person_id:
            yield row

    return (
        Holding(WeChatIdentityRow, "", wechat),
        Holding(PhoneRow, "", phones),
        Holding(PasskeyRow, "通行密钥", own(PasskeyRow), hide=frozenset({"public_key", "sign_count"})),
        Holding(SessionRow, "登录过的设备", own(SessionRow), hide=frozenset({"token_hash"})),
        brief(SignInRow, "扫码登录两分钟后就删"),
        brief(ChallengeRow, "通行密钥要签的，五分钟后就删"),
        brief(EmergencyCodeRow, "应急码最多三个月后就删"),
    )


def person() -> tuple[Holding, ...]:
    """The person; gone last, because the others are found by it."""
    return (
        Holding(ErasureRow, "注销申请", one(ErasureRow), Fate.KEPT, "证明注销是本人提出的、什么时候办完"),
        Holding(
            PersonRow,
            "本人资料和同意记录",
            one(PersonRow),
            hide=frozenset({"phone_sealed", "staff_top", "tail_index", "version"}),
            opened=_phone,
        ),
    )


def _phone(row: Any, ground: Ground) -> Mapping[str, Any]:
    if not row.phone_sealed:
        return {}
    return {"phone": ground.vault.open(row.phone_sealed, place=f"people|{row.person_id}|phone")}
