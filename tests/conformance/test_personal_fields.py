"""What identifies a person is masked in every list, whichever room describes it."""

import pytest

from desk.app import list_table
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec

TELLING = frozenset({"phone", "phones", "mobile", "id", "wechat", "account", "idcard"})
LISTS = list(list_table().values())


def is_personal(field: Field) -> bool:
    """A phone by its kind; a phone, identity number, account or WeChat name by its own."""
    words = field.name.replace("id_card", "idcard").split("_")
    named = bool(TELLING & set(words)) and words[-1] not in ("id", "last4")
    return field.kind is Kind.PHONE or named


@pytest.mark.parametrize("spec", LISTS, ids=lambda s: s.name)
def test_a_list_masks_what_identifies_a_person(spec: ListSpec) -> None:
    open_ones = [f.name for f in spec.fields if is_personal(f) and not f.personal]
    assert open_ones == []


def test_the_rule_finds_what_it_is_for() -> None:
    found = {(s.name, f.name) for s in LISTS for f in s.fields if is_personal(f)}
    assert {("customers", "phone"), ("complaints", "phone"), ("recheck_cards", "phone")} <= found
    assert not is_personal(Field("account_last4", "账户后四位"))  # is the mask itself
    assert is_personal(Field("picker_id_card", "证件号"))
    assert not is_personal(Field("customer_id", "客户", Kind.REFERENCE))
