"""How this computer prints: profiles, what corrects a crooked printer, parts, pre-printed paper, batches."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desk.app import Desk
from desk.documents.calibration import CROSS_MM
from desk.documents.papers import C241, SIZES, Paper
from desk.documents.pictures import page_count, pdf_page
from desk.kernel.commands import Form
from desk.kernel.errors import refuse
from desk.office.printing.queries import print_history
from desk.printing import AT_A_TIME
from tests.documents.paper_samples import receipt, run_sheet
from tests.ui.conftest import ScriptedAsker
from ui import local_settings
from ui.local_settings import LocalSettings
from ui.pages.paper_page import PaperPage
from ui.pages.print_dialog import PrintDialog
from ui.pages.print_settings_page import PrintSettingsPage
from ui.pages.profile_form import MeasuredDialog, ProfileForm
from ui.pages.progress import ProgressDialog
from ui.print_faults import PrinterGone
from ui.print_profiles import (
    CHOICE_NAMES,
    PAPER_NAMES,
    Measured,
    PrintProfile,
    keep_profile,
    profile_of,
)
from ui.printers import PdfPrinter
from ui.registry import Context

LIST, SLIP = "P-02", "P-03"
PAPERS = {LIST: run_sheet(3, copies=("①司机", "②调度", "③财务")), SLIP: receipt()}
BAD = "YD-坏"
ROUGH = PrintProfile("PDF", dpi=72)


@pytest.fixture(autouse=True)
def _sample_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms with known papers; one number is refused."""

    def paper(_desk: Desk, code: str, number: str, **_: Any) -> tuple[Paper, ...]:
        if number == BAD:
            raise refuse("E006", "number", label="运单", v=number)
        return (PAPERS[code],)

    def form(_desk: Desk, code: str) -> Form:
        return Form(code, code, "单据", "print.create", "单号", paper, papers=("C241", "A4"))

    monkeypatch.setattr(Desk, "paper", paper)
    monkeypatch.setattr(Desk, "form", form)


def opened(
    context: Context, qtbot: QtBot, target: Path, code: str, number: str | Sequence[str] = "1"
) -> PaperPage:
    page = PaperPage(context, code, number, port=PdfPrinter(target, 72), settings=LocalSettings())
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.rendering is not None)
    return page


def printed(page: PaperPage, qtbot: QtBot, profile: PrintProfile) -> None:
    page.printing.print_with(profile)
    qtbot.waitUntil(lambda: page.context.bridge.working.idle, timeout=20_000)


def ink(pdf: bytes) -> int:
    """Dark dots of the first page at 72 dots an inch."""
    page = pdf_page(pdf, 0, 72)
    return sum(1 for dot in page.pixels[1::4] if dot < 128)


def asker_of(page: PaperPage) -> ScriptedAsker:
    asker = page.context.asker
    assert isinstance(asker, ScriptedAsker)
    return asker


def test_a_form_follows_its_paper_until_it_has_its_own_way() -> None:
    kept: dict[str, PrintProfile] = {}
    assert profile_of(kept, SLIP, "C241") == PrintProfile()
    keep_profile(kept, "", "C241", PrintProfile("针打", right_mm=1.0))
    assert profile_of(kept, SLIP, "C241").printer == "针打"
    assert profile_of(kept, SLIP, "A4H") == PrintProfile()
    keep_profile(kept, SLIP, "C241", PrintProfile("另一台"))
    assert profile_of(kept, SLIP, "C241").printer == "另一台"
    assert profile_of(kept, "P-25", "C241").printer == "针打"
    keep_profile(kept, SLIP, "C241", PrintProfile("针打", right_mm=1.0))  # as its paper again
    assert kept.keys() == {"@C241"}


