"""How full the truck is: a bar with words and per cent each for weight and volume."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.freight.outbound.rules import loading_permille, show_permille
from desk.kernel.errors import problem
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.run_board.load_bar import LoadBar
from ui.theme import SPACE


class FillBar(LoadBar):
    """One of the two."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)

    def show_fill(self, words: str, load: int, most: int) -> None:
        """Show a load against what is allowed; 0 means no truck is chosen."""
        permille = loading_permille(load, most)
        self.over = bool(most) and load > most
        self._share = min(1.0, permille / 1000)
        self.words = words
        self.room = show_permille(permille) if most else tr("未选车辆")
        self.setAccessibleDescription(f"{self.words} {self.room}")
        self.update()


class TruckBars(QWidget):
    """Weight and volume; a truck too full says so in a sentence (E146), too much room in words."""

    def __init__(self) -> None:
        super().__init__()
        self.weight, self.volume = FillBar(tr("载质量")), FillBar(tr("容积"))
        self.sentence = plain_label("", "problem")
        self.sentence.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        for part in (self.weight, self.volume, self.sentence):
            column.addWidget(part)
        self.sentence.hide()

    def show_load(self, load_g: int, payload_g: int, load_cm3: int, space_cm3: int) -> None:
        """Show grams against the payload and cm³ against the room."""
        a, b = show_weight(load_g), show_weight(payload_g)
        words = tr("重量 {a} / {b} kg") if payload_g else tr("重量 {a} kg")
        self.weight.show_fill(words.format(a=a, b=b), load_g, payload_g)
        m, n = show_volume(load_cm3), show_volume(space_cm3)
        words = tr("体积 {a} / {b} m³") if space_cm3 else tr("体积 {a} m³")
        self.volume.show_fill(words.format(a=m, b=n), load_cm3, space_cm3)
        said = []
        if self.weight.over:
            said.append(problem("E146", a=a, b=b).message)
        if self.volume.over:
            over = show_volume(load_cm3 - space_cm3)
            said.append(tr("体积超出车厢容积 {n} m³,请核对能否装下。").format(n=over))
        self.sentence.setText("\n".join(said))
        self.sentence.setVisible(bool(said))
