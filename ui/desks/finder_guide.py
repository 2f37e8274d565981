"""What can be typed into the search box, shown while it is empty."""

from PySide6.QtWidgets import QGridLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.theme import SPACE

LINES: tuple[tuple[str, str], ...] = (
    ("单号", "YD2611160001、尾号 0001、手工单号、合作商单号"),
    ("电话", "13800000123,或尾号 0123"),
    ("名称、地址", "买买提 阿不都、中山路 288;几个词用空格隔开"),
    ("拼音", "首字母 mmt、zzw;客户、司机等也可以全拼 zhangsan"),
    ("车牌", "新A8D852,或其中一段"),
    ("页面", "派送单、库存"),
    ("一列单号", "从 Excel 或微信复制,在这里粘贴,列出这些票"),
)


class FinderGuide(QWidget):
    """Kinds at the left, examples at the right."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE.small, 0, SPACE.small, SPACE.small)
        grid.setHorizontalSpacing(SPACE.wide)
        grid.setVerticalSpacing(SPACE.tight)
        grid.setColumnStretch(1, 1)
        for row, (kind, example) in enumerate(LINES):
            grid.addWidget(plain_label(tr(kind), "label"), row, 0)
            grid.addWidget(plain_label(tr(example), "muted"), row, 1)