def test_a_paper_that_is_calibrated_after_forms_were_printed_moves_them() -> None:
    kept: dict[str, PrintProfile] = {}
    keep_profile(kept, SLIP, "C241", PrintProfile("针打"))
    keep_profile(kept, LIST, "C241", PrintProfile("针打", copies=2, preprinted=True))
    keep_profile(kept, "P-25", "C241", PrintProfile("激光"))
    keep_profile(kept, "", "C241", PrintProfile("针打", 1, 2.0, -1.5, 99.5, 100.2, 180))
    assert profile_of(kept, SLIP, "C241") == PrintProfile("针打", 1, 2.0, -1.5, 99.5, 100.2, 180)
    several = profile_of(kept, LIST, "C241")
    assert (several.copies, several.preprinted, several.right_mm) == (2, True, 2.0)
    assert profile_of(kept, "P-25", "C241") == PrintProfile("激光")  # another printer
    keep_profile(kept, LIST, "C241", several)  # printed again, as it was proposed
    keep_profile(kept, "", "C241", PrintProfile("针打", right_mm=-3.0))
    assert profile_of(kept, LIST, "C241").right_mm == -3.0


def test_a_form_that_was_calibrated_itself_keeps_its_place() -> None:
    kept = {"@C241": PrintProfile("针打", right_mm=2.0, dpi=180)}
    own = PrintProfile("针打", right_mm=4.0, dpi=180)
    keep_profile(kept, SLIP, "C241", own)
    keep_profile(kept, "", "C241", PrintProfile("针打", right_mm=1.0, dpi=360))
    assert profile_of(kept, SLIP, "C241") == PrintProfile("针打", right_mm=4.0, dpi=360)
    kept[f"{LIST}@C241"] = own  # as it was kept before a form told its own from its paper's
    assert profile_of(kept, LIST, "C241") == own
    keep_profile(kept, SLIP, "C241", PrintProfile("针打", 2, right_mm=1.0, dpi=360))
    keep_profile(kept, "", "C241", PrintProfile("针打", right_mm=1.5))
    assert profile_of(kept, SLIP, "C241") == PrintProfile("针打", 2, right_mm=1.5)


@pytest.mark.parametrize("before", [PrintProfile(), PrintProfile(right_mm=2, across_percent=99)])
def test_one_measured_page_straightens_a_crooked_printer(before: PrintProfile) -> None:
    stretch, left, top = 1.006, 2.3, -1.1  # what the printer does to whatever it is sent

    def comes_out(profile: PrintProfile) -> tuple[float, float, float, float]:
        wide, high = profile.across_percent / 100, profile.downward_percent / 100
        xs = [left + stretch * (profile.right_mm + wide * x) for x in (15, C241.width_mm - 15)]
        ys = [top + (profile.down_mm + high * y) for y in (15, C241.height_mm - 15)]
        return xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]

    after = comes_out(before.measured(C241, Measured(*comes_out(before))))
    meant = (CROSS_MM, CROSS_MM, C241.width_mm - 30, C241.height_mm - 30)
    assert after == pytest.approx(meant, abs=0.03)


def test_every_paper_has_a_name() -> None:
    assert PAPER_NAMES.keys() == SIZES.keys()
    assert set(CHOICE_NAMES.values()) <= set(PAPER_NAMES.values())


def test_the_form_shows_and_gives_back_a_profile(dressed: object, qtbot: QtBot) -> None:
    whole = PrintProfile("乙", 2, 1.25, -0.5, 99.5, 100.2, 180, "A4P", ("②调度",), True)
    form = ProfileForm(["甲", "乙"], whole, SIZES["A4H"], ("①司机", "②调度"))
    qtbot.addWidget(form)
    assert form.profile() == whole
    for box in form.parts:
        box.setChecked(True)
    assert form.profile().parts == ()
    gone = ProfileForm(["甲"], PrintProfile("丙"), C241)
    qtbot.addWidget(gone)
    assert not gone.is_complete
    assert gone.sheet.findData("C241T") < 0  # lower than the form


