"""Lists as partners send them: several sheets, many rows, dates, long texts, Chinese encodings."""

import random
from collections.abc import Iterator
from datetime import date

from tests.documents.intake.workbooks import xlsx

GOOD = 60


def good_files() -> Iterator[tuple[str, bytes]]:
    """None of them may be refused."""
    chance = random.Random(3)
    for number in range(GOOD):
        rows: list[list[object]] = [["单号", "收货人", "件数", "重量", "日期", "备注"]]
        for line in range(chance.choice((1, 20, 300, 2_000))):
            day = date(2026, 11, 1 + line % 28)
            remark = chance.choice(("", "小心轻放", "=送货上门", "<急>&", "长" * 300, "李䶮"))
            rows.append(
                [f"YD{number}{line:06}", f"收货人{line}", line % 9, line * 0.5, day, remark]
            )
        if number % 4 < 2:
            sheets = {f"第{n}页": rows for n in range(1 + number % 3)}
            yield f"good{number}.xlsx", xlsx(sheets)
        else:
            text = "\r\n".join(",".join(str(cell) for cell in row) for row in rows)
            encoding = "utf-8-sig" if number % 4 == 2 else "gb18030"
            yield f"good{number}.csv", text.encode(encoding)
