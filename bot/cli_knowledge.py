"""The commands of editors: `thidua knowledge check`, `format`, `build`, `ingest`, `diff`, `publish` and its undoing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_checking import check
from bot.cli_comparing import diff
from bot.cli_composing import new
from bot.cli_editing import with_settings
from bot.cli_ingesting import ingest
from bot.cli_spreadsheets import export, import_
from knowledge.errors import InvalidRecordsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.errors import Problem
    from knowledge.store import VersionStore


@click.group()
@click.pass_context
def knowledge(ctx: click.Context) -> None:
    """Việc của biên tập viên: kiểm tra, định dạng, xuất bản / the editors' commands."""
    ctx.obj = ctx.obj if isinstance(ctx.obj, Path) else None


@knowledge.command("format")
@click.option("--check", "is_dry", is_flag=True, help="Chỉ nêu tên tệp, không sửa / name the files, change nothing.")
@with_settings
def format_(settings: Settings, *, is_dry: bool) -> None:
    """Viết lại tệp theo dạng chuẩn / write the files in canonical form."""
    from knowledge.formatting import format_file
    from knowledge.loading import read_files
    from knowledge.writing import write_whole

    problems: list[Problem] = []
    changed = 0
    for file in read_files(settings.knowledge_dir, shipped_lexicon=False):
        try:
            raw = format_file(file)
        except InvalidRecordsError as error:
            problems += error.problems
            continue
        if raw != file.raw:
            changed += 1
            click.echo(str(file.path))
            if not is_dry:
                write_whole(file.path, raw)
    if problems:
        raise InvalidRecordsError(problems)
    if is_dry and changed:
        click.echo(f"{changed} tệp chưa theo dạng chuẩn / files to format", err=True)
        raise SystemExit(1)


@knowledge.command()
@with_settings
def build(settings: Settings) -> None:
    """Kiểm tra rồi dựng một phiên bản, chưa xuất bản / check and build a version, publish nothing."""
    click.echo(_store(settings).build(settings.knowledge_dir))


@knowledge.command()
@click.argument("version", required=False)
@with_settings
def publish(settings: Settings, version: str | None) -> None:
    """Xuất bản hồ sơ hiện tại, hoặc một phiên bản đã dựng / publish the records as they are, or a built version."""
    store = _store(settings)
    if version is None:
        version = store.publish_records()
    else:
        store.publish(version)
    click.echo(version)


@knowledge.command()
@click.argument("version", required=False)
@with_settings
def rollback(settings: Settings, version: str | None) -> None:
    """Quay lại phiên bản trước; giữ cho đến khi hồ sơ thay đổi / go back a version, until the records change."""
    click.echo(_store(settings).rollback(version))


@knowledge.command()
@with_settings
def history(settings: Settings) -> None:
    """Các lần xuất bản, mới nhất trước / every publication, newest first."""
    moves = _store(settings).history()
    for place, move in enumerate(reversed(moves)):
        click.echo(f"{'*' if place == 0 else ' '} {move.at}  {move.version}  {_ACTIONS[move.action]}")
    if not moves:
        click.echo("Chưa xuất bản lần nào / nothing was published yet", err=True)


_ACTIONS = {"publish": "xuất bản / published", "rollback": "quay lại / rolled back"}


def _store(settings: Settings) -> VersionStore:
    from knowledge.store import VersionStore

    return VersionStore(settings.data_dir, settings.knowledge_dir)


knowledge.add_command(check)
knowledge.add_command(diff)
knowledge.add_command(ingest)
knowledge.add_command(new)
knowledge.add_command(export)
knowledge.add_command(import_)
