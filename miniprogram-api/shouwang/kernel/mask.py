"""What is shown of a person to those who need not know all (脱敏). Source: reference domain-rules 6."""

# The double surnames one still meets, old and simplified spelling; one that is missing here shows only its first half.
# Source: 《百家姓》.
_PAIRS = (
    "欧阳上官司马诸葛东方皇甫尉迟公孙慕容令狐司徒司空夏侯长孙宇文轩辕端木独孤南宫西门东郭百里呼延闻人澹台公冶宗政濮阳"
    "淳于单于太叔申屠仲孙钟离鲜于闾丘亓官司寇公良拓跋赫连完颜纳兰第五左丘梁丘歐陽諸葛尉遲司馬東方長孫軒轅獨孤鍾離"
)
DOUBLE_SURNAMES = frozenset(_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2))


ERASED = "已注销"  # what is written in the place of a name that was erased


def mask_name(name: str) -> str:
    """A name as its surname and two stars (张**, 欧阳**), so that not even its length tells."""
    if name == ERASED:
        return ERASED
    surname = name[:2] if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else name[:1]
    return surname + "**"


def mask_phone(phone: str) -> str:
    """A phone number as its first three and last four digits (138****8000); a short one shows its last two."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else f"****{phone[-2:]}"


def mask_identity_number(number: str) -> str:
    """An identity number as its first three and last four characters (320***********1234)."""
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}" if len(number) >= 15 else "*" * len(number)
