"""满意度调查: what customers think, asked with an approved questionnaire, checked, reckoned and followed up.

Owns `questionnaire` with its editions, `survey` with its sent list, the answers, and the calls owed to
dissatisfied respondents. Looks at customers and consignments below, and at the approvals. Other rooms
hear `LowScore` and may take the call over.
"""

from desk.care.surveys import (
    answer_file,
    answering,
    caring,
    commands,
    designing,
    keeping,
    owed,
    papers,
    queries,
    reactions,
    screens,
    today,
)
from desk.care.surveys.rules import FOLLOW_UP_STATES, QUESTIONNAIRE_STATES, SURVEY_STATES
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
        owed,
        papers,
        reactions,
        keeping,
    ),
    lists=(
        screens.SURVEYS,
        screens.RECIPIENTS,
        screens.FOLLOW_UPS,
        screens.QUESTIONNAIRES,
    ),
    states=(QUESTIONNAIRE_STATES, SURVEY_STATES, FOLLOW_UP_STATES),
    today=today.SOURCES,
    figures=(today.survey_figures,),
)
