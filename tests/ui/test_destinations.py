"""Which places are suggested for what is typed, and in which order."""

from ui.editors.destinations import division_suggestions


def test_places_the_office_uses_come_first_beneath_an_exact_name() -> None:
    def found(typed: str, **used: int) -> list[str]:
        codes = {code.removeprefix("c"): tickets for code, tickets in used.items()}
        return [suggestion.text for suggestion in division_suggestions(typed, codes)]

    hotan, aksu, baiyin = "c653200", "c652900", "c620400"
    assert found("和")[0] == "和田地区"
    assert found("阿克苏", **{hotan: 9})[0] == "阿克苏地区"  # called just so, though never used
    plain = found("b")
    assert "白银市" not in plain[:3]
    assert found("b", **{baiyin: 3})[0] == "白银市"
    often = found("地区", **{hotan: 3, aksu: 40})
    assert often[:2] == ["阿克苏地区", "和田地区"]
    assert found("zz")[0] == "郑州市"
    assert found("zz", c370400=5)[0] == "枣庄市"
    assert found("wlmqs", **{baiyin: 99})[0] == "乌鲁木齐市"
