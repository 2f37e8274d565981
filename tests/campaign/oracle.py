"""What must hold after every command, added up straight from the tables, past the program's own code."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from desk.freight.consignments.rules import CHARGES, derive_state
from tests.campaign.care_oracle import EMPTY as CARE
from tests.campaign.care_oracle import indices
from tests.campaign.papers_oracle import EMPTY as PAPERS

BUCKETS = {
    "STOCK": "in_stock",
    "RUN": "on_run",
    "PARTNER": "at_partner",
    "LINEHAUL": "shipped_out",
    "SIGNED": "signed",
    "RETURNED": "returned",
    "WRITTEN_OFF": "written_off",
}
Rows = list[dict[str, Any]]
_GOODS_SUMS = """
    SELECT c.number AS no, c.declared, c.weight_g, c.volume_cm3,
           sum(l.pieces) AS p, sum(l.weight_g) AS w, sum(l.volume_cm3) AS v
    FROM consignment c JOIN cargo_line l ON l.consignment_id = c.id
    WHERE c.number IS NOT NULL GROUP BY c.id
    HAVING p <> c.declared OR w <> c.weight_g OR v <> c.volume_cm3
"""
_ON_RUN = """
    SELECT c.number AS no, c.on_run, coalesce(sum(l.pieces), 0) AS loaded
    FROM consignment c
    LEFT JOIN (SELECT l.consignment_id, l.pieces FROM run_line l
               JOIN delivery_run r ON r.id = l.run_id AND r.state IN ('OUT', 'RETURNED')
               LEFT JOIN delivery_receipt d ON d.line_id = l.id WHERE d.id IS NULL) l
      ON l.consignment_id = c.id
    GROUP BY c.id HAVING c.on_run <> loaded
"""
_GOING_BACK = """
    SELECT c.number AS no, c.going_back, coalesce(sum(o.pieces), 0) AS ordered
    FROM consignment c
    LEFT JOIN return_order o ON o.original_id = c.id AND o.state IN ('OPEN', 'ISSUED')
    GROUP BY c.id HAVING c.going_back <> ordered
"""
_EXPECTED = """
    SELECT c.number AS no, c.expected, count(m.id) AS lists
    FROM consignment c
    LEFT JOIN manifest_line l ON l.consignment_id = c.id
    LEFT JOIN inbound_manifest m
      ON m.id = l.manifest_id AND m.state IN ('EXPECTED', 'ARRIVED', 'UNLOADING')
    WHERE c.number IS NOT NULL GROUP BY c.id HAVING c.expected <> lists
"""
_RECEIPTS = """
    SELECT number AS no, receipts_back, receipt_copies FROM consignment
    WHERE receipts_back < 0 OR receipts_back > max(receipt_copies, 0)
"""
_MONEY = """
    SELECT c.number AS no, m.kind, sum(m.amount_fen) AS taken, c.total_fen, c.cod_amount_fen
    FROM money_row m JOIN consignment c ON c.id = m.consignment_id GROUP BY c.id, m.kind
    HAVING taken < 0 OR (m.kind = 'FREIGHT' AND taken > c.total_fen)
        OR (m.kind = 'COD' AND taken > c.cod_amount_fen)
"""
_MIRRORS = """
    SELECT a.id AS no, a.amount_fen, b.amount_fen AS mirror FROM money_row a
    JOIN money_row b ON b.reverses_id = a.id
    WHERE a.amount_fen + b.amount_fen <> 0 OR a.consignment_id <> b.consignment_id
    UNION ALL
    SELECT reverses_id, count(*), 0 FROM money_row WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id HAVING count(*) > 1
    UNION ALL
    SELECT reverses_id, count(*), 0 FROM stock_move WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id HAVING count(*) > 1
    UNION ALL
    SELECT reverses_id, count(*), 0 FROM cod_entry WHERE reverses_id IS NOT NULL
    GROUP BY reverses_id HAVING count(*) > 1
"""
_COD = """
    SELECT c.number AS no, a.*, coalesce(e.collected, 0) AS e_collected,
        coalesce(e.banked, 0) AS e_banked, coalesce(e.remitted, 0) AS e_remitted,
        coalesce(e.fee, 0) AS e_fee, coalesce(m.taken, 0) AS taken
    FROM consignment c
    LEFT JOIN cod_account a ON a.consignment_id = c.id
    LEFT JOIN (SELECT consignment_id,
            sum(CASE step WHEN 'COLLECTED' THEN amount_fen ELSE 0 END) AS collected,
            sum(CASE step WHEN 'BANKED' THEN amount_fen ELSE 0 END) AS banked,
            sum(CASE step WHEN 'REMITTED' THEN amount_fen ELSE 0 END) AS remitted,
            sum(CASE step WHEN 'FEE' THEN amount_fen ELSE 0 END) AS fee
        FROM cod_entry GROUP BY consignment_id) e ON e.consignment_id = c.id
    LEFT JOIN (SELECT consignment_id, sum(amount_fen) AS taken FROM money_row
        WHERE kind = 'COD' GROUP BY consignment_id) m ON m.consignment_id = c.id
