"""Arguments that fit for complaints, major events, claims and what the office knows.

As in `tailored`, an entry only raises a command's chance of success.
"""

import base64
from datetime import timedelta
from typing import Any

from desk.app import Desk
from desk.kernel.moments import local
from tests.campaign.finding import LETTER, asked_by, countersigned, found, own, paper_in
from tests.campaign.tailored import Arguments, Fitter, one
from tests.campaign.values import Values

_PLAN = "1. 封存现场(责任人:客服员;时限:2小时)\n2. 上报副总经理\n3. 电话告知客户"
_PHRASES = "一、查货\n您稍等,我马上查货物位置。\n二、道歉\n给您添麻烦了,我们马上处理。"


def _open_complaint(where: str = "true", order: str = "c.id DESC") -> str:
    return (
        f"SELECT c.number FROM complaint c WHERE c.state <> 'CLOSED' AND {where} ORDER BY {order}"
    )


def complaint(*states: str, where: str = "true", **fields: Any) -> Fitter:
    """A complaint in a state."""
    listed = ", ".join(f"'{state}'" for state in states)
    sql = f"SELECT number FROM complaint c WHERE state IN ({listed}) AND {where} ORDER BY id DESC"
    return found(sql, "number", **fields)


_ASKED = (
    "EXISTS (SELECT 1 FROM approval a WHERE a.obj_kind = 'complaint' AND a.obj_id = c.id"
    " AND a.decision = 'WAITING')"
)
_PAUSED = (
    "EXISTS (SELECT 1 FROM complaint_pause p WHERE p.complaint_id = c.id AND p.ended_at IS NULL)"
)
_TOLD = (
    "(SELECT count(DISTINCT report_to) FROM complaint_report r WHERE r.complaint_id = c.id"
    " AND report_to IN ('MGR', 'DGM'))"
)


