"""The recovery sheet: the owner's private key as it is printed, typed in again and read aloud.

Four rows of four groups in letters and digits that are not mistaken for one another; each row carries a
check of its own, so a slip is found in its row.
"""

import hashlib
from datetime import datetime

from desk.documents.papers import A4P, Field, Footer, HeadGrid, Paper, Spacer, Text
from desk.kernel.errors import refuse
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.pins import fingerprint_of
from desk.storage.signatures import public_half

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ROWS, OF_KEY, CHARACTERS = 4, 8, 16
_ALIKE = str.maketrans("OIL", "011")


def key_rows(owner_key: bytes) -> tuple[str, ...]:
    """The key as four rows: 「3F8A 09C1 …」."""
    parts = (owner_key[at : at + OF_KEY] for at in range(0, ROWS * OF_KEY, OF_KEY))
    return tuple(_row(part + _check(n, part)) for n, part in enumerate(parts, 1))


def _row(part: bytes) -> str:
    number = int.from_bytes(part, "big")
    letters = "".join(ALPHABET[number >> 5 * n & 31] for n in reversed(range(CHARACTERS)))
    return " ".join(letters[at : at + 4] for at in range(0, CHARACTERS, 4))


def _check(row: int, part: bytes) -> bytes:
    return hashlib.sha256(b"%d:" % row + part).digest()[:2]


def key_of(typed: str) -> bytes:
    """The key from what was typed or scanned; spaces, dashes and lines do not matter.

    Raises:
        Refused: E076 naming the row that is wrong.
    """
    letters = "".join(c for c in typed.upper().translate(_ALIKE) if c.isalnum())
    if len(letters) != ROWS * CHARACTERS:
        why = tr("应有 {n} 个字符,现为 {v} 个").format(n=ROWS * CHARACTERS, v=len(letters))
        raise refuse("E076", "owner_key", why=why)
    key = b""
    for row in range(ROWS):
        key += _part(letters[row * CHARACTERS : (row + 1) * CHARACTERS], row + 1)
    return key


def _part(letters: str, row: int) -> bytes:
    wrong = refuse("E076", "owner_key", why=tr("第 {n} 行有错").format(n=row))
    number = 0
    for letter in letters:
        value = ALPHABET.find(letter)
        if value < 0:
            raise wrong
        number = number << 5 | value
    whole = number.to_bytes(OF_KEY + 2, "big")
    if _check(row, whole[:OF_KEY]) != whole[OF_KEY:]:
        raise wrong
    return whole[:OF_KEY]


def recovery_sheet(
    owner_key: bytes, *, office: str, firm: str, manager: str, at: datetime
) -> Paper:
    """The sheet to be printed once, when an office is founded.

    Args:
        owner_key: the private half.
        office: name of the office's file.
        firm: heading.
        manager: name of the first manager.
        at: when it was founded.
    """
    return Paper(
        size=A4P,
        form_code="",
        title=tr("恢复表"),
        number=fingerprint_of(public_half(owner_key).hex()),
        firm=firm,
        qr="".join(key_rows(owner_key)).replace(" ", ""),
        footer=Footer(manager, at, 1),
        blocks=(
            HeadGrid(
                (
                    Field(tr("数据文件"), office),
                    Field(tr("建立时间"), show_moment(at)),
                    Field(tr("第一位经理"), manager),
                    Field(tr("密钥指纹"), fingerprint_of(public_half(owner_key).hex()), bold=True),
                ),
                columns=2,
            ),
            Spacer(6),
            *(Text(row, size_pt=20, bold=True) for row in key_rows(owner_key)),
            Spacer(6),
            *(Text(f"{n}. {words}") for n, words in enumerate(_advice(), 1)),
        ),
    )


def _advice() -> tuple[str, ...]:
    return (
        tr("本表只印这一次。程序里和数据文件里都没有这组密钥,遗失后不能补印。"),
        tr("请装入信封封好,锁在保险柜或交总经理保管;不要拍照,不要存在电脑里。"),
        tr(
            "用途:所有经理都忘记密码或离职时,凭本表重设经理密码(登录窗口「忘记密码」,或命令行 recover)。"
        ),
        tr("核验数据文件时,程序显示的密钥指纹应与本表一致;不一致说明文件被整个换掉。"),
        tr("持有本表的人可以指定经理,等于掌管整个办公室。"),
    )
