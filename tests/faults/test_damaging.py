"""A damaged file is refused when it is opened or found by the check, wherever the damage lies.

Source: reliability of the house P5.
"""

from pathlib import Path

from tests.faults.damaging import damage

CASES = 40


def test_no_damage_passes_for_good(office_file: Path, tmp_path: Path) -> None:
    found = damage(office_file, tmp_path / "damaged", CASES)
    assert found.ways["refused"] > CASES // 3
    assert found.missed == []
