"""What must hold in the rooms that care for customers, whatever their own code thinks of it.

Each statement finds what does not hold; none is the program's own.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

_ENDED_WELL = "c.state = 'CLOSED' AND c.validity = 'VALID'"
_CLOSED = f"""
    SELECT c.number AS no, c.state, c.replied_at, c.closed_at FROM complaint c
    WHERE (c.state = 'CLOSED') <> (c.closed_at IS NOT NULL)
        OR ({_ENDED_WELL} AND (c.replied_at IS NULL OR c.satisfied IS NULL OR c.resp_department IS NULL
            OR '' IN (c.reply, c.decision, c.investigation, c.root_cause, c.corrective_action)))
        OR (c.state = 'CLOSED' AND c.validity <> 'VALID' AND c.validity_reason = '')
        OR (c.state = 'REPLIED' AND (c.reply = '' OR c.replied_at IS NULL))
"""
_TOLD = f"""
    SELECT c.number AS no, c.reply FROM complaint c
    WHERE (c.state = 'REPLIED' OR {_ENDED_WELL}) AND NOT EXISTS (SELECT 1 FROM complaint_progress p
        WHERE p.complaint_id = c.id AND p.at = c.replied_at)
"""
_GRAVE = f"""
    SELECT c.number AS no, c.level, count(DISTINCT r.report_to) AS told FROM complaint c
    LEFT JOIN complaint_report r ON r.complaint_id = c.id AND r.report_to IN ('MGR', 'DGM')
    WHERE {_ENDED_WELL} AND c.level = 'MAJOR' GROUP BY c.id HAVING told < 2 OR c.summary = ''
    UNION ALL
    SELECT c.number, c.level, count(e.id) AS events FROM complaint c
    LEFT JOIN major_event e ON e.complaint_id = c.id
    GROUP BY c.id HAVING events > 1 OR (c.level = 'MAJOR' AND events = 0)
"""
_COMPLAINT_MONEY = f"""
    SELECT c.number AS no, c.state, c.compensation_fen FROM complaint c
    WHERE c.compensation_fen > 0 AND (c.state IN ('APPROVED', 'REPLIED') OR {_ENDED_WELL})
        AND NOT EXISTS (SELECT 1 FROM approval a WHERE a.obj_kind = 'complaint' AND a.obj_id = c.id
            AND a.decision = 'APPROVED')
"""
_ASKED = """
    SELECT c.number AS no, c.state, count(a.id) AS waiting FROM complaint c
    JOIN approval a ON a.obj_kind = 'complaint' AND a.obj_id = c.id AND a.decision = 'WAITING'
    GROUP BY c.id HAVING waiting > 1 OR c.state <> 'PROPOSED'
    UNION ALL
    SELECT c.number, c.state, count(a.id) AS waiting FROM claim c
    LEFT JOIN approval a ON a.obj_kind = 'claim' AND a.obj_id = c.id AND a.decision = 'WAITING'
    GROUP BY c.id HAVING waiting <> (c.state = 'SUBMITTED')
    UNION ALL
    SELECT p.number, p.state, count(a.id) AS waiting FROM callback_plan p
    LEFT JOIN approval a ON a.obj_kind = 'callback_plan' AND a.obj_id = p.id AND a.decision = 'WAITING'
    GROUP BY p.id HAVING waiting <> (p.state = 'SUBMITTED')
    UNION ALL
    SELECT q.edition, q.state, count(a.id) AS waiting FROM questionnaire q
    JOIN approval a ON a.obj_kind = 'questionnaire' AND a.obj_id = q.id AND a.decision = 'WAITING'
    GROUP BY q.id HAVING waiting > 1 OR q.state <> 'DRAFT'
"""
_CLOCKS = """
    SELECT c.number AS no, k.kind, k.started_at, k.remind_at, k.due_at FROM complaint_clock k
    JOIN complaint c ON c.id = k.complaint_id
    WHERE NOT (k.started_at <= k.remind_at AND k.remind_at <= k.due_at)
        OR k.raise_at < k.started_at OR (c.closed_at IS NOT NULL AND k.met_at IS NULL
            AND k.kind IN ('ANSWER', 'PLAN', 'PROGRESS', 'CLOSE') AND NOT k.superseded)
    UNION ALL
    SELECT c.number, k.kind, count(*), '', '' FROM complaint_clock k
    JOIN complaint c ON c.id = k.complaint_id WHERE k.met_at IS NULL AND NOT k.superseded
    GROUP BY c.id, k.kind HAVING count(*) > 1
    UNION ALL
    SELECT c.number, 'CALL_BACK', c.closed_at, '', '' FROM complaint c
    WHERE c.state = 'CLOSED' AND c.validity = 'VALID' AND NOT EXISTS (SELECT 1 FROM complaint_clock k
        WHERE k.complaint_id = c.id AND k.kind = 'CALL_BACK' AND k.started_at = c.closed_at)
