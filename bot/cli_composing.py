"""`thidua knowledge new`: a few questions on the terminal become a record that the check accepts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from bot.cli_editing import with_settings
from knowledge.errors import InvalidRecordsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.settings import Settings
    from knowledge.composing import Desk, Found

_KINDS = {
    "figure": "con số",
    "campaign": "phong trào",
    "model": "mô hình",
    "document": "văn bản",
    "organisation": "tổ chức",
    "honour": "khen thưởng",
    "person": "người",
    "event": "sự kiện",
    "article": "bài báo",
}


@click.command()
@click.option("--quote", help="Câu trích, chép từ bài / words copied from an article.")
@click.option("--source", help="Chỉ tìm trong nguồn này / look in this source only.")
@click.option("--pick", type=click.IntRange(min=1), help="Chọn chỗ thứ mấy khi có nhiều / which one of several.")
@click.option("--kind", type=click.Choice(list(_KINDS)), help="Loại bản ghi / kind of record.")
@click.option("--answer", help="Câu trả lời ngắn / the short reply.")
@click.option("--value", help="Con số, như báo in / the figure as printed.")
@click.option("--unit", help="Đơn vị / the unit.")
@click.option("--subject", help="Bản ghi nói về điều gì / what it is about.")
@click.option("--phrasing", "phrasings", multiple=True, help="Một cách hỏi; dùng nhiều lần / a question; repeat it.")
@click.option("--topic", help="Mã chủ đề / id of the topic.")
@click.option("--title", help="Tên chủ đề, nếu là chủ đề mới / title of a new topic.")
@click.option("--id", "identifier", help="Mã bản ghi / id of the record.")
@click.option("--yes", "is_sure", is_flag=True, help="Không hỏi lại / ask nothing that has a default.")
@with_settings
def new(settings: Settings, **told: Any) -> None:
    """Hỏi vài câu rồi viết một bản ghi / ask a few questions and write a record."""
    from knowledge.composing import add_record, open_desk, suggest_id

    desk = open_desk(settings.knowledge_dir)
    if not desk.sources:
        raise click.ClickException("chưa có bài báo nào: dùng “thidua knowledge ingest” / no article yet: ingest one")
    found = _ask_quote(desk, told)
    click.echo(f"  {found.source}, {found.passage}: “{found.quote}”")
    record = _ask_record(desk, found, told)
    topic, title = _ask_topic(desk, told)
    chosen = told["identifier"] or _default("Mã bản ghi / id", suggest_id(desk, record["subject"]), told)
    record = {"id": chosen, **record}
    if not told["is_sure"] and not click.confirm("Ghi bản ghi này? / Write it?", default=True):
        raise click.Abort
    try:
        path = add_record(settings.knowledge_dir, topic, title, record)
    except InvalidRecordsError:
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        click.echo("Chưa ghi; bản ghi ở trên để anh chị chép lại / not written; it is above to be copied", err=True)
        raise
    click.echo(f"✓ {path}: {chosen}")
    click.echo("Tiếp theo / next: thidua knowledge check; thidua knowledge publish", err=True)


def _ask_quote(desk: Desk, told: dict[str, Any]) -> Found:
    """Ask until the words are found, then which of several places is meant."""
    from knowledge.composing import find_quote

    text = told["quote"]
    while True:
        text = text or click.prompt("Chép câu chứng minh từ bài báo / copy the proving words")
        found = find_quote(desk, text, told["source"])
        if found and (found[0].is_exact or not told["quote"]):
            break
        message = f"không thấy trong bài nào: “{text[:60]}” / in no article"
        if found:
            message += f"; gần nhất / nearest: «{found[0].quote[:200]}»"
        if told["quote"]:
            raise click.ClickException(message)
        click.echo(message, err=True)
        text = None
    return _pick(found, told)


def _pick(found: Sequence[Found], told: dict[str, Any]) -> Found:
    is_sure = found[0].is_exact
    if len(found) == 1 and is_sure:
        return found[0]
    if told["pick"]:
        if told["pick"] > len(found):
            raise click.ClickException(f"chỉ có {len(found)} chỗ / there are only {len(found)}")
        return found[int(told["pick"]) - 1]
    if not is_sure:
        click.echo("Không có nguyên văn; những chỗ gần nhất / not word for word; the nearest:")
    for number, place in enumerate(found, 1):
        click.echo(f"  {number}. {place.source}, {place.passage}: “{place.quote[:160]}”")
    chosen = click.prompt("Chỗ nào? / which?", type=click.IntRange(1, len(found)), default=1)
    return found[int(chosen) - 1]


def _ask_record(desk: Desk, found: Found, told: dict[str, Any]) -> dict[str, Any]:
    from knowledge.composing import suggest_figure

    counted = suggest_figure(found.quote)
    if not told["kind"]:
        click.echo("  " + ", ".join(f"{kind} ({name})" for kind, name in _KINDS.items()))
    kind = told["kind"] or click.prompt(
        "Loại / kind", type=click.Choice(list(_KINDS)), default="figure" if counted else "campaign", show_choices=False
    )
    answer = _ask_answer(found.quote, told)
    record: dict[str, Any] = {"kind": kind, "subject": _ask("subject", "Nói về điều gì / what is it about", told)}
    record["answer"] = answer
    if kind == "figure":
        value, unit = suggest_figure(answer) or ("", "")
        value = told["value"] or _default("Con số, như báo in / the figure as printed", value, told)
        record["figure"] = {"value": value, "unit": told["unit"] or _default("Đơn vị / unit", unit, told)}
    record["phrasings"] = list(told["phrasings"]) or _ask_phrasings(desk)
    record["citations"] = [{"source": found.source, "passage": found.passage, "quote": found.quote}]
    source = desk.sources[found.source]
    return record | {key: source[key] for key in ("period", "place") if source.get(key)}


def _ask_answer(quote: str, told: dict[str, Any]) -> str:
    """Ask until the answer says only what the quote says."""
    from knowledge.proving import find_unproven

    shown = quote[:1].upper() + quote[1:]
    answer = told["answer"] or _default("Câu trả lời ngắn / the short reply", shown, told)
    while missing := [unproven.text for unproven in find_unproven(answer, [quote])]:
        message = f"câu trích không nói: {', '.join(missing)} / the quote does not say: {', '.join(missing)}"
        if told["answer"]:
            raise click.ClickException(message)
        click.echo(message, err=True)
        answer = click.prompt("Câu trả lời ngắn / the short reply", default=shown)
    return str(answer)


def _ask_phrasings(desk: Desk) -> list[str]:
    """One question a line, at least one, until an empty line; none that another record has."""
    from knowledge.ingesting.drafts import plain_question

    taken = desk.phrasings
    click.echo("Người dân hỏi thế nào? Mỗi dòng một câu, dòng trống để thôi / how do people ask? Empty line to end")
    phrasings: list[str] = []
    while True:
        text = click.prompt(f"  {len(phrasings) + 1}", default="", show_default=False).strip()
        plain = plain_question(text)
        if text and (plain in taken or not plain):
            click.echo(
                f"  đã có ở bản ghi “{taken.get(plain, '')}”: hỏi cách khác / taken: word it otherwise", err=True
            )
        elif text:
            taken[plain] = "này / this one"
            phrasings.append(text)
        elif phrasings:
            return phrasings


def _ask_topic(desk: Desk, told: dict[str, Any]) -> tuple[str, str | None]:
    names = sorted(desk.topics)
    if not told["topic"]:
        for number, name in enumerate(names, 1):
            click.echo(f"  {number}. {name} ({desk.topics[name][1].get('title')})")
    chosen = told["topic"] or click.prompt("Chủ đề: số, hoặc mã mới / topic: its number, or a new id").strip()
    if chosen.isdecimal() and 0 < int(chosen) <= len(names):
        return names[int(chosen) - 1], None
    if chosen in desk.topics:
        return chosen, None
    from knowledge.ingesting.article import slug

    return slug(chosen), told["title"] or click.prompt("Tên chủ đề mới / title of the new topic")


def _ask(key: str, question: str, told: dict[str, Any]) -> str:
    return str(told[key] or click.prompt(question))


def _default(question: str, default: str, told: dict[str, Any]) -> str:
    """The default itself where the editor wants no questions that have one."""
    return default if told["is_sure"] and default else str(click.prompt(question, default=default or None))
