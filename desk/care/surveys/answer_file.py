"""The answer file: a sheet written by the program with every code, filled in elsewhere, read back whole."""

from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from desk.care.surveys.answering import check_row, chosen_numbers
from desk.care.surveys.choices import ItemKind
from desk.care.surveys.drafts import Answer, AnswerSheet
from desk.care.surveys.finding import code_of, survey_by_number
from desk.care.surveys.model import QuestionnaireItem, Survey
from desk.care.surveys.rules import SURVEY_STATES
from desk.documents.intake.cells import CellReader
from desk.documents.intake.header import find_header
from desk.documents.intake.mapping import Column, propose_mapping, vocabulary
from desk.documents.intake.preview import Preview, RowResult, preview_rows, result_of
from desk.documents.intake.reader import read_workbook
from desk.documents.papers import A4L, Footer, Kind, Paper, Spacer, Table, Text
from desk.documents.papers import Column as PaperColumn
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import form, query
from desk.kernel.errors import FileRefused
from desk.kernel.quantities import parse_count
from desk.kernel.text import tr
from desk.storage.work import Reader

_OWN = (
    ("code", "问卷编码"),
    ("customer", "客户"),
    ("respondent", "填写人"),
    ("surveyor", "调查人"),
    ("at", "填写时间"),
    ("phone_used", "使用电话"),
)


@dataclass(frozen=True)
class BadRow:
    """A row of the file that cannot be taken, with its reasons."""

    row_no: int
    code: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class AnswerFile:
    """What a file holds: sheets to import, rows to mend, rows left blank."""

    sheets: tuple[AnswerSheet, ...]
    bad: tuple[BadRow, ...]
    blank: int


def _item_label(item: QuestionnaireItem) -> str:
    return tr("第{n}题").format(n=item.position)


def columns_of(survey: Survey) -> tuple[Column, ...]:
    """The columns of the round's answer file."""
    items = survey.questionnaire.items
    return (
        *(Column(key, tr(label), required=key == "code") for key, label in _OWN),
        *(Column(f"q{i.position}", _item_label(i)) for i in items),
    )


