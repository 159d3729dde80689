"""`thidua knowledge export` and `import`: the records as a workbook for Excel, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_editing import print_changes, with_settings
from knowledge.errors import InvalidRecordsError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.changes import Change
    from knowledge.spreadsheets.importing import Imported


@click.command()
@click.option(
    "--xlsx",
    "target",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="Bảng tính để ghi / the workbook to write.",
)
@with_settings
def export(settings: Settings, *, target: Path) -> None:
    """Ghi hồ sơ thành bảng tính Excel / write the records as a workbook."""
    from knowledge.loading import read_files
    from knowledge.spreadsheets.exporting import export_workbook
    from knowledge.writing import READABLE, write_whole

    if target.exists():  # it may hold somebody's work that was not brought back yet
        raise click.ClickException(f"đã có tệp này, không ghi đè / the file exists and is not overwritten: {target}")
    raw = export_workbook(read_files(settings.knowledge_dir, shipped_lexicon=False))
    write_whole(target, raw, READABLE)
    click.echo(str(target))


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", "is_dry", is_flag=True, help="Chỉ cho xem sẽ đổi gì / only show what would change.")
@click.option("--force", is_flag=True, help="Ghi đè cả tệp đã sửa sau khi xuất / overwrite files changed since.")
@with_settings
def import_(settings: Settings, *, file: Path, is_dry: bool, force: bool) -> None:
    """Đưa bảng tính trở lại hồ sơ / bring a workbook back; all of it is checked before any is written."""
    from knowledge.spreadsheets.importing import import_workbook

    imported = import_workbook(file, settings.knowledge_dir, force=force)
    changes = _changes(settings, imported)
    if changes is not None:
        print_changes(changes)
    for path in (*imported.written, *imported.removed):
        click.echo(f"{'-' if path in imported.removed else '>'} {path}", err=True)
    if not is_dry:
        _write(imported)


def _changes(settings: Settings, imported: Imported) -> list[Change] | None:
    """What would differ; None where the records as they are cannot be read."""
    from knowledge.changes import find_changes
    from knowledge.loading import content_of, read_files

    try:
        before = content_of(read_files(settings.knowledge_dir, shipped_lexicon=False))
    except InvalidRecordsError:
        return None
    return find_changes(before, imported.content)


def _write(imported: Imported) -> None:
    from knowledge.writing import READABLE, write_whole

    for path, raw in imported.written.items():
        write_whole(path, raw, READABLE)
    for path in imported.removed:
        path.unlink()
