"""Partners: what they must be like, their papers, and how the manager stands to them."""

from datetime import date
from typing import Any

import pytest

from desk.kernel.errors import Refused
from desk.kernel.expiry import ExpiryStage
from desk.partners.carriers.choices import Grade, PartnerPaper, PartnerStatus
from desk.partners.carriers.commands import (
    add_partner,
    agree_terms,
    file_partner_papers,
    update_partner,
)
from desk.partners.carriers.finding import check_usable, partner_of
from desk.partners.carriers.queries import expiring_partner_papers, find_partners, partner_card
from desk.partners.carriers.rules import split_areas
from desk.partners.carriers.standing import (
    activate_provisionally,
    admit_partner,
    order_rectification,
    reinstate_partner,
    reject_candidate,
    suspend_partner,
    terminate_partner,
)
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.freight.permissions import assert_matrix
from tests.partners.firms import BAZHOU, KASHI, partners

LICENCE = Upload("D:\\扫描\\许可证.pdf", b"%PDF-1.7 licence")


@pytest.fixture
def candidate(office: Office) -> Office:
    """P001, registered by the inbound dispatcher, waiting to be admitted."""
    office.as_("in").run(add_partner, **KASHI)
    return office


def refusal(office: Office, login: str, command: Any, reason: str = "", **fields: Any) -> str:
    with pytest.raises(Refused) as caught:
        office.as_(login).with_(reason=reason).run(command, **fields)
    return str(caught.value)


def status(office: Office) -> PartnerStatus:
    return office.as_("boss").ask(partner_card, partner="P001").partner.status


def usable(office: Office, on: date | None = None) -> str:
    office.as_("in")
    with office.desk.reading() as read:
        found = check_usable(read, partner_of(read, "p001"), on).found
    return "\n".join(f"{p.code} {p.message}" for p in found)


def test_a_partner_gets_a_code_and_waits_to_be_admitted(candidate: Office) -> None:
    row = candidate.as_("in").ask(partner_card, partner=1).partner
    assert (row.code, row.name, row.status) == ("P001", "喀什鸿运", PartnerStatus.CANDIDATE)
    assert row.objection == "合作商「喀什鸿运」状态为待评,不能新增中转。"
    assert usable(candidate) == "E160 合作商「喀什鸿运」状态为待评,不能新增中转。"


def test_areas_are_destinations_each_named_once(office: Office) -> None:
    assert split_areas("喀什, 和田;喀什/阿克苏") == ("喀什", "和田", "阿克苏")
    office.as_("in").run(add_partner, **KASHI | {"areas": "喀什 和田,喀什"})
    assert office.desk.ask(partner_card, partner=1).partner.areas == "喀什、和田"


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"name": " "}, "E001"),
        ({"name": "喀"}, "E019"),
        ({"name": "喀什\u202e鸿运"}, "E012"),
        ({"areas": "、"}, "E001"),
        ({"areas": "喀什、乌有乡"}, "E007 目的地「乌有乡」"),
        ({"contact": ""}, "E001 联系人必填。"),
        ({"dispatch_phone": "12345"}, "E102 电话「12345」"),
        ({"uscc": "91650100MA7ABCDE1"}, "E106 统一社会信用代码「91650100MA7ABCDE1」校验不通过"),
        ({"operating_licence_no": ""}, "E001 经营许可证号必填。"),
        ({"licence_valid_to": None}, "E001 经营许可证有效期必填。"),
        ({"remark": "长" * 201}, "E004"),
    ],
)
def test_what_a_partner_must_have(office: Office, fields: dict[str, Any], refused: str) -> None:
    assert refused in refusal(office, "in", add_partner, **KASHI | fields)


def test_light_trucks_need_no_operating_licence(office: Office) -> None:
    light = KASHI | {"light_only": True, "operating_licence_no": "", "licence_valid_to": None}
    office.as_("out").run(add_partner, **light)
    assert usable(office) == "E160 合作商「喀什鸿运」状态为待评,不能新增中转。"


def test_two_spellings_of_a_name_are_one_partner(candidate: Office) -> None:
    again = KASHI | {"name": "喀什 鸿运有限公司"}
    assert refusal(candidate, "out", add_partner, **again) == (
        "E017 合作商名称「喀什 鸿运有限公司」已经存在,请换一个。"
    )
    desk = candidate.as_("out")
    desk.run(update_partner, partner_id=1, **again)
    assert desk.ask(partner_card, partner=1).partner.name == "喀什 鸿运有限公司"


def test_the_phone_is_masked_for_clerks_and_survives_its_mask(candidate: Office) -> None:
    assert candidate.as_("jia").ask(partner_card, partner=1).partner.dispatch_phone == "138****0031"
    desk = candidate.as_("in")
    ids = desk.list_ids("partners")
    assert "138****0031" in desk.list_rows("partners", ids)[1]
    desk.run(update_partner, partner_id=1, **KASHI | {"dispatch_phone": "138****0031"})
    assert desk.ask(partner_card, partner=1).partner.dispatch_phone == "13800000031"


