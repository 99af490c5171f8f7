"""What the style page 样式 shows: invented people in every state, so that each component is seen with real markup."""

from shouwang.console.review.views import Application, Change, Gate, Overtaken
from shouwang.console.views import (
    Bar,
    Check,
    Entry,
    Event,
    Fact,
    Group,
    Link,
    Note,
    Queue,
    Reason,
    Shell,
    State,
    Time,
    Word,
)

HERE = "#"

SHELL = Shell(
    force="望澜区义警支队",
    name="王静澜",
    role="招录专员",
    scope="南塘、柳林两个大队",
    csrf="sample",
    groups=(Group("今天", (Link("报名审核", HERE, current=True, count=46, unit="份"),)),),
)

STATES = (
    State("pass", "通过"),
    State("now", "正在审", urgent=True),
    State("now", "待审"),
    State("ahead", "未到"),
    State("returned", "退回"),
    State("failed", "不通过"),
    State("taken", "李守成 在办"),
    State("overdue", "超期", urgent=True),
    State("seen", "看过"),
    State("clock", "等了 42 分钟"),
    State("move", "调动"),
    State("sheet", "材料"),
)


def _entry(name: str, number: str, unit: str, waited: str, state: State, current: bool = False) -> Entry:
    return Entry(number, name, number, unit, HERE, Time(waited, "2026-11-21 15:36:07"), state, current)


QUEUE = Queue(
    title="报名审核",
    remark="46 份在办\u2003等得最久的在前",
    tabs=(
        Link("志愿", HERE, count=12, unit="份"),
        Link("政治", HERE, current=True, count=9, unit="份"),
        Link("身体", HERE, count=8, unit="份"),
        Link("技能", HERE, count=11, unit="份"),
        Link("公示", HERE, count=6, unit="份"),
    ),
    entries=(
        _entry("何远舟", "26-0771", "南塘大队", "6 天 2 小时", State("overdue", "超期", urgent=True)),
        _entry("罗小满", "26-0774", "柳林大队", "5 天 7 小时", State("overdue", "超期", urgent=True)),
        _entry("阿卜杜热西提·麦麦提吐尔逊", "26-0802", "柳林大队", "2 天 9 小时", State("taken", "李守成 在办")),
        _entry("周㛃", "26-0813", "南塘大队", "2 天 5 小时", State("now", "待审"), current=True),
        _entry("邓一苇", "26-0815", "南塘大队", "2 天 3 小时", State("ahead", "待审")),
        _entry("唐慕白", "26-0816", "南塘大队", "2 天", State("returned", "补件已回")),
        _entry("欧阳知夏", "26-0820", "柳林大队", "1 天 20 小时", State("pass", "已通过")),
        _entry("谢春山", "26-0822", "南塘大队", "1 天 4 小时", State("ahead", "待审")),
        _entry("刘晚晴", "26-0829", "南塘大队", "9 小时", State("ahead", "待审")),
    ),
    empty=Word("", ""),
    more=Link("后面还有", HERE),
    other=Link("看退回后等本人补的", HERE),
)

BAR = Bar(
    action=HERE,
    gate="政治关",
    passes="政治关通过",
    returns=(
        Reason("photo", "照片不清", 1),
        Reason("signature", "声明缺签名", 2),
        Reason("address", "住处写不全", 3),
        Reason("other", "别的，写在备注里", 4),
    ),
    fails=(
        Reason("age", "年龄不在 18 至 65", 5),
        Reason("record", "协查有不宜情形", 6),
        Reason("untrue", "声明与事实不符", 7),
        Reason("other-final", "别的，写在备注里", 8),
    ),
)

