"""The screens of /duyet: a card with its buttons, what is asked before a verdict, the end of the queue, a report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.presentation.browsing import Screen
from bot.presentation.callback_data_review import ReviewAct, ReviewRecord
from bot.presentation.keyboards import button, record_subject
from bot.presentation.rendering import direct_reply
from bot.presentation.rich_text import RichText
from bot.presentation.texts_review import review_texts
from bot.questionlog.weeks import VIETNAM
from bot.references import reference
from bot.review.model import ReviewStatus, Verdict
from knowledge.model import Ambiguous, Found, NotFound, SmallTalk

if TYPE_CHECKING:
    from bot.presentation.callback_data_review import Act
    from bot.presentation.keyboards import Rows
    from bot.presentation.texts import Texts
    from bot.presentation.texts_review import ReviewTexts
    from bot.review.model import Card, Desk, Group
    from knowledge.base import KnowledgeBase
    from knowledge.model import Outcome


LONGEST_ANSWER = 160
PromptKind = Literal["note", "search"]
_PROMPTS: tuple[PromptKind, ...] = ("note", "search")


def desk_screen(desk: Desk, knowledge: KnowledgeBase, texts: Texts) -> Screen:
    """What a moderator has before them: the next card, or the end of the queue."""
    words = review_texts(texts.language)
    undo = [[_act(words.undo.format(group=desk.undoable), "undo", desk.undoable)]] if desk.undoable else []
    if desk.card is None:
        sentence = words.only_skipped.format(count=desk.skipped) if desk.skipped else words.nothing_left
        return Screen(RichText().line(sentence), InlineKeyboardMarkup(undo) if undo else None)
    screen = card_screen(desk.card, knowledge, texts, left=desk.left)
    rows = [] if screen.keyboard is None else [list(row) for row in screen.keyboard.inline_keyboard]
    return Screen(screen.text, InlineKeyboardMarkup(rows + undo))


def card_screen(
    card: Card, knowledge: KnowledgeBase, texts: Texts, *, left: int | None = None, searched: str | None = None
) -> Screen:
    """One group.

    Args:
        card: The group, with what the bot says of it now.
        knowledge: What it said that from.
        texts: The sentences of the moderator's language.
        left: How many groups wait; None where that was not counted.
        searched: What the moderator looked for, where the choices are what that found.
    """
    words = review_texts(texts.language)
    text = _describe(card.group, words, left)
    if card.outcome is not None:
        text.line(words.now.format(answer=_shorten(_say(card.outcome, words, texts))))
    if card.group.status is not ReviewStatus.OPEN:
        _conclude(text, card.group, knowledge, texts)
        return Screen(text, _decided_keyboard(card, words))
    if searched is not None:
        text.line().line(words.found_for.format(text=searched))
    else:
        text.line().line(words.which if card.choices else words.nothing_near)
    for number, choice in enumerate(card.choices, start=1):
        text.add(f"{number}. ").add(record_subject(choice, texts), "b").line(f": {_shorten(choice.answer)}")
    return Screen(text, _open_keyboard(card, words, texts))


def ask_note_screen(card: Card, knowledge: KnowledgeBase, texts: Texts) -> Screen:
    """A card whose verdict is that the records lack it: a note may be typed."""
    words = review_texts(texts.language)
    rows = [[_act(words.no_note, "plain", card.group.id)], [_act(words.keep, "show", card.group.id)]]
    return Screen(card_screen(card, knowledge, texts).text, InlineKeyboardMarkup(rows))


def ask_erase_screen(group: Group, texts: Texts) -> Screen:
    """Ask whether the texts of a group shall really be erased."""
    words = review_texts(texts.language)
    rows = [[_act(words.erase, "erase", group.id)], [_act(words.keep, "show", group.id)]]
    sentence = words.ask_erase.format(questions=group.questions, group=group.id)
    return Screen(RichText().line(sentence), InlineKeyboardMarkup(rows))


def report_screen(card: Card, knowledge: KnowledgeBase, texts: Texts) -> Screen:
    """What a publication made of a verdict: the card with before and after."""
    words = review_texts(texts.language)
    text = RichText().line(words.published.format(group=card.group.id)).line()
    return Screen(text.extend(card_screen(card, knowledge, texts).text), None)


def prompt_text(kind: PromptKind, group: int, words: ReviewTexts) -> str:
    """What asks a moderator to type something about a group."""
    return (words.ask_note if kind == "note" else words.ask_search).format(group=group)


def read_prompt(text: str) -> tuple[PromptKind, int] | None:
    """What a message of the bot asked to type, and of which group; None where it is no such message.

    It is read from the message itself: a note kept apart from it could be lost between sending and keeping it.
    """
    for words in (review_texts("vi"), review_texts("en")):
        for kind in _PROMPTS:
            pattern = re.escape(prompt_text(kind, 0, words)).replace("0", r"(\d{1,15})", 1)
            found = re.fullmatch(pattern, text)
            if found is not None:
                return kind, int(found[1])
    return None


def _describe(group: Group, words: ReviewTexts, left: int | None) -> RichText:
    heading = words.heading.format(group=group.id, left=left) if left is not None else f"#{group.id}"
    text = RichText().line(heading, "i").line()
    if not group.wordings:
        text.line(words.erased_text)
    else:
        text.line(f"“{group.wordings[0]}”", "b")
        if len(group.wordings) > 1:
            text.line(" ".join([words.also, *(f"“{each}”" for each in group.wordings[1:])]))
    moment = words.moment.format(moment=group.last_asked_at.astimezone(VIETNAM))
    text.line(words.asked_by.format(people=group.people, questions=group.questions, moment=moment))
    reasons = "; ".join(words.reasons[reason].format(count=count) for reason, count in group.reasons.items())
    if reasons:
        text.line(words.why.format(reasons=reasons))
    if group.after:
        text.line(words.before.format(outcomes=_count(group.before, words)))
        text.line(words.after.format(outcomes=_count(group.after, words)))
        if group.status is ReviewStatus.OPEN:
            text.line(words.reopened)
    return text


def _conclude(text: RichText, group: Group, knowledge: KnowledgeBase, texts: Texts) -> None:
    words = review_texts(texts.language)
    if group.verdict is not None:
        text.line().line(words.verdict.format(verdict=words.verdicts[group.verdict]), "b")
    record = knowledge.record(group.record) if group.record else None
    if record is not None:
        text.line(words.of_record.format(subject=record_subject(record, texts)))
    if group.note:
        text.line(words.note.format(note=group.note))


def _say(outcome: Outcome, words: ReviewTexts, texts: Texts) -> str:
    match outcome:
        case Found():
            return "; ".join(direct_reply(part, texts) for part in outcome.parts)
        case Ambiguous():
            subjects = "; ".join(record_subject(each, texts) for each in outcome.suggestions)
            return words.now_ambiguous.format(subjects=subjects)
        case NotFound():
            return words.now_not_found
        case SmallTalk():
            return texts.small_talk.get(outcome.kind, texts.small_talk["filler"])


def _shorten(answer: str) -> str:
    """As much of an answer as tells it from others."""
    return answer if len(answer) <= LONGEST_ANSWER else answer[: LONGEST_ANSWER - 1].rstrip() + "…"


def _count(outcomes: dict[str, int], words: ReviewTexts) -> str:
    return "; ".join(words.outcomes[name].format(count=count) for name, count in outcomes.items())


def _open_keyboard(card: Card, words: ReviewTexts, texts: Texts) -> InlineKeyboardMarkup:
    group = card.group.id
    rows: Rows = [
        [button(f"{number}. {record_subject(each, texts)}", ReviewRecord(group, reference(each.record)))]
        for number, each in enumerate(card.choices, start=1)
    ]
    rows.append([_act(words.search, "search", group), _act(words.gap, "gap", group)])
    rows.append([_act(words.right, "right", group), _act(words.off_topic, "off", group)])
    rows.append([_act(words.personal, "personal", group)])
    rows.append(_ways(card, words))
    return InlineKeyboardMarkup(rows)


def _ways(card: Card, words: ReviewTexts) -> list[InlineKeyboardButton]:
    back = [_act(words.previous, "show", card.previous)] if card.previous else []
    return [*back, _act(words.skip, "skip", card.group.id)]


def _decided_keyboard(card: Card, words: ReviewTexts) -> InlineKeyboardMarkup:
    may_undo = card.group.status is ReviewStatus.DECIDED and card.group.verdict is not Verdict.PERSONAL
    rows: Rows = [[_act(words.undo.format(group=card.group.id), "undo", card.group.id)]] if may_undo else []
    back = [_act(words.previous, "show", card.previous)] if card.previous else []
    rows.append([*back, _act(words.next, "skip", card.group.id)])
    return InlineKeyboardMarkup(rows)


def _act(label: str, act: Act, group: int | None) -> InlineKeyboardButton:
    return button(label, ReviewAct(act, group or 0))