"""
_MOMENTS = """
    SELECT number AS no, received_at, registered_at, replied_at, closed_at FROM complaint
    WHERE received_at > registered_at OR replied_at < received_at OR closed_at < replied_at
    UNION ALL
    SELECT c.number, r.report_to, r.at, '', '' FROM complaint_report r
    JOIN complaint c ON c.id = r.complaint_id WHERE r.at < c.received_at
    UNION ALL
    SELECT number, occurred_at, found_at, closed_at, '' FROM major_event
    WHERE occurred_at > found_at OR closed_at < found_at
"""
_PAUSES = """
    SELECT c.number AS no, sum(p.ended_at IS NULL) AS running FROM complaint_pause p
    JOIN complaint c ON c.id = p.complaint_id GROUP BY c.id
    HAVING running > (c.closed_at IS NULL) OR sum(p.ended_at < p.began_at) > 0
"""
_EVENTS = """
    SELECT e.number AS no, e.state, sum(s.done_at IS NULL AND s.note = '') AS bare FROM major_event e
    LEFT JOIN event_step s ON s.event_id = e.id LEFT JOIN complaint c ON c.id = e.complaint_id
    WHERE e.state IN ('AFTERMATH', 'CLOSED') GROUP BY e.id
    HAVING (e.state = 'CLOSED') <> (e.closed_at IS NOT NULL) OR (e.state = 'CLOSED' AND e.summary = '')
        OR (coalesce(c.validity, 'VALID') = 'VALID' AND (bare > 0 OR e.aftermath = ''))
    UNION ALL
    SELECT e.number, s.seq, s.done_by FROM event_step s JOIN major_event e ON e.id = s.event_id
    WHERE (s.done_at IS NULL) <> (s.done_by = '')
"""
_DECIDED = """
    SELECT c.number AS no, c.state, c.agreed_fen FROM claim c
    WHERE (c.state IN ('APPROVED', 'AGREED', 'PAID') OR c.paid_at IS NOT NULL)
        AND (c.decided_at IS NULL OR (c.agreed_fen > 100000 AND c.finance_by = '')
            OR (c.agreed_fen > 1000000 AND c.dgm_by = '')
            OR NOT EXISTS (SELECT 1 FROM approval a WHERE a.obj_kind = 'claim' AND a.obj_id = c.id
                AND a.decision = 'APPROVED' AND a.decided_at = c.decided_at)
            OR EXISTS (SELECT 1 FROM audit_entry e JOIN audit_log l ON l.id = e.audit_id
                WHERE e.record = 'claim' AND e.record_id = c.id AND e.op = 'U'
                AND l.at > c.decided_at AND json_type(e.fields, '$.agreed_fen') IS NOT NULL))
"""
"""What is paid is what was approved: the amount was not touched afterwards."""
_PAID = """
    SELECT c.number AS no, c.state, c.paid_at FROM claim c
    WHERE (c.paid_at IS NOT NULL AND (c.settled_on IS NULL OR c.paid_at < c.decided_at
            OR c.pay_by IS NULL OR c.state NOT IN ('PAID', 'CLOSED')))
        OR (c.state IN ('AGREED', 'PAID') AND NOT EXISTS (SELECT 1 FROM attachment f
            WHERE f.record = 'claim:SETTLEMENT' AND f.record_id = c.id))
        OR (c.state = 'CLOSED' AND c.paid_at IS NULL AND c.end_reason = '')
        OR c.recourse_fen > c.agreed_fen OR c.recourse_received_fen > c.recourse_fen
        OR (c.recourse_fen > 0 AND (c.recourse_fen = c.recourse_received_fen)
            <> (c.recourse_settled_on IS NOT NULL))
        OR (c.agreed_fen * 10 > c.proposed_fen * 12 AND c.over_reason = '')
"""
_PAPERS = """
    SELECT c.number AS no, c.agreed_fen, w.paper FROM claim c
    JOIN (SELECT -1 AS above, 'PHOTOS' AS paper, '' AS only_of
        UNION ALL SELECT 100000, 'FORM', '' UNION ALL SELECT 100000, 'LOSS_LIST', ''
        UNION ALL SELECT 100000, 'ID', '' UNION ALL SELECT 100000, 'ASSIGNMENT', 'CONSIGNEE'
        UNION ALL SELECT 300000, 'WAYBILL', '' UNION ALL SELECT 300000, 'VALUE_PROOF', ''
        UNION ALL SELECT 300000, 'POD', '' UNION ALL SELECT 1000000, 'ORIGINALS', '') w
      ON c.agreed_fen > w.above AND w.only_of IN ('', c.claimant_kind)
    WHERE c.state IN ('SUBMITTED', 'APPROVED', 'AGREED', 'PAID') AND NOT EXISTS
        (SELECT 1 FROM attachment f WHERE f.record = 'claim:' || w.paper AND f.record_id = c.id)