def test_an_older_state_is_not_saved_over(candidate: Office) -> None:
    version = candidate.as_("in").ask(partner_card, partner=1).partner.version
    candidate.desk.run(update_partner, partner_id=1, version=version, **KASHI | {"areas": "和田"})
    assert "E211" in refusal(candidate, "out", agree_terms, partner_id=1, version=version)


def test_terms_are_written_down(candidate: Office) -> None:
    desk = candidate.as_("out")
    desk.run(
        agree_terms,
        partner_id=1,
        contract_no="HZ2026-07",
        contract_valid_to=date(2027, 12, 31),
        settlement_days=30,
        deposit_fen=2_000_000,
        data_clause=True,
    )
    row = desk.ask(partner_card, partner="P001").partner
    assert (row.contract_no, row.settlement_days, row.deposit_fen) == ("HZ2026-07", 30, 2_000_000)
    assert row.data_clause
    wrong = refusal(candidate, "in", agree_terms, partner_id=1, settlement_days=400, deposit_fen=-1)
    assert wrong == (
        "E003 结算天数应在 0 到 365 之间,现为 400。\n"
        "E003 保证金应在 0 到 10,000,000.00 之间,现为 -0.01。"
    )


def test_scans_of_papers_say_what_they_are(candidate: Office) -> None:
    desk, paper = candidate.as_("in"), PartnerPaper.OPERATING_LICENCE
    desk.run(file_partner_papers, partner_id=1, paper=paper, files=(LICENCE,))
    (filed,) = desk.ask(partner_card, partner=1).papers
    assert filed.label == "道路运输经营许可证 许可证.pdf"
    none = refusal(candidate, "in", file_partner_papers, partner_id=1, paper=paper, files=())
    assert none == "E001 附件必填。"
    program = (Upload("x.pdf", b"MZ\0"),)
    assert "E025" in refusal(
        candidate, "in", file_partner_papers, partner_id=1, paper=paper, files=program
    )


def test_a_provisional_approval_holds_for_its_days_and_at_most_thirty(candidate: Office) -> None:
    assert (
        refusal(candidate, "boss", activate_provisionally, partner_id=1, until=date(2026, 12, 17))
        == "E003 有效期至应在 2026-11-16 到 2026-12-16 之间,现为 2026-12-17。"
    )
    desk = candidate.as_("boss")
    desk.run(activate_provisionally, partner_id=1, until=date(2026, 12, 16))
    assert status(candidate) is PartnerStatus.ACTIVE
    assert usable(candidate, date(2026, 12, 16)) == ""
    assert usable(candidate, date(2026, 12, 17)) == (
        "E160 合作商「喀什鸿运」状态为待评,不能新增中转。"
    )
    assert "E008" in refusal(
        candidate, "boss", activate_provisionally, partner_id=1, until=date(2026, 12, 16)
    )
    candidate.at("2026-12-17 10:00")
    assert status(candidate) is PartnerStatus.CANDIDATE
    candidate.as_("boss").run(activate_provisionally, partner_id=1, until=date(2026, 12, 20))
    assert usable(candidate) == ""


def test_an_evaluation_ends_the_trial(candidate: Office) -> None:
    desk = candidate.as_("boss")
    desk.run(activate_provisionally, partner_id=1, until=date(2026, 11, 30))
    given: dict[str, Any] = {"partner_id": 1, "evaluation_no": "PG2026Q3-P001-V1"}
    assert "E019" in refusal(candidate, "boss", admit_partner, grade=Grade.D, **given)
    assert "E001 评估报告号必填。" in refusal(
        candidate, "boss", admit_partner, partner_id=1, grade=Grade.A, evaluation_no=" "
    )
    desk.run(admit_partner, grade=Grade.B, **given)
    row = desk.ask(partner_card, partner=1).partner
    assert (row.status, row.grade, row.provisional_until) == (PartnerStatus.ACTIVE, Grade.B, None)
    assert "E008" in refusal(candidate, "boss", admit_partner, grade=Grade.A, **given)
    assert usable(candidate, date(2027, 6, 30)) == ""


def test_nobody_admits_whom_he_registered_alone(office: Office) -> None:
    office.as_("boss").run(add_partner, **KASHI)
    alone: dict[str, Any] = {"partner_id": 1, "until": date(2026, 11, 30)}
    assert refusal(office, "boss", activate_provisionally, **alone) == (
        "E190 不能审批本人提交的合作商。"
    )
    office.desk.run(activate_provisionally, **alone, countersigned_by="李副总")
    row = office.desk.ask(partner_card, partner=1).partner
    assert (row.status, row.status_reason) == (PartnerStatus.ACTIVE, "会签:李副总")


def test_a_candidate_is_turned_away_with_a_reason_only(candidate: Office) -> None:
    assert refusal(candidate, "boss", reject_candidate, partner_id=1) == "E191 请填写驳回原因。"
    candidate.as_("boss").with_(reason="无落地仓").run(reject_candidate, partner_id=1)
    assert status(candidate) is PartnerStatus.TERMINATED
    assert candidate.desk.ask(find_partners, text="喀什") == []
    candidate.desk.with_(reason="已租仓").run(reinstate_partner, partner_id=1)
    assert status(candidate) is PartnerStatus.CANDIDATE


