"""Arguments that fit for surveys, call-backs and visits.

As in `tailored`, an entry only raises a command's chance of success.
"""

from datetime import date, timedelta
from typing import Any

from desk.app import Desk
from desk.kernel.moments import local
from tests.campaign.finding import LETTER, asked_by, countersigned, found, own, paper_in, today_and
from tests.campaign.tailored import Arguments, Fitter, one
from tests.campaign.values import Values

_ONE_DIMENSION = {
    "title": "服务质量调查表",
    "dimensions": [{"name": "时效", "weight": 60}, {"name": "态度", "weight": 40}],
    "items": [
        {"text": "到货及时", "dimension": "时效"},
        {"text": "电话有礼", "dimension": "态度"},
        {"text": "总体满意"},
        {"text": "您的意见", "kind": "TEXT"},
    ],
}

# -- questionnaires -----------------------------------------------------------------------------

_ASKED = (
    "EXISTS (SELECT 1 FROM approval a WHERE a.obj_kind = 'questionnaire' AND a.obj_id = q.id"
    " AND a.decision = 'WAITING')"
)


def questionnaire(state: str, where: str = "true", **fields: Any) -> Fitter:
    """A questionnaire in a state."""
    sql = f"SELECT id FROM questionnaire q WHERE state = '{state}' AND {where} ORDER BY id DESC"
    return found(sql, "questionnaire_id", **fields)


