"""Lists of goods with headings as their senders write them: no column is lost, no unit is mistaken."""

import pytest

from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_volume, parse_weight
from ui.desks.consignment_entry.pasting import pasted_lines


@pytest.mark.parametrize("heading", ["体积m³", "体积 (m³)", "体积M3", "总体积", "立方米", "方数"])
def test_the_volume_is_known_however_its_unit_is_written(heading: str) -> None:
    (line,) = pasted_lines(f"品名\t件数\t{heading}\n轴承\t3\t0.5\n")
    assert parse_volume(line["volume_cm3"]) == 500_000


@pytest.mark.parametrize(
    ("heading", "weight_g"),
    [
        ("重量kg", 3_000),
        ("毛重", 3_000),
        ("毛重(公斤)", 3_000),
        ("重量(千克)", 3_000),
        ("重量(吨)", 3_000_000),
        ("总重量/斤", 1_500),
    ],
)
def test_the_unit_of_a_heading_holds_for_its_numbers(heading: str, weight_g: int) -> None:
    first, second = pasted_lines(f"品名\t{heading}\t件数\n轴承\t3\t5\n铜管\t80公斤\t1")
    assert parse_weight(first["weight_g"]) == weight_g
    assert parse_weight(second["weight_g"]) == 80_000
    assert (first["pieces"], second["pieces"]) == ("5", "1")


@pytest.mark.parametrize("heading", ["体积(厘米)", "体积 cm³", "尺寸(cm)"])
def test_what_no_volume_is_given_in_is_refused_not_guessed(heading: str) -> None:
    (line,) = pasted_lines(f"品名\t件数\t{heading}\n轴承\t3\t500\n")
    with pytest.raises(Refused):
        parse_volume(line["volume_cm3"])