def test_suspended_and_terminated_partners_get_no_goods(office: Office) -> None:
    partners(office)
    desk = office.as_("boss")
    for move, label in ((suspend_partner, "暂停"), (terminate_partner, "终止")):
        assert "E009" in refusal(office, "boss", move, partner_id=1)
        desk.with_(reason="货损不赔").run(move, partner_id=1)
        assert usable(office) == f"E160 合作商「喀什鸿运」状态为{label},不能新增中转。"
        assert "E008" in refusal(office, "boss", move, "再次", partner_id=1)
    row = office.as_("boss").ask(partner_card, partner=1).partner
    assert row.status_reason == "货损不赔"
    assert "E009" in refusal(office, "boss", reinstate_partner, partner_id=4)
    office.desk.with_(reason="款已缴清").run(reinstate_partner, partner_id=4)
    again = office.desk.ask(partner_card, partner=4).partner
    assert (again.status, again.grade) == (PartnerStatus.ACTIVE, Grade.C)


def test_who_must_rectify_goes_on_working(office: Office) -> None:
    partners(office)
    late = {"partner_id": 1, "until": date(2027, 2, 15)}
    assert "E003" in refusal(office, "boss", order_rectification, "回单迟交", **late)
    desk = office.as_("boss").with_(reason="回单迟交")
    desk.run(order_rectification, partner_id=1, until=date(2026, 12, 16))
    assert status(office) is PartnerStatus.RECTIFY
    assert usable(office) == ""
    office.as_("boss").with_(reason="复查合格").run(reinstate_partner, partner_id=1)
    row = office.desk.ask(partner_card, partner=1).partner
    assert (row.status, row.rectify_until) == (PartnerStatus.ACTIVE, None)


def test_a_licence_that_ended_yesterday_stops_new_goods(office: Office) -> None:
    partners(office)
    ended = KASHI | {"licence_valid_to": date(2026, 11, 15)}
    office.as_("in").run(update_partner, partner_id=1, **ended)
    assert usable(office) == ("E161 合作商「喀什鸿运」经营许可证已于 2026-11-15 到期,请更新证照。")
    assert usable(office, date(2026, 11, 15)) == ""
    light = ended | {"light_only": True}
    office.desk.run(update_partner, partner_id=1, **light)
    assert usable(office) == ""


def test_papers_that_run_out_stand_on_the_board(office: Office) -> None:
    partners(office)
    desk = office.as_("in")
    desk.run(update_partner, partner_id=1, **KASHI | {"licence_valid_to": date(2026, 11, 21)})
    desk.run(agree_terms, partner_id=2, contract_valid_to=date(2027, 1, 16), data_clause=True)
    desk.run(agree_terms, partner_id=3, insurance_valid_to=date(2026, 11, 14), data_clause=True)
    desk.run(update_partner, partner_id=4, **BAZHOU | {"licence_valid_to": date(2026, 11, 20)})
    found = desk.ask(expiring_partner_papers)
    assert [(row.partner_code, row.paper, row.days_left, row.stage) for row in found] == [
        ("P003", "保险", -2, ExpiryStage.EXPIRED),
        ("P001", "经营许可证", 5, ExpiryStage.IN_7_DAYS),
    ]
    office.at("2026-11-17 10:00")
    rows = [row for row in office.as_("in").today() if row.page == "partners"]
    assert [(row.kind, row.title, row.number) for row in rows] == [
        ("更新合作商证照", "库尔勒捷运 保险 已过期 3 天", "P003"),
        ("更新合作商证照", "喀什鸿运 经营许可证 剩 4 天", "P001"),
        ("更新合作商证照", "喀什顺达 合同 剩 60 天", "P002"),
        ("补签个人信息条款", "喀什鸿运", "P001"),
    ]
    assert [row for row in office.as_("jia").today() if row.page == "partners"] == []


def test_partners_are_found_by_name_initials_code_area_and_phone(office: Office) -> None:
    partners(office)
    desk = office.as_("jia")
    for typed, codes in (
        ("喀什", ["P001", "P002"]),
        ("kshy", ["P001"]),
        ("p003", ["P003"]),
        ("库尔勒", ["P003", "P004"]),
        ("0032", ["P002"]),
        ("%", []),
    ):
        assert sorted(row.code for row in desk.ask(find_partners, text=typed)) == codes, typed
    assert "E006" in refusal(office, "in", agree_terms, partner_id=9)


def test_who_may_do_what(office: Office) -> None:
    writers, manager = "IN OUT MGR", "MGR"
    assert_matrix(
        office,
        {
            add_partner: writers,
            update_partner: writers,
            agree_terms: writers,
            file_partner_papers: writers,
            activate_provisionally: manager,
            admit_partner: manager,
            reject_candidate: manager,
            order_rectification: manager,
            suspend_partner: manager,
            terminate_partner: manager,
            reinstate_partner: manager,
        },
    )
