"""Goods as a price and a waybill speak of them: what they are, how they are packed, what may not travel.

The prohibited list is looked at before the dangerous goods. The words are a short working list of our
own, [assumed]. Source: spec 3.4, A-29, 3.27 (E110, E111, E114).
"""

from functools import lru_cache

from desk.kernel.choices import Choice

_FEW_GOODS = 4096
"""A list names the same goods again and again."""


class Category(Choice):
    GENERAL = "GENERAL", "普货"
    FRAGILE = "FRAGILE", "易碎"
    VALUABLE = "VALUABLE", "贵重"
    LIQUID = "LIQUID", "液体"
    FRESH = "FRESH", "生鲜"
    BULKY = "BULKY", "大件"
    DANGEROUS = "DANGEROUS", "危险品"


class Packing(Choice):
    CARTON = "CARTON", "纸箱"
    CRATE = "CRATE", "木箱"
    PALLET = "PALLET", "托盘"
    WOVEN_BAG = "WOVEN_BAG", "编织袋"
    DRUM = "DRUM", "桶"
    BUNDLE = "BUNDLE", "捆"
    BARE = "BARE", "裸装"


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
MSDS_WORDS = (
    "化工",
    "化学",
    "溶剂",
    "稀释剂",
    "涂料",
    "树脂",
    "胶水",
    "清洗剂",
    "润滑油",
    "机油",
    "防冻液",
    "电解液",
    "电池",
    "锂电",
    "蓄电",
    "充电宝",
    "喷雾",
    "香水",
)
"""Chemicals, liquids and batteries, of which the shipper's safety data sheet is asked first."""


@lru_cache(maxsize=_FEW_GOODS)
def prohibited_word(goods_name: str) -> str | None:
    """The word of the prohibited list found in a description of goods."""
    return next((word for word in PROHIBITED if word in goods_name), None)


@lru_cache(maxsize=_FEW_GOODS)
def un_number(goods_name: str) -> str | None:
    """The UN number of a known dangerous good named in the description."""
    return next((number for word, number in DANGEROUS if word in goods_name), None)


def needs_msds(goods_name: str, category: Category) -> bool:
    """Whether the safety data sheet (MSDS) must be seen before a price is given."""
    asked = category in (Category.LIQUID, Category.DANGEROUS)
    named = any(word in goods_name for word in MSDS_WORDS)
    return asked or named or un_number(goods_name) is not None
