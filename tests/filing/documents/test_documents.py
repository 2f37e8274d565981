"""Documents are drafted, approved by another, in force one revision at a time, handed out and read."""

import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.documents.approving import (
    approve_document,
    recall_document,
    reject_document,
    submit_document,
)
from desk.filing.documents.choices import DocumentType, RevisionState, Standing
from desk.filing.documents.commands import (
    confirm_review,
    put_in_force,
    register_document,
    replace_draft,
    revise_document,
    withdraw_document,
)
from desk.filing.documents.distributing import (
    confirm_reading,
    distribute_document,
    recall_copies,
)
from desk.filing.documents.queries import (
    document_card,
    document_difference,
    documents_to_read,
    required_documents,
)
from desk.filing.documents.reading_text import text_of
from desk.filing.documents.rules import difference, next_edition
from desk.filing.documents.today import papers_to_read, reviews_due
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.consignments.tickets import accepted
from tests.freight.permissions import assert_matrix

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


RULES = ("第一条 客服人员应在三声铃响内接听。", "第二条 记录客户要求。", "第三条 日清日毕。")
FIRST = Upload("服务管理制度.docx", word(*RULES))
SECOND = Upload("服务管理制度.docx", word(RULES[0], "第二条 记录客户要求并复述。", RULES[2]))


def registered(office: Office, by: str = "in", **fields: Any) -> str:
    given = {"document_type": DocumentType.ZD, "title": "《服务管理制度》", "file": FIRST, **fields}
    return office.as_(by).run(register_document, **given).value


def in_force(office: Office, **fields: Any) -> str:
    """Drafted by 进港调度, approved by the manager, in force from today."""
    number = registered(office, **fields)
    office.as_("in").run(submit_document, number=number)
    office.as_("boss").run(approve_document, number=number)
    return number


def states(office: Office, number: str) -> list[tuple[str, RevisionState]]:
    card = office.as_("boss").ask(document_card, number=number)
    return [(r.edition, r.state) for r in card.revisions]


def test_who_may_do_what(office: Office) -> None:
    propose = (
        register_document,
        revise_document,
        replace_draft,
        submit_document,
        recall_document,
    )
    decide = (
        approve_document,
        reject_document,
        withdraw_document,
        put_in_force,
        confirm_review,
        distribute_document,
        recall_copies,
    )
    assert_matrix(office, {**dict.fromkeys(propose, "IN OUT MGR"), **dict.fromkeys(decide, "MGR")})


def test_the_next_revision_makes_the_first_obsolete(office: Office) -> None:
    """AT-16: rev 0 effective, rev 1 with a change note approved → rev 0 obsolete at that moment."""
    number = in_force(office)
    assert number == "KF-ZD-01"
    assert states(office, number) == [("A/0", RevisionState.EFFECTIVE)]
    desk = office.as_("in")
    blank = lambda: desk.run(revise_document, number=number, change_note=" ", file=SECOND)  # noqa: E731
    assert refusal(blank) == "E001 修改说明必填。"
    edition = desk.run(revise_document, number=number, change_note="增加复述", file=SECOND).value
    assert edition == "A/1"
    again = lambda: desk.run(revise_document, number=number, change_note="x", file=SECOND)  # noqa: E731
    assert refusal(again) == "E008 KF-ZD-01 版次 A/1当前为「草拟」,不能再开修订。"
    desk.run(submit_document, number=number, reviewer="李敏")
    assert states(office, number)[1] == ("A/0", RevisionState.EFFECTIVE)
    office.as_("boss").run(approve_document, number=number)
    assert states(office, number) == [
        ("A/1", RevisionState.EFFECTIVE),
        ("A/0", RevisionState.OBSOLETE),
    ]
    changed = office.desk.ask(document_difference, number=number)
    assert [(d.mark, d.text) for d in changed if d.mark in "+-"] == [
        ("-", "第二条 记录客户要求。"),
        ("+", "第二条 记录客户要求并复述。"),
    ]
    (old,) = office.desk.paper("P-13", number, edition="A/0")
    assert (old.watermark, old.edition) == ("作废", "版次A/第0次修改")
    (new,) = office.desk.paper("P-13", number)
    assert (new.watermark, new.edition) == ("受控", "版次A/第1次修改")
    snapshots.check_snapshot("p13-document", snapshot_text(new))
    assert render_pdf(new).missing == frozenset()


def test_a_manager_does_not_approve_his_own(office: Office) -> None:
    number = registered(office, "boss")
    boss = office.as_("boss")
    boss.run(submit_document, number=number)
    assert refusal(lambda: boss.run(approve_document, number=number)).startswith("E190")
    assert refusal(lambda: boss.run(reject_document, number=number, reason="")).startswith("E19")
    boss.run(
        approve_document,
        number=number,
        countersigned_by="李副总",
        countersigned_on=date(2026, 11, 16),
    )
    assert states(office, number) == [("A/0", RevisionState.EFFECTIVE)]


