"""The commands of editors: `thidua knowledge check`, `format`, `build`, `ingest`, `diff`, `publish` and its undoing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_accepting import accept
from bot.cli_checking import check
from bot.cli_comparing import diff
from bot.cli_composing import new
from bot.cli_editing import with_settings
from bot.cli_ingesting import ingest
from bot.cli_publishing import build, history, publish, pull, rollback
from bot.cli_spreadsheets import export, import_
from knowledge.errors import InvalidRecordsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.errors import Problem


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


knowledge.add_command(accept)
knowledge.add_command(check)
knowledge.add_command(diff)
knowledge.add_command(ingest)
knowledge.add_command(new)
knowledge.add_command(export)
knowledge.add_command(import_)
for command in (build, publish, rollback, history, pull):
    knowledge.add_command(command)