@form("P-14c", "KF-BD-14c", "满意度答卷录入表", needs="survey.read", of="调查编号")
def answer_template(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The sheet to fill in: as Excel it is read back, on paper it is a tally list.

    Respondents who answered already are left out.

    Raises:
        Refused: E006.
    """
    survey = survey_by_number(read, number)
    items = survey.questionnaire.items
    waiting = [r for r in survey.recipients if r.answer is None]
    empty = (None,) * (len(_OWN) - 2 + len(items))
    return Paper(
        size=A4L,
        form_code="KF-BD-14c",
        title=tr("满意度答卷录入表"),
        number=survey.number,
        barcode=survey.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            Text(tr("每行一份答卷,编码不要改动;5级题填 1–5,推荐意愿填 0–10,没有回答的留空。")),
            *(Text(line, 8) for line in _legend(items)),
            Spacer(1),
            Table(
                tuple(_paper_column(key, tr(label)) for key, label in _OWN)
                + tuple(_item_column(i) for i in items),
                tuple((r.code, r.customer.name, *empty) for r in waiting),
                totals=False,
            ),
        ),
    )


def _legend(items: list[QuestionnaireItem]) -> list[str]:
    """The questions behind the column numbers, a line per dimension."""
    lines: dict[str, list[str]] = {}
    for item in items:
        lines.setdefault(item.dimension, []).append(f"{item.position} {item.text}{_marks(item)}")
    return [f"{name or tr('其他')}: {'   '.join(texts)}" for name, texts in lines.items()]


def _marks(item: QuestionnaireItem) -> str:
    numbered = (f"{n} {word}" for n, word in enumerate(item.choices, 1))
    return f"({'、'.join(numbered)})" if item.choices else ""


def _paper_column(key: str, label: str) -> PaperColumn:
    width = {"code": 30.0, "at": 14.0, "respondent": 14.0, "surveyor": 14.0, "phone_used": 14.0}
    return PaperColumn(key, label, width_mm=width.get(key), nowrap=key == "code")


def _item_column(item: QuestionnaireItem) -> PaperColumn:
    kind = Kind.COUNT if item.kind in (ItemKind.FIVE, ItemKind.TEN) else Kind.TEXT
    return PaperColumn(f"q{item.position}", _item_label(item), kind, width_mm=7.5)


@query("survey.create", "检查答卷文件")
def check_answer_file(read: Reader, *, number: str, path: str) -> AnswerFile:
    """Read a filled answer file and check every row; nothing is saved.

    Raises:
        Refused: E006, E008 the round takes no answers.
        FileRefused: the file is not read, or it is no answer file of this round.
    """
    survey = survey_by_number(read, number)
    SURVEY_STATES.step(survey.state, "enter_survey_answer")
    preview = _preview(read, survey, Path(path))
    filled = [
        r for r in preview.rows if r.problems or isinstance(r.values.get("sheet"), AnswerSheet)
    ]
    good = [s for r in filled if r.is_good and isinstance(s := r.values["sheet"], AnswerSheet)]
    bad = [
        BadRow(r.row_no, str(r.values.get("code") or ""), tuple(p.message for p in r.problems))
        for r in filled
        if r.problems
    ]
    return AnswerFile(tuple(good), tuple(bad), len(preview.rows) - len(filled))


def _preview(read: Reader, survey: Survey, path: Path) -> Preview:
    columns = columns_of(survey)
    for sheet in read_workbook(path):
        header = find_header(sheet.rows, vocabulary(columns))
        if header is None:
            continue
        mapping = propose_mapping(header.names, columns)
        if mapping.missing(columns):
            continue
        gone = [c.label for c in columns if c.key.startswith("q") and c.key not in mapping.matches]
        if gone:
            words = tr("这份答卷文件缺少{gone}一列,请补上(没有回答的留空)后再导入。")
            raise FileRefused(words.format(gone="、".join(gone)))
        return preview_rows(sheet, header, mapping, columns, _RowChecker(read, survey).check)
    raise FileRefused(
        tr(
            "这不是本次调查的答卷文件:找不到「问卷编码」一列。请用「满意度答卷录入表」导出的文件填写。"
        )
    )


class _RowChecker:
    """Checks one row after the other, also against the rows above."""

    def __init__(self, read: Reader, survey: Survey) -> None:
        self._read = read
        self._items = survey.questionnaire.items
        self._known = {r.code: r for r in survey.recipients}
        self._seen: set[int] = set()

    def check(self, cells: CellReader) -> RowResult:
        """A row without any answer is blank; its prefilled code and name do not make it one."""
        if all(cells.raw(f"q{i.position}") is None for i in self._items):
            return result_of(cells)
        for key, most in (("code", 20), ("respondent", 60), ("surveyor", 60), ("phone_used", 30)):
            cells.text(key, most)
        self._read_time(cells)
        answers = tuple(a for i in self._items if (a := _answer(cells, i)) is not None)
        if not cells.problems:
            cells.values["code"] = code_of(self._read, str(cells.values["code"]))
            sheet = _sheet(cells, answers)
            problems = check_row(self._read, self._known, self._seen, sheet)
            cells.problems.extend(problems)
            cells.values["sheet"] = sheet
        return result_of(cells)

    def _read_time(self, cells: CellReader) -> None:
        """A day without a time is enough: it begins at midnight."""
        before = len(cells.problems)
        if cells.moment("at", self._read.today) is not None or len(cells.problems) == before:
            return
        wrong = cells.problems[before:]
        del cells.problems[before:]
        day = cells.day("at", self._read.today)
        if day is None:
            cells.problems[before:] = wrong
        else:
            cells.values["at"] = datetime.combine(day, time(), BEIJING)


def _answer(cells: CellReader, item: QuestionnaireItem) -> Answer | None:
    key = f"q{item.position}"
    if item.kind in (ItemKind.TEXT, ItemKind.MANY):
        words = cells.text(key)
        if words and item.kind is ItemKind.MANY:
            words = ",".join(chosen_numbers(words))
        return Answer(item=item.position, words=words) if words else None
    value = cells.read(key, parse_count)
    return None if value is None else Answer(item=item.position, value=value)


def _sheet(cells: CellReader, answers: tuple[Answer, ...]) -> AnswerSheet:
    given: dict[str, Any] = {
        key: cells.values[key] for key, _ in _OWN if cells.values.get(key) is not None
    }
    return AnswerSheet(
        code=given["code"],
        respondent=given.get("respondent", ""),
        surveyor=given.get("surveyor", ""),
        at=given.get("at"),
        phone_used=given.get("phone_used", ""),
        answers=answers,
    )
