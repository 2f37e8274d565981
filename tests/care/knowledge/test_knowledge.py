"""Phrases and solved cases: taken, proposed, masked, found while a call runs."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.care.complaints.registering import register_complaint
from desk.care.knowledge.cases import case_draft, keep_case
from desk.care.knowledge.choices import CardKind, Difference, Situation
from desk.care.knowledge.commands import (
    change_phrase,
    confirm_card,
    retire_card,
    use_card,
    write_phrase,
)
from desk.care.knowledge.masking import masked
from desk.care.knowledge.queries import FoundCard, find_knowledge
from desk.care.knowledge.rules import Line, changes, situation_of
from desk.care.knowledge.taking import phrase_difference, take_phrases
from desk.care.knowledge.today import cards_to_confirm
from desk.filing.documents.approving import approve_document, submit_document
from desk.filing.documents.choices import DocumentType
from desk.filing.documents.commands import revise_document
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.filing.documents.test_documents import in_force, word
from tests.filing.receipts.papers_desk import refusal
from tests.scenarios.test_at10_complaints import SLOW, finish

TITLE = "《服务文明礼貌日常用语规范》"
FIRST = (
    "一、接听来电",
    "1. 您好,货运客服,请问有什么可以帮您?",
    "2. 请问怎么称呼您?",
    "二、投诉受理",
    "1. 非常抱歉给您带来不便,我马上核实。",
    "三、结束通话",
    "1. 感谢您的来电,再见。",
)
SECOND = (
    *FIRST[:2],
    "2. 请问您贵姓?",
    *FIRST[3:5],
    "2. 今天内一定给您答复。",
)


def found(office: Office, text: str, **more: Any) -> list[FoundCard]:
    return office.as_("jia").ask(find_knowledge, text=text, **more)


@pytest.fixture
def book(office: Office) -> str:
    """The phrase book in force, and its cards taken over by a clerk."""
    file = Upload("用语.docx", word(*FIRST))
    number = in_force(office, document_type=DocumentType.GF, title=TITLE, file=file)
    office.as_("jia").run(take_phrases)
    return number


def test_the_document_becomes_cards(office: Office, book: str) -> None:
    rows = found(office, "")
    assert [(r.situation, r.title) for r in rows] == [
        (Situation.OPENING, "接听来电"),
        (Situation.OPENING, "接听来电"),
        (Situation.COMPLAINT, "投诉受理"),
        (Situation.CLOSING, "结束通话"),
    ]
    assert rows[0].said == "您好,货运客服,请问有什么可以帮您?"
    assert rows[0].source == f"{book} A/0"
    assert office.as_("in").run(take_phrases).value.new == 0


def test_a_new_revision_shows_what_it_changes_and_keeps_what_was_counted(
    office: Office, book: str
) -> None:
    asked = found(office, "称呼")[0]
    office.as_("jia").run(use_card, card_id=asked.card_id)
    office.as_("in").run(
        revise_document,
        number=book,
        change_note="改称呼",
        file=Upload("用语.docx", word(*SECOND)),
    )
    office.as_("in").run(submit_document, number=book)
    office.as_("boss").run(approve_document, number=book)
    difference = office.as_("jia").ask(phrase_difference)
    assert difference.source == f"{book} A/1"
    assert [(r.what, r.before, r.after) for r in difference.rows] == [
        (Difference.CHANGED, "请问怎么称呼您?", "请问您贵姓?"),
        (Difference.NEW, "", "今天内一定给您答复。"),
        (Difference.GONE, "感谢您的来电,再见。", ""),
    ]
    taken = office.as_("jia").run(take_phrases).value
    assert (taken.new, taken.changed, taken.gone) == (1, 1, 1)
    now = found(office, "贵姓")[0]
    assert (now.card_id, now.uses, now.source) == (asked.card_id, 1, f"{book} A/1")
    assert found(office, "再见") == []
    assert office.as_("jia").ask(phrase_difference).rows == ()


def test_no_document_no_cards(office: Office) -> None:
    missing = lambda: office.as_("jia").run(take_phrases)  # noqa: E731
    assert refusal(missing) == (
        "E006 找不到生效的受控文件「《服务文明礼貌日常用语规范》」,请核对后再试。"
    )


def test_a_clerk_proposes_and_the_manager_confirms(office: Office) -> None:
    words: dict[str, Any] = {
        "title": "客户催货",
        "situation": Situation.LOOKUP,
        "text": "请稍等,我马上查。",
    }
    card = office.as_("jia").run(write_phrase, **words).value
    assert found(office, "催货") == []
    with office.as_("boss").reading() as read:
        assert [row.title for row in cards_to_confirm(read)] == ["1 条新用语等待确认"]
    clerk = lambda: office.as_("jia").run(confirm_card, card_id=card)  # noqa: E731
    assert refusal(clerk).startswith("E210")
    office.as_("boss").run(confirm_card, card_id=card)
    assert [r.title for r in found(office, "chui")] == []
    assert [r.title for r in found(office, "khch")] == ["客户催货"]
    changed = {**words, "text": "请稍等,10 分钟内回电。"}
    office.as_("jia").run(change_phrase, card_id=card, version=None, **changed)
    assert found(office, "催货") == []
    office.as_("boss").run(change_phrase, card_id=card, version=None, **changed)
    assert found(office, "催货")[0].said == "请稍等,10 分钟内回电。"
    bare = lambda: office.as_("boss").run(retire_card, card_id=card, reason=" ")  # noqa: E731
    assert refusal(bare) == "E009 请填写原因后再停用。"
    office.as_("boss").run(retire_card, card_id=card, reason="已有规范用语")
    used = lambda: office.as_("jia").run(use_card, card_id=card)  # noqa: E731
    assert refusal(used) == "E008 知识卡当前为「停用」,不能使用。"
    with office.as_("boss").reading() as read:
        assert cards_to_confirm(read) == []


def test_words_of_a_document_are_changed_in_the_document(office: Office, book: str) -> None:
    card = found(office, "称呼")[0].card_id
    change = lambda: office.as_("boss").run(  # noqa: E731
        change_phrase,
        card_id=card,
        version=None,
        title="称呼",
        situation=Situation.OPENING,
        text="您贵姓",
    )
    assert refusal(change) == f"E008 知识卡当前为「{book} A/0」,不能修改用语。"


def test_every_wrong_field_is_told_at_once(office: Office) -> None:
    wrong = lambda: office.as_("jia").run(  # noqa: E731
        write_phrase, title=" ", situation=Situation.OTHER, text="", keywords="词" * 121
    )
    assert refusal(wrong) == (
        "E001 标题必填。\nE001 用语必填。\nE004 关键词太长:最多 120 个字,现有 121 个字。"
    )


def test_used_often_is_found_first(office: Office, book: str) -> None:
    thanks = found(office, "再见")[0]
    for _ in range(2):
        office.as_("jia").run(use_card, card_id=thanks.card_id)
    assert found(office, "")[0].card_id == thanks.card_id
    assert [r.card_id for r in found(office, "", situation=Situation.CLOSING)] == [thanks.card_id]
    assert found(office, "", kind=CardKind.CASE) == []
    assert found(office, "再见 100%_") == []


def test_a_closed_complaint_becomes_a_case_without_names(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = office.as_("jia").run(register_complaint, draft=SLOW).value
    early = lambda: office.as_("jia").run(keep_case, number=number)  # noqa: E731
    assert refusal(early) == "E008 投诉当前为「已登记」,不能记为案例。"
    office.at("2026-11-23 17:00")
    finish(office, number)
    draft = office.as_("jia").ask(case_draft, number=number)
    assert (draft.topic, draft.problem, draft.cause) == ("信息", "通知慢", "晚班无人接手通知")
    assert draft.solution == "致歉\n晚班指定通知人"
    typed = "兴疆机电的王经理(0991-5550456,13900000009)反映 YD2611160003 到货通知慢"
    office.as_("jia").run(keep_case, number=number, title="到货通知慢", problem=typed)
    case = found(office, "dhtzm")[0]
    assert case.text == "某某的某某(***,***)反映 *** 到货通知慢"
    assert (case.kind, case.source, case.said) == (CardKind.CASE, number, draft.solution)
    assert found(office, "信息", kind=CardKind.CASE) == [case]
    again = lambda: office.as_("jia").run(keep_case, number=number)  # noqa: E731
    assert refusal(again) == f"E017 案例「{number}」已经存在,请换一个。"
    lost = lambda: office.as_("jia").ask(case_draft, number="YC261118-009")  # noqa: E731
    assert refusal(lost).startswith("E006")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("张师傅说 16 件少 1 件,赔 260.00 元", "某师傅说 16 件少 1 件,赔 260.00 元"),
        ("身份证 650102199001011234,账号 6222020200112233", "身份证 ***,账号 ***"),
        ("车牌新A6F128,电话 139 0000 0009", "车牌***,电话 ***"),
        ("2026-11-20 到货,延误 3 天", "2026-11-20 到货,延误 3 天"),
        ("总经理已经致歉", "总经理已经致歉"),
    ],
)
def test_people_and_numbers_go_amounts_stay(text: str, kept: str) -> None:
    assert masked(text) == kept


@given(st.integers(13_000_000_000, 19_999_999_999), st.text("天地货运", min_size=2, max_size=4))
def test_no_number_and_no_name_ever_stays(phone: int, name: str) -> None:
    kept = masked(f"{name}来电{phone}要求赔偿", (f"{name} 李经理",))
    assert str(phone) not in kept
    assert name not in kept


def test_headings_speak_of_situations() -> None:
    assert situation_of("(三)电话回访用语") is Situation.CALL_BACK
    assert situation_of("第二章 报价") is Situation.INQUIRY
    assert situation_of("总则") is Situation.OTHER


@given(st.lists(st.tuples(st.sampled_from("AB"), st.text("甲乙丙", max_size=2)), max_size=8))
def test_taking_a_document_twice_changes_nothing(lines: list[tuple[str, str]]) -> None:
    document = [Line(*line) for line in lines]
    first = changes((), document)
    have = [Line(c.after.heading, c.after.text, 1 + i) for i, c in enumerate(first) if c.after]
    assert {c.what for c in first} <= {Difference.NEW}
    assert changes(have, document) == ()