def test_a_rejected_draft_is_corrected(office: Office) -> None:
    number, desk = registered(office), office.as_("in")
    desk.run(submit_document, number=number)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_document, number=number, reason=" ")).startswith("E191")
    boss.run(reject_document, number=number, reason="第二条不全")
    card = boss.ask(document_card, number=number)
    assert (card.revisions[0].state, card.revisions[0].answer) == (
        RevisionState.DRAFT,
        "第二条不全",
    )
    desk = office.as_("in")
    desk.run(replace_draft, number=number, file=SECOND)
    desk.run(submit_document, number=number)
    locked = lambda: desk.run(replace_draft, number=number, file=FIRST)  # noqa: E731
    assert refusal(locked) == "E008 KF-ZD-01 A/0当前为「待批准」,不能更换草稿。"
    desk.run(recall_document, number=number)
    assert states(office, number) == [("A/0", RevisionState.DRAFT)]


def test_a_later_day_waits_for_its_day(office: Office) -> None:
    number, desk = registered(office), office.as_("in")
    past = lambda: desk.run(submit_document, number=number, effective_on=date(2026, 11, 15))  # noqa: E731
    assert refusal(past) == "E019 生效日期不合规则:不能早于今天。"
    own = lambda: desk.run(submit_document, number=number, reviewer="进港调度")  # noqa: E731
    assert refusal(own) == "E019 审核人不合规则:不能是编制人本人。"
    desk.run(submit_document, number=number, effective_on=date(2026, 12, 1))
    boss = office.as_("boss")
    boss.run(approve_document, number=number)
    assert boss.run(put_in_force).value == 0
    assert states(office, number) == [("A/0", RevisionState.APPROVED)]
    office.at("2026-12-01 10:00")
    with boss.reading() as read:
        assert [row.kind for row in reviews_due(read)] == ["启用文件"]
    assert boss.run(put_in_force).value == 1
    card = boss.ask(document_card, number=number)
    assert (card.revisions[0].state, card.review_due_on) == (
        RevisionState.EFFECTIVE,
        date(2027, 12, 1),
    )


def test_only_what_is_in_force_is_handed_out(office: Office) -> None:
    """AT-16: distributing a draft → E214."""
    number = registered(office)

    def hand(*who: str) -> int:
        return office.as_("boss").run(distribute_document, number=number, holders=who).value

    assert refusal(lambda: hand("jia")) == "E214 文件未批准,不能发放。"
    office.as_("in").run(submit_document, number=number)
    boss = office.as_("boss")
    boss.run(approve_document, number=number)
    assert hand("jia", "仓库 老周") == 2
    assert (
        refusal(lambda: hand("客服员甲", " "))
        == "E017 KF-ZD-01 版次 A/0 的持有人「客服员甲」已经存在,请换一个。"
    )
    jia = office.as_("jia")
    assert jia.ask(documents_to_read) == [number]
    with jia.reading() as read:
        assert [row.title for row in papers_to_read(read)] == ["《服务管理制度》"]
    jia.run(confirm_reading, number=number)
    assert jia.ask(documents_to_read) == []
    stranger = office.as_("yi")
    not_mine = lambda: stranger.run(confirm_reading, number=number)  # noqa: E731
    assert refusal(not_mine).startswith("E006 找不到发放给您的文件")
    boss = office.as_("boss")
    unknown = lambda: boss.run(recall_copies, number=number, edition="A/0", copies=(7,))  # noqa: E731
    assert refusal(unknown) == "E006 找不到发放号「7」,请核对后再试。"
    assert boss.run(recall_copies, number=number, edition="a/0").value == 2
    copies = boss.ask(document_card, number=number).revisions[0].copies
    assert [(c.copy_no, c.read_at is not None, c.recalled_on) for c in copies] == [
        (1, True, date(2026, 11, 16)),
        (2, False, date(2026, 11, 16)),
    ]


def test_clerks_read_only_what_is_in_force(office: Office) -> None:
    number = registered(office)
    jia = office.as_("jia")
    for look in (
        lambda: jia.ask(document_card, number=number),
        lambda: jia.ask(document_difference, number=number),
        lambda: jia.paper("P-13", number),
    ):
        assert refusal(look).startswith("E006 找不到有效的受控文件")
    (draft,) = office.as_("in").paper("P-13", number)
    assert draft.watermark == "草稿"


def test_a_document_goes_out_of_force(office: Office) -> None:
    number = in_force(office)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(withdraw_document, number=number, reason="")).startswith("E009")
    boss.run(withdraw_document, number=number, reason="由新制度代替")
    assert states(office, number) == [("A/0", RevisionState.OBSOLETE)]
    stays = lambda: boss.run(confirm_review, number=number)  # noqa: E731
    assert refusal(stays).startswith("E214")
    office.as_("in").run(
        revise_document, number=number, change_note="重订", file=SECOND, new_issue=True
    )
    assert states(office, number)[0] == ("B/0", RevisionState.DRAFT)


