"""What a clerk does next for a customer who is not content, or is asked whether he is."""

_TAKEN = ("acknowledge_complaint", "investigate_complaint", "propose_decision")
_ENDED = ("reply_complaint", "record_satisfaction", "close_complaint")
_PAPERS = ("file_claim_papers",) * 8
NEXT_STEPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "register_complaint": (
        (*_TAKEN, "approve_decision", *_ENDED, "keep_case", "log_customer_call"),
        (
            "change_complaint_level",
            *("report_complaint",) * 2,
            "file_complaint_evidence",
            "pause_complaint",
            "resume_complaint",
            "tell_complaint_progress",
            *_TAKEN,
            "recall_decision",
            "propose_decision",
            "reject_decision",
            "propose_decision",
            "approve_decision",
            *_ENDED,
            "reopen_complaint",
        ),
        ("plan_correction", "check_correction", "dismiss_complaint", "raise_complaints"),
        ("report_complaint", *_TAKEN, *_ENDED, "keep_case"),
    ),
    "declare_major_event": (
        (*("tick_step",) * 2, "explain_step", "report_event_upward", "start_aftermath"),
        ("start_aftermath", "close_event", "reopen_event", "tick_step"),
    ),
    "open_claim": (
        (
            *_PAPERS,
            "record_finance_opinion",
            "record_dgm_note",
            "submit_claim",
            "approve_claim",
            "sign_settlement",
            "pay_claim",
            "claim_recourse",
            "receive_recourse",
            "close_claim",
        ),
        ("update_claim", *_PAPERS, "submit_claim", "recall_claim", "submit_claim", "reject_claim"),
        ("update_claim", "drop_claim"),
    ),
    "draft_standard_questionnaire": (
        ("submit_questionnaire", "reject_questionnaire", "update_questionnaire"),
        ("submit_questionnaire", "approve_questionnaire", "draw_survey"),
        ("close_questionnaire",),
    ),
    "draw_survey": (
        (
            "drop_recipient",
            "send_survey",
            *("enter_survey_answer",) * 4,
            "update_survey_answer",
            "import_survey_answers",
            "finish_follow_up",
            "code_comment",
            *("decide_survey_answer",) * 2,
            "pick_rechecks",
            *("record_recheck",) * 2,
            "record_survey_measures",
            "close_survey",
        ),
    ),
    "make_callback_plan": (
        ("submit_callback_plan", "recall_callback_plan", "submit_callback_plan"),
        ("submit_callback_plan", "reject_callback_plan", "make_callback_plan"),
        (
            "submit_callback_plan",
            "approve_callback_plan",
            "add_due_callbacks",
            "hand_callback_over",
            "shift_callback",
            "cancel_callback",
            *("miss_callback",) * 3,
            "record_callback",
            "log_callback",
            "amend_callback",
            "finish_follow_up",
        ),
        ("close_callback_plan", "make_callback_plan"),
    ),
    "register_visit": (
        ("add_visit_action", "finish_visit_action", "amend_visit"),
        ("log_visit", "add_visit_action"),
    ),
    "write_phrase": (
        ("change_phrase", "confirm_card", "use_card", "retire_card", "confirm_card"),
        ("take_phrases", "use_card"),
    ),
}
OPENING = (
    *("register_document",) * 2,
    *("submit_document", "approve_document", "put_in_force") * 3,
)
"""The plan for major events and the book of phrases are in force."""
STARTS = (
    *("register_complaint", "open_claim", "make_callback_plan", "record_callback") * 2,
    *("declare_major_event", "draw_survey", "register_visit", "write_phrase"),
)
