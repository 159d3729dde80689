"""`thidua knowledge accept`: shows one draft after the other and removes the mark of those that the editor takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.cli_editing import with_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from knowledge.accepting import Draft

_YES, _NO, _LATER, _STOP = "c", "k", "s", "t"


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
    accepted, refused = (chosen, set[str]()) if takes_all or ids else _ask(drafts)
    written = settle_drafts(settings.knowledge_dir, accepted, refused)
    for path in written:
        click.echo(str(path))
    left = len(drafts) - len(accepted) - len(refused)
    click.echo(f"{len(accepted)} nhận / taken, {len(refused)} bỏ / dropped, {left} còn nháp / still drafts", err=True)
    if accepted:
        click.echo("Tiếp theo / next: thidua knowledge check, rồi / then thidua knowledge publish", err=True)


def _ask(drafts: Sequence[Draft]) -> tuple[set[str], set[str]]:
    """What the editor decides of each; stopping, by Ctrl-C too, keeps what was decided so far."""
    click.echo(
        f"{_YES} = có, nhận / yes, {_NO} = không, xóa / no, drop it, {_LATER} = để sau / later, {_STOP} = thôi / stop"
    )
    accepted: set[str] = set()
    refused: set[str] = set()
    for number, draft in enumerate(drafts, 1):
        _show(draft, f"{number}/{len(drafts)}")
        try:
            said = click.prompt("Nhận? / take it? (c, k, s, t)", default=_YES, value_proc=_read_choice)
        except click.Abort:
            said = _STOP
        if said == _STOP:
            break
        if said == _YES:
            accepted.add(draft.id)
        elif said == _NO:
            refused.add(draft.id)
    return accepted, refused


def _read_choice(text: str) -> str:
    """The letter that was typed.

    Raises:
        UsageError: it is none of the four; click asks again.
    """
    said = text.strip().casefold()[:1]
    if said not in {_YES, _NO, _LATER, _STOP}:
        raise click.UsageError("hãy gõ c, k, s hoặc t / type c, k, s or t")
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
