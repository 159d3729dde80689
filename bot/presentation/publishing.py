"""The screens of publishing: problems, a preview, what became of it, the publications."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup

from bot.presentation.browsing import Screen, cut_page, turning_rows
from bot.presentation.callback_data_publishing import (
    AskGoBack,
    DropDraft,
    GoBack,
    KeepVersion,
    LookAgain,
    PublishDraft,
    TurnHistory,
)
from bot.presentation.keyboards import button
from bot.presentation.rich_text import RichText
from bot.presentation.texts_publishing import publishing_texts
from bot.questionlog.weeks import VIETNAM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.presentation.keyboards import Rows
    from bot.presentation.texts import Texts
    from bot.presentation.texts_publishing import PublishingTexts
    from bot.publishing.desk import Done, History, Preview
    from bot.publishing.drafts import Draft
    from bot.publishing.merging import Conflict
    from knowledge.changes import Change
    from knowledge.comparing import Impact
    from knowledge.errors import Problem
    from knowledge.publications import Publication

MOST_PROBLEMS = 12
MOST_CHANGES = 15
MOST_CONFLICTS = 8
_LONGEST_VALUE = 200
_SIGNS = {"added": "+", "removed": "−", "changed": "~"}
_LONGEST_VERSION = 8
"""Digits of a version's name that are shown: enough to tell two apart."""


def problems_screen(problems: Sequence[Problem], needs: Sequence[str], texts: Texts) -> Screen:
    """Everything that is wrong with what was sent, each with its place."""
    words = publishing_texts(texts.language)
    text = RichText().line(words.problems.format(count=len(problems)), "b").line()
    for problem in problems[:MOST_PROBLEMS]:
        text.line(f"• {describe_problem(problem, texts)}")
    if len(problems) > MOST_PROBLEMS:
        text.line(words.more.format(count=len(problems) - MOST_PROBLEMS))
    _add_needs(text, needs, texts)
    return Screen(text.line().line(words.mend), None)


def describe_problem(problem: Problem, texts: Texts) -> str:
    """A problem with its place, in the reader's language."""
    place = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
    return f"{place}: {problem.pointer or '/'}: {in_language(problem.message, texts)}"


def in_language(message: str, texts: Texts) -> str:
    """The half of a message in two languages that the reader understands."""
    vietnamese, _, english = message.partition(" / ")
    return english if texts.language == "en" and english else vietnamese


def preview_screen(preview: Preview, texts: Texts) -> Screen:
    """What a draft would do, and whether to publish it."""
    words, prepared, draft = publishing_texts(texts.language), preview.prepared, preview.draft
    impact = prepared.impact
    if impact is None or draft.over is None:
        return problems_screen(prepared.problems, prepared.needs, texts)
    text = RichText().line(words.preview.format(number=draft.id), "b")
    if prepared.theirs:
        text.line().line(words.theirs)
        _add_changes(text, prepared.theirs, words)
        text.line()
    if not impact.changes:
        return Screen(text.line(words.nothing), None)
    _add_changes(text, impact.changes, words)
    _add_conflicts(text, prepared.conflicts, words)
    _add_impact(text, impact, words)
    _add_needs(text, prepared.needs, texts)
    label = words.publish_anyway if prepared.conflicts else words.publish
    rows: Rows = [[button(label, PublishDraft(draft.id, draft.over)), button(words.drop, DropDraft(draft.id))]]
    return Screen(text, InlineKeyboardMarkup(rows))


def too_long_screen(draft: Draft, texts: Texts) -> Screen:
    """That a draft could not be looked at; it is kept, so that nothing is to be sent again."""
    words = publishing_texts(texts.language)
    rows: Rows = [[button(words.look_again, LookAgain(draft.id)), button(words.drop, DropDraft(draft.id))]]
    return Screen(RichText().line(words.too_long), InlineKeyboardMarkup(rows))


def done_text(done: Done, sentence: str, texts: Texts) -> RichText:
    """What came of publishing or going back; ``sentence`` says which it was."""
    words = publishing_texts(texts.language)
    text = RichText().line(sentence.format(version=short(done.version)), "b")
    if done.folder is not None:
        text.line(words.folder[done.folder])
    return text.line(words.undo)


def history_screen(history: History, page: int, names: Mapping[str, str], texts: Texts) -> Screen:
    """A page of the publications, and the way back."""
    words = publishing_texts(texts.language)
    if not history.entries:
        return Screen(RichText().line(words.no_history), None)
    shown, page = cut_page(history.entries, page)
    text = RichText().line(words.history, "b")
    for number, entry in enumerate(shown):
        is_now = page == 0 and number == 0
        text.line().line(describe_publication(entry, names, texts), *(("b",) if is_now else ()))
        details = [words.now] if is_now else []
        details += [f"“{_cut(entry.why)}”"] if entry.why else []
        details += [words.answers_changed.format(count=entry.changed)] if entry.changed is not None else []
        if details:
            text.line(" · ".join(details))
    rows: Rows = turning_rows(len(history.entries), page, TurnHistory, texts)
    if history.previous and history.current:
        rows.append([button(words.go_back, AskGoBack(history.previous, history.current))])
    return Screen(text, InlineKeyboardMarkup(rows) if rows else None)


