"""满意度调查: what customers think, asked with an approved questionnaire, checked, reckoned and followed up.

Owns `questionnaire` with its editions, `survey` with its sent list, and the answers. Looks at customers
and consignments below, and at the approvals. The room that calls customers hears `LowScore`.
"""

from desk.archive.customers.personal import revealable
from desk.care.surveys import (
    answer_file,
    answering,
    caring,
    commands,
    designing,
    keeping,
    papers,
    queries,
    reactions,
    screens,
    summary,
    today,
)
from desk.care.surveys.finding import phone_of
from desk.care.surveys.rules import QUESTIONNAIRE_STATES, SURVEY_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="surveys",
    title="满意度调查",
    wing="care",
    modules=(
        commands,
        designing,
        answering,
        answer_file,
        caring,
        queries,
        papers,
        reactions,
        keeping,
        summary,
    ),
    lists=(
        screens.SURVEYS,
        screens.RECIPIENTS,
        screens.QUESTIONNAIRES,
    ),
    states=(QUESTIONNAIRE_STATES, SURVEY_STATES),
    today=today.SOURCES,
)

revealable["survey_recipient", "phone"] = phone_of
