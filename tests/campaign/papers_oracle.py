"""What must hold between the papers and what they stand for: partners, trucks, quotes, checks, files.

Each statement finds what does not hold; none is the program's own.
"""

_HANDED = "('HANDED', 'ARRIVED', 'DELIVERED', 'RECALLED', 'SETTLED')"
_LOADED = "('CONFIRMED', 'SENT', 'DEPARTED', 'ARRIVED', 'CLOSED')"
_AT_PARTNER = f"""
    SELECT c.number AS no, c.at_partner, coalesce(sum(l.away), 0) AS on_papers FROM consignment c
    LEFT JOIN (SELECT l.consignment_id, l.pieces - l.pieces_signed - l.pieces_back AS away
        FROM transit_line l JOIN transit_manifest h ON h.id = l.manifest_id
        WHERE h.state IN {_HANDED}) l ON l.consignment_id = c.id
    GROUP BY c.id HAVING on_papers > c.at_partner OR (on_papers < c.at_partner AND NOT EXISTS
        (SELECT 1 FROM stock_move m WHERE m.consignment_id = c.id AND m.reason = 'TRANSIT_OUT'
         AND m.doc_no NOT LIKE 'ZZ%'))
"""
"""Goods may also go to a small carrier by a slip alone."""
_PARTNER_DONE = """
    SELECT h.number AS no, h.state, sum(l.pieces - l.pieces_signed - l.pieces_back) AS away
    FROM transit_manifest h JOIN transit_line l ON l.manifest_id = h.id GROUP BY h.id
    HAVING (h.state IN ('DELIVERED', 'RECALLED', 'SETTLED') AND away <> 0)
        OR (h.state IN ('HANDED', 'ARRIVED') AND away = 0)
"""
_TRANSIT_COST = f"""
    SELECT c.number AS no, c.transit_cost_fen, coalesce(sum(l.fen), 0) AS on_papers
    FROM consignment c
    LEFT JOIN (SELECT l.consignment_id, l.transit_fee_fen + l.door_fee_fen AS fen
        FROM transit_line l JOIN transit_manifest h ON h.id = l.manifest_id
        WHERE h.state IN {_HANDED}) l ON l.consignment_id = c.id
    WHERE c.direction <> 'RETURN' GROUP BY c.id HAVING c.transit_cost_fen <> on_papers
"""
_ON_TRUCKS = f"""
    SELECT h.number AS no, c.number, l.pieces, coalesce(sum(m.pieces), 0) AS loaded
    FROM preadvice_line l JOIN outbound_preadvice h ON h.id = l.preadvice_id
    JOIN consignment c ON c.id = l.consignment_id
    LEFT JOIN stock_move m ON m.doc_no = h.number AND m.consignment_id = c.id
        AND m.reason = 'SHIP_OUT' AND m.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)
    GROUP BY l.id
    HAVING loaded <> CASE WHEN h.state IN {_LOADED} THEN l.pieces ELSE 0 END
"""
_LINEHAUL_COST = f"""
    SELECT c.number AS no, c.linehaul_cost_fen, coalesce(sum(l.cost_fen), 0) AS on_papers
    FROM consignment c
    LEFT JOIN (SELECT l.consignment_id, l.cost_fen FROM preadvice_line l
        JOIN outbound_preadvice h ON h.id = l.preadvice_id WHERE h.state IN {_LOADED}) l
      ON l.consignment_id = c.id
    WHERE c.direction <> 'INBOUND' GROUP BY c.id HAVING c.linehaul_cost_fen <> on_papers
"""
_TRUCK_SHARES = f"""
    SELECT h.number AS no, h.truck_cost_fen, sum(l.cost_fen) AS shared
    FROM outbound_preadvice h JOIN preadvice_line l ON l.preadvice_id = h.id GROUP BY h.id
    HAVING shared <> CASE WHEN h.state IN {_LOADED} THEN h.truck_cost_fen ELSE 0 END
"""
_INBOUND_COST = """
    SELECT c.number AS no, c.linehaul_cost_fen FROM consignment c
    WHERE c.direction = 'INBOUND' AND c.linehaul_cost_fen <> 0 AND NOT EXISTS
        (SELECT 1 FROM manifest_line l JOIN inbound_manifest h ON h.id = l.manifest_id
         WHERE l.consignment_id = c.id AND h.state NOT IN ('DRAFT', 'VOID'))
"""
_QUOTED_TWICE = """
    SELECT q.number AS no, count(*) AS tickets FROM quote q
    JOIN consignment c ON c.quote_no = q.number AND c.number IS NOT NULL AND NOT c.voided
    WHERE NOT q.repeatable GROUP BY q.id HAVING tickets > 1
"""
_QUOTE_WON = """
    SELECT c.number AS no, c.quote_no, q.state, i.state AS inquiry, i.consignment_no FROM consignment c
    LEFT JOIN quote q ON q.number = c.quote_no LEFT JOIN inquiry i ON i.id = q.inquiry_id
    WHERE c.quote_no <> '' AND c.number IS NOT NULL AND NOT c.voided
        AND (q.state IS NOT 'ACCEPTED' OR i.state IS NOT 'WON')
    UNION ALL
    SELECT i.number, q.number, q.state, i.state, i.consignment_no FROM inquiry i
    JOIN quote q ON q.inquiry_id = i.id LEFT JOIN consignment c ON c.number = i.consignment_no
    WHERE i.state = 'WON' AND (c.id IS NULL OR c.voided)
"""
_LIVE_QUOTES = """
    SELECT i.number AS no, count(*) AS quotes FROM inquiry i JOIN quote q ON q.inquiry_id = i.id
    WHERE q.state IN ('DRAFT', 'SUBMITTED', 'APPROVED') GROUP BY i.id HAVING quotes > 1
"""
_REVISIONS = """
    SELECT d.doc_no AS no, sum(r.state IN ('DRAFT', 'REVIEW', 'APPROVED')) AS open,
        sum(r.state = 'EFFECTIVE') AS in_force, sum(r.state = 'REVIEW') AS asked,
        (SELECT count(*) FROM approval a JOIN document_revision v ON v.id = a.obj_id
         WHERE a.obj_kind = 'document_revision' AND a.decision = 'WAITING'
             AND v.document_id = d.id) AS waiting
    FROM controlled_document d JOIN document_revision r ON r.document_id = d.id GROUP BY d.id
    HAVING open > 1 OR in_force > 1 OR asked <> waiting
"""
_BACK = """
    SELECT c.number AS no, r.state, c.receipts_back, c.receipt_copies FROM return_receipt r
    JOIN consignment c ON c.id = r.consignment_id
    WHERE (r.state IN ('RECEIVED', 'SENT', 'CONFIRMED')) <> (c.receipts_back = c.receipt_copies)
        OR c.signed = 0
    UNION ALL
    SELECT c.number, 'no receipt', c.receipts_back, c.receipt_copies FROM consignment c
    WHERE c.receipt_required AND c.signed > 0
        AND NOT EXISTS (SELECT 1 FROM return_receipt r WHERE r.consignment_id = c.id)
"""
_HANDOVERS = """
    SELECT c.number AS no, r.state, h.state AS list FROM return_receipt r
    JOIN consignment c ON c.id = r.consignment_id
    LEFT JOIN receipt_handover h ON h.id = r.handover_id
    WHERE r.state IN ('SENT', 'CONFIRMED') AND h.state IS NOT r.state
"""
_FILED_TWICE = """
    SELECT doc_no AS no, voucher_type, count(*) AS originals FROM voucher
    WHERE NOT is_copy AND destroyed_on IS NULL GROUP BY voucher_type, doc_no HAVING originals > 1
"""
_LENT_TWICE = """
    SELECT voucher_id AS no, count(*) AS loans FROM voucher_loan WHERE returned_on IS NULL
    GROUP BY voucher_id HAVING loans > 1
    UNION ALL
    SELECT v.id, v.file_no FROM voucher v WHERE v.destroyed_on IS NOT NULL
        AND (SELECT state FROM voucher_destruction d WHERE d.id = v.destruction_id)
            IS NOT 'APPROVED'
    UNION ALL
    SELECT d.number, 0 FROM voucher_destruction d WHERE state IN ('SUBMITTED', 'APPROVED')
        AND NOT EXISTS (SELECT 1 FROM voucher v WHERE v.destruction_id = d.id)
"""
_CHECKED = """
    SELECT p.doc_no AS no, p.verdict, p.explanation, a.decision FROM price_check p
    LEFT JOIN approval a ON a.id = p.approval_id
    LEFT JOIN transit_manifest t ON t.number = p.doc_no
    LEFT JOIN outbound_preadvice o ON o.number = p.doc_no
    LEFT JOIN delivery_run r ON r.number = p.doc_no
    WHERE p.is_current AND (t.state IN ('HANDED', 'ARRIVED', 'DELIVERED', 'RECALLED', 'SETTLED')
            OR o.state IN ('CONFIRMED', 'SENT', 'DEPARTED', 'ARRIVED', 'CLOSED')
            OR r.state IN ('OUT', 'RETURNED', 'SETTLED'))
        AND ((p.verdict = 'APPROVE' AND coalesce(a.decision, '') <> 'APPROVED')
            OR (p.verdict = 'EXPLAIN' AND p.explanation = ''))
"""
_CHECKED_TWICE = """
    SELECT doc_no AS no, consignment_id, count(*) AS checks FROM price_check WHERE is_current
    GROUP BY paper, doc_no, consignment_id HAVING checks > 1
"""
_SIGNED_DAYS = """
    SELECT c.id AS no, i.title FROM day_close c JOIN day_close_item i ON i.close_id = c.id
    WHERE c.state = 'SIGNED' AND i.state = 'WAITING'
"""
EMPTY = {
    "pieces at partners are those on papers": _AT_PARTNER,
    "a paper is done when the partner has nothing left": _PARTNER_DONE,
    "transit costs are those of the papers": _TRANSIT_COST,
    "pieces loaded are those on the truck's list": _ON_TRUCKS,
    "line-haul costs are the shares of the trucks": _LINEHAUL_COST,
    "the shares add up to the truck's price": _TRUCK_SHARES,
    "goods on no truck bear no truck's costs": _INBOUND_COST,
    "a quote is used once": _QUOTED_TWICE,
    "a used quote was accepted and its inquiry is won": _QUOTE_WON,
    "one quote is being made": _LIVE_QUOTES,
    "one revision is open and one in force": _REVISIONS,
    "a paper that is back is counted on its ticket": _BACK,
    "a paper that went out stands on a list": _HANDOVERS,
    "an original is filed once": _FILED_TWICE,
    "a paper is lent once, and destroyed by a list": _LENT_TWICE,
    "nothing went at a price that did not stand": _CHECKED,
    "one check counts": _CHECKED_TWICE,
    "a signed day leaves nothing unexplained": _SIGNED_DAYS,
}
