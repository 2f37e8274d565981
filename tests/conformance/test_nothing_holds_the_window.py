"""The window's own thread neither saves nor asks: whatever may take longer than a frame is handed on."""

import ast
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "ui"
TAKES_TIME = frozenset(
    {"ask", "answer", "execute", "run", "with_", "login", "prove", "paper", "backup", "reindex"}
    | {"list_ids", "list_page", "list_totals", "list_sums", "newest_found", "today", "day_picture"}
)
WAITS_FOR_THE_DISK = frozenset(
    {"fsync", "secure_file", "secure_names", "make_folder", "write_whole", "put_in_place"}
)
ON_A_LANE = {
    "models/id_list_model.py": "the sources of the lists are asked on the lanes",
    "pages/paper_page.py": "a preview is rendered on the reading lane",
    "editors/suggesting.py": "suggestions come by the reading lane, or beside the window",
}
"""Files whose own methods run beside the window, and why."""


def test_no_slot_saves_or_asks_by_itself() -> None:
    """`Context.do`, `ask` and `look_up` hand on; a lambda or an inner function is handed to them."""
    found = [
        f"{path.relative_to(UI).as_posix()}:{call.lineno} {ast.unparse(call.func)}"
        for path in sorted(UI.rglob("*.py"))
        if path.relative_to(UI).as_posix() not in ON_A_LANE and "selftest" not in path.parts
        for call in _at_once(ast.parse(path.read_text(encoding="utf-8")), inside=0)
    ]
    assert found == []


def test_only_the_thread_that_writes_beside_waits_for_the_disk() -> None:
    found = {
        path.relative_to(UI).as_posix()
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute | ast.Name) and _name(node) in WAITS_FOR_THE_DISK
    }
    assert found == {"written_beside.py"}


def _name(node: ast.Attribute | ast.Name) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id


def _at_once(node: ast.AST, inside: int) -> Iterator[ast.Call]:
    """Calls of an office's slow methods that are made where they stand."""
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.FunctionDef):
        inside += 1
    if inside > 1:
        return  # an inner function runs where it is handed to
    if isinstance(node, ast.Call) and _takes_time(node.func):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _at_once(child, inside)


def _takes_time(called: ast.expr) -> bool:
    if not isinstance(called, ast.Attribute) or called.attr not in TAKES_TIME:
        return False
    return isinstance(called.value, ast.Attribute) and called.value.attr == "desk"
