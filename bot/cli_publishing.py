"""`thidua knowledge build`, `publish`, `rollback`, `history` and `pull`: versions, and the folder they came from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_editing import with_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.publications import Publication
    from knowledge.store import VersionStore

_EDITED = (
    "{folder} có phần sửa chưa xuất bản nên không ghi đè. Xem “thidua knowledge diff {version} {folder}”,"
    " rồi “thidua knowledge publish” để giữ phần sửa, hoặc “pull --force” để bỏ (vẫn được cất lại)"
    " / {folder} holds edits that were never published, and was not overwritten. Look at"
    " “thidua knowledge diff {version} {folder}”, then “publish” to keep them,"
    " or “pull --force” to replace them (a copy is kept)"
)
_ACTIONS = {"publish": "xuất bản / published", "rollback": "quay lại / rolled back"}


@click.command()
@with_settings
def build(settings: Settings) -> None:
    """Kiểm tra rồi dựng một phiên bản, chưa xuất bản / check and build a version, publish nothing."""
    click.echo(_store(settings).build(settings.knowledge_dir))


@click.command()
@click.argument("version", required=False)
@click.option("--why", default="", help="Lý do, để ghi vào lịch sử / the reason, for the history.")
@with_settings
def publish(settings: Settings, version: str | None, why: str) -> None:
    """Xuất bản hồ sơ hiện tại, hoặc một phiên bản đã dựng; bot đang chạy trả lời theo ngay.

    Publish the records as they are, or a version that was built; a running bot answers by it at once.
    """
    from knowledge.base import compile_version
    from knowledge.publications import Note

    store = _store(settings)
    built = version or store.build(settings.knowledge_dir)
    compile_version(built, settings.data_dir)  # before anyone is answered by it: a running bot need not wait then
    if version is None:
        version = store.publish_records(Note(why=why))
    else:
        store.publish(version, Note(why=why))
    click.echo(version)


@click.command()
@click.argument("version", required=False)
@with_settings
def rollback(settings: Settings, version: str | None) -> None:
    """Quay lại phiên bản trước; giữ cho đến khi hồ sơ thay đổi / go back a version, until the records change."""
    from knowledge.drift import find_drift

    store = _store(settings)
    click.echo(store.rollback(version))
    drift = find_drift(store)
    if drift:
        click.echo(
            "Thư mục hồ sơ vẫn như cũ; muốn đưa bản này về thư mục: “thidua knowledge pull”"
            " / the records folder is as it was; “thidua knowledge pull” brings this version to it",
            err=True,
        )


@click.command()
@with_settings
def history(settings: Settings) -> None:
    """Các lần xuất bản, mới nhất trước / every publication, newest first."""
    moves = _store(settings).history()
    for place, move in enumerate(reversed(moves)):
        click.echo(f"{'*' if place == 0 else ' '} {move.at}  {move.version}  {_describe(move)}")
    if not moves:
        click.echo("Chưa xuất bản lần nào / nothing was published yet", err=True)


@click.command()
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    help="Thư mục khác, như một bản sao git / another folder, a git checkout for one.",
)
@click.option("--force", is_flag=True, help="Thay cả phần đã sửa; bản cũ được cất lại / replace edits, keeping a copy.")
@with_settings
def pull(settings: Settings, *, into: Path | None, force: bool) -> None:
    """Đưa bản đã xuất bản (từ điện thoại) về thư mục hồ sơ / bring what is published to the records folder."""
    from knowledge.drift import pull as bring
    from knowledge.errors import OutdatedError

    folder = into or settings.knowledge_dir
    try:
        changed, archive = bring(_store(settings), folder, force=force)
    except OutdatedError as error:
        raise click.ClickException(_EDITED.format(folder=folder, version=error.current)) from None
    for name in changed:
        click.echo(name)
    if archive:
        click.echo(f"Phần đã thay được cất ở / what was replaced is kept in: {archive}", err=True)
    if not changed:
        click.echo("Thư mục đã đúng bản đang xuất bản / the folder is what is published already", err=True)


def _describe(move: Publication) -> str:
    parts = [_ACTIONS[move.action]]
    parts += [f"Telegram {move.by}"] if move.by else []
    parts += [f"“{move.why}”"] if move.why else []
    parts += [f"{move.changed} câu trả lời đổi / answers changed"] if move.changed is not None else []
    return " · ".join(parts)


def _store(settings: Settings) -> VersionStore:
    from knowledge.store import VersionStore

    return VersionStore(settings.data_dir, settings.knowledge_dir)
