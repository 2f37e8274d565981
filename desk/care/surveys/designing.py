"""The designer: an edition is drafted, put before the manager, and from its approval on stays as it is."""

from datetime import date

from sqlalchemy import func, select

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.drafts import ItemDraft, QuestionnaireDraft
from desk.care.surveys.finding import questionnaire_of
from desk.care.surveys.model import Questionnaire, QuestionnaireDimension, QuestionnaireItem
from desk.care.surveys.rules import QUESTIONNAIRE_STATES, WHOLE
from desk.care.surveys.standard import standard_questionnaire
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.office.approvals.deciding import Countersign, ask_approval, decide, waiting_approval
from desk.office.approvals.model import Approval
from desk.storage.work import Work

MOST_ITEMS, MOST_OPTIONS, MOST_WEIGHT = 40, 12, 10
_DRAFT = (
    '"draft": {"title": "服务质量调查表", "dimensions": [{"name": "时效", "weight": 100}], '
    '"items": [{"text": "到货及时", "dimension": "时效"}]}'
)


@command("questionnaire.create", "新建调查问卷", example=f"{{{_DRAFT}}}")
def draft_questionnaire(work: Work, *, draft: QuestionnaireDraft) -> int:
    """Draft the next edition.

    Returns:
        The questionnaire's id.

    Raises:
        Refused: E001, E003, E004, E017, E019, E192 with the sum of the weights.

    Source: spec 3.19, 5.8.
    """
    check_questionnaire(draft).raise_if_any()
    last = work.session.scalar(select(func.max(Questionnaire.edition))) or 0
    made = Questionnaire(edition=last + 1, state=QUESTIONNAIRE_STATES.initial)
    _fill(made, draft)
    return work.add(made).id


@command("questionnaire.create", "新建标准问卷")
def draft_standard_questionnaire(work: Work) -> int:
    """Draft the standard questionnaire as the next edition, to be changed or submitted.

    Returns:
        The questionnaire's id.

    Source: spec 5.8, P-14.
    """
    return draft_questionnaire(work, draft=standard_questionnaire())


@command(
    "questionnaire.create",
    "修改调查问卷",
    example=f'{{"questionnaire_id": 1, "version": 1, {_DRAFT}}}',
)
def update_questionnaire(
    work: Work, *, questionnaire_id: int, draft: QuestionnaireDraft, version: int | None = None
) -> None:
    """Write a draft anew; an approved edition is never changed, draft the next one.

    Raises:
        Refused: E006, E008 approved or waiting for approval, E211, and as `draft_questionnaire`.
    """
    found = _own_draft(work, questionnaire_id, "update_questionnaire")
    work.expect_version(found, version)
    check_questionnaire(draft).raise_if_any()
    found.dimensions.clear()
    found.items.clear()
    work.session.flush()
    _fill(found, draft)


def _own_draft(work: Work, questionnaire_id: int, command_name: str) -> Questionnaire:
    """A draft that nobody has to decide on at the moment."""
    found = questionnaire_of(work, questionnaire_id)
    QUESTIONNAIRE_STATES.step(found.state, command_name, "-")
    if waiting_approval(work, found) is not None:
        action = next(m.label for m in QUESTIONNAIRE_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=QUESTIONNAIRE_STATES.obj, state=tr("待批准"), action=action)
    return found


def _fill(made: Questionnaire, draft: QuestionnaireDraft) -> None:
    made.title, made.intro = clean_text(draft.title), draft.intro.strip()
    made.dimensions = [
        QuestionnaireDimension(name=clean_text(d.name), weight=d.weight) for d in draft.dimensions
    ]
    made.items = [
        QuestionnaireItem(
            position=position,
            dimension=clean_text(item.dimension),
            text=clean_text(item.text),
            kind=item.kind,
            weight=item.weight,
            options="\n".join(map(clean_text, item.options)),
        )
        for position, item in enumerate(draft.items, 1)
    ]


def check_questionnaire(draft: QuestionnaireDraft) -> Problems:
    """Everything wrong with a draft; the weights of its dimensions must make 100 (E192)."""
    problems = Problems()
    _check_text(problems, "draft.title", tr("问卷名称"), draft.title, 60)
    intro = len(draft.intro.strip())
    problems.check(intro <= 300, "E004", "draft.intro", label=tr("说明"), n=300, v=intro)
    clean = not has_control_characters(draft.intro, lines=True)
    problems.check(clean, "E012", "draft.intro", label=tr("说明"))
    names = [clean_text(d.name) for d in draft.dimensions]
    for n, dimension in enumerate(draft.dimensions):
        field = f"draft.dimensions.{n}"
        _check_text(problems, f"{field}.name", tr("维度"), dimension.name, 20)
        twice = names[n] in names[:n]
        problems.check(not twice, "E017", f"{field}.name", label=tr("维度"), v=names[n])
        _check_weight(problems, f"{field}.weight", dimension.weight, WHOLE)
        asked = any(clean_text(i.dimension) == names[n] for i in draft.items)
        why = tr("「{d}」没有题目").format(d=names[n])
        problems.check(asked, "E019", f"{field}.name", label=tr("维度"), why=why)
    total = sum(d.weight for d in draft.dimensions)
    problems.check(total == WHOLE, "E192", "draft.dimensions", a=total)
    lines = len(draft.items)
    bounds = {"label": tr("题目数"), "lo": 1, "hi": MOST_ITEMS, "v": lines}
    problems.check(1 <= lines <= MOST_ITEMS, "E003", "draft.items", **bounds)
    for n, item in enumerate(draft.items):
        _check_item(problems, f"draft.items.{n}", item, names)
    _check_single(problems, draft)
    return problems


