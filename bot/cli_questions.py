"""`thidua questions`: what moderators and operators do with the log of questions."""

from __future__ import annotations

import sys
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.audit import AuditLog
from bot.cli_apply import apply
from bot.questionlog.errors import LogUnavailableError
from bot.questionlog.exporting import WRITERS, Form
from bot.questionlog.reporting import iterate_questions, summarize
from bot.questionlog.retention import keep_until, purge
from bot.questionlog.working import Database
from bot.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.settings import Settings

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
@click.option("--format", "form", type=click.Choice(list(WRITERS)), default="jsonl", show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Ghi vào tệp / write to this file.")
@_since_option
def export(form: Form, output: Path | None, since: datetime | None) -> None:
    """Xuất các câu hỏi, đã che và dùng mã / export the questions, redacted and pseudonymous, to stdout or a file."""
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError("xlsx cần --output TỆP hoặc > TỆP / xlsx needs --output FILE or > FILE")
    with _open_log() as (database, settings):
        # Noted first: what cannot be noted is not handed out.
        audit = AuditLog(database, settings.data_dir)
        audit.transact(lambda _, note: note("operator", "questions.exported", details={"format": form}))
        rows = iterate_questions(database.engine, _with_zone(since))
        try:
            with output.open("wb") if output else nullcontext(sys.stdout.buffer) as stream:
                count = WRITERS[form](rows, stream)
        except OSError as error:
            raise click.ClickException(f"không ghi được / cannot be written: {error}") from None
    click.echo(f"{count} câu hỏi / questions", err=True)


@questions.command()
@_since_option
def stats(since: datetime | None) -> None:
    """Con số tổng hợp / figures."""
    with _open_log() as (database, _):
        summary = summarize(database.engine, _with_zone(since))
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
    """Xoá câu hỏi quá hạn lưu, chỉ giữ số đếm / forget questions older than RETENTION_DAYS, but for counts."""
    now = datetime.now(UTC)
    with _open_log() as (database, settings):
        purged = purge(database, keep_until(now, days or settings.retention_days), now)
    click.echo(f"Đã xoá {purged.questions} câu hỏi / {purged.questions} questions forgotten")
    if purged.people:
        click.echo(f"Đã xoá {purged.people} người / {purged.people} people forgotten")


@contextmanager
def _open_log() -> Iterator[tuple[Database, Settings]]:
    settings = load_settings()
    try:
        database = Database.open(settings.questionlog_url)
    except LogUnavailableError as error:
        raise click.ClickException(str(error)) from None
    try:
        yield database, settings
    finally:
        database.engine.dispose()


def _with_zone(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
