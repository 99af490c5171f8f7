"""A certificate of each kind, and what happens to its picture on the way from phone to phone."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import zxingcpp
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
    title="志愿服务",
    body="兹证明上述志愿者在所列期间提供了志愿服务，服务时长由两端打卡测得。\n特此证明。",
    facts=(
        ("志愿者编号", "030427"),
        ("服务期间", "2026年1月1日至2026年11月23日"),
        ("服务时长", "482.5 小时（测得 470.0，核定 12.5）"),
        ("服务内容", "治安巡逻、反诈宣传、应急响应"),
        ("负责人", "王招录"),
        ("联系电话", "16100000000"),
        ("时长存证", "https://v.example.cn/hours-log"),
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