"""
_SETTLED = """
    SELECT r.number AS no, c.number, e.id FROM delivery_run r
    JOIN run_line l ON l.run_id = r.id JOIN delivery_receipt d ON d.line_id = l.id
    JOIN consignment c ON c.id = l.consignment_id
    LEFT JOIN cod_entry e ON e.doc_no = d.number AND e.step = 'BANKED'
    WHERE r.state = 'SETTLED' AND d.cash_cod_fen > 0 AND e.id IS NULL
"""
_REMITTED_TWICE = """
    SELECT consignment_id AS no, sum(CASE WHEN reverses_id IS NULL THEN 1 ELSE -1 END) AS times
    FROM cod_entry WHERE step = 'REMITTED' GROUP BY consignment_id HAVING times NOT IN (0, 1)
"""
EMPTY = {
    "lines add up to the ticket": _GOODS_SUMS,
    "pieces on runs are the stops without a result": _ON_RUN,
    "pieces going back are those ordered back": _GOING_BACK,
    "a ticket is expected while it stands on one open list": _EXPECTED,
    "receipts back are not more than asked for": _RECEIPTS,
    "money taken is not negative and not more than due": _MONEY,
    "every row is reversed once, by its mirror": _MIRRORS,
    "a settled run has banked its cash on delivery": _SETTLED,
    "cash on delivery is remitted once": _REMITTED_TWICE,
}


def faults(db: sqlite3.Connection) -> list[str]:
    """Everything that does not hold now, in words."""
    found = [
        f"{name}: {row}" for name, sql in (EMPTY | PAPERS | CARE).items() for row in rows(db, sql)
    ]
    for check in (_ledger, _states, _cod, _totals, indices):
        found.extend(check(db))
    return found


def rows(db: sqlite3.Connection, sql: str, *arguments: Any) -> Rows:
    """The rows of a statement as dictionaries."""
    cursor = db.execute(sql, arguments)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _ledger(db: sqlite3.Connection) -> Iterator[str]:
    sums: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(BUCKETS.values(), 0))
    received: dict[int, int] = defaultdict(int)
    balance: dict[int, int] = {}
    for move in rows(db, "SELECT * FROM stock_move ORDER BY id"):
        found, pieces = move["consignment_id"], move["pieces"]
        for end, sign in (("place_to", 1), ("place_from", -1)):
            if move[end] == "OUTSIDE":
                received[found] -= sign * pieces
            else:
                sums[found][BUCKETS[move[end]]] += sign * pieces
        balance[found] = move["balance_after"]
        if sums[found]["in_stock"] != move["balance_after"]:
            yield f"balance_after of stock_move {move['id']}"
    for c in rows(db, "SELECT * FROM consignment"):
        stored = {name: c[name] for name in BUCKETS.values()}
        if stored != sums[c["id"]] or c["received"] != received[c["id"]]:
            yield f"ledger of {c['number']}: {stored} {c['received']} <> {sums[c['id']]}"
        if c["received"] != sum(stored.values()) or min(c["received"], *stored.values()) < 0:
            yield f"invariant of {c['number']}: {stored} {c['received']}"


def _states(db: sqlite3.Connection) -> Iterator[str]:
    for c in rows(db, "SELECT * FROM consignment"):
        derived = derive_state(SimpleNamespace(**c))
        if derived.value != c["state"]:
            yield f"state of {c['number'] or c['id']}: {c['state']} <> {derived.value}"


def _cod(db: sqlite3.Connection) -> Iterator[str]:
    for row in rows(db, _COD):
        stored = [row[f"{name}_fen"] or 0 for name in ("collected", "banked", "remitted", "fee")]
        added = [row[f"e_{name}"] for name in ("collected", "banked", "remitted", "fee")]
        collected, banked, remitted, fee = added
        holds = stored == added and collected == row["taken"] and 0 <= banked <= collected
        if not holds or remitted + fee not in (0, banked) or min(remitted, fee) < 0:
            yield f"cash on delivery of {row['no']}: {stored} {added} taken {row['taken']}"


def _totals(db: sqlite3.Connection) -> Iterator[str]:
    for c in rows(db, "SELECT * FROM consignment WHERE number IS NOT NULL"):
        if c["total_fen"] != sum(c[name] for name in CHARGES):
            yield f"total of {c['number']}"
