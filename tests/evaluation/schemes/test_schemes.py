"""Versions of a scheme: drafted, refused for every fault, approved, followed by the next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.evaluation.schemes.choices import IndicatorKind, SchemeState
from desk.evaluation.schemes.commands import (
    adopt_standard_scheme,
    approve_scheme,
    draft_next_scheme,
    draft_scheme,
    recall_scheme,
    reject_scheme,
    retire_scheme,
    submit_scheme,
    update_scheme,
)
from desk.evaluation.schemes.drafts import IndicatorDraft, SchemeDraft
from desk.evaluation.schemes.queries import scheme_card, standard_scheme_draft
from desk.evaluation.schemes.standard import standard_scheme
from desk.office.approvals.queries import approvals_for_me
from desk.office.approvals.summary import approval_summary
from desk.partners.carriers.choices import Grade, PartnerScope
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix

SIGNED: dict[str, Any] = {"countersigned_by": "李副总", "countersigned_on": date(2026, 11, 16)}
ON_TIME = IndicatorDraft(
    code="H1",
    name="到货及时率",
    kind=IndicatorKind.HARD,
    formula="H1",
    unit="%",
    zero_hundredths=8000,
    full_hundredths=9800,
    weight_hundredths=6000,
)
MIX = IndicatorDraft(
    code="F1",
    name="货损货差",
    kind=IndicatorKind.FORMULA,
    formula="H2+H3",
    unit="‰",
    zero_hundredths=1300,
    full_hundredths=100,
    weight_hundredths=2500,
)
CARE = IndicatorDraft(code="S1", name="配合", kind=IndicatorKind.SOFT, weight_hundredths=1500)
VETO = IndicatorDraft(code="V1", name="承运危险品", kind=IndicatorKind.VETO)
SMALL = SchemeDraft(
    scope=PartnerScope.REGION, name="疆内小方案", indicators=(ON_TIME, MIX, CARE, VETO)
)


def test_the_standard_scheme_is_in_force_after_one_approval(office: Office) -> None:
    made = office.as_("in").run(adopt_standard_scheme, scope=PartnerScope.REGION).value
    boss = office.as_("boss")
    (waiting,) = boss.ask(approvals_for_me)
    told = boss.ask(approval_summary, approval_id=waiting.id)
    assert ("等级", "A 90.00~100.00  B 80.00~89.99  C 70.00~79.99  D 0.00~69.99") in told.facts
    assert (told.form, told.form_number) == ("P-09", "疆内V1")
    boss.run(approve_scheme, scheme_id=made)
    card = boss.ask(scheme_card, scheme_id=made)
    assert card.state is SchemeState.APPROVED
    assert len(card.indicators) == 18
    assert card.bands[0] == (Grade.A, 9000, 10000)
    assert card.draft == standard_scheme(PartnerScope.REGION)


def test_the_manager_needs_a_countersign_for_his_own_and_nobody_else_may(office: Office) -> None:
    boss = office.as_("boss")
    made = boss.run(draft_scheme, draft=SMALL).value
    boss.run(submit_scheme, scheme_id=made)
    assert refusal(lambda: boss.run(approve_scheme, scheme_id=made)).startswith("E190")
    assert refusal(lambda: office.as_("in").run(approve_scheme, scheme_id=made)).startswith("E210")
    office.as_("boss").run(approve_scheme, scheme_id=made, **SIGNED)
    assert boss.ask(scheme_card, scheme_id=made).state is SchemeState.APPROVED


def test_the_next_version_replaces_the_one_in_force(office: Office) -> None:
    desk = office.as_("in")
    first = desk.run(adopt_standard_scheme, scope=PartnerScope.REGION).value
    office.as_("boss").run(approve_scheme, scheme_id=first)
    desk = office.as_("in")
    second = desk.run(draft_next_scheme, scheme_id=first).value
    fixed = lambda: desk.run(update_scheme, scheme_id=first, draft=SMALL)  # noqa: E731
    assert refusal(fixed).startswith("E008")
    desk.run(update_scheme, scheme_id=second, draft=SMALL)
    other = replace(SMALL, scope=PartnerScope.INLAND)
    assert "E019" in refusal(lambda: desk.run(update_scheme, scheme_id=second, draft=other))
    desk.run(submit_scheme, scheme_id=second)
    desk.run(recall_scheme, scheme_id=second)
    asked = desk.run(submit_scheme, scheme_id=second).value
    boss = office.as_("boss")
    told = boss.ask(approval_summary, approval_id=asked)
    assert told.former == "疆内V1"
    changes = {c.what: (c.before, c.after) for c in told.changes}
    assert changes["H1 到货及时率"] == (
        "H1 80.00→98.00% 权重 20.00",
        "H1 80.00→98.00% 权重 60.00",
    )
    assert changes["F1 货损货差"] == ("", "H2+H3 13.00→1.00‰ 权重 25.00")
    assert refusal(lambda: boss.run(reject_scheme, scheme_id=second, reason=" ")).startswith("E191")
    boss.run(reject_scheme, scheme_id=second, reason="权重不合理")
    assert boss.ask(scheme_card, scheme_id=second).answer == "权重不合理"
    office.as_("in").run(submit_scheme, scheme_id=second)
    boss = office.as_("boss")
    boss.run(approve_scheme, scheme_id=second)
    old = boss.ask(scheme_card, scheme_id=first)
    assert (old.state, old.answer) == (SchemeState.RETIRED, "由 疆内V2 替代")
    assert refusal(lambda: boss.run(retire_scheme, scheme_id=second, reason="")).startswith("E009")
    boss.run(retire_scheme, scheme_id=second, reason="不再使用")
    inland = office.as_("in").run(draft_scheme, draft=other).value
    assert office.as_("in").ask(scheme_card, scheme_id=inland).label == "国内V1"


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"name": "甲"}, "E019"),
        ({"indicators": ()}, "E003 E192"),
        ({"indicators": (replace(ON_TIME, weight_hundredths=9900),)}, "E192"),
        ({"indicators": (replace(ON_TIME, weight_hundredths=9999),)}, "E192"),
        ({"indicators": (ON_TIME, replace(ON_TIME, weight_hundredths=4000))}, "E017"),
        ({"indicators": (replace(ON_TIME, weight_hundredths=10000, code="1"),)}, "E019"),
        ({"indicators": (replace(ON_TIME, weight_hundredths=10000, formula="H1+H2"),)}, "E019"),
        ({"indicators": (replace(MIX, weight_hundredths=10000, formula="H1+X"),)}, "E019"),
        ({"indicators": (replace(MIX, weight_hundredths=10000, full_hundredths=1300),)}, "E019"),
        ({"indicators": (*SMALL.indicators, replace(VETO, code="V2", weight_hundredths=1))}, "E019 E192"),
        ({"indicators": (replace(CARE, name=" ", weight_hundredths=10000),)}, "E001"),
        ({"b_from": 9000}, "E019"),
        ({"a_from": 10001}, "E019"),
        ({"least_tickets": 0}, "E003"),
    ],
)  # fmt: skip
def test_a_faulty_draft_is_refused(office: Office, change: dict[str, Any], codes: str) -> None:
    draft = replace(SMALL, **change)
    said = refusal(lambda: office.as_("in").run(draft_scheme, draft=draft))
    assert [line.split()[0] for line in said.splitlines()] == codes.split()


def test_weights_of_99_are_refused_with_their_sum(office: Office) -> None:
    draft = replace(SMALL, indicators=(replace(ON_TIME, weight_hundredths=9900),))
    said = refusal(lambda: office.as_("in").run(draft_scheme, draft=draft))
    assert said == "E192 指标权重合计 99.00,应为 100。"


def test_who_may(office: Office) -> None:
    makers = (draft_scheme, adopt_standard_scheme, draft_next_scheme, update_scheme, submit_scheme)
    matrix: dict[Callable[..., Any], str] = dict.fromkeys(makers, "IN OUT MGR")
    assert_matrix(office, {**matrix, approve_scheme: "MGR", reject_scheme: "MGR"})
    draft = office.as_("out").ask(standard_scheme_draft, scope=PartnerScope.INLAND)
    assert draft.name == "国内合作商评估方案"
