"""Fitters that look a value up: the newest that a query finds."""

from typing import Any

from desk.app import Desk
from desk.kernel.moments import local
from tests.campaign.tailored import Arguments, Fitter
from tests.campaign.values import PNG, Values

LETTER = {"label": "签收证明.pdf", "content": "JVBERi0xLjc="}
SCAN = {"label": "影像.png", "content": PNG}


def found(sql: str, name: str, **fields: Any) -> Fitter:
    """One of the newest values a query finds, and these fields."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        choices = values.column(sql)[:6]
        return given | ({name: values.chance.choice(choices)} if choices else {}) | fields

    return fitter


def some(sql: str, name: str, **fields: Any) -> Fitter:
    """As `found`, in a list of one."""
    inner = found(sql, name, **fields)

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        fitted = inner(values, desk, given | {name: None})
        return fitted | {name: [fitted[name]]} if fitted[name] is not None else given | fields

    return fitter


def paper_in(table: str, *states: str, **fields: Any) -> Fitter:
    """The number of a paper in a state."""
    listed = ", ".join(f"'{state}'" for state in states)
    return found(
        f"SELECT number FROM {table} WHERE state IN ({listed}) ORDER BY id DESC", "number", **fields
    )


def countersigned(inner: Fitter) -> Fitter:
    """With the signature of the 副总经理, where the rules ask for it."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        today = local(values.clock.now()).date().isoformat()
        signed = {"countersigned_by": "副总经理", "countersigned_on": today}
        return inner(values, desk, given) | signed

    return fitter


def own(sql: str, name: str, **fields: Any) -> Fitter:
    """As `found`; the person who is signed in stands for the statement's ``?``."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        mine = values.column(sql, desk.signed_in().user_id)[:6]
        return given | ({name: values.chance.choice(mine)} if mine else {}) | fields

    return fitter


def asked_by(whom: str, record: str, key: str, name: str) -> Fitter:
    """A record whose waiting request is one's own (``=``) or somebody else's (``<>``)."""
    sql = (
        f"SELECT r.{key} FROM {record} r JOIN approval a ON a.obj_id = r.id"
        f" WHERE a.obj_kind = '{record}' AND a.decision = 'WAITING' AND a.requested_by {whom} ?"
        " ORDER BY r.id DESC"
    )
    return own(sql, name)


def today_and(inner: Fitter, name: str) -> Fitter:
    """As `inner`, until today."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        today = local(values.clock.now()).date().isoformat()
        return inner(values, desk, given) | {name: today}

    return fitter