APPLICATION = Application(
    id="26-0813",
    name="周㛃",
    line="女，29 岁\u2003申请号 26-0813\u2003愿去 南塘大队，夜市中队",
    version=6,
    state=State("now", "等你判"),
    href=HERE,
    back=Link("← 政治关，9 份", HERE),
    gates=(
        Gate("志愿关", "11 月 19 日通过", "done", "pass"),
        Gate("政治关", "到你这里 2 天 5 小时", "now", "now"),
        Gate("身体关", "", "ahead", "ahead"),
        Gate("技能关", "", "ahead", "ahead"),
        Gate("公示", "5 个工作日", "ahead", "ahead"),
        Gate("编号", "入队", "ahead", "ahead"),
    ),
    gates_line="政治关，到你这里 2 天 5 小时",
    checks_title="本关要看的",
    checks_remark="4 项，3 项齐",
    checks=(
        Check("pass", "无违法犯罪记录声明，本人 11 月 18 日签", Link("原文", HERE)),
        Check("pass", "公安协查：无不宜情形。核查人 李守成，昨天 16:30"),
        Check("pass", "与你无关联：紧急联系人、住处电话都不同"),
        Check("ahead", "所在社区意见，选填；南塘街道未回"),
    ),
    facts=(
        Fact("身份证号", "1101•• •••••••• ••2X", masked=True, field="document"),
        Fact("手机", "161 •••• 0427", masked=True, field="phone", shown="161 0000 0427"),
        Fact("住处", "南塘街道 ••••••••", masked=True, field="address"),
        Fact("紧急联系人", "周•• 161 •••• ••36", masked=True, field="emergency"),
        Fact("政治面貌", "共青团员"),
        Fact("职业", "社区医院护士，急救员证"),
        Fact("每周能来", "6 小时，周二、周五夜里"),
    ),
    facts_remark="今天看过 3 项，上限 20",
    reveal_action=HERE,
    history=(
        Event("seen", "看了手机", Time("刚刚", "2026-11-23 20:41:07"), "王静澜", "约谈时间"),
        Event("taken", "开始办", Time("20:33", "2026-11-23 20:33:40"), "王静澜"),
        Event("pass", "公安协查 无不宜情形", Time("昨天 16:30", "2026-11-22 16:30:02"), "李守成"),
        Event("sheet", "社区意见已去函", Time("11 月 21 日 09:12", "2026-11-21 09:12:00"), "系统"),
        Event("pass", "志愿关 通过", Time("11 月 19 日 15:48", "2026-11-19 15:48:31"), "王静澜", "承诺时数清楚"),
        Event("returned", "退回补照片，同日补来", Time("11 月 19 日 10:02", "2026-11-19 10:02:11"), "王静澜"),
        Event("sheet", "提交报名", Time("11 月 18 日 21:04", "2026-11-18 21:04:55"), "", "第 1 版"),
    ),
    history_remark="共 7 条",
    previous=Link("上一份", HERE),
    next=Link("下一份", HERE),
    bar=BAR,
    mask_after_s=60,
    news=(Note("已判 欧阳知夏 政治关「通过」"),),
    hidden=(("version", "6"),),
    printed="望澜区义警支队\u2003报名表\u20032026-11-23 20:41\u2003王静澜 打印，已记入经过",
)

OVERTAKEN = Overtaken(
    note=Note(
        "李守成 20:39 已判「退回」，你的「通过」没有提交",
        "你打开时是第 6 版，现在是第 7 版",
        needs_you=True,
        glyph="overdue",
    ),
    seen_version=6,
    now_version=7,
    changes=(
        Change("政治关", "", "", State("now", "待审"), State("returned", "退回", urgent=True)),
        Change("理由", "未填", "声明缺签名页，请补拍"),
        Change("你的备注", "协查、声明都看过，同意。", "未提交，已为你留着"),
    ),
)

EMPTY = Word(
    "政治关都审完了",
    "最后一份是 唐慕白，20:36，由你判通过。技能关还有 11 份，等得最久的 4 天。",
    (Link("去技能关", HERE), Link("看今天判过的 14 份", HERE)),
)
NOT_FOUND = Word(
    "没有「0472」",
    "在 南塘、柳林两个大队的编号、姓名、手机尾号里找过。别的大队你看不到；要找全队，请支队的人代查。",
    (Link("清掉重找", HERE),),
)
ERROR = Word(
    "没存上，你写的还在",
    "存储没有应答，20:41:07。这份申请没有变化，可以放心再交一次；同一个决定交两次也只算一次。",
    (Link("再交一次", HERE),),
    "R-7K2M-04QX",
)