def ask_go_back_screen(history: History, target: str, names: Mapping[str, str], texts: Texts) -> Screen:
    """Whether an earlier version shall really answer again."""
    words = publishing_texts(texts.language)
    entry = next((each for each in history.entries if each.version == target), None)
    if entry is None or history.current is None:
        return Screen(RichText().line(words.nothing_before), None)
    question = words.ask_go_back.format(version=short(target), at=_time(entry.at), who=_who(entry.by, names, words))
    rows: Rows = [[button(words.go_back, GoBack(target, history.current)), button(words.keep, KeepVersion())]]
    return Screen(RichText().line(question), InlineKeyboardMarkup(rows))


def describe_publication(entry: Publication, names: Mapping[str, str], texts: Texts) -> str:
    """One publication in a line: when, who, what."""
    words = publishing_texts(texts.language)
    return words.publication.format(
        at=_time(entry.at),
        who=_who(entry.by, names, words),
        action=words.actions[entry.action],
        version=short(entry.version),
    )


def short(version: str) -> str:
    """As much of a version's name as tells it from others."""
    return version[:_LONGEST_VERSION]


def _add_changes(text: RichText, changes: Sequence[Change], words: PublishingTexts) -> None:
    hows = {"added": words.added, "removed": words.removed, "changed": words.changed}
    counts: dict[tuple[str, str], int] = {}
    for change in changes:
        counts[change.how, change.what] = counts.get((change.how, change.what), 0) + 1
    text.line("; ".join(f"{hows[how]} {count} {words.kinds[what]}" for (how, what), count in counts.items()))
    for change in sorted(changes, key=lambda each: each.how != "removed")[:MOST_CHANGES]:
        names = ", ".join(name for name, _, _ in change.fields) if change.how == "changed" else ""
        text.line(f"{_SIGNS[change.how]} {words.kinds[change.what]} {change.id}{f': {names}' if names else ''}")
    if len(changes) > MOST_CHANGES:
        text.line(f"… {len(changes) - MOST_CHANGES}")


def _add_conflicts(text: RichText, conflicts: Sequence[Conflict], words: PublishingTexts) -> None:
    if not conflicts:
        return
    text.line().line(words.conflicts, "b")
    for conflict in conflicts[:MOST_CONFLICTS]:
        theirs, mine = _tell_apart(conflict.theirs, conflict.mine, words)
        text.line(words.conflict.format(what=" ".join(conflict.part[1:]), theirs=theirs, mine=mine))


def _tell_apart(theirs: Any, mine: Any, words: PublishingTexts) -> tuple[str, str]:
    """Both values, of two records only the fields in which they differ."""
    if isinstance(theirs, dict) and isinstance(mine, dict):
        names = [name for name in {**theirs, **mine} if theirs.get(name) != mine.get(name)]
        theirs, mine = ({name: each.get(name) for name in names} for each in (theirs, mine))
    return (_cut(json.dumps(theirs, ensure_ascii=False)) if theirs is not None else words.nothing_there), (
        _cut(json.dumps(mine, ensure_ascii=False)) if mine is not None else words.nothing_there
    )


def _add_impact(text: RichText, impact: Impact, words: PublishingTexts) -> None:
    text.line()
    if not impact.distinct:
        text.line(words.no_questions)
        return
    sentence = words.answers if impact.answers else words.no_answers
    text.line(sentence.format(asked=impact.distinct, count=len(impact.answers)), "b")
    for effect, name in words.effects.items():
        count = sum(change.effect == effect for change in impact.answers)
        if count:
            text.line(f"• {count} {name}")
    if impact.unasked:
        text.line(words.unasked.format(count=impact.unasked))
    text.line(words.page_attached)


def _add_needs(text: RichText, needs: Sequence[str], texts: Texts) -> None:
    if needs:
        text.line().line(publishing_texts(texts.language).needs)
        for need in needs[:MOST_PROBLEMS]:
            text.line(f"• {in_language(need, texts)}")


def _who(by: str, names: Mapping[str, str], words: PublishingTexts) -> str:
    return names.get(by) or by or words.desk


def _time(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(VIETNAM):%d/%m/%Y %H:%M}"


def _cut(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[: _LONGEST_VALUE - 1]}…"
