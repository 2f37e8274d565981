"""What rows are made of, drawn beforehand where nobody sees it: states and common letters.

A letter is drawn by the font once and kept from then on; those of a first screen of rows took as long as
the rows themselves. Nothing is read for it: the letters are the usual ones of names, goods and places.
"""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from desk.screens.fields import Field
from ui.models.chip import draw_chip
from ui.models.id_table import IdTable
from ui.theme import SIZES, colour
from ui.tones import is_state, tone_of

LINES = (
    "0123456789-*:./%+,()ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕",
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力海燕春梅玲志",
    "阿买提吐尔逊古丽努木江斯拉克热合曼依布拉音地提巴哈尼亚孜别萨帕米",
    "新疆乌鲁木齐喀什和田库车伊犁昌吉石河子阿勒泰塔城博乐哈密克州苏轮台沙雅莎墨于民丰",
    "公司有限责任商贸经营部店厂行机械设备建材五金电器家具百货日用服装鞋帽食品粮油干果农资",
    "汽车配件轮胎化工塑料纸箱纺织布料医药器材瓷砖玻璃门窗家电图书玩具酒水饮料茶叶种子化肥",
    "省市区县路街号楼室北南东西中大小上下门巷村镇团场园货运站物流快件",
)


def draw_specimen(table: IdTable) -> Iterator[None]:
    """Draw what a table will probably show, a line at a time.

    Args:
        table: dressed, with the widths of its columns.

    Yields:
        after every line.
    """
    for line in LINES:
        _draw(table, partial(_draw_words, line))
        yield
    for place, field in enumerate(table.list_model.fields):
        if is_state(field) and not table.isColumnHidden(place):
            _draw(table, partial(_draw_chips, field, table.columnWidth(place)))
            yield


def _draw(table: IdTable, draw: Callable[[QPainter], None]) -> None:
    picture = QPixmap(table.width(), 2 * SIZES.row)
    picture.setDevicePixelRatio(table.devicePixelRatioF())
    painter = QPainter(picture)
    painter.setFont(table.viewport().font())
    draw(painter)
    painter.end()


def _draw_words(words: str, painter: QPainter) -> None:
    painter.fillRect(0, 0, 1, 1, colour("stripe"))
    painter.drawText(QPointF(0, SIZES.row), words)


def _draw_chips(field: Field, width: int, painter: QPainter) -> None:
    for choice in field.choices or ():
        draw_chip(painter, QRectF(0, 0, width, SIZES.row), choice.label, tone_of(choice))
