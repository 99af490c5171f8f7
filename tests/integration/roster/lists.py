"""Member lists for the roster's tests: as people bring them, with nobody on them who could live."""

import io

HEAD = ("姓名", "手机号", "中队", "编号", "身份证号", "入队日期", "保险到期日", "状态", "资质")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def document(n):
    """An identity number of somebody born in 1850 or a little later."""
    body = f"110105{1850 + n // 8000}01{n % 28 + 1:02d}{n % 999:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def phone(n):
    """A number of a range nobody has."""
    return f"1619{n:07d}"


def row(n, unit="夜市中队", number="", **more):
    """One row of a list."""
    cells = {"姓名": "欧阳" + "一二三四五六七八九十"[n % 10], "手机号": phone(n), "中队": unit, "编号": number}
    cells |= {"身份证号": document(n), "入队日期": "2024-05-06", "保险到期日": "2027/1/31", "资质": "急救、驾驶"}
    return tuple((cells | more).get(column, "") for column in HEAD)


def csv(*rows):
    """A list as CSV."""
    return "\n".join(",".join(cells) for cells in (HEAD, *rows)).encode()


def xlsx(*rows):
    """A list as an Excel workbook."""
    from openpyxl import Workbook

    book = Workbook()
    for cells in (HEAD, *rows):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
