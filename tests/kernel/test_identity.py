from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.identity import (
    clean_text,
    has_control_characters,
    is_id_card,
    is_mobile,
    is_phone,
    is_plate,
    is_uscc,
    mask_account,
    mask_address,
    mask_id,
    mask_name,
    mask_phone,
    name_key,
    normal_id_card,
    normal_phone,
    normal_plate,
)

ID_CARD = "11010519491231002X"  # the specimen every textbook prints
USCC = "91350100M000100Y43"  # the specimen of GB 32100


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("13812345678", "13812345678"),
        ("１３８　１２３４　５６７８", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("0086-13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("0991-1234567", "0991-1234567"),
        ("09911234567", "0991-1234567"),
        ("(0991)1234567", "0991-1234567"),
        ("（0991） 1234567", "0991-1234567"),
        ("0991—1234567", "0991-1234567"),
        ("+86-0991-1234567", "0991-1234567"),
        ("01012345678", "010-12345678"),
        ("0371-12345678", "0371-12345678"),
        ("0991-1234567-12", "0991-1234567-12"),
        ("0991-1234567转12", "0991-1234567-12"),
        ("4001234567", "400-123-4567"),
        ("400-123-4567", "400-123-4567"),
    ],
)
def test_phones_have_one_spelling(typed: str, normal: str) -> None:
    assert normal_phone(typed) == normal
    assert normal_phone(normal) == normal
    assert is_phone(typed)
    assert is_mobile(typed) == (len(normal) == 11 and normal[0] == "1")


@pytest.mark.parametrize(
    "typed",
    ["", "12812345678", "1381234567", "138123456789", "1234567", "0991-123456", "13812345678 张", "١٣٨١٢٣٤٥٦٧٨",
     "400-123-456", "99-1234567", "13812345678/13987654321", "0991"],
)  # fmt: skip
def test_what_is_no_phone(typed: str) -> None:
    assert not is_phone(typed)
    assert not is_mobile(typed)


def test_identity_numbers() -> None:
    assert normal_id_card(" １１０１０５ 19491231 002x ") == ID_CARD
    assert is_id_card(ID_CARD)
    assert is_id_card(ID_CARD.lower())
    assert not is_id_card("110105194912310021")
    assert not is_id_card("110105491231002")
    assert not is_id_card("")


def test_a_right_check_digit_does_not_save_an_impossible_birthday() -> None:
    assert not any(is_id_card(f"11010519490231002{check}") for check in "0123456789X")


@given(st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(place: int, step: int) -> None:
    wrong = str((int(ID_CARD[place]) + step) % 10)
    assert not is_id_card(ID_CARD[:place] + wrong + ID_CARD[place + 1 :])


SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@given(st.integers(0, 17), st.sampled_from(SIGNS + "IOSVZ"))
def test_credit_codes_find_one_wrong_sign(place: int, sign: str) -> None:
    changed = USCC[:place] + sign + USCC[place + 1 :]
    assert is_uscc(changed) == (changed == USCC)


def test_credit_codes_are_folded_first() -> None:
    assert is_uscc(" 91350100m000100y43 ")
    assert not is_uscc(USCC[:-1])


@pytest.mark.parametrize(
    "plate",
    ["新A6F128", "新a·6f128", "新 A-6F128", "新AD12345", "豫A12345", "新A1234挂", "新Ａ３Ｄ８５２"],
)
def test_plates(plate: str) -> None:
    assert is_plate(plate)


@pytest.mark.parametrize(
    "plate",
    [
        "",
        "A6F128",
        "新I6F128",
        "新A6O128",
        "新A6I128",
        "新A6F12",
        "新AD123456",
        "粮A6F128",
        "新66F128",
    ],
)
def test_what_is_no_plate(plate: str) -> None:
    assert not is_plate(plate)


def test_plates_have_one_spelling() -> None:
    assert normal_plate(" 新a·6f 128 ") == "新A6F128"


def test_text_is_kept_as_typed_but_for_its_ends() -> None:
    assert clean_text("\ufeff　阿依古丽· 买买提 \u200b") == "阿依古丽· 买买提"
    assert clean_text("𠮷野家") == "𠮷野家"


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\nb", "\x1b[0m", "a\u202eb", "a\u200bb", "\ud800", "a\u2028b"]
)
def test_control_characters_are_found(text: str) -> None:
    assert has_control_characters(text)


@pytest.mark.parametrize("text", ["", "𠮷野家", "阿依古丽·买买提", "نى\u200cما", "3×5 ㎥"])
def test_ordinary_text_has_none(text: str) -> None:
    assert not has_control_characters(text)


def test_remarks_may_have_lines() -> None:
    assert not has_control_characters("门禁\r\n限高", lines=True)
    assert has_control_characters("门禁\x07", lines=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天山通达物流有限公司", "天山通达物流"),
        ("天山通达物流有限责任公司", "天山 通达物流 公司"),
        ("新疆兴华商贸股份有限公司", "新疆兴华商贸有限公司"),
        ("新疆天果园集团有限公司", "新疆天果园集团"),
        ("阿依古丽·买买提", "阿依古丽.买买提"),
        ("阿依古丽•买买提", "阿依古丽．买买提"),
        ("阿依古丽ㆍ买买提", "阿依古丽ꞏ买买提"),
        ("(新疆)ABC商贸", "（新疆）ａｂｃ商贸"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("天山通达物流有限公司", "天山通达商贸有限公司"),
        ("天山通达物流有限公司", "天山通达物流有限公司喀什分公司"),
        ("兴华商贸一店", "兴华商贸二店"),
    ],
)
def test_different_customers_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_company_words_alone_keeps_them() -> None:
    assert name_key("集团公司") == "集团公司"


@pytest.mark.parametrize(
    ("mask", "plain", "shown"),
    [
        (mask_phone, "13812345678", "138****5678"),
        (mask_phone, "138 1234 5678", "138****5678"),
        (mask_phone, "0991-1234567", "0991-****567"),
        (mask_phone, "09911234567", "0991-****567"),
        (mask_phone, "0991-1234567-12", "0991-****567"),
        (mask_phone, "400-123-4567", "400-****567"),
        (mask_phone, "1381234", "****"),
        (mask_phone, "", ""),
        (mask_name, "阿依古丽", "阿*"),
        (mask_name, " 张三", "张*"),
        (mask_name, "𠮷田", "𠮷*"),
        (mask_name, "", ""),
        (mask_id, ID_CARD, "110***********002X"),
        (mask_id, "12345", "****"),
        (mask_id, "", ""),
        (mask_account, "6222 0000 1111 2345", "****2345"),
        (mask_account, "1234", "****"),
        (mask_account, "", ""),
    ],
)
def test_masks(mask: Callable[[str], str], plain: str, shown: str) -> None:
    assert mask(plain) == shown


def test_addresses_show_down_to_the_county() -> None:
    xinjiang = "新疆维吾尔自治区"
    assert mask_address(xinjiang, "喀什地区", "喀什市") == f"{xinjiang}喀什地区喀什市****"
    assert mask_address(xinjiang, "石河子市") == f"{xinjiang}石河子市****"
    assert mask_address("北京市", "北京市", "朝阳区") == "北京市朝阳区****"