def _check_text(problems: Problems, field: str, label: str, text: str, most: int) -> None:
    problems.require(text.strip(), field, label)
    problems.fits(text.strip(), most, field, label)
    problems.check(not has_control_characters(text), "E012", field, label=label)


def _check_weight(problems: Problems, field: str, weight: int, most: int) -> None:
    bounds = {"label": tr("权重"), "lo": 1, "hi": most, "v": weight}
    problems.check(1 <= weight <= most, "E003", field, **bounds)


def _check_item(problems: Problems, field: str, item: ItemDraft, names: list[str]) -> None:
    _check_text(problems, f"{field}.text", tr("题目"), item.text, 120)
    _check_weight(problems, f"{field}.weight", item.weight, MOST_WEIGHT)
    dimension = clean_text(item.dimension)
    known = not dimension or dimension in names
    problems.check(known, "E006", f"{field}.dimension", label=tr("维度"), v=dimension)
    graded = not dimension or item.kind is ItemKind.FIVE
    why = tr("只有 5 级题计入维度")
    problems.check(graded, "E019", f"{field}.kind", label=tr("题型"), why=why)
    chosen = item.kind in (ItemKind.SINGLE, ItemKind.MANY)
    words = [clean_text(o) for o in item.options]
    right = 2 <= len(set(words)) == len(words) <= MOST_OPTIONS if chosen else not words
    readable = all(words) and sum(map(len, words)) <= 280 and not any("\n" in w for w in words)
    clean = not any(map(has_control_characters, item.options))
    problems.check(clean, "E012", f"{field}.options", label=tr("选项"))
    why = tr("选择题须有 2 至 12 个不同的简短选项,其他题型没有选项")
    problems.check(right and readable, "E019", f"{field}.options", label=tr("选项"), why=why)


def _check_single(problems: Problems, draft: QuestionnaireDraft) -> None:
    """One overall satisfaction and one recommendation at most: the rates rest on them."""
    overall = [i for i in draft.items if i.kind is ItemKind.FIVE and not i.dimension.strip()]
    recommend = [i for i in draft.items if i.kind is ItemKind.TEN]
    for found, label in ((overall, tr("总体满意度")), (recommend, tr("推荐意愿"))):
        why = tr("只能有一题")
        problems.check(len(found) <= 1, "E019", "draft.items", label=label, why=why)


@command("questionnaire.create", "提交调查问卷", example='{"questionnaire_id": 1}')
def submit_questionnaire(work: Work, *, questionnaire_id: int) -> int:
    """Put a draft before the manager.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E006, E008.
    """
    found = _own_draft(work, questionnaire_id, "submit_questionnaire")
    title = tr("{title},{n} 题").format(title=found.title, n=len(found.items))
    asked = ask_approval(
        work,
        found,
        word=tr("调查问卷"),
        number=found.label,
        title=title,
        right="questionnaire.approve",
        prepared_by=found.created_by,
    )
    return asked.id


@command(
    "questionnaire.approve",
    "批准调查问卷",
    example='{"questionnaire_id": 1, "countersigned_by": "李副总", "countersigned_on": "2026-11-16"}',
)
def approve_questionnaire(
    work: Work,
    *,
    questionnaire_id: int,
    countersigned_by: str = "",
    countersigned_on: date | None = None,
) -> None:
    """Approve an edition; the one before it is closed, rounds under way go on with theirs.

    Raises:
        Refused: E001, E004, E006, E008, E012, E171, E190 own draft without the countersign.
    """
    asked = _waiting(work, questionnaire_id, "approve_questionnaire")
    decide(
        work, asked.id, approve=True, countersign=Countersign(countersigned_by, countersigned_on)
    )


@command(
    "questionnaire.approve", "驳回调查问卷", example='{"questionnaire_id": 1, "reason": "题目过多"}'
)
def reject_questionnaire(work: Work, *, questionnaire_id: int, reason: str) -> None:
    """Send a draft back with a reason.

    Raises:
        Refused: E004, E006, E008, E012, E190, E191.
    """
    decide(
        work,
        _waiting(work, questionnaire_id, "reject_questionnaire").id,
        approve=False,
        reason=reason,
    )


def _waiting(work: Work, questionnaire_id: int, command_name: str) -> Approval:
    found = questionnaire_of(work, questionnaire_id)
    QUESTIONNAIRE_STATES.step(found.state, command_name)
    asked = waiting_approval(work, found)
    if asked is None:
        action = next(m.label for m in QUESTIONNAIRE_STATES.moves if m.command == command_name)
        raise refuse("E008", obj=QUESTIONNAIRE_STATES.obj, state=tr("未提交"), action=action)
    return asked


@command(
    "questionnaire.create",
    "停用调查问卷",
    example='{"questionnaire_id": 1, "reason": "改用新问卷"}',
)
def close_questionnaire(work: Work, *, questionnaire_id: int, reason: str) -> None:
    """Take an edition out of use; rounds under way go on with it.

    Raises:
        Refused: E006, E008, E009.
    """
    found = questionnaire_of(work, questionnaire_id)
    state = QUESTIONNAIRE_STATES.step(found.state, "close_questionnaire", reason)
    _own_draft(work, questionnaire_id, "close_questionnaire")
    found.state, found.closed_at, found.answer = state, work.now, reason.strip()[:200]