def test_a_review_is_due_after_a_year(office: Office) -> None:
    number = in_force(office)
    boss = office.as_("boss")
    office.at("2027-10-16 10:00")
    with boss.reading() as read:
        assert reviews_due(read) == []
    office.at("2027-10-17 10:00")
    with boss.reading() as read:
        assert [row.kind for row in reviews_due(read)] == ["文件评审"]
    early = lambda: boss.run(confirm_review, number=number, next_on=date(2027, 10, 17))  # noqa: E731
    assert refusal(early) == "E019 下次评审不合规则:应晚于今天。"
    boss.run(confirm_review, number=number)
    with boss.reading() as read:
        assert reviews_due(read) == []


def test_what_an_office_must_have(office: Office) -> None:
    registered(office)
    in_force(office, title="服务文明礼貌日常用语规范", document_type=DocumentType.GF)
    rows = {row.title: row for row in office.as_("boss").ask(required_documents)}
    assert rows["服务管理制度"].standing is Standing.DRAFTED
    phrases = rows["服务文明礼貌日常用语规范"]
    assert (phrases.standing, phrases.doc_no) == (Standing.EFFECTIVE, "KF-GF-01")
    assert rows["重大投诉与突发事件预案"].standing is Standing.MISSING
    assert len(rows) == 21


def test_the_edition_of_a_form_stands_on_every_print(office: Office) -> None:
    """Spec 7, C-11: the foot comes from the register."""
    number = accepted(office.as_("jia"))
    (before,) = office.desk.paper("P-25", number)
    assert before.edition == "版次A/第0次修改"
    form = in_force(office, document_type=DocumentType.BD, title="运单", doc_no=before.form_code)
    office.as_("in").run(revise_document, number=form, change_note="加二维码", file=SECOND)
    (unchanged,) = office.desk.paper("P-25", number)
    assert unchanged.edition == "版次A/第0次修改"
    office.as_("in").run(submit_document, number=form)
    office.as_("boss").run(approve_document, number=form)
    (after,) = office.desk.paper("P-25", number)
    assert after.edition == "版次A/第1次修改"


def test_numbers_of_documents(office: Office) -> None:
    registered(office)
    assert registered(office, title="仓库管理制度") == "KF-ZD-02"
    odd = lambda: registered(office, title="", doc_no="KF-GF-07")  # noqa: E731
    assert refusal(odd) == "E001 文件名称必填。\nE019 编号不合规则:应写成 KF-ZD-01 的形式。"
    twice = lambda: registered(office, doc_no="kf-zd-02")  # noqa: E731
    assert refusal(twice) == "E017 编号「KF-ZD-02」已经存在,请换一个。"
    with pytest.raises(Refused) as unknown:
        office.as_("boss").ask(document_card, number="KF-ZD-09")
    assert unknown.value.codes == ("E006",)


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (600, 800), colour).save(out, "PDF")
    return out.getvalue()


def test_a_pdf_is_shown_page_by_page_under_its_marks(office: Office) -> None:
    scan = Upload("制度扫描.pdf", picture("white"))
    number = in_force(office, file=scan)
    (paper,) = office.as_("boss").paper("P-13", number)
    assert render_pdf(paper).pages == 2
    office.as_("in").run(revise_document, number=number, change_note="改", file=FIRST)
    look = lambda: office.as_("in").ask(document_difference, number=number)  # noqa: E731
    assert refusal(look) == "E019 KF-ZD-01 A/0不合规则:制度扫描.pdf 不是文本或 Word,不能逐行对照。"


def test_texts_are_read_from_files() -> None:
    assert text_of(word("甲", "乙"), "zip") == "甲\n乙"
    assert text_of("\ufeff一\n二".encode(), "text") == "一\n二"
    assert text_of(b"PK\x03\x04 broken", "zip") == ""
    assert text_of(b"%PDF-1.4", "pdf") == ""
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (9 * 1024 * 1024))
    assert text_of(bomb.getvalue(), "zip") == ""


@given(
    st.lists(st.sampled_from("甲乙丙丁"), max_size=12),
    st.lists(st.sampled_from("甲乙丙丁"), max_size=12),
)
def test_a_difference_leads_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    changed = difference("\n".join(old), "\n".join(new), around=100)
    kept = [d for d in changed if d.mark != "…"]
    if not changed:
        assert old == new
        return
    assert [d.text for d in kept if d.mark in " +"] == new
    assert [d.text for d in kept if d.mark in " -"] == old


def test_editions_count_on() -> None:
    assert next_edition([], new_issue=False) == ("A", 0)
    assert next_edition([("A", 0), ("A", 1)], new_issue=False) == ("A", 2)
    assert next_edition([("A", 0), ("B", 0)], new_issue=True) == ("C", 0)