"""
_IN_USE = """
    SELECT group_concat(edition) AS no, count(*) AS in_use FROM questionnaire WHERE state = 'APPROVED'
    HAVING in_use > 1
    UNION ALL
    SELECT q.edition, sum(d.weight) FROM questionnaire q
    LEFT JOIN questionnaire_dimension d ON d.questionnaire_id = q.id GROUP BY q.id
    HAVING sum(d.weight) IS NOT 100
"""
_OWN_ROUND = """
    SELECT r.code AS no, s.state, s.sent_at FROM survey_answer a
    JOIN survey_recipient r ON r.id = a.recipient_id JOIN survey s ON s.id = r.survey_id
    LEFT JOIN survey_score c ON c.answer_id = a.id LEFT JOIN questionnaire_item i ON i.id = c.item_id
    WHERE s.state = 'DRAWN' OR s.sent_at IS NULL OR i.questionnaire_id IS NOT s.questionnaire_id
    GROUP BY a.id
    UNION ALL
    SELECT r.code, s.number, '' FROM survey_recipient r JOIN survey s ON s.id = r.survey_id
    WHERE r.code NOT LIKE s.number || '/%'
    UNION ALL
    SELECT r.code, i.position, count(*) FROM survey_score c JOIN questionnaire_item i ON i.id = c.item_id
    JOIN survey_answer a ON a.id = c.answer_id JOIN survey_recipient r ON r.id = a.recipient_id
    GROUP BY a.id, i.id HAVING count(*) > 1
"""
_RECHECKED = """
    SELECT s.number AS no, count(*) AS answers, sum(a.recheck IS NOT NULL) AS picked FROM survey s
    JOIN survey_recipient r ON r.survey_id = s.id JOIN survey_answer a ON a.recipient_id = r.id
    WHERE s.state = 'CLOSED' GROUP BY s.id
    HAVING picked * 10 < answers OR sum(a.recheck = 'WAITING') > 0
        OR sum(a.straight AND a.complete AND a.verdict IS NULL) > 0
"""
_LOW = """
    SELECT r.code AS no, a.verdict, low.marks, a.index_hundredths, f.owed, f.opened
    FROM survey_answer a JOIN survey_recipient r ON r.id = a.recipient_id
    JOIN (SELECT a.id, sum(i.kind = 'FIVE' AND c.value <= 2) AS marks FROM survey_answer a
        JOIN survey_score c ON c.answer_id = a.id JOIN questionnaire_item i ON i.id = c.item_id
        GROUP BY a.id) low ON low.id = a.id
    JOIN (SELECT a.id, coalesce(sum(f.state <> 'CANCELLED'), 0) AS owed,
            coalesce(sum(f.state = 'OPEN'), 0) AS opened FROM survey_answer a
        LEFT JOIN callback_follow_up f ON f.survey_answer_id = a.id GROUP BY a.id) f ON f.id = a.id
    WHERE CASE WHEN a.verdict IS NOT 'STRUCK' AND (low.marks > 0 OR a.index_hundredths < 6000)
        THEN f.owed <> 1 ELSE f.opened > 0 END
"""
_LOW_CALLS = """
    SELECT c.number AS no, c.score, coalesce(sum(f.state <> 'CANCELLED'), 0) AS owed,
        coalesce(sum(f.automatic), 0) AS by_itself FROM callback c
    LEFT JOIN callback_follow_up f ON f.callback_id = c.id AND f.survey_answer_id IS NULL
    GROUP BY c.id HAVING by_itself > 1 OR (c.score <= 2 AND owed = 0)
"""
_FOLLOWED = """
    SELECT id AS no, state, done_at, result FROM callback_follow_up
    WHERE (state = 'OPEN') <> (done_at IS NULL) OR (state <> 'OPEN' AND result = '')
    UNION ALL
    SELECT id, state, done_at, result FROM visit_action
    WHERE (state = 'OPEN') <> (done_at IS NULL) OR (state <> 'OPEN' AND result = '')
    UNION ALL
    SELECT number, purpose, '', '' FROM visit WHERE purpose = 'FORUM' AND participants = ''