def register_complaint(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Of a ticket, a customer or a stranger; some are grave, some come from a customer on file."""
    customer = one(values, "SELECT code FROM customer WHERE status = 'ACTIVE' ORDER BY drawn(id)")
    kind = values.chance.choice(
        (
            {},
            {"waybill": "", "customer": customer or ""},
            {"waybill": "", "customer": customer or ""},
            {"claimed_fen": 300_000},
            {"estimated_fen": 1_500_000},
            {"circumstances": ["REGULATOR"]},
        )
    )
    waybill = one(values, "SELECT number FROM consignment WHERE number <> '' ORDER BY drawn(id)")
    draft = given["draft"] | {"waybill": waybill or "", "received_at": None, "level": None}
    return given | {"draft": draft | {"phone": "0991-5550456"} | kind}


def change_complaint_level(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Up, mostly: down only the manager may."""
    fitted = found(_open_complaint("c.level <> 'MAJOR'"), "number")(values, desk, given)
    level = one(values, "SELECT level FROM complaint WHERE number = ?", fitted["number"])
    up = ("SERIOUS", "MAJOR") if level == "GENERAL" else ("MAJOR",)
    return fitted | {"level": values.chance.choice(up), "reason": "客户向监管部门反映"}


def report_complaint(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """What a grave complaint still lacks is reported first."""
    order = f"c.level = 'MAJOR' AND {_TOLD} < 2 DESC, c.id DESC"
    number = one(values, _open_complaint(order=order)) or given["number"]
    sql = (
        "SELECT report_to FROM complaint_report r JOIN complaint c ON c.id = r.complaint_id"
        " WHERE c.number = ?"
    )
    left = [who for who in ("MGR", "DGM") if who not in values.column(sql, number)]
    told = {"report_to": left[0] if left else "OTHER", "person": "李副总", "how": "电话"}
    return {"number": number} | told


def investigate_complaint(values: Values, desk: Desk, given: Arguments) -> Arguments:
    partner = one(values, "SELECT code FROM partner ORDER BY drawn(id)")
    whose = values.chance.choice(
        ({"resp_department": "INBOUND"}, {"resp_department": "PARTNER", "partner": partner or ""})
    )
    words = {"investigation": "到货 2 小时后才通知", "root_cause": "晚班无人接手"}
    states = ("ACKED", "INVESTIGATING", "REOPENED", "REOPENED")
    return complaint(*states)(values, desk, {"number": given["number"]}) | words | whose


def propose_decision(values: Values, desk: Desk, given: Arguments) -> Arguments:
    due = (local(values.clock.now()).date() + timedelta(days=7)).isoformat()
    words = {
        "decision": "向客户致歉",
        "corrective_action": "双人复核",
        "corrective_owner": "进港调度",
    }
    money = {"compensation_fen": values.chance.choice((0, 0, 20_000))}
    where = f"NOT {_ASKED}"
    fitted = complaint("INVESTIGATING", "PROPOSED", where=where)(
        values, desk, {"number": given["number"]}
    )
    return fitted | words | money | {"corrective_due_on": due}


_REPLIABLE = (
    "SELECT number FROM complaint WHERE state = 'APPROVED' OR"
    " (state = 'PROPOSED' AND level = 'GENERAL' AND compensation_fen = 0) ORDER BY id DESC"
)
_CLOSABLE = (
    "SELECT number FROM complaint c, user u WHERE u.id = ? AND c.state = 'REPLIED'"
    f" AND c.satisfied IS NOT NULL AND (c.level <> 'MAJOR' OR {_TOLD} = 2)"
    " AND (u.role = 'MGR' OR (c.level <> 'MAJOR' AND c.satisfied <> 'DISSATISFIED'))"
    " ORDER BY c.id DESC"
)
"""Of a manager any, of a clerk none that is grave or dissatisfied again."""


def record_satisfaction(values: Values, desk: Desk, given: Arguments) -> Arguments:
    said = values.chance.choice(("SATISFIED", "FAIR", "FAIR", "UNREACHED", "DISSATISFIED"))
    return complaint("REPLIED", where="satisfied IS NULL", satisfied=said)(values, desk, given)


def dismiss_complaint(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """No complaint at all, or the same as an earlier one."""
    fitted = found(_open_complaint(), "number")(values, desk, given)
    sql = "SELECT number FROM complaint WHERE validity = 'VALID' AND number < ? ORDER BY drawn(id)"
    first = one(values, sql, fitted["number"])
    why = {"validity": "REPEATED", "repeats": first} if first else {"validity": "INVALID"}
    return {"number": fitted["number"], "reason": "同一件事再次来电"} | why


# -- major events -------------------------------------------------------------------------------


def declare_major_event(values: Values, desk: Desk, given: Arguments) -> Arguments:
    kind = values.chance.choice(("DISASTER", "ACCIDENT", "OPINION"))
    began = (values.clock.now() - timedelta(minutes=30)).isoformat()
    return {"event_type": kind, "title": given["title"], "occurred_at": began}


def step_of(extra: str, order: str) -> Fitter:
    """A step of a major event that is being handled."""
    sql = (
        "SELECT e.number, s.seq FROM event_step s JOIN major_event e ON e.id = s.event_id"
        f" WHERE e.state IN ('OPEN', 'HANDLING') AND s.done_at IS NULL {extra}"
        f" ORDER BY {order}, e.id DESC, s.seq LIMIT 1"
    )

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        for number, step in values.db.execute(sql).fetchall():
            return given | {"number": number, "step": step, "note": "货物已找到"}
        return given

    return fitter


_PUT_RIGHT = (
    "SELECT e.number FROM major_event e WHERE e.state IN ('OPEN', 'HANDLING') AND NOT EXISTS"
    " (SELECT 1 FROM event_step s WHERE s.event_id = e.id AND s.done_at IS NULL AND s.note = '')"
    " ORDER BY e.id DESC"
)

# -- claims ---------------------------------------------------------------------------------------

_TIERS = (
    (0, ("PHOTOS",)),
    (100_000, ("FORM", "LOSS_LIST", "ID", "ASSIGNMENT")),
    (300_000, ("WAYBILL", "VALUE_PROOF", "POD")),
    (1_000_000, ("ORIGINALS",)),
)
"""Papers asked for when more than so much is to be paid."""


def _claim_draft(values: Values, given: Arguments) -> Arguments:
    loss = values.chance.choice((25_000, 25_000, 250_000, 1_500_000))
    waybill = one(values, "SELECT number FROM consignment WHERE number <> '' ORDER BY drawn(id)")
    draft: Arguments = given["draft"] | {"waybill": waybill or "", "loss_fen": loss, "pieces": 1}
    return draft | {"value_fen": 2_000_000, "loss_kind": "PARTIAL", "agreed_fen": None}


def open_claim(values: Values, desk: Desk, given: Arguments) -> Arguments:
    return given | {"draft": _claim_draft(values, given)}


def update_claim(values: Values, desk: Desk, given: Arguments) -> Arguments:
    fitted = paper_in("claim", "DRAFT", "REJECTED")(values, desk, given)
    return fitted | {"version": None, "draft": _claim_draft(values, given)}


def file_claim_papers(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """A paper that the newest draft still lacks."""
    sql = "SELECT id, number, agreed_fen FROM claim WHERE state = 'DRAFT' ORDER BY id DESC LIMIT 2"
    there = "SELECT record FROM attachment WHERE record_id = ? AND record LIKE 'claim:%'"
    for claim_id, number, fen in values.db.execute(sql).fetchall():
        filed = {record.removeprefix("claim:") for record in values.column(there, claim_id)}
        wanted = [paper for least, papers in _TIERS if fen > least or not least for paper in papers]
        left = [paper for paper in wanted if paper not in filed]
        if left:
            return {"number": number, "paper": left[0], "files": [LETTER]}
    return given | {"files": [LETTER]}


_COMPLETE = "SELECT number FROM claim WHERE state = 'DRAFT' AND papers_complete_on IS NOT NULL ORDER BY id DESC"
_OPINION = (
    "SELECT number FROM claim WHERE state IN ('DRAFT', 'SUBMITTED') AND agreed_fen > 100000"
    " AND finance_by = '' ORDER BY id DESC"
)
_NOTE = (
    "SELECT number FROM claim WHERE state IN ('DRAFT', 'SUBMITTED', 'REJECTED')"
    " ORDER BY agreed_fen > 1000000 AND dgm_by = '' DESC, id DESC"
)
_ALLOWED = (
    "SELECT number FROM claim WHERE state = 'SUBMITTED' AND (agreed_fen <= 100000 OR finance_by <> '')"
    " AND (agreed_fen <= 1000000 OR dgm_by <> '') ORDER BY id DESC"
)


def record_dgm_note(values: Values, desk: Desk, given: Arguments) -> Arguments:
    today = local(values.clock.now()).date().isoformat()
    return found(_NOTE, "number", dgm_by="李副总", dgm_on=today, files=[])(values, desk, given)


def claim_recourse(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number, agreed_fen FROM claim WHERE state = 'PAID' AND agreed_fen > 0"
        " AND recourse_received_fen = 0 ORDER BY id DESC LIMIT 1"
    )
    partner = one(values, "SELECT code FROM partner ORDER BY drawn(id)")
    who = values.chance.choice(
        ({"party": "LINEHAUL", "name": "中州专线"}, {"party": "PARTNER", "partner": partner or ""})
    )
    for number, fen in values.db.execute(sql).fetchall():
        return {"number": number, "fen": max(1, fen // 2)} | who
    return given


def receive_recourse(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT number, recourse_fen - recourse_received_fen FROM claim"
        " WHERE recourse_fen > recourse_received_fen ORDER BY id DESC LIMIT 1"
    )
    for number, fen in values.db.execute(sql).fetchall():
        return {"number": number, "fen": values.chance.choice((fen, max(1, fen // 2)))}
    return given


# -- what the office knows ------------------------------------------------------------------------


def card(*states: str, kind: str = "", **fields: Any) -> Fitter:
    """A card in a state."""
    listed = ", ".join(f"'{state}'" for state in states)
    own = f" AND kind = '{kind}'" if kind else ""
    sql = f"SELECT id FROM knowledge_card WHERE state IN ({listed}){own} ORDER BY id DESC"
    return found(sql, "card_id", **fields)


_OWN_PHRASE = (
    "SELECT id FROM knowledge_card WHERE kind = 'PHRASE' AND document_no = '' AND state <> 'RETIRED'"
    " ORDER BY id DESC"
)
_UNKEPT = (
    "SELECT number FROM (SELECT number FROM complaint WHERE state = 'CLOSED' AND decision <> ''"
    " UNION SELECT number FROM exception_case WHERE state = 'CLOSED') WHERE number NOT IN"
    " (SELECT case_no FROM knowledge_card) ORDER BY drawn(number)"
)


def register_document(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """First the plan for major events and the book of phrases."""
    texts = (("YA", "重大事件应急预案", _PLAN), ("GF", "服务文明礼貌日常用语规范", _PHRASES))
    have = values.column("SELECT title FROM controlled_document")
    for kind, title, text in texts:
        if title not in have:
            content = base64.b64encode(text.encode()).decode()
            file = {"label": f"{title}.txt", "content": content}
            return {"document_type": kind, "title": title, "file": file}
    return given


def take_phrases(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT d.doc_no FROM controlled_document d JOIN document_revision r ON r.document_id = d.id"
        " WHERE r.state = 'EFFECTIVE' ORDER BY d.document_type <> 'GF', d.id"
    )
    return {"document_no": one(values, sql) or ""}


FITTERS: dict[str, Fitter] = {
    "register_complaint": register_complaint,
    "acknowledge_complaint": complaint("REGISTERED", at=None),
    "change_complaint_level": change_complaint_level,
    "report_complaint": report_complaint,
    "investigate_complaint": investigate_complaint,
    "file_complaint_evidence": found(_open_complaint(), "number", files=[LETTER]),
    "pause_complaint": found(_open_complaint(f"NOT {_PAUSED}"), "number"),
    "resume_complaint": found(_open_complaint(_PAUSED), "number"),
    "tell_complaint_progress": found(_open_complaint(), "number", at=None),
    "propose_decision": propose_decision,
    "approve_decision": countersigned(complaint("PROPOSED", where=_ASKED)),
    "reject_decision": asked_by("<>", "complaint", "number", "number"),
    "reply_complaint": found(_REPLIABLE, "number", at=None),
    "record_satisfaction": record_satisfaction,
    "plan_correction": found(_open_complaint(), "number", corrective_due_on=None),
    "check_correction": found(
        "SELECT number FROM complaint WHERE corrective_action <> '' ORDER BY id DESC", "number"
    ),
    "close_complaint": own(_CLOSABLE, "number", summary="分拨交接加双人复核"),
    "dismiss_complaint": dismiss_complaint,
    "recall_decision": asked_by("=", "complaint", "number", "number"),
    "reopen_complaint": complaint("CLOSED"),
    "declare_major_event": declare_major_event,
    "tick_step": step_of("AND s.note = ''", "e.state = 'OPEN'"),
    "explain_step": step_of("", "s.note <> ''"),
    "report_event_upward": paper_in("major_event", "OPEN", "HANDLING", "AFTERMATH", at=None),
    "start_aftermath": found(_PUT_RIGHT, "number", loss_fen=0),
    "close_event": paper_in("major_event", "AFTERMATH"),
    "reopen_event": paper_in("major_event", "AFTERMATH", "CLOSED"),
    "open_claim": open_claim,
    "update_claim": update_claim,
    "file_claim_papers": file_claim_papers,
    "submit_claim": found(_COMPLETE, "number"),
    "recall_claim": asked_by("=", "claim", "number", "number"),
    "record_finance_opinion": found(_OPINION, "number"),
    "record_dgm_note": record_dgm_note,
    "approve_claim": countersigned(found(_ALLOWED, "number")),
    "reject_claim": asked_by("<>", "claim", "number", "number"),
    "sign_settlement": paper_in("claim", "APPROVED", letter=LETTER, on=None),
    "pay_claim": paper_in("claim", "AGREED"),
    "claim_recourse": claim_recourse,
    "receive_recourse": receive_recourse,
    "close_claim": paper_in("claim", "PAID"),
    "drop_claim": paper_in("claim", "DRAFT", "REJECTED", "APPROVED"),
    "register_document": register_document,
    "change_phrase": found(_OWN_PHRASE, "card_id", version=None),
    "confirm_card": card("PROPOSED", "RETIRED"),
    "retire_card": card("ACTIVE", "PROPOSED"),
    "use_card": card("ACTIVE"),
    "take_phrases": take_phrases,
    "keep_case": found(_UNKEPT, "number"),
}
