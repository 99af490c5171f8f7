"""What taking a consent back does 撤回同意, in words: what stops, what goes and when, what stays and why."""

from collections.abc import Mapping

import msgspec

from shouwang.identity.models import Purpose


class Effects(msgspec.Struct, frozen=True):
    """What a withdrawal does. Withdrawing deletes nothing by itself that others rely on; erasure does, and says so."""

    stops: tuple[str, ...]
    goes: tuple[str, ...]
    stays: tuple[str, ...]


_BY_ERASURE = "想全部删掉，可以申请注销"

# Source: docs/privacy.md, "How long"; what stops is what `require_consent`, the form and the check-in ask for.
EFFECTS: Mapping[Purpose, Effects] = {
    Purpose.SERVICE: Effects(
        ("报名表的各项不能再填、再交",),
        ("没通过或者撤回的报名，结束 90 天后只留结论，其余删除",),
        ("已经交的报名还会审核，不想继续请撤回报名", "服务时长、积分和荣誉留着，" + _BY_ERASURE),
    ),
    Purpose.LOCATION: Effects(
        ("打卡和轨迹不再收你的位置，带位置的会被退回；可以请带队的人见证，或者补卡",),
        ("已经收的原始位置和轨迹，从收到那天起 180 天后删除",),
        ("打卡的结论和服务时长留着，它们不含位置",),
    ),
    Purpose.DOCUMENT: Effects(
        ("证件号码和照片不能再填、再换，没交的报名不能交",),
        ("没通过或者撤回的报名，证件号码和照片在结束 90 天后删除", "通过的报名，照片在 30 天后删除"),
        ("通过的报名，证件号码加密留着，用来防止一人两号；" + _BY_ERASURE,),
    ),
    Purpose.HEALTH: Effects(
        ("身体情况不能再填、再改，没交的报名不能交",),
        ("没通过或者撤回的报名，身体情况在结束 90 天后删除",),
        ("通过的报名，身体情况加密留着，只有说明理由的人能看一项；" + _BY_ERASURE,),
    ),
    Purpose.PUBLICATION: Effects(
        ("表扬墙马上不再有你，排行榜下一次更新起不再写你的名字",),
        ("旧的排行榜留两天，然后删除",),
        ("已经发的证书照样有效，谁拿着验证码都能核验",),
    ),
}