def test_measured_figures_are_filled_in(
    dressed: object, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ProfileForm(["甲"], PrintProfile("甲"), C241)
    qtbot.addWidget(form)

    def typed(dialog: MeasuredDialog) -> int:
        dialog.left.setValue(16.5)
        dialog.top.setValue(14.0)
        return 1

    monkeypatch.setattr(MeasuredDialog, "exec", typed)
    form.ask_measured()
    assert (form.right.value(), form.down.value()) == (-1.5, 1.0)
    assert form.across.value() == 100


@pytest.mark.parametrize(
    ("left", "across", "words"),
    [
        (15.0 + 24, C241.width_mm - 30, "左移 24 毫米"),
        (15.0, 190.0, "宽 111.21%"),
        (15.0, 240.0, "宽 88.04%"),
    ],
)
def test_measured_figures_out_of_reach_are_refused_in_words(
    dressed: object, qtbot: QtBot, left: float, across: float, words: str
) -> None:
    """Nothing is filled in that is not what was measured."""
    dialog = MeasuredDialog(C241, None, PrintProfile())
    qtbot.addWidget(dialog)
    dialog.left.setValue(left)
    dialog.across.setValue(across)
    dialog.accept()
    assert words in dialog.refusal.text()
    assert "±20 毫米" in dialog.refusal.text()
    assert dialog.result() == 0
    dialog.left.setValue(14.0)
    dialog.across.setValue(C241.width_mm - 30)
    dialog.accept()
    assert dialog.result() == 1
    assert dialog.measured().left_mm == 14.0


def test_without_a_part_nothing_is_printed(dressed: object, qtbot: QtBot) -> None:
    """None ticked is none, not all of them."""
    form = ProfileForm(["甲"], PrintProfile("甲"), C241, ("①司机", "②调度"))
    qtbot.addWidget(form)
    told: list[bool] = []
    form.complete.connect(told.append)
    for box in form.parts:
        box.setChecked(False)
    assert told == [True, False]
    assert (form.no_part.text(), form.no_part.isHidden()) == ("请至少选一联。", False)
    form.parts[1].setChecked(True)
    assert told[-1] is form.is_complete is True
    assert form.no_part.isHidden() is True
    assert form.profile().parts == ("②调度",)


def test_only_the_chosen_parts_come_out(context: Context, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, LIST)
    assert len(page.parts) == 3
    printed(page, qtbot, ROUGH)
    assert page_count(target.read_bytes()) == 3
    printed(page, qtbot, PrintProfile("PDF", dpi=72, parts=page.parts[1:2]))
    assert page_count(target.read_bytes()) == 1


def test_pre_printed_paper_is_shown_but_gets_only_what_is_filled_in(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, SLIP)
    assert page.rendering is not None
    plain = page.rendering.pdf
    printed(page, qtbot, ROUGH)
    whole = ink(target.read_bytes())
    printed(page, qtbot, PrintProfile("PDF", dpi=72, preprinted=True))
    assert 0 < ink(target.read_bytes()) < whole * 0.7
    qtbot.waitUntil(lambda: page.rendering is not None and page.rendering.pdf != plain)
    pale = pdf_page(page.rendering.pdf, 0, 72)
    blue = sum(1 for b, r in zip(pale.pixels[::4], pale.pixels[2::4], strict=True) if b > r + 20)
    assert blue > 300
    page.save_to(tmp_path / "saved.pdf")
    assert (tmp_path / "saved.pdf").read_bytes() == plain


def test_a_batch_names_what_it_left_out_and_where_it_was_printed(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, SLIP)
    page.numbers = [f"N{n}" for n in range(AT_A_TIME)] + [BAD, "N99"]
    printed(page, qtbot, ROUGH)
    (told,) = asker_of(page).told
    assert told.title == "1 份没有打印"
    assert told.text.startswith(f"{BAD}：")
    assert page_count(target.read_bytes()) == AT_A_TIME + 2  # with the list of what was left out
    (row,) = context.desk.ask(print_history, number="N99")
    assert (row.printer, row.copies, row.print_no) == ("PDF", 1, 1)


def test_a_printer_that_vanished_is_asked_about_and_nothing_counted(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf", SLIP)
    prints: list[bool] = []

    def gone(_port: PdfPrinter, name: str) -> None:
        raise PrinterGone(f"找不到打印机「{name}」,请另选一台。")

    def exec_(dialog: PrintDialog) -> int:
        prints.append(dialog.accept_button.isEnabled())
        return 0

    monkeypatch.setattr(PdfPrinter, "open", gone)
    monkeypatch.setattr(PrintDialog, "exec", exec_)
    printed(page, qtbot, PrintProfile("针打"))
    qtbot.waitUntil(lambda: bool(prints))
    assert asker_of(page).told[0].title == "打印机不在"
    assert prints == [False]
    assert context.desk.ask(print_history, number="1") == []


def test_a_cancelled_batch_says_what_was_counted(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf", SLIP)
    page.numbers = [f"N{n}" for n in range(3 * AT_A_TIME)]
    page.printing.print_with(ROUGH)
    qtbot.waitUntil(lambda: bool(page.printing.run and page.printing.run.print_nos))
    page.findChildren(ProgressDialog)[0].stop.click()
    qtbot.waitUntil(lambda: context.bridge.working.idle, timeout=20_000)
    assert page.message.text() == "已取消打印。"
    (told,) = asker_of(page).told
    assert told.title == "没有打完"
    assert "仍会打印" in told.text
    assert "已计入打印次数" in told.text
    assert page.printing.run is not None
    assert len(page.printing.run.print_nos) < 3 * AT_A_TIME


def test_another_paper_of_the_form_is_remembered(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    page = opened(context, qtbot, tmp_path / "out.pdf", SLIP)
    assert [page.papers.itemText(n) for n in range(2)] == ["连续纸二等分", "A4 半张"]
    page.rendering = None
    page.choose_paper("A4")
    qtbot.waitUntil(lambda: page.rendering is not None)
    assert page.printing.settings.papers == {SLIP: "A4"}
    assert local_settings.load().papers == {SLIP: "A4"}


def test_the_page_lists_papers_and_forms_and_changes_them(
    context: Context, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = LocalSettings(prints={f"{SLIP}@C241": PrintProfile("PDF", 2, right_mm=1.5)})
    monkeypatch.setattr(local_settings, "current", lambda: kept)
    page = PrintSettingsPage(context, PdfPrinter(tmp_path / "out.pdf", 72))
    qtbot.addWidget(page)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page.model.rowCount() == len(SIZES) + 1)
    own = page.rows()[-1]
    assert (own.what, own.printer, own.said) == (f"{SLIP} 单据", "PDF", "右移 1.5、下移 0 毫米")
    monkeypatch.setattr(page, "current", lambda: page.rows()[0])
    monkeypatch.setattr(PrintDialog, "exec", lambda dialog: dialog.form.copies.setValue(3) or 1)
    page.change()
    assert kept.prints["@A4P"].copies == 3
    monkeypatch.setattr(page, "current", lambda: own)
    page.forget()
    assert kept.prints.keys() == {"@A4P"}
    assert local_settings.load().prints.keys() == {"@A4P"}


def test_a_preview_leaves_out_what_cannot_be_printed_and_says_why(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "out.pdf"
    page = opened(context, qtbot, target, SLIP, ["1", BAD, "3"])
    assert page.isVisible()
    assert page.rendering is not None
    assert page.rendering.pages == 2
    (told,) = asker_of(page).told
    assert told.title == "1 份不能打印,其余照打"
    assert told.text.startswith(f"{BAD}：")
    page.load()  # told once
    qtbot.waitUntil(lambda: context.bridge.reading.idle)
    assert len(asker_of(page).told) == 1
    printed(page, qtbot, ROUGH)
    assert page_count(target.read_bytes()) == 3  # with the list of what was left out


def test_a_preview_of_nothing_but_refused_papers_closes_with_the_reasons(
    context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    port = PdfPrinter(tmp_path / "out.pdf", 72)
    page = PaperPage(context, SLIP, [BAD, BAD], port=port, settings=LocalSettings())
    page.show()
    with qtbot.waitSignal(page.destroyed):
        pass
    asker = context.asker
    assert isinstance(asker, ScriptedAsker)
    assert [told.title for told in asker.told] == ["不能这样办理"]
