"""`thidua knowledge accept`: shows one draft after the other, to take, drop or change; only what is taken answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli_editing import print_problems, with_settings
from knowledge.errors import InvalidRecordsError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.settings import Settings
    from knowledge.accepting import Draft

_YES, _NO, _EDIT, _LATER, _STOP = "c", "k", "m", "s", "t"


@click.command()
@click.argument("topic", required=False)
@click.option("--all", "takes_all", is_flag=True, help="Nhận hết, không hỏi từng bản / take them all, ask nothing.")
@click.option("--id", "ids", multiple=True, help="Chỉ những bản này, không hỏi / these only, without asking.")
@with_settings
def accept(settings: Settings, *, topic: str | None, takes_all: bool, ids: tuple[str, ...]) -> None:
    """Xem từng bản nháp rồi nhận hoặc bỏ / look at each draft and take or drop it.

    Không cho biết chủ đề thì xem mọi bản nháp. Without a topic: all drafts there are.
    """
    from knowledge.accepting import list_drafts, settle_drafts

    drafts = list_drafts(settings.knowledge_dir, topic)
    unknown = set(ids) - {draft.id for draft in drafts}
    if unknown:
        raise click.ClickException(f"không có bản nháp / no such draft: {', '.join(sorted(unknown))}")
    if not drafts:
        click.echo("Không có bản nháp nào / there are no drafts", err=True)
        return
    chosen = {draft.id for draft in drafts if takes_all or draft.id in ids}
    accepted, refused = (chosen, set[str]()) if takes_all or ids else _ask(settings.knowledge_dir, drafts)
    written = settle_drafts(settings.knowledge_dir, accepted, refused)
    for path in written:
        click.echo(str(path))
    left = len(drafts) - len(accepted) - len(refused)
    click.echo(f"{len(accepted)} nhận / taken, {len(refused)} bỏ / dropped, {left} còn nháp / still drafts", err=True)
    if accepted:
        click.echo("Tiếp theo / next: thidua knowledge check, rồi / then thidua knowledge publish", err=True)


def _ask(records: Path, drafts: Sequence[Draft]) -> tuple[set[str], set[str]]:
    """What the editor decides of each; stopping, by Ctrl-C too, keeps what was decided so far."""
    click.echo(
        f"{_YES} = có, nhận / yes, {_NO} = không, xóa / no, drop it, {_EDIT} = mở ra sửa / edit,"
        f" {_LATER} = để sau / later, {_STOP} = thôi / stop"
    )
    accepted: set[str] = set()
    refused: set[str] = set()
    for number, draft in enumerate(drafts, 1):
        said = _ask_one(records, draft, f"{number}/{len(drafts)}")
        if said == _STOP:
            break
        if said == _YES:
            accepted.add(draft.id)
        elif said == _NO:
            refused.add(draft.id)
    return accepted, refused


def _ask_one(records: Path, draft: Draft, place: str) -> str:
    """What the editor decides of one draft, changed as often as wanted before."""
    while True:
        _show(draft, place)
        try:
            said = click.prompt("Nhận? / take it? (c, k, m, s, t)", default=_YES, value_proc=_read_choice)
            if said != _EDIT:
                return str(said)
            draft = _edit(records, draft)
        except click.Abort:
            return _STOP


def _edit(records: Path, draft: Draft) -> Draft:
    """The draft as the editor changed it; what does not pass the check is opened again as it was written."""
    from knowledge.accepting import as_text, replace_draft

    before = as_text(draft.record)
    text = before
    while True:
        written = _edit_text(text, draft)
        text = text if written is None else written
        if text.strip() == before:
            click.echo("Không có gì thay đổi / nothing was changed")
            return draft
        try:
            changed = replace_draft(records, draft, text)
        except InvalidRecordsError as error:
            print_problems(error.problems)
        else:
            click.echo("✓ Đã sửa, vẫn là bản nháp / changed, still a draft")
            return changed
        if not click.confirm("Mở lại để sửa tiếp? / open it again?", default=True):
            click.echo(text)
            click.echo("Bản nháp giữ nguyên; chữ anh chị viết ở trên để chép lại / not changed; your text is above")
            return draft


def _edit_text(text: str, draft: Draft) -> str | None:
    """The record as JSON in the editor of $VISUAL or $EDITOR; where none can be opened, asked for line by line."""
    try:
        return click.edit(text, extension=".json", require_save=False)
    except click.ClickException as error:
        click.echo(f"không mở được trình soạn thảo / no editor: {error.format_message()}", err=True)
        return _ask_text(draft)


def _ask_text(draft: Draft) -> str:
    from knowledge.accepting import as_text

    record = draft.record
    answer = click.prompt("Câu trả lời / the answer", default=str(record["answer"]))
    click.echo("Thêm cách hỏi, mỗi dòng một câu, dòng trống để thôi / more phrasings, an empty line to end")
    phrasings = list(record.get("phrasings", []))
    while phrasing := click.prompt("  ?", default="", show_default=False).strip():
        phrasings.append(phrasing)
    return as_text({**record, "answer": answer, "phrasings": phrasings})


def _read_choice(text: str) -> str:
    """The letter that was typed.

    Raises:
        UsageError: it is none of the five; click asks again.
    """
    said = text.strip().casefold()[:1]
    if said not in {_YES, _NO, _EDIT, _LATER, _STOP}:
        raise click.UsageError("hãy gõ c, k, m, s hoặc t / type c, k, m, s or t")
    return said


def _show(draft: Draft, place: str) -> None:
    record = draft.record
    citation = record["citations"][0]
    click.echo(f"\n── {place}  {record['subject']}")
    click.echo(f"   trả lời / answer: {record['answer']}")
    if citation["quote"].casefold() != str(record["answer"]).casefold():
        click.echo(f"   trích / quote ({citation['passage']}): “{citation['quote']}”")
    when_where = [str(record[key]) for key in ("period", "place") if record.get(key)]
    if when_where:
        click.echo(f"   {', '.join(when_where)}")
    for phrasing in record.get("phrasings", []):
        click.echo(f"   ? {phrasing}")
