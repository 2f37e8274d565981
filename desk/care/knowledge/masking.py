"""Taking people and numbers out of a case before it is kept for everybody to read. Pure."""

import re
from collections.abc import Iterable

from desk.kernel.text import tr

_NUMBERS = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{1,3}\d{6,}(?:-\d{1,4})?"  # waybills and our own numbers
    r"|(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)0\d{2,3}[-  ]?\d{7,8}(?!\d)"  # identity cards, fixed lines
    r"|(?<!\d)1[3-9]\d[-  ]?\d{4}[-  ]?\d{4}(?!\d)|(?<![\d.,])\d{7,}(?![\d.,])"  # mobiles, accounts
    r"|[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}(?![A-Z0-9])"  # plates
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_CALLED = re.compile(
    rf"[{_SURNAMES}][\u4e00-\u9fff]{{0,2}}?(?=先生|女士|小姐|师傅|老板|经理|副总|总|主任|会计|大哥|大姐|哥|姐)"
)
_TITLES = re.compile(r"(?:先生|女士|小姐|师傅|老板|经理|副总|总|主任|会计|大哥|大姐|哥|姐)$")
SHORTEST_NAME = 2


def masked(text: str, names: Iterable[str] = ()) -> str:
    """A text without the given names, without numbers that name something, without 「王经理」."""
    for name in sorted(_parts(names), key=len, reverse=True):
        text = text.replace(name, tr("某某"))
    return _CALLED.sub(tr("某"), _NUMBERS.sub("***", text)).strip()


def _parts(names: Iterable[str]) -> set[str]:
    """Whole names and their words: 「兴疆机电 王经理」 hides the firm also where it stands alone."""
    found = {part for name in names for part in (name.strip(), *name.split())}
    bare = {_TITLES.sub("", part) for part in found}
    return {part for part in found | bare if len(part) >= SHORTEST_NAME}
