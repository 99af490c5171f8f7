"""The blocks as the style page 样式 shows them, with invented people and numbers."""

from shouwang.console import samples
from shouwang.console.blocks import (
    Act,
    Buttons,
    Cell,
    Choice,
    Columns,
    Field,
    Figure,
    Figures,
    Folded,
    Form,
    Head,
    NewPasskey,
    Progress,
    Prose,
    Row,
    Rows,
    Section,
    Table,
)
from shouwang.console.blocks.grid import Grid, GridRow
from shouwang.console.blocks.medals import Medal, Medals
from shouwang.console.blocks.phone import Phone, PhoneLesson
from shouwang.console.charts import Legend, Point, columns, line
from shouwang.console.maps import Spot, ground_map
from shouwang.console.views import Link, State, Time

HERE = samples.HERE

_REST = (Cell("01-01-0001"), Cell(state=State("pass", "在岗")), Cell("0"), Cell())
_FIGURES = (
    Figure("412", "小时", "实测，离三星还差 187 小时 24 分"),
    Figure("63", "人", "现在在岗，排班应到 70 人"),
)
_LEGEND: Legend = (("solid", "实测"), ("hatched", "认定"), ("marked", "今天"))

_AT = {"001": (60, 20), "042": (40, 60), "043": (41, 61), "109": (20, 80)}
_MAP = ground_map(
    "现在 6 人在岗，3 处，1 处不足",
    ((0, 0), (0, 90), (50, 110), (100, 70), (80, 0)),
    (
        *(Spot("001", "江岸公园", 0, 0, 3, manned=True), Spot("042", "南塘夜市", 0, 0, 1, manned=True, short=True)),
        *(Spot("043", "夜市西口", 0, 0, 4, manned=True), Spot("109", "临港货场", 0, 0)),
    ),
    _AT,
    {"001": "柳林", "042": "南塘", "043": "南塘", "109": "临港"},
)

_TABLE = Table(
    "样式：在岗的人",
    (Head("姓名"), Head("编号", second=True), Head("状态"), Head("这个月", number=True), Head("")),
    (
        Rows(
            (
                Row(
                    (
                        Cell("欧阳知夏", href=HERE, second="望澜大队第二中队"),
                        Cell("01-02-0047"),
                        Cell(state=State("overdue", "超期", urgent=True)),
                        Cell("12 小时 30 分"),
                        Cell(acts=(Act("打电话", HERE, name="给欧阳知夏打电话"),)),
                    ),
                    current=True,
                ),
                Row(
                    (
                        Cell("阿卜杜热西提·麦麦提吐尔逊", href=HERE, second="柳林大队第一中队"),
                        Cell("02-01-0003"),
                        Cell(time=Time("等了 2 天 5 小时", "2026-11-21 15:36:07")),
                        Cell("8 小时", bar=0.4),
                        Cell(links=(Link("看排班", HERE),)),
                    )
                ),
            ),
            title="已超期",
            urgent=True,
        ),
        Rows(
            (Row((Cell("周㛃", href=HERE), Cell("01-01-0001"), Cell(state=State("pass", "在岗")), Cell("0"), Cell())),),
            title="不急",
        ),
    ),
    more=Link("后面还有", HERE),
)

_FORM = Form(
    HERE,
    (
        Field("place", "地点", value="中山路步行街", required=True, most_signs=40),
        Field("people", "要几个人", "number", value="2", unit="人", least="3", fault="最少 3 人一班"),
        Field(
            "kind", "任务", "select", value="night", choices=(Choice("night", "夜市巡逻"), Choice("river", "十年禁渔"))
        ),
        Field("day", "哪天", "date", value="2026-11-28", hint="当天以前都能改"),
        Field("note", "备注", "area", value="带反光背心", hint="队员看得到"),
        Field(
            "lasts", "多久", "radio", value="once", choices=(Choice("once", "只这一次"), Choice("weekly", "每周一次"))
        ),
        Field("told", "告诉报了名的人", "check", value="yes"),
    ),
    "排上这一班",
    remark="排上以后，中队的人马上看得到",
    other=Link("先不排", HERE),
)

_GRID = Grid(
    HERE,
    "规则",
    ("规则", "分", "计入上限"),
    (
        GridRow(
            "培训合格",
            "一次 20 分",
            (Field("points", "分", value="20"), Field("capped", "计入上限", "select", choices=(Choice("", "不计"),))),
        ),
        GridRow(
            "按时满勤",
            "一次 5 分",
            (
                Field("points", "分", value="许多", fault="写整数"),
                Field("capped", "计入上限", "select", choices=(Choice("", "不计"),)),
            ),
        ),
    ),
    (("上限", (Field("cap", "每天上限", value="80", unit="分"),)),),
    "试算",
)

_HOURS = tuple(Point(f"11-{n:02}", 3 + n * 7 % 5, 2 if n % 4 == 0 else 0, marked=n == 14) for n in range(1, 15))

BLOCKS = (
    Section("表", (_TABLE,), remark="第一栏是去处；窄了，次要的栏折到名字下面"),
    Section("格表", (_GRID,), remark="一行一样东西，整张交"),
    Section(
        "数",
        (
            Figures(
                (
                    Figure("412", "小时", "实测，离三星还差 187 小时 24 分"),
                    Figure("63", "人", "现在在岗，排班应到 70 人"),
                )
            ),
        ),
    ),
    Columns(
        (
            Section(
                "图",
                (
                    columns(
                        "11 月 14 日 8 小时，两周里最多",
                        _HOURS,
                        legend=_LEGEND,
                    ),
                    line("从 3 到 7 小时之间来回", _HOURS),
                ),
                remark="一处朱砂，其余是墨",
            ),
        ),
        (Section("慢活", (Progress("导入队员", 1164, 1500, "看过 1,164 行，2 行有错，约 6 秒后完"),)),),
        halves=True,
    ),
    Section("地图", (_MAP,), remark="圆里是人数，号码让开别的圆"),
    Section(
        "勋章",
        (
            Medals(
                (Medal("star-1", "一星服务之星", "3 月 8 日"), Medal("star-2", "二星服务之星", "还差 158 小时", False))
            ),
        ),
        remark="虚线的还没到",
    ),
    Section(
        "手机",
        (
            Phone(
                "防汛巡堤",
                "汛期怎么巡",
                (PhoneLesson("看水", 7, "<p>看颜色，看<strong>声音</strong>。</p>", ("堤段图",)),),
                "10 题 · 80 分合格 · 可考 3 次",
                "开始答题",
            ),
        ),
        remark="课发布以前先看看",
    ),
    Section("表单", (_FORM,), remark="错在哪一栏，就写在哪一栏上"),
    Section(
        "通行密钥",
        (NewPasskey(HERE, HERE, Field("name", "叫什么", value="值班室电脑", most_signs=40)),),
        remark="要开着脚本",
    ),
    Section(
        "折起来的",
        (
            Folded(
                "撤销这张证书…", (Prose(("撤销以后，查验页上写着已撤销和理由。不能恢复，只能重发。",)),), tone="stop"
            ),
            Buttons((Act("记下到场", HERE, tone="main"), Act("算了", HERE, tone="plain")), (Link("看名单", HERE),)),
        ),
    ),
)
