import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.kernel.divisions import cities, city_code, counties, find_division, provinces
from desk.kernel.paths import resource
from resources.make_divisions import rows

XINJIANG = "新疆维吾尔自治区"


@pytest.mark.parametrize(
    ("text", "code", "city", "county"),
    [
        ("喀什", "653100", "喀什地区", None),
        ("喀什地区", "653100", "喀什地区", None),
        ("新疆喀什", "653100", "喀什地区", None),
        ("喀什市", "653101", "喀什地区", "喀什市"),
        ("喀什地区喀什市", "653101", "喀什地区", "喀什市"),
        ("喀什疏勒", "653122", "喀什地区", "疏勒县"),
        ("塔县", "653131", "喀什地区", "塔什库尔干塔吉克自治县"),
        ("库尔勒", "652801", "巴音郭楞蒙古自治州", "库尔勒市"),
        ("巴州", "652800", "巴音郭楞蒙古自治州", None),
        ("巴州库尔勒市", "652801", "巴音郭楞蒙古自治州", "库尔勒市"),
        ("新疆巴州轮台", "652822", "巴音郭楞蒙古自治州", "轮台县"),
        ("伊宁", "654002", "伊犁哈萨克自治州", "伊宁市"),
        ("伊宁市", "654002", "伊犁哈萨克自治州", "伊宁市"),
        ("伊宁县", "654021", "伊犁哈萨克自治州", "伊宁县"),
        ("伊犁", "654000", "伊犁哈萨克自治州", None),
        ("新疆伊犁州伊宁市", "654002", "伊犁哈萨克自治州", "伊宁市"),
        ("克州", "653000", "克孜勒苏柯尔克孜自治州", None),
        ("博州", "652700", "博尔塔拉蒙古自治州", None),
        ("昌吉州", "652300", "昌吉回族自治州", None),
        ("昌吉", "652300", "昌吉回族自治州", None),
        ("昌吉市", "652301", "昌吉回族自治州", "昌吉市"),
        ("和田", "653200", "和田地区", None),
        ("和田县", "653221", "和田地区", "和田县"),
        ("阿克苏", "652900", "阿克苏地区", None),
        ("库车县", "652902", "阿克苏地区", "库车市"),
        ("沙湾", "654203", "塔城地区", "沙湾市"),
        ("巴里坤县", "650521", "哈密市", "巴里坤哈萨克自治县"),
        ("独山子", "650202", "克拉玛依市", "独山子区"),
        ("石河子", "659001", "石河子市", None),
        ("乌市", "650100", "乌鲁木齐市", None),
        ("乌鲁木齐市米东区", "650109", "乌鲁木齐市", "米东区"),
        ("乌市 米东", "650109", "乌鲁木齐市", "米东区"),
        ("新疆维吾尔自治区-乌鲁木齐市-米东区", "650109", "乌鲁木齐市", "米东区"),
    ],
)
def test_destinations_in_xinjiang(text: str, code: str, city: str, county: str | None) -> None:
    found = find_division(text)
    assert found is not None
    assert (found.code, found.province, found.city, found.county) == (code, XINJIANG, city, county)
    assert found.name == (county or city)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("郑州", "410100"),
        ("许昌", "411000"),
        ("广州白云区", "440111"),
        ("贵阳白云", "520113"),
        ("河南省郑州市金水区", "410105"),
        ("义乌", "330782"),
        ("北京", "110100"),
        ("北京朝阳", "110105"),
        ("北京市北京市朝阳区", "110105"),
        ("上海浦东", "310115"),
        ("重庆云阳", "500235"),
        ("吉林市", "220200"),
        ("内蒙包头", "150200"),
        ("西藏拉萨", "540100"),
        ("海南州", "632500"),
        ("济源", "419001"),
        ("香港", "810100"),
    ],
)
def test_destinations_inland(text: str, code: str) -> None:
    found = find_division(text)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    "text",
    ["", " ", "市", "喀石", "喀什什", "乌鲁木奇", "库而勒", "白云区", "朝阳区", "城关", "开平区开平", "新疆", "新疆维吾尔自治区",
     "海南", "吉林", "河南喀什", "郑州喀什市", "喀什市疏勒县", "喀什人民东路1号", "ABC", "台湾"],
)  # fmt: skip
def test_unknown_or_ambiguous_places_are_not_guessed(text: str) -> None:
    assert find_division(text) is None
    assert city_code(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("库尔勒", "6528"), ("喀什", "6531"), ("喀什市", "6531"), ("乌鲁木齐", "6501")],
)
def test_papers_are_sorted_by_city_code(text: str, code: str) -> None:
    assert city_code(text) == code


def test_every_place_is_found_by_its_full_name_and_lists_under_its_city() -> None:
    assert len(provinces()) == 34
    places = 0
    for province in provinces():
        for city in cities(province):
            assert find_division(province + city.city) == city
            for county in counties(province, city.city):
                assert find_division(city.city + (county.county or "")) == county
                assert county.city_code == city.city_code
                places += 1
    assert places > 2_800


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    found = find_division(text)
    assert found is None or len(found.code) == 6


def test_the_table_is_what_its_maker_writes() -> None:
    written = [
        tuple(line.split("\t"))
        for line in resource("divisions.tsv").read_text("utf-8").splitlines()
    ]
    assert written == sorted(rows())
    assert len({code for code, *_ in written}) == len(written)


def test_the_table_is_not_read_at_import() -> None:
    check = "import sys, desk.kernel.divisions as d; sys.exit(d._table.cache_info().currsize)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0


def test_resources_are_found_in_the_frozen_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("divisions.tsv") == tmp_path / "resources" / "divisions.tsv"
