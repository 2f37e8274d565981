"""The words of the program: one look for what is cut, pending or asks further."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_OTHER_DOTS = re.compile(r"……|\.\.\.|。。")
_MAY_HAVE_THEM = re.compile(r"……|。。|[\u4e00-\u9fff]\.\.\.|\.\.\.[\u4e00-\u9fff]")
_QUOTED = re.compile(r"「[^」]*」|\*\*[^*]*\*\*")


def texts(source: str) -> Iterator[str]:
    """Whatever stands in the code as a Chinese text; what explains the code is none."""
    tree = ast.parse(source)
    explained = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in explained:
            continue
        if isinstance(node.value, str) and _CHINESE.search(node.value):
            yield node.value


def with_other_dots(source: str) -> set[str]:
    """The texts of a file that are not written with 「…」."""
    if not _MAY_HAVE_THEM.search(source):
        return set()
    return {text for text in texts(source) if _OTHER_DOTS.search(text)}


def test_every_text_of_the_program_has_the_one_ellipsis() -> None:
    files = [file for part in ("desk", "ui") for file in (ROOT / part).rglob("*.py")]
    assert {t for file in files for t in with_other_dots(file.read_text(encoding="utf-8"))} == set()


def test_the_rule_finds_what_it_is_for() -> None:
    assert with_other_dots('tr("正在打开……"); tr("选择..."); tr("浏览…")') == {
        "正在打开……",
        "选择...",
    }
    assert with_other_dots('"""正在打开……"""; x: tuple[str, ...] = ("打开",)') == set()


def test_the_manual_quotes_the_screen_with_its_ellipsis() -> None:
    for chapter in (ROOT / "resources" / "manual").glob("*.md"):
        quoted = _QUOTED.findall(chapter.read_text(encoding="utf-8"))
        assert [words for words in quoted if _OTHER_DOTS.search(words)] == []
