"""The phrase cards come from the document in force."""

from desk.care.callbacks.phrases import PHRASE_BOOK, PhraseCard, cards_of, phrase_book
from desk.filing.documents.choices import DocumentType
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.filing.documents.test_documents import in_force, word

TEXT = (
    "一、接听电话",
    "1. 您好,这里是客服部,请问有什么可以帮您?",
    "· 请您稍等,我马上查询。",
    "(二)回访用语",
    "打扰您了,想了解一下这票货您是否满意。",
    "道别:",
    "感谢您的意见,再见。",
)
CARDS = (
    PhraseCard("一、接听电话", ("您好,这里是客服部,请问有什么可以帮您?", "请您稍等,我马上查询。")),
    PhraseCard("(二)回访用语", ("打扰您了,想了解一下这票货您是否满意。",)),
    PhraseCard("道别", ("感谢您的意见,再见。",)),
)


def test_a_text_is_cut_at_its_headings() -> None:
    assert cards_of("\n".join(TEXT)) == CARDS
    assert cards_of("## 道歉\n给您添麻烦了。") == (PhraseCard("道歉", ("给您添麻烦了。",)),)


def test_a_text_without_headings_is_one_card() -> None:
    assert cards_of("您好。\n\n再见。") == (PhraseCard("日常用语", ("您好。", "再见。")),)
    assert cards_of(" \n") == ()


def test_the_edition_in_force_is_shown(office: Office) -> None:
    assert office.as_("jia").ask(phrase_book).cards == ()
    file = Upload("用语.docx", word(*TEXT))
    number = in_force(office, title=PHRASE_BOOK, document_type=DocumentType.GF, file=file)
    book = office.as_("jia").ask(phrase_book)
    assert (book.source, book.cards) == (f"{number} A/0", CARDS)
