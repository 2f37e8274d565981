"""A key that was kept is given to a window as if it were pressed now: shortcuts first, as Qt does it."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

Context = Qt.ShortcutContext


class TypedKey(NamedTuple):
    """A key as it came from the system; Qt's own event is gone once it has been handled."""

    kind: QEvent.Type
    key: int
    held: Qt.KeyboardModifier
    text: str
    again: bool = False

    @classmethod
    def of(cls, event: QKeyEvent) -> "TypedKey":
        """The key of an event."""
        return cls(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())

    def event(self, kind: QEvent.Type | None = None) -> QKeyEvent:
        """An event of its own, perhaps of another kind."""
        return QKeyEvent(kind or self.kind, self.key, self.held, self.text, self.again)


def give_key(window: QWidget, key: TypedKey) -> None:
    """Give it to the widget that has the keyboard, unless it is a shortcut there.

    Qt looks for shortcuts only at what comes from the system, before it sends a key to a window.
    """
    if key.kind == QEvent.Type.KeyPress and not _is_taken_by_widget(window, key):
        does = shortcut_for(window, key)
        if does is not None:
            if does.autoRepeat() or not key.again:
                _do(does)
            return
    QCoreApplication.sendEvent(window.windowHandle(), key.event())


def shortcut_for(window: QWidget, key: TypedKey) -> QAction | QShortcut | None:
    """What a key does all over the active window, or where its keyboard is; None when that is not one thing."""
    wanted = QKeySequence(_without_keypad(key))
    every: list[QAction | QShortcut] = [
        *(a for a in window.findChildren(QAction) if wanted in a.shortcuts() and a.isVisible()),
        *(s for s in window.findChildren(QShortcut) if s.key() == wanted),
    ]
    found = [one for one in every if one.isEnabled() and _reaches(one, window)]
    return found[0] if len(found) == 1 else None


def _without_keypad(key: TypedKey) -> int:
    return (key.held & ~Qt.KeyboardModifier.KeypadModifier).value | key.key


def _is_taken_by_widget(window: QWidget, key: TypedKey) -> bool:
    """Whether the widget wants the key for itself, as a line wants its letters and its Ctrl+C."""
    asks = key.event(QEvent.Type.ShortcutOverride)
    asks.ignore()
    QCoreApplication.sendEvent(window.windowHandle(), asks)
    return asks.isAccepted()


def _reaches(one: QAction | QShortcut, window: QWidget) -> bool:
    if isinstance(one, QShortcut):
        return _works_at(one.context(), one.parent(), window)
    return any(_works_at(one.shortcutContext(), o, window) for o in one.associatedObjects())


def _works_at(context: Qt.ShortcutContext, widget: QObject | None, window: QWidget) -> bool:
    if not (isinstance(widget, QWidget) and widget.isVisible() and widget.isEnabled()):
        return False
    now = QApplication.focusWidget()
    if context == Context.WidgetShortcut:
        return widget is now
    if context == Context.WidgetWithChildrenShortcut:
        return now is not None and (widget is now or widget.isAncestorOf(now))
    return context == Context.ApplicationShortcut or widget.window() is window


def _do(does: QAction | QShortcut) -> None:
    if isinstance(does, QAction):
        does.trigger()
    else:
        does.activated.emit()
