"""The screens of /sua and /dexuat: one record under an editor's hands, and the moderators' proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineKeyboardMarkup

from bot.presentation.browsing import PAGE_SIZE, Screen, cut_page, turning_rows
from bot.presentation.callback_data_publishing import (
    ActOnProposal,
    EditField,
    EditRecord,
    FinishEdit,
    ListProposals,
    RemovePhrasing,
)
from bot.presentation.keyboards import button
from bot.presentation.publishing import in_language
from bot.presentation.rich_text import RichText
from bot.presentation.texts_publishing import publishing_texts
from bot.references import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.presentation.keyboards import Rows
    from bot.presentation.texts import Texts
    from bot.publishing.editing import Edited
    from bot.publishing.inbox import Proposal
    from knowledge.errors import Problem
    from knowledge.model import Content, Suggestion

_MOST_QUOTES = 3
_MOST_QUESTIONS = 10


def which_record_screen(suggestions: Sequence[Suggestion], texts: Texts) -> Screen:
    """The records that somebody may have meant."""
    words = publishing_texts(texts.language)
    if not suggestions:
        return Screen(RichText().line(words.no_record), None)
    rows: Rows = [
        [button(f"{each.subject} ({each.record})", EditRecord(reference(each.record)))] for each in suggestions
    ]
    return Screen(RichText().line(words.which_record), InlineKeyboardMarkup(rows))


def drafts_screen(content: Content, texts: Texts) -> Screen:
    """How to name a record, and the drafts that wait for an editor."""
    words = publishing_texts(texts.language)
    drafts = [record for topic in content.topics for record in topic.records if record.draft]
    text = RichText().line(words.edit_usage)
    if not drafts:
        return Screen(text, None)
    rows: Rows = [[button(each.subject, EditRecord(reference(each.id)))] for each in drafts[:PAGE_SIZE]]
    return Screen(text.line().line(words.drafts.format(count=len(drafts))), InlineKeyboardMarkup(rows))


def record_screen(edited: Edited, texts: Texts, note: str = "") -> Screen:
    """A record as it is by now, with what it was where that differs; ``note`` says what has just become of it."""
    words = publishing_texts(texts.language)
    value, before = edited.value, edited.before
    text = RichText()
    if note:
        text.line(note).line()
    text.line(words.record.format(id=edited.record_id), "b").line(value["subject"])
    for field in ("answer", "answer_en"):
        if value.get(field):
            text.line().line(value[field], "b")
        if value.get(field) != before.get(field):
            text.line(words.was.format(text=before.get(field) or "–"), "i")
    text.line().line(words.phrasings.format(count=len(edited.phrasings)))
    old = list(before.get("phrasings", ()))
    changes = [f"+ {each}" for each in edited.phrasings if each not in old]
    changes += [f"− {each}" for each in old if each not in edited.phrasings]
    for change in changes:
        text.line(change)
    for citation in value["citations"][:_MOST_QUOTES]:
        text.line(citation["quote"], "folded")
    if edited.is_draft:
        text.line().line(words.is_draft, "i")
    return Screen(text, InlineKeyboardMarkup(_record_rows(edited, texts)))


def _record_rows(edited: Edited, texts: Texts) -> Rows:
    words = publishing_texts(texts.language)
    name = reference(edited.record_id)
    rows: Rows = [
        [button(words.answer_button, EditField(name, "answer", 0))],
        [button(words.answer_en_button, EditField(name, "answer_en", 0))],
        [
            button(words.add_phrasing, EditField(name, "phrasing", 0)),
            button(words.list_phrasings, EditField(name, "list", 0)),
        ],
    ]
    rows += [[button(words.unmark, FinishEdit(name, "unmark"))]] if edited.is_draft else []
    rows += [[button(words.look, FinishEdit(name, "preview"))]] if edited.is_changed else []
    rows.append([button(words.leave, FinishEdit(name, "cancel"))])
    return rows


def phrasings_screen(edited: Edited, page: int, texts: Texts) -> Screen:
    """The phrasings, each a button that takes it away."""
    words = publishing_texts(texts.language)
    name = reference(edited.record_id)
    shown, page = cut_page(edited.phrasings, page)
    rows: Rows = [[button(f"− {each}", RemovePhrasing(name, reference(each)))] for each in shown]
    rows += turning_rows(len(edited.phrasings), page, lambda other: EditField(name, "list", other), texts)
    rows.append([button(words.back, FinishEdit(name, "back"))])
    return Screen(RichText().line(words.remove_phrasing), InlineKeyboardMarkup(rows))


def not_taken_text(problems: Sequence[Problem], texts: Texts) -> RichText:
    """Why a text was not taken; it stands in no file yet, so no line is named."""
    text = RichText().line(publishing_texts(texts.language).not_taken, "b")
    for problem in problems:
        text.line(f"• {in_language(problem.message, texts)}")
    return text


def proposals_screen(proposals: Sequence[Proposal], page: int, texts: Texts) -> Screen:
    """All proposals."""
    words = publishing_texts(texts.language)
    if not proposals:
        return Screen(RichText().line(words.no_proposals), None)
    shown, page = cut_page(proposals, page)
    rows: Rows = [[button(_label(each), ActOnProposal(reference(each.name), "show"))] for each in shown]
    rows += turning_rows(len(proposals), page, ListProposals, texts)
    return Screen(RichText().line(words.proposals, "b"), InlineKeyboardMarkup(rows))


def proposal_screen(proposal: Proposal, texts: Texts) -> Screen:
    """One proposal, and what may be done with it."""
    words = publishing_texts(texts.language)
    name = reference(proposal.name)
    text = RichText().line(words.proposal.format(name=proposal.name, people=proposal.people), "b")
    if proposal.questions:
        text.line().line(words.asked)
        for question in proposal.questions[:_MOST_QUESTIONS]:
            text.line(f"• {question}")
    if proposal.note:
        text.line().line(words.note.format(note=proposal.note))
    text.line()
    if proposal.records:
        text.line(words.for_records.format(records=", ".join(proposal.records)))
    if proposal.gaps:
        text.line(words.for_gaps)
    if proposal.is_to_fill:
        text.line(words.to_fill)
    rows: Rows = [] if proposal.is_to_fill else [[button(words.take, ActOnProposal(name, "take"))]]
    rows.append([button(words.fetch, ActOnProposal(name, "fetch")), button(words.refuse, ActOnProposal(name, "ask"))])
    rows.append([button(words.back, ListProposals(0))])
    return Screen(text, InlineKeyboardMarkup(rows))


def ask_refuse_screen(proposal: Proposal, texts: Texts) -> Screen:
    """Whether a proposal shall really be refused."""
    words = publishing_texts(texts.language)
    name = reference(proposal.name)
    rows: Rows = [
        [button(words.refuse, ActOnProposal(name, "refuse")), button(words.back, ActOnProposal(name, "show"))]
    ]
    return Screen(RichText().line(_label(proposal), "b").line(words.ask_refuse), InlineKeyboardMarkup(rows))


def _label(proposal: Proposal) -> str:
    first = proposal.questions[0] if proposal.questions else proposal.name
    return f"{proposal.people} · {first}" if proposal.people else first