"""
_TRIES = """
    SELECT i.id AS no, i.state, i.tries, count(a.id) AS attempts FROM callback_item i
    LEFT JOIN callback_attempt a ON a.item_id = i.id GROUP BY i.id
    HAVING i.tries <> attempts OR i.tries > 3 OR (i.state = 'UNREACHED' AND i.tries <> 3)
        OR (i.state = 'PLANNED' AND i.tries >= 3) OR (i.state = 'CANCELLED' AND i.reason = '')
"""
_PLANNED = """
    SELECT i.id AS no, i.state, p.state AS plan, count(c.id) AS calls FROM callback_item i
    JOIN callback_plan p ON p.id = i.plan_id LEFT JOIN callback c ON c.item_id = i.id
    GROUP BY i.id HAVING calls <> (i.state = 'DONE')
        OR (i.state IN ('DONE', 'UNREACHED') AND p.state NOT IN ('APPROVED', 'CLOSED'))
    UNION ALL
    SELECT p.number, p.state, p.approved_at, 0 FROM callback_plan p
    WHERE p.state IN ('APPROVED', 'CLOSED') AND NOT EXISTS (SELECT 1 FROM approval a
        WHERE a.obj_kind = 'callback_plan' AND a.obj_id = p.id AND a.decision = 'APPROVED')
"""
_CARDS = """
    SELECT k.title AS no, k.kind, k.case_no, k.document_no FROM knowledge_card k
    LEFT JOIN complaint c ON c.number = k.case_no LEFT JOIN exception_case x ON x.number = k.case_no
    LEFT JOIN controlled_document d ON d.doc_no = k.document_no
    WHERE (k.kind = 'CASE' AND (k.source <> k.case_no OR coalesce(c.id, x.id) IS NULL))
        OR (k.kind = 'PHRASE' AND (k.case_no <> '' OR (k.document_no <> '' AND d.id IS NULL)))
        OR (k.state = 'ACTIVE' AND k.document_no = '' AND k.confirmed_by = '')
        OR (k.state = 'RETIRED' AND k.retired_reason = '') OR (k.uses > 0) <> (k.used_at IS NOT NULL)
"""
EMPTY = {
    "a closed complaint has everything said and done": _CLOSED,
    "whoever complained was told": _TOLD,
    "a grave complaint was reported and has its check-list": _GRAVE,
    "money for a complaint was approved": _COMPLAINT_MONEY,
    "what waits for a decision is asked once": _ASKED,
    "clocks run in order, and one of a kind": _CLOCKS,
    "moments of a case are in order": _MOMENTS,
    "one pause runs, and none after the end": _PAUSES,
    "a major event leaves no step bare": _EVENTS,
    "a claim was decided as it is paid": _DECIDED,
    "a claim is paid after its settlement": _PAID,
    "a submitted claim has its papers": _PAPERS,
    "one questionnaire is in use, its weights make 100": _IN_USE,
    "an answer belongs to its round": _OWN_ROUND,
    "a closed round is re-checked and decided": _RECHECKED,
    "a low answer owes one call": _LOW,
    "a low call-back owes a follow-up": _LOW_CALLS,
    "what is done has a result": _FOLLOWED,
    "a customer is tried three times at most": _TRIES,
    "a planned call is done by one call": _PLANNED,
    "a card has its source": _CARDS,
}
_SCORES = """
    SELECT r.code, a.index_hundredths, i.dimension, d.weight, i.weight, c.value FROM survey_answer a
    JOIN survey_recipient r ON r.id = a.recipient_id JOIN survey_score c ON c.answer_id = a.id
    JOIN questionnaire_item i ON i.id = c.item_id JOIN questionnaire_dimension d
      ON d.questionnaire_id = i.questionnaire_id AND d.name = i.dimension
    WHERE i.kind = 'FIVE' AND c.value IS NOT NULL
"""


def indices(db: sqlite3.Connection) -> Iterator[str]:
    """The stored index of every answer is the weighted mean of its dimensions on 20…100."""
    marks: dict[tuple[str, int], dict[str, list[tuple[int, int, int]]]] = defaultdict(dict)
    for code, stored, name, share, weight, value in db.execute(_SCORES):
        marks[code, stored].setdefault(name, []).append((share, weight, value))
    for (code, stored), dimensions in marks.items():
        whole = sum(found[0][0] for found in dimensions.values())
        total = sum(
            (
                Fraction(
                    found[0][0] * 20 * sum(w * v for _, w, v in found), sum(w for _, w, _ in found)
                )
                for found in dimensions.values()
            ),
            Fraction(0),
        )
        if whole and stored != int(total / whole * 100 + Fraction(1, 2)):
            yield f"index of {code}: {stored} <> {float(total / whole)}"
