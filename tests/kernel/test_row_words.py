from desk.kernel.row_words import in_rows, rows_words


def test_the_same_reason_is_said_once_for_all_its_rows() -> None:
    heavy, phone = "重量必填。", "电话不对。"
    reasons = [(3, heavy), (4, heavy), (5, phone), *((row, heavy) for row in range(7, 20))]
    assert in_rows(reasons) == [f"第 3、4、7–19 行:{heavy}", f"第 5 行:{phone}"]
    assert in_rows([(5, phone), (5, phone)]) == [f"第 5 行:{phone}"]
    assert in_rows([]) == []


def test_rows_are_told_in_order() -> None:
    assert rows_words([9, 2, 1, 3, 8]) == "1–3、8、9"
