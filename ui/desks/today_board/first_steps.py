"""What to do first in a new office: five steps, each a button that opens its page."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desk.kernel.text import tr
from ui.asking import plain_label
from ui.registry import Context
from ui.theme import SPACE

STEPS: tuple[tuple[str, str, str], ...] = (
    ("settings", "setting.update", tr("1. 设置:核对公司名称、电话、工作时段和各项时限,按 F2 修改")),
    ("users", "user.manage", tr("2. 用户:给每位同事建一个登录名,按 Ctrl+N")),
    ("tariff_sheets", "tariff.read", tr("3. 运价表:按 Ctrl+N 建表,提交并批准后才会自动算运费")),
    ("customers", "customer.create", tr("4. 客户:按 Ctrl+I 从 Excel 导入,或按 Ctrl+N 录入")),
    ("import_wizard", "office.read", tr("5. 导入清单:选外地发来的第一份到货表")),
)
"""Page, the right the step needs, and the words on its button."""


class FirstSteps(QWidget):
    """Shown while the office has no consignment yet; only what the user may do."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(SPACE.tight)
        self.buttons: list[QPushButton] = []
        for page, right, words in STEPS:
            if context.may(right):
                button = QPushButton(words)
                button.setProperty("role", "link")
                button.setAutoDefault(False)
                button.clicked.connect(partial(context.open_page, page))
                column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
                self.buttons.append(button)
        hint = plain_label(tr("随时按 F1 打开手册,讲的就是眼前这一页。"), "muted")
        hint.setContentsMargins(SPACE.small, SPACE.small, 0, 0)
        column.addWidget(hint, 0, Qt.AlignmentFlag.AlignLeft)
