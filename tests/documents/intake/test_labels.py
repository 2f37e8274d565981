"""Headings in comparable form."""

import pytest

from desk.documents.intake.labels import Label, read_label


@pytest.mark.parametrize(
    ("heading", "name", "unit"),
    [
        ("重量(kg)", "重量", "kg"),
        ("＊重　量（ＫＧ）", "重量", "kg"),
        ("重量/吨", "重量", "吨"),
        ("重量(吨)", "重量", "吨"),
        ("总重量KG", "总重量", "kg"),
        ("运价（元/吨）", "运价", "元/吨"),
        ("时效【天】", "时效", "天"),
        ("体积(m³)", "体积", "m3"),
        ("体积㎥", "体积", "m3"),
        ("单号(必填)", "单号", ""),
        ("电话（收货）", "电话收货", ""),
        ("水 泵 型 号\n", "水泵型号", ""),
        ("单号：", "单号", ""),
        ("Order_No.", "orderno", ""),
        ("件数", "件数", ""),
        ("代收货款(元)", "代收货款", "元"),
        ("总件", "总件", ""),
        ("区or县", "区or县", ""),
        (2013, "2013", ""),
        (None, "", ""),
        ("#", "", ""),
    ],
)
def test_headings(heading: object, name: str, unit: str) -> None:
    assert read_label(heading) == Label(name, unit)
