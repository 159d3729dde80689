"""`thidua questions`: what moderators and operators do with the log of questions."""

from __future__ import annotations

import csv
import json
import sys
from contextlib import contextmanager
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, TextIO

import click

from bot.cli_apply import apply
from bot.questionlog.database import open_engine
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.model import LoggedQuestion
from bot.questionlog.reporting import iterate_questions, purge, summarize
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Engine

    from bot.settings import Settings

_COLUMNS = [field.name for field in fields(LoggedQuestion)]
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")
"""What a spreadsheet takes for the start of a formula, full-width forms included."""

_since_option = click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"]),
    help="Từ ngày / from this day on: 2026-01-31 (UTC) or 2026-01-31T08:00:00+0700.",
)


@click.group()
def questions() -> None:
    """Các câu hỏi đã ghi / the logged questions."""


questions.add_command(apply)


@questions.command()
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True)
@_since_option
def export(form: str, since: datetime | None) -> None:
    """In các câu hỏi ra stdout / print the questions to stdout, pseudonymous and redacted."""
    with _open_log() as (engine, _):
        rows = iterate_questions(engine, _with_zone(since))
        if form == "csv":
            _write_csv(rows, sys.stdout)
        else:
            for row in rows:
                click.echo(json.dumps(_plain(row), ensure_ascii=False))


@questions.command()
@_since_option
def stats(since: datetime | None) -> None:
    """Con số tổng hợp / figures."""
    with _open_log() as (engine, _):
        summary = summarize(engine, _with_zone(since))
    lines = [
        ("câu hỏi / questions", summary.questions),
        ("người hỏi / people", summary.people),
        *((f"  {outcome}", count) for outcome, count in sorted(summary.outcomes.items())),
        ("👍", summary.up),
        ("👎", summary.down),
        ("mili giây, trung vị / milliseconds, median", round(summary.median_milliseconds, 1)),
        ("bỏ qua vì lỗi / updates set aside", summary.set_aside),
    ]
    for label, value in lines:
        click.echo(f"{label}: {value}")


@questions.command(name="purge")
@click.option("--days", type=click.IntRange(min=1), help="Thay cho RETENTION_DAYS / instead of RETENTION_DAYS.")
def purge_old(days: int | None) -> None:
    """Xoá câu hỏi quá hạn lưu / forget questions older than RETENTION_DAYS."""
    with _open_log() as (engine, settings):
        count = purge(engine, datetime.now(UTC) - timedelta(days=days or settings.retention_days))
    click.echo(f"Đã xoá {count} câu hỏi / {count} questions forgotten")


@contextmanager
def _open_log() -> Iterator[tuple[Engine, Settings]]:
    settings = load_settings()
    try:
        engine = open_engine(settings.questionlog_url)
    except LogUnavailableError as error:
        raise click.ClickException(str(error)) from None
    try:
        yield engine, settings
    finally:
        engine.dispose()


def _with_zone(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _plain(row: LoggedQuestion) -> dict[str, Any]:
    return asdict(row) | {"asked_at": row.asked_at.isoformat()}


def _write_csv(rows: Iterable[LoggedQuestion], stream: TextIO) -> None:
    stream.write("\ufeff")  # without it Excel takes UTF-8 for something else
    writer = csv.DictWriter(stream, _COLUMNS)
    writer.writeheader()
    for row in rows:
        plain = _plain(row) | {"records": " ".join(row.records)}
        writer.writerow({name: _harmless(value) for name, value in plain.items()})


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from running what a citizen wrote."""
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(_FORMULA_STARTS) else value
