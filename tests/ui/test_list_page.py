"""The page of a described list over a real office, driven by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desk.app import command_table, list_table
from desk.freight.exceptions.choices import ExceptionState
from desk.freight.tracking.choices import Channel, PartyKind
from desk.freight.tracking.queries import contacts_of
from desk.kernel.pinyin import in_alphabet
from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from desk.screens.lists import Filter, Sort
from tests.conftest import Office
from tests.freight.inbound.truck import N4, stocked
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.typing_in import press, write
from ui.icons import LIST_ICONS
from ui.pages.argument_fields import argument_fields, row_argument
from ui.pages.filter_chips import ChoiceChip, SpanChip
from ui.pages.form_dialog import FormDialog
from ui.pages.list_foot import ListFoot
from ui.pages.list_page import ListPage
from ui.pages.number_dialog import NumberDialog
from ui.registry import QUIET_LISTS, Context

Key = Qt.Key
HOSTILE = ("<b>甲</b>", "A&B", "=1+1", "'; drop", "名" * 60, "李娜😀")


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> ListPage:
    page = ListPage(context, "users")
    page.resize(1100, 640)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    return page


def names(page: ListPage) -> list[str]:
    column = [f.name for f in page.spec.fields].index("name")
    return [page.model.index(row, column).data() for row in range(page.model.rowCount())]


def open_form() -> FormDialog:
    forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    assert len(forms) == 1
    return forms[0]


def test_shows_the_people_and_counts_them(page: ListPage) -> None:
    assert names(page) == ["经理", "进港调度", "客服员甲", "出港调度", "客服员乙"]
    assert page.foot.count.text() == "共 5 条"


def test_a_page_opened_for_a_record_chooses_it_when_it_is_here(
    context: Context, qtbot: QtBot
) -> None:
    page = ListPage(context, "users")
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open_with(ids=[3])
    assert page.table.chosen_ids() == []
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    assert page.table.chosen_ids() == [3]
    assert page.table.hasFocus()
    row = page.table.current_row()
    assert row is not None
    assert page.model.id_at(row) == 3
    page.table.selectRow(0)
    page.open_with(ids=[2, 4])
    assert sorted(page.table.chosen_ids()) == [2, 4]


def test_search_waits_for_committed_text(page: ListPage, qtbot: QtBot) -> None:
    page.search.setFocus()
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClicks(page.search, "ji")
    assert names(page) == ["客服员甲"]
    QTest.keyClick(page.search, Key.Key_Down)
    assert page.table.hasFocus()
    assert page.table.current_row() == 0
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClick(page.search, Key.Key_Escape)
    assert page.model.rowCount() == 5


def test_an_empty_result_says_why_and_offers_the_way_out(page: ListPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.model.settled):
        page.open_with(search="没有这个人")
    assert page.empty.isVisible()
    assert page.empty.sentence.text() == "没有符合条件的记录。"
    with qtbot.waitSignal(page.model.settled):
        page.empty.clear.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.table.isVisible()


def test_an_empty_list_is_not_blamed_on_its_opening_filter(
    context: Context, asker: ScriptedAsker, frame: FrameSpy, qtbot: QtBot
) -> None:
    """Nothing was ever there: the list says how to begin, and beginning needs one question, no form."""
    page = ListPage(context, "day_close_items")
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    assert page.filters.narrows
    begin = "还没有日清事项。今天的日清还没打开的,按 Ctrl+N 打开。"
    qtbot.waitUntil(lambda: page.empty.sentence.text() == begin)
    assert not page.empty.clear.isVisible()
    asker.answers.append(True)
    page.act(next(a for a in page.offered if a.name == "open_day_close"))
    assert asker.asked == [("打开今日日清?", ())]
    qtbot.waitUntil(lambda: frame.said == ["打开今日日清:已完成。"])


def test_the_first_step_down_from_the_search_chooses_a_row(context: Context, qtbot: QtBot) -> None:
    """The keyboard was in the search while the rows were read; what a row offers works at once."""
    fresh = ListPage(context, "users")
    qtbot.addWidget(fresh)
    with qtbot.waitActive(fresh):
        fresh.show()
        fresh.activateWindow()
    with qtbot.waitSignal(fresh.model.settled):
        fresh.shown()
    assert fresh.search.hasFocus()
    QTest.keyClick(fresh.search, Key.Key_Down)
    qtbot.waitUntil(fresh.table.hasFocus)
    assert (fresh.table.current_row(), fresh.table.chosen_count()) == (0, 1)


def test_chips_narrow_and_are_cleared(page: ListPage, qtbot: QtBot) -> None:
    chip = page.filters.chip("role")
    assert isinstance(chip, ChoiceChip)
    with qtbot.waitSignal(page.model.settled):
        chip.menu_of().actions()[0].trigger()
    assert page.model.wanted.filters == (Filter("role", "in", (Role.CS,)),)
    assert names(page) == ["客服员甲", "客服员乙"]
    assert chip.text().startswith("岗位:客服员")
    with qtbot.waitSignal(page.model.settled):
        page.filters.clear()
    assert page.model.rowCount() == 5


def test_the_blank_ticks_several_words_of_a_chip_in_one_visit(page: ListPage, qtbot: QtBot) -> None:
    chip = page.filters.chip("role")
    assert isinstance(chip, ChoiceChip)
    chip.click()
    menu = chip.menu_of()
    qtbot.waitUntil(menu.isVisible)
    for _ in range(2):
        QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Space)
    assert menu.isVisible()
    assert chip.state() == [Role.CS.name, Role.IN.name]
    QTest.keyClick(menu, Key.Key_Return)
    assert not menu.isVisible()
    assert chip.state() == [Role.CS.name]


def test_a_list_that_opens_without_closed_records_shows_all_others(
    context: Context, qtbot: QtBot
) -> None:
    page = ListPage(context, "exceptions")
    qtbot.addWidget(page)
    chip = page.filters.chip("state")
    assert chip.words() == "不含已结案"
    (condition,) = page.model.wanted.filters
    assert condition.op == "in"
    assert set(condition.value) == set(ExceptionState) - {ExceptionState.CLOSED}


def test_a_span_of_days_narrows_moments_by_local_days(
    page: ListPage, office: Office, qtbot: QtBot
) -> None:
    chip = page.filters.chip("created_at")
    assert isinstance(chip, SpanChip)
    today, yesterday = chip.menu_of().actions()[:2]
    with qtbot.waitSignal(page.model.settled):
        yesterday.trigger()
    assert page.model.rowCount() == 0
    with qtbot.waitSignal(page.model.settled):
        today.trigger()
    assert page.model.rowCount() == 5
    assert chip.text().startswith("建立时间:今天")
    office.at("2026-11-17 08:00")
    with qtbot.waitSignal(page.model.settled):
        page.refresh()
    assert page.model.rowCount() == 0


def test_a_change_elsewhere_shows_at_once_and_keeps_the_selection(
    page: ListPage, context: Context, qtbot: QtBot
) -> None:
    page.table.selectRow(2)
    chosen = page.table.chosen_ids()
    with qtbot.waitSignal(page.model.settled):
        context.desk.run(
            add_user, login="aaa", name=HOSTILE[0], role=Role.CS, password="first-2026"
        )
    assert names(page)[0] == HOSTILE[0]
    assert page.table.chosen_ids() == chosen


@pytest.mark.parametrize("name", HOSTILE)
def test_names_are_shown_as_typed(
    page: ListPage, context: Context, asker: ScriptedAsker, qtbot: QtBot, name: str
) -> None:
    with qtbot.waitSignal(page.model.settled):
        context.desk.run(add_user, login="aaa", name=name, role=Role.CS, password="first-2026")
    assert names(page)[0] == name
    page.table.selectRow(0)
    asker.answers = [False]
    page.bar.triggers["deactivate_user"].trigger()
    assert asker.asked[0][1] == (f"aaa  {name}",)


def test_the_key_of_an_action_opens_its_form_and_two_problems_show_at_once(
    page: ListPage, qtbot: QtBot, frame: FrameSpy
) -> None:
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    form = open_form()
    qtbot.waitUntil(form.fields["login"].control.hasFocus)
    for text in ("!", "新人", "1", "short"):
        write(text)
        press(Key.Key_Return)
    assert form.isVisible()
    assert "登录名不合规则" in form.fields["login"].problem_text
    assert "至少 8 位" in form.fields["password"].problem_text
    assert form.fields["name"].problem_text == ""
    assert form.fields["login"].control.hasFocus()
    QTest.keyClicks(form.fields["login"].control, "xin")
    form.fields["password"].take_focus()
    QTest.keyClicks(form.fields["password"].control, "long-enough")
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClick(form.fields["password"].control, Key.Key_F9)
    assert not isValid(form)
    assert "新人" in names(page)
    assert frame.said == ["新建用户:已保存。"]


def test_a_row_action_starts_from_the_row(page: ListPage, qtbot: QtBot) -> None:
    page.table.selectRow(2)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Return)
    form = open_form()
    assert form.fields.names == ("name", "role")
    assert form.fields["name"].value() == "客服员甲"
    assert form.fields["role"].value() is Role.CS
    form.fields["role"].set_value(Role.FIN)
    form.fields["role"].touch()
    with qtbot.waitSignal(page.model.settled):
        form.save()
    assert page.model.values_at(2)["role"] is Role.FIN


def test_what_a_form_leaves_empty_keeps_its_usual_value(
    context: Context, office: Office, qtbot: QtBot
) -> None:
    stocked(office)
    office.as_("boss")
    form = FormDialog(
        context,
        command_table()["tell_customer"],
        argument_fields(command_table()["tell_customer"])[1:],
        {"number": "YC261118-001"},
    )
    qtbot.addWidget(form)
    assert form.fields["party_kind"].value() is PartyKind.CONSIGNEE
    form.fields.fill({"channel": Channel.PHONE, "who": "陈姐", "party_kind": None})
    assert "party_kind" not in form.arguments()
    form.save()
    (talk,) = office.desk.ask(contacts_of, number=N4)
    assert (talk.who, talk.party_kind) == ("陈姐", PartyKind.CONSIGNEE)


def test_esc_asks_once_when_something_was_typed(page: ListPage, asker: ScriptedAsker) -> None:
    page.bar.triggers["add_user"].trigger()
    form = open_form()
    QTest.keyClicks(form.fields["login"].control, "x")
    asker.answers = [False, True]
    QTest.keyClick(form, Key.Key_Escape)
    assert form.isVisible()
    QTest.keyClick(form, Key.Key_Escape)
    assert not form.isVisible()
    assert len(asker.asked) == 2


def test_row_actions_need_a_row_and_run_for_each(
    page: ListPage, asker: ScriptedAsker, context: Context, qtbot: QtBot
) -> None:
    page.table.clearSelection()
    assert not page.bar.triggers["deactivate_user"].isEnabled()
    page.table.choose([2, 3])
    asker.answers = [True]
    page.bar.triggers["deactivate_user"].trigger()
    assert len(asker.asked[0][1]) == 2
    rows = [page.model.row_of(i) or 0 for i in (2, 3)]
    qtbot.waitUntil(lambda: [page.model.values_at(r).get("active") for r in rows] == [False] * 2)


def test_a_refusal_is_told_in_plain_words(
    page: ListPage, asker: ScriptedAsker, context: Context
) -> None:
    page.table.choose([1])
    asker.answers = [True]
    page.bar.triggers["deactivate_user"].trigger()
    assert asker.told[0].small == "E019"
    assert "至少保留一位在用的客服部经理" in asker.told[0].text


def test_sorting_by_a_header(page: ListPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.model.settled):
        page.table.horizontalHeader().sectionClicked.emit(1)
    assert page.model.wanted.sort == Sort("name", False)
    assert names(page) == sorted(names(page), key=in_alphabet)


def test_who_lacks_a_right_sees_no_button(
    office: Office, context: Context, qtbot: QtBot, dressed: QApplication
) -> None:
    office.as_("jia")
    page = ListPage(context, "customers")
    qtbot.addWidget(page)
    assert "freeze_customer" not in page.bar.triggers
    assert "add_contact" in page.bar.triggers or "request_change" in page.bar.triggers


def test_every_action_of_every_list_leads_somewhere(context: Context, qtbot: QtBot) -> None:
    """A form can be built for whatever a list offers; what needs a hand-made screen is not offered."""
    opened = 0
    for spec in list_table().values():
        page = ListPage(context, spec.name)
        qtbot.addWidget(page)
        for action in page.offered:
            command = command_table().get(action.name)
            if command is None:
                continue
            form = FormDialog(context, command, argument_fields(command, spec))
            labels = [editor.field.label for editor in form.fields]
            subject = row_argument(command) if action.per_row else None
            unnamed = [e.name for e in form.fields if e.field.label == e.name and e.name != subject]
            assert unnamed == [], (spec.name, action.name)
            assert len(labels) == len(form.fields.names)
            opened += 1
            form.close()
    assert opened > 10


def test_a_register_is_printed_for_a_period(
    context: Context, qtbot: QtBot, frame: FrameSpy, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ListPage(context, "stock")
    qtbot.addWidget(page)
    asked: list[str] = []

    def answered(dialog: NumberDialog) -> int:
        asked.append(dialog.number.value())
        dialog.number.set_value("")
        dialog.accept()
        assert dialog.number.problem_text == "期间必填。"
        dialog.number.set_value("2026-11-16")
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(NumberDialog, "exec", answered)
    page.bar.triggers["print:P-06"].trigger()
    assert asked == ["2026-11"]
    assert frame.papers == [("P-06", "2026-11-16")]


def test_every_list_has_a_picture_of_its_own_and_details_stand_behind_more() -> None:
    """The navigation shows no page by the stand-in picture; the parts of a case are not on top."""
    assert [name for name in list_table() if name not in LIST_ICONS] == []
    parts = {"callback_items", "callback_omissions", "visit_actions", "survey_recipients"}
    assert parts | {"questionnaires", "callback_follow_ups", "day_close_items"} <= QUIET_LISTS


def test_the_foot_names_only_keys_that_work(context: Context, qtbot: QtBot) -> None:
    """A price call is not about a consignment until it became one."""
    page = ListPage(context, "inquiries")
    qtbot.addWidget(page)
    assert "F11" not in page.foot.keys.text()
    page._show_keys({"consignment_no": "YD2611160001"})
    assert "F11" in page.foot.keys.text()
    goods = ListPage(context, "consignments")
    qtbot.addWidget(goods)
    assert "F11" in goods.foot.keys.text()


def test_a_count_that_is_not_known_yet_says_so(qtbot: QtBot) -> None:
    foot = ListFoot()
    qtbot.addWidget(foot)
    foot.tell(1000, 0, "", narrowed=False, more=True)
    assert foot.count.text() == "共 1,000+ 条"
    foot.tell(850_000, 0, "", narrowed=True)
    assert foot.count.text() == "筛选出 850,000 条"


def test_figures_without_room_go_into_two_lines_and_never_widen_the_window(qtbot: QtBot) -> None:
    page, foot = QWidget(), ListFoot()
    qtbot.addWidget(page)
    foot.setParent(page)
    foot.show_keys("Enter 打开 · F5 刷新")
    foot.tell(52, 0, "票数 52  应收运费 19,319.00  代收货款 105,200.00", narrowed=False)
    foot.resize(300, 60)
    page.show()
    lines = foot.count.text().splitlines()
    assert lines[0].startswith("共 52 条")
    assert lines[-1] == "代收货款 105,200.00"
    assert foot.keys.isHidden()
    assert foot.minimumSizeHint().width() == 0
    foot.resize(900, 60)
    assert "\n" not in foot.count.text()
    assert not foot.keys.isHidden()


def test_the_line_below_is_laid_out_when_its_words_change(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    foot = ListFoot()
    qtbot.addWidget(foot)
    foot.resize(300, 60)
    foot.show()
    laid_out: list[str] = []
    lines = foot._lines
    monkeypatch.setattr(foot, "_lines", lambda: (laid_out.append(foot._said), lines())[1])
    for chosen in (1, 1, 2, 2):
        foot.tell(52, chosen, "应收运费 19,319.00", narrowed=False)
        foot.show_keys("Enter 打开")
    assert len(laid_out) == 3, "the keys were other ones once"
    foot.resize(200, 60)
    assert len(laid_out) == 4


def test_what_is_chosen_of_a_list_still_being_read_is_said_and_not_half_done(
    page: ListPage, frame: FrameSpy
) -> None:
    page.model.more = True
    page.table.selectAll()
    n = page.model.rowCount()
    assert f"已选 {n}+ 条   ·   合计  计算中…" in page.foot.count.text()
    page.bar.triggers["deactivate_user"].trigger()
    assert frame.said[-1] == "全选的记录还在读取,请稍等再办理。"
    page.model.more = False
    page.model.settled.emit()
    assert f"已选 {n} 条" in page.foot.count.text()


def test_a_reason_is_not_named_after_another_list() -> None:
    for name in ("unfile_voucher", "unseal_box"):
        (reason,) = [f for f in argument_fields(command_table()[name]) if f.name == "reason"]
        assert reason.label == "原因"


@pytest.mark.parametrize(
    "name", ["claims", "complaints", "evaluation_plans", "exceptions", "users"]
)
def test_the_way_back_stands_in_the_line_of_the_chips(
    context: Context, qtbot: QtBot, name: str
) -> None:
    page = ListPage(context, name)
    qtbot.addWidget(page)
    page.resize(1178, 640)  # of a window of 1366
    page.show()
    bar = page.filters
    bar._reset.setVisible(True)
    QApplication.processEvents()
    tops = {part.geometry().center().y() for part in (*bar.chips, bar._reset)}
    assert max(tops) - min(tops) <= 1
    assert bar.geometry().right() < page.names.mapTo(page, QPoint()).x()
    page.resize(1600, 640)
    QApplication.processEvents()
    assert page.search.width() == 280
