"""The line at the bottom says what it has to say whole, or lets it be read."""

from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton

from ui.status_line import GO_KEY, StatusLine

SENTENCE = "表单一次粘贴一行;多行请在「导入清单」里粘贴。"


def reminder_at(line: StatusLine, width: int) -> QStyleOptionButton:
    """What of the reminder is painted in a line of this width."""
    line.resize(width, 28)
    line.show()
    QApplication.processEvents()
    painted = QStyleOptionButton()
    line.reminder.initStyleOption(painted)
    return painted


def test_a_message_without_room_ends_in_dots_and_can_be_read_whole(dressed: QApplication) -> None:
    line = StatusLine()
    line.show_reminder("运单 YD2611180001 的回访 10:50 到期")
    line.show_work("今日工作 38 项,其中 12 项已过期")
    line.resize(900, 28)
    line.show()
    line.say(SENTENCE)
    QApplication.processEvents()
    assert line.message.width() < line.message.fontMetrics().horizontalAdvance(SENTENCE)
    assert SENTENCE in line.message.toolTip()
    line.message.repaint()
    line.turn_page()
    line._forget()
    assert line.message.toolTip() == ""
    line.close()


def test_a_reminder_without_room_keeps_its_hour_and_its_key(dressed: QApplication) -> None:
    line = StatusLine()
    line.show_reminder("10:40 前:派送出车 PS261118-001")
    line.show_work("待办 76 · 已过时限 21")
    for width in (1366, 460):
        painted = reminder_at(line, width)
        words = painted.text
        inside = line.reminder.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, painted, line.reminder
        )
        assert line.reminder.fontMetrics().horizontalAdvance(words) <= inside.width()
        assert words.startswith("10:40")
        assert words.endswith(GO_KEY)
        assert ("…" in words) == (width < 1000)
    assert "PS261118-001" in line.reminder.toolTip()
    line.close()


def test_a_sign_that_would_be_eaten_is_painted_as_it_is(dressed: QApplication) -> None:
    line = StatusLine()
    line.show_reminder("10:40 前:回访 A&B&C 贸易有限公司")
    for width in (1366, 500):
        painted = reminder_at(line, width)
        assert painted.text.count("&") % 2 == 0
        assert painted.text.endswith(f"  {GO_KEY}")
        assert ("A&&B&&C" in painted.text) == (width > 1000)
    line.close()
