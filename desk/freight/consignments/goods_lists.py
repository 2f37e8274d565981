"""What may not travel: words of the prohibited list and of the dangerous-goods list.

The prohibited list is looked at first. Source: spec A-29, 3.27 (E111, E114); the words are a short
working list of our own, [assumed].
"""

PROHIBITED = (
    "管制刀具",
    "枪支",
    "弹药",
    "仿真枪",
    "弩",
    "毒品",
    "罂粟",
    "假币",
    "淫秽",
    "象牙",
    "虎骨",
    "爆炸物",
    "雷管",
    "炸药",
    "烟花",
    "鞭炮",
)
DANGEROUS = (
    ("油漆", "1263"),
    ("汽油", "1203"),
    ("柴油", "1202"),
    ("酒精", "1170"),
    ("打火机", "1057"),
    ("液化气", "1075"),
    ("硫酸", "1830"),
    ("盐酸", "1789"),
    ("烧碱", "1824"),
    ("农药", "2588"),
    ("氧气瓶", "1072"),
    ("香蕉水", "1263"),
    ("双氧水", "2014"),
)


def prohibited_word(goods_name: str) -> str | None:
    """The word of the prohibited list found in a description of goods."""
    return next((word for word in PROHIBITED if word in goods_name), None)


def un_number(goods_name: str) -> str | None:
    """The UN number of a known dangerous good named in the description."""
    return next((number for word, number in DANGEROUS if word in goods_name), None)