def close_questionnaire(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """A draft rather than the edition in use."""
    sql = f"SELECT id FROM questionnaire q WHERE state = 'DRAFT' AND NOT {_ASKED} ORDER BY id DESC"
    return found(sql, "questionnaire_id")(values, desk, given)


# -- rounds -------------------------------------------------------------------------------------


def draw_survey(values: Values, desk: Desk, given: Arguments) -> Arguments:
    today = local(values.clock.now()).date()
    days = {"first_on": today - timedelta(days=30), "last_on": today}
    days |= {"answer_by": today + timedelta(days=7)}
    plan = {"title": given["title"], "method": values.chance.choice(("PHONE", "WECHAT"))}
    rule = {"rule": values.chance.choice(("ALL", "ALL", "TICKETS")), "size": 6, "seed": None}
    return plan | rule | {name: day.isoformat() for name, day in days.items()}


_CODE = (
    "SELECT r.code FROM survey_recipient r JOIN survey s ON s.id = r.survey_id"
    " LEFT JOIN survey_answer a ON a.recipient_id = r.id WHERE s.state = '{state}' AND {where}"
    " ORDER BY s.id DESC, r.id DESC"
)


def code_in(state: str, where: str = "true", name: str = "number", **fields: Any) -> Fitter:
    """The code of a recipient of a round in a state; `a` is his answer."""
    return found(_CODE.format(state=state, where=where), name, **fields)


_ITEMS = (
    "SELECT i.position, i.kind, length(i.options) - length(replace(i.options, char(10), '')) + 1"
    " FROM questionnaire_item i JOIN survey s ON s.questionnaire_id = i.questionnaire_id"
    " JOIN survey_recipient r ON r.survey_id = s.id WHERE r.code = ? ORDER BY i.position"
)


def _sheet(values: Values, code: str) -> Arguments:
    """Content, discontented or thoughtless; now and then half empty."""
    mood = values.chance.choice(((4, 5), (3, 4, 5), (1, 2, 3), (5,)))
    empty = values.chance.choice((0.0, 0.0, 0.0, 0.5))
    answers: list[Arguments] = []
    for position, kind, choices in values.db.execute(_ITEMS, (code,)).fetchall():
        if kind == "FIVE" and values.chance.random() >= empty:
            answers.append({"item": position, "value": values.chance.choice(mood)})
        elif kind == "TEN":
            answers.append({"item": position, "value": values.chance.randint(0, 10)})
        elif kind == "SINGLE":
            answers.append({"item": position, "value": values.chance.randint(1, choices)})
        elif kind == "TEXT":
            answers.append({"item": position, "words": "派送再快一些"})
    return {"code": code, "respondent": "王经理", "answers": answers}


def answer_sheet(where: str) -> Fitter:
    """A whole sheet of a recipient who has (not) answered."""

    def fitter(values: Values, desk: Desk, given: Arguments) -> Arguments:
        codes = values.column(_CODE.format(state="SENT", where=where))[:6]
        return {"sheet": _sheet(values, values.chance.choice(codes))} if codes else given

    return fitter


def import_survey_answers(values: Values, desk: Desk, given: Arguments) -> Arguments:
    codes = values.column(_CODE.format(state="SENT", where="a.id IS NULL"))
    number = str(codes[0]).partition("/")[0] if codes else given["number"]
    mine = [code for code in codes if str(code).startswith(number)][:2]
    return {"number": number, "sheets": [_sheet(values, code) for code in mine]}


def record_recheck(values: Values, desk: Desk, given: Arguments) -> Arguments:
    result = values.chance.choice(("SAME", "SAME", "DIFFERENT", "UNREACHED"))
    waiting = code_in("SENT", "a.recheck = 'WAITING'", recheck=result, note="电话核对 3 题")
    return waiting(values, desk, given)


def code_comment(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = (
        "SELECT r.code, i.position FROM survey_score c JOIN questionnaire_item i ON i.id = c.item_id"
        " JOIN survey_answer a ON a.id = c.answer_id JOIN survey_recipient r ON r.id = a.recipient_id"
        " WHERE i.kind = 'TEXT' AND c.words <> '' ORDER BY c.id DESC LIMIT 1"
    )
    for code, position in values.db.execute(sql).fetchall():
        return {"number": code, "item": position, "codes": ["SPEED"]}
    return given


_CLOSABLE = (
    "SELECT s.number FROM survey s WHERE s.state = 'SENT' AND EXISTS (SELECT 1 FROM survey_answer a"
    "  JOIN survey_recipient r ON r.id = a.recipient_id WHERE r.survey_id = s.id AND a.recheck <> '')"
    " AND NOT EXISTS (SELECT 1 FROM survey_answer a JOIN survey_recipient r ON r.id = a.recipient_id"
    "  WHERE r.survey_id = s.id AND (a.recheck = 'WAITING' OR (a.straight AND a.verdict IS NULL)))"
    " ORDER BY s.id DESC"
)

# -- call-backs -----------------------------------------------------------------------------------


def make_callback_plan(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """The first month from this one on whose plan is not fixed yet."""
    fixed = set(values.column("SELECT number FROM callback_plan WHERE state <> 'DRAFT'"))
    month = local(values.clock.now()).date().replace(day=1)
    while f"{month:%Y-%m}" in fixed and values.chance.random() < 0.9:
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return {"month": month.isoformat(), "quota": values.chance.choice((60, 60, 2))}


def plan_in(*states: str, **fields: Any) -> Fitter:
    """The month of a plan in a state that has something in it."""
    listed = ", ".join(f"'{state}'" for state in states)
    sql = (
        f"SELECT p.number FROM callback_plan p WHERE p.state IN ({listed}) AND EXISTS"
        " (SELECT 1 FROM callback_item i WHERE i.plan_id = p.id) ORDER BY p.id DESC"
    )
    return found(sql, "number", **fields)


_ITEM = (
    "SELECT i.id FROM callback_item i JOIN callback_plan p ON p.id = i.plan_id"
    " JOIN customer c ON c.id = i.customer_id LEFT JOIN complaint t ON t.id = i.complaint_id"
    " WHERE i.state = 'PLANNED' AND c.status IN ('ACTIVE', 'FROZEN') AND p.state IN ({states})"
    " ORDER BY {order}"
)
_IN_FORCE = _ITEM.format(states="'APPROVED'", order="i.tries DESC, i.id DESC")


def record_callback(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """From the plan, mostly; else somebody on file is called."""
    said: Arguments = given.get("draft", given) | {
        "score": values.chance.choice((1, 2, 4, 5, 5)),
        "contact": "王经理",
        "purpose": "ROUTINE",
    }
    sql = "SELECT id FROM customer WHERE status = 'ACTIVE' ORDER BY drawn(id)"
    item, customer = one(values, _IN_FORCE), one(values, sql)
    planned = item is not None and values.chance.random() < 0.7
    if "draft" not in given:
        return said | ({"item_id": item} if planned else {})
    draft = said | {"customer_id": None if planned else customer, "answers": []}
    return {"draft": draft} | ({"item_id": item} if planned else {})


def log_customer_call(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """Often a customer who waits for a call after his complaint."""
    waits = (
        "SELECT c.customer_id FROM complaint c JOIN complaint_clock k ON k.complaint_id = c.id"
        " WHERE k.kind = 'CALL_BACK' AND k.met_at IS NULL AND NOT k.superseded"
        " AND c.closed_at IS NOT NULL AND c.customer_id IS NOT NULL ORDER BY c.id DESC LIMIT 1"
    )
    anybody = "SELECT id FROM customer WHERE status = 'ACTIVE' ORDER BY drawn(id)"
    customer, score = one(values, waits), values.chance.choice((1, 2, 4, 5))
    purpose = "ROUTINE" if customer is None else "COMPLAINT"
    fields = {"contact": "王经理", "score": score, "purpose": purpose}
    return fields | {"customer_id": customer or one(values, anybody) or 1}


def hand_callback_over(values: Values, desk: Desk, given: Arguments) -> Arguments:
    sql = "SELECT id FROM user WHERE active AND role = 'CS' ORDER BY drawn(id)"
    fitted = found(_IN_FORCE, "item_id")(values, desk, given)
    return fitted | {"caller_id": one(values, sql)}


def shift_callback(values: Values, desk: Desk, given: Arguments) -> Arguments:
    """To the first day left of the plan's month."""
    sql = (
        "SELECT i.id, p.month FROM callback_item i JOIN callback_plan p ON p.id = i.plan_id"
        " WHERE i.state = 'PLANNED' AND p.state IN ('DRAFT', 'APPROVED')"
        " ORDER BY i.caller_id <> ?, p.month DESC, i.id DESC LIMIT 1"
    )
    today = local(values.clock.now()).date().isoformat()
    for item, month in values.db.execute(sql, (desk.signed_in().user_id,)).fetchall():
        return {"item_id": item, "planned_on": max(today, month)}
    return given


_OWN_FOLLOW_UP = (
    "SELECT id FROM callback_follow_up WHERE state = 'OPEN' ORDER BY owner_id <> ?, id DESC"
)
_OWN_VISIT = "SELECT number FROM visit ORDER BY recorded_by_id <> ?, id DESC"
_OWN_ACTION = "SELECT id FROM visit_action WHERE state = 'OPEN' ORDER BY owner_id <> ?, id DESC"
_OWN_CALLBACK = "SELECT number FROM callback ORDER BY recorded_by_id <> ?, id DESC"


def register_visit(values: Values, desk: Desk, given: Arguments) -> Arguments:
    forum = values.chance.choice(({}, {"purpose": "FORUM", "participants": "王经理、李副总"}))
    return given | {"draft": given["draft"] | {"at": None} | forum}


FITTERS: dict[str, Fitter] = {
    "draft_questionnaire": lambda values, desk, given: {"draft": _ONE_DIMENSION},
    "update_questionnaire": questionnaire(
        "DRAFT", f"NOT {_ASKED}", version=None, draft=_ONE_DIMENSION
    ),
    "submit_questionnaire": questionnaire("DRAFT", f"NOT {_ASKED}"),
    "approve_questionnaire": countersigned(questionnaire("DRAFT", _ASKED)),
    "reject_questionnaire": asked_by("<>", "questionnaire", "id", "questionnaire_id"),
    "close_questionnaire": close_questionnaire,
    "draw_survey": draw_survey,
    "drop_recipient": code_in("DRAWN"),
    "send_survey": paper_in("survey", "DRAWN"),
    "pick_rechecks": found(
        _CODE.replace("r.code", "DISTINCT s.number", 1)
        .format(state="SENT", where="a.id IS NOT NULL")
        .replace(", r.id DESC", ""),
        "number",
    ),
    "record_survey_measures": paper_in("survey", "SENT", "CLOSED"),
    "close_survey": found(_CLOSABLE, "number"),
    "enter_survey_answer": answer_sheet("a.id IS NULL"),
    "update_survey_answer": answer_sheet("a.id IS NOT NULL"),
    "import_survey_answers": import_survey_answers,
    "decide_survey_answer": code_in(
        "SENT", "a.id IS NOT NULL AND a.verdict IS NULL AND a.straight", verdict="STRUCK"
    ),
    "record_recheck": record_recheck,
    "code_comment": code_comment,
    "make_callback_plan": make_callback_plan,
    "add_due_callbacks": plan_in("APPROVED"),
    "submit_callback_plan": plan_in("DRAFT"),
    "recall_callback_plan": asked_by("=", "callback_plan", "number", "number"),
    "approve_callback_plan": countersigned(plan_in("SUBMITTED")),
    "reject_callback_plan": asked_by("<>", "callback_plan", "number", "number"),
    "close_callback_plan": plan_in("APPROVED"),
    "hand_callback_over": hand_callback_over,
    "cancel_callback": found(
        _ITEM.format(states="'APPROVED', 'DRAFT'", order="i.id DESC"), "item_id"
    ),
    "record_callback": record_callback,
    "log_callback": record_callback,
    "log_customer_call": log_customer_call,
    "shift_callback": shift_callback,
    "miss_callback": found(_IN_FORCE, "item_id"),
    "amend_callback": own(_OWN_CALLBACK, "number", score=None),
    "finish_follow_up": own(_OWN_FOLLOW_UP, "follow_up_id"),
    "register_visit": register_visit,
    "amend_visit": own(_OWN_VISIT, "number", minutes=[LETTER]),
    "add_visit_action": today_and(own(_OWN_VISIT, "number", owner_id=None), "until_on"),
    "finish_visit_action": own(_OWN_ACTION, "action_id"),
}
