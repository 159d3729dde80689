"""The buttons under messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation.callback_data import Choose, SetLanguage, ShowPassage, ShowRecord, Vote
from bot.presentation.callback_data_review import TellMe
from bot.presentation.citing import describe_place
from bot.presentation.texts_review import review_texts
from bot.references import reference
from knowledge.model import Ambiguous, Found, NotFound, SmallTalk, Suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.presentation.callback_data import CallbackData
    from bot.presentation.texts import Texts
    from knowledge.base import KnowledgeBase
    from knowledge.model import Outcome, Passage, Record, Source

MOST_PASSAGES = 3
MOST_RELATED = 3
MOST_CHOICES = 4
LABEL_LIMIT = 60
"""Characters of a label: longer ones are cut by phones anyway, and there the end is lost without a sign."""

Rows = list[list[InlineKeyboardButton]]


def button(label: str, data: CallbackData) -> InlineKeyboardButton:
    """A button, its label cut to what a phone shows."""
    short = label if len(label) <= LABEL_LIMIT else label[: LABEL_LIMIT - 1].rstrip() + "…"
    return InlineKeyboardButton(short, callback_data=data.pack())


def outcome_keyboard(
    outcome: Outcome, knowledge: KnowledgeBase, texts: Texts, *, key: int | None = None, may_wait: bool = False
) -> InlineKeyboardMarkup | None:
    """The buttons of an outcome.

    Args:
        outcome: What became of a question.
        knowledge: The version that answered.
        texts: The sentences of the reader's language.
        key: The question's key in the log; None where there is nothing to vote on (a browsed record).
        may_wait: Whether who asked may be told later of what was not found.
    """
    rows: Rows = []
    match outcome:
        case Found():
            rows += _passage_row(outcome, knowledge, texts)
            rows += _edition_rows(outcome, key, knowledge, texts)
            rows += [[_record_button(each, texts)] for each in _related(outcome, knowledge)]
            if key is not None:
                rows.append(vote_row(key, texts))
        case Ambiguous():
            rows += [[_choice_button(each, key, texts)] for each in outcome.suggestions[:MOST_CHOICES]]
        case NotFound():
            rows += [[_record_button(each, texts)] for each in outcome.suggestions[:MOST_RELATED]]
            if key is not None and may_wait:
                words = review_texts(texts.language)
                rows.append([button(words.tell_me, TellMe(key=key, language=texts.language))])
        case SmallTalk():
            pass
    return InlineKeyboardMarkup(rows) if rows else None


def vote_row(key: int, texts: Texts) -> list[InlineKeyboardButton]:
    """The two buttons to vote with."""
    up = Vote(key=key, vote="up", language=texts.language)
    down = Vote(key=key, vote="down", language=texts.language)
    return [button(texts.up, up), button(texts.down, down)]


def show_votes(markup: InlineKeyboardMarkup, key: int, marks: dict[str, str], texts: Texts) -> InlineKeyboardMarkup:
    """The same buttons with the vote's state added to the two that vote.

    Args:
        markup: The buttons as they are.
        key: The question that was voted on.
        marks: What to add to ``up`` and ``down``: a tick in a private chat, numbers in a group.
        texts: The sentences of the voter's language.
    """

    def relabel(each: InlineKeyboardButton) -> InlineKeyboardButton:
        vote = Vote.unpack(each.callback_data) if isinstance(each.callback_data, str) else None
        if vote is None or vote.key != key:
            return each
        label = texts.up if vote.vote == "up" else texts.down
        return button(f"{label} {marks.get(vote.vote, '')}".rstrip(), vote)

    return InlineKeyboardMarkup([[relabel(each) for each in row] for row in markup.inline_keyboard])


def language_keyboard(texts: Texts) -> InlineKeyboardMarkup:
    """One button a language."""
    names = texts.language_names
    vietnamese = button(names["vi"], SetLanguage(language="vi"))
    return InlineKeyboardMarkup([[vietnamese, button(names["en"], SetLanguage(language="en"))]])


def passage_button(label: str, source: Source, passage: Passage, texts: Texts) -> InlineKeyboardButton:
    """A button that shows a whole passage."""
    data = ShowPassage(source=reference(source.id), passage=passage.id, language=texts.language)
    return button(label, data)


def record_subject(record: Record | Suggestion, texts: Texts) -> str:
    """A record's subject in the reader's language, as far as the records have it."""
    return record.subject_en if texts.language == "en" and record.subject_en else record.subject


def _passage_row(found: Found, knowledge: KnowledgeBase, texts: Texts) -> Rows:
    cited = dict.fromkeys((each.source, each.passage) for part in found.parts for each in part.citations)
    places = [place for names in cited if (place := knowledge.passage(*names)) is not None]
    return [
        [passage_button(texts.whole_passage.format(where=describe_place(*place, texts)), *place, texts)]
        for place in places[:MOST_PASSAGES]
    ]


def _edition_rows(found: Found, key: int | None, knowledge: KnowledgeBase, texts: Texts) -> Rows:
    """The same of other periods and places: records to choose, passages to read where nobody curated them."""
    rows: Rows = []
    for each in found.suggestions[:MOST_CHOICES]:
        place = knowledge.passage(*each.passage) if each.passage else None
        rows.append([passage_button(each.subject, *place, texts) if place else _choice_button(each, key, texts)])
    return rows


def _related(found: Found, knowledge: KnowledgeBase) -> Sequence[Suggestion]:
    """Related subjects that the answered records name; fewer where there are other editions to choose from."""
    shown = {part.record for part in found.parts} | {each.record for each in found.suggestions}
    related: dict[str, Suggestion] = {}
    for record in _records((part.record for part in found.parts), knowledge):
        for other in _records(record.related, knowledge):
            if other.id not in shown:
                related.setdefault(other.id, Suggestion(other.id, other.subject, other.answer, other.subject_en))
    return list(related.values())[: max(MOST_RELATED - len(found.suggestions), 0)]


def _records(names: Iterable[str | None], knowledge: KnowledgeBase) -> list[Record]:
    found = (knowledge.record(name) for name in names if name is not None)
    return [record for record in found if record is not None and not record.draft]


def _record_button(suggestion: Suggestion, texts: Texts) -> InlineKeyboardButton:
    data = ShowRecord(record=reference(suggestion.record), language=texts.language)
    return button(record_subject(suggestion, texts), data)


def _choice_button(suggestion: Suggestion, key: int | None, texts: Texts) -> InlineKeyboardButton:
    if key is None:
        return _record_button(suggestion, texts)
    data = Choose(record=reference(suggestion.record), key=key, language=texts.language)
    return button(record_subject(suggestion, texts), data)
