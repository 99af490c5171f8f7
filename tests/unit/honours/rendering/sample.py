"""A certificate of each kind, and what happens to its picture on the way from phone to phone."""

from datetime import date
from io import BytesIO

import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageFilter

from shouwang.honours.rendering import CertificateKind, CertificateText

HONOUR = CertificateText(
    kind=CertificateKind.HONOUR,
    holder="李守义",
    title="年度优秀义警",
    body="在二〇二六年度义务巡防工作中，恪尽职守、甘于奉献，全年参与巡防一百二十六次，累计服务时长四百八十二小时，"
    "协助处置警情二十三起，被评为“年度优秀义警”荣誉称号。\n特发此证，以资鼓励。",
    issuer="守望义警志愿巡防队",
    issued_on=date(2026, 11, 23),
    serial="望义证〔2026〕第0001号",
    verify_url="https://v.example.cn/c/7KQ4M2XD9HVTPA3C",
)
TRAINING = replace(
    HONOUR,
    kind=CertificateKind.TRAINING,
    title="巡防基础课程",
    body="参加“巡防基础课程”培训，修满二十四学时，考核合格，准予结业。",
)
SERVICE = replace(
    HONOUR,
    kind=CertificateKind.SERVICE,
    title="志愿服务证明",
    body="兹证明上述志愿者在所列期间无偿提供了志愿服务。实测时长由到岗离岗两次打卡测得，"
    "认定时长经负责人核定，两项分列，不相加。\n特此证明。",
    facts=(
        ("志愿者编号", "030427"),
        ("证件种类号码", "（盖章单位核对本人证件后填写）"),
        ("所在单位", "夜市中队"),
        ("联系方式", "0000-1234567"),
        ("服务期间", "2026年1月1日至2026年11月23日"),
        ("实测时长", "470.1 小时"),
        ("认定时长", "12.5 小时"),
        ("服务内容", "义务治安巡逻防范，共 126 次；各类时长（小时，零头舍去）："),
        ("治安巡逻", "实测402.0 认定9.5"),
        ("商圈夜市安保", "实测62.1"),
        ("应急支援", "实测6.0 认定3.0"),
        ("时长存证", "https://v.example.cn/c/7KQ4M2XD9HVTPA3C/hours"),
        ("负责人签字", "　" * 8),
        ("经办人签字", "　" * 8),
    ),
)
COMMENDATION = replace(
    HONOUR, kind=CertificateKind.COMMENDATION, title="好人好事", body="救助走失老人，特予“好人好事”表扬。"
)
EVERY_KIND = (HONOUR, TRAINING, SERVICE, COMMENDATION)

# Source: reference imaging.md 1.1 (hard names) and domain-rules.md 3.3; the last has 50 code points.
HARD_NAMES = (
    "㛃𬱖明",
    "𬭎䶮喆堃昇犇",
    "买买提·㛃𬱖明",
    "阿卜杜热合曼·阿卜杜克热木",
    "龘靐齉爨",
    "马",
    "买买提江·依明江·阿卜杜热合曼·阿卜杜克热木·吐尔逊江·努尔买买提江·阿布都热依木·艾尼瓦尔·艾合",
)


def opened(picture: bytes) -> Image.Image:
    """A picture's pixels."""
    image = Image.open(BytesIO(picture))
    image.load()
    return image


def battered(picture: bytes) -> Image.Image:
    """A picture as a group chat leaves it: 400 pixels wide, blurred by half a pixel, turned by 5 degrees, JPEG 50."""
    image = opened(picture).convert("RGB")
    small = image.resize((400, round(400 * image.height / image.width)), Image.Resampling.BICUBIC)
    turned = small.filter(ImageFilter.GaussianBlur(0.5)).rotate(5, Image.Resampling.BICUBIC, True, fillcolor="white")
    out = BytesIO()
    turned.save(out, "JPEG", quality=50)
    return opened(out.getvalue())


def codes(image: Image.Image) -> list[str]:
    """What a QR reader reads."""
    return [code.text for code in zxingcpp.read_barcodes(image)]
