"""Real windows, built offscreen, over a real office; questions answered by a script."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from tests.conftest import Office
from ui.bridge import Bridge
from ui.desks.keeping import Keeper
from ui.desks.side_by_side import Difference
from ui.errors_shown import Shown
from ui.fixing import Fixing
from ui.registry import Context
from ui.theme import dress
from ui.written_beside import BESIDE


def in_words(one: Difference) -> str:
    """A line of the two versions side by side, as a test tells it."""
    theirs, mine = one.theirs or "空", one.mine or "空"
    if one.clash:
        return f"{one.label}:对方改为「{theirs}」,您填写「{mine}」"
    return f"{one.label}:采用对方的「{theirs}」"


@dataclass
class ScriptedAsker:
    """Answers every question from a list and remembers what it was asked."""

    answers: list[Any] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    told: list[Shown] = field(default_factory=list)

    def sure(
        self,
        question: str,
        points: Sequence[str] = (),
        yes: str = "",
        no: str = "",
        careful: bool = False,
    ) -> bool:
        self.asked.append((question, tuple(points)))
        return bool(self.answers.pop(0))

    def reason(self, action: str) -> str | None:
        self.asked.append((action, ()))
        answer: str | None = self.answers.pop(0)
        return answer

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        """Answer with one password, or a list of them to try in turn."""
        self.asked.append((action, ()))
        return any(not wrong(answer) for answer in self.answers.pop(0))

    def sides(self, heading: str, differences: Sequence[Difference]) -> frozenset[str] | None:
        """Answer with the fields taken from the other; True takes what is proposed, False nothing."""
        self.asked.append((heading, tuple(map(in_words, differences))))
        answer = self.answers.pop(0)
        usual = frozenset(one.name for one in differences if not one.clash)
        return usual if answer is True else None if answer is False else frozenset(answer)

    def tell(self, message: Shown) -> None:
        self.told.append(message)


@dataclass
class FrameSpy:
    """A frame that only remembers what pages ask of it."""

    opened: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    papers: list[tuple[str, str | Sequence[str]]] = field(default_factory=list)
    fixings: list[Fixing | None] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    went_back: int = 0
    left_to_restore: int = 0

    def back(self) -> None:
        self.went_back += 1

    def leave_to_restore(self) -> None:
        self.left_to_restore += 1

    def open_page(self, name: str, /, **arguments: Any) -> None:
        self.opened.append((name, arguments))

    def show_paper(
        self, code: str, number: str | Sequence[str], fixing: Fixing | None = None, **options: Any
    ) -> None:
        self.papers.append((code, number))
        self.fixings.append(fixing)

    def say(self, text: str) -> None:
        self.said.append(text)


def on_the_disk(keeper: Keeper) -> bool:
    """Whether a draft lies there once everything that waits is written."""
    assert BESIDE.settle()
    return keeper.path.exists()


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def deleted_here() -> Iterator[None]:
    """Closed windows are deleted in this thread."""
    yield
    assert BESIDE.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def asker() -> ScriptedAsker:
    return ScriptedAsker()


@pytest.fixture
def frame() -> FrameSpy:
    return FrameSpy()


@pytest.fixture
def context(
    dressed: QApplication, office: Office, asker: ScriptedAsker, frame: FrameSpy
) -> Iterator[Context]:
    """The context of a page, signed in as the manager."""
    bridge = Bridge(office.as_("boss"))
    faults: list[BaseException] = []
    bridge.broken.connect(faults.append)
    yield Context(office.desk, bridge, frame, asker)
    bridge.stop()
    assert faults == []
