"""`thidua questions apply`: moderators' proposals into the records folder."""

from __future__ import annotations

from pathlib import Path

import click

from bot.settings import load_settings


@click.command("apply")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", "is_dry", is_flag=True, help="Chỉ nêu tên tệp, không ghi / name the files, write nothing.")
@click.option(
    "--knowledge",
    "knowledge_dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Thư mục hồ sơ khác / another records folder (KNOWLEDGE_DIR).",
)
def apply(files: tuple[Path, ...], knowledge_dir: Path | None, *, is_dry: bool) -> None:
    """Đưa các đề xuất vào hồ sơ / merge proposals into the records: all of them, or those given.

    Cả hồ sơ được kiểm tra trước khi ghi; có lỗi thì không tệp nào bị đổi.
    The whole folder is checked before anything is written; a problem leaves every file as it is.
    """
    from bot.review.applying import apply_proposals
    from bot.review.proposals import FOLDER
    from knowledge.errors import InvalidRecordsError

    settings = load_settings(**({"knowledge_dir": knowledge_dir} if knowledge_dir else {}))
    chosen = list(files) or sorted((settings.data_dir / FOLDER).glob("*.json"))
    try:
        applied = apply_proposals(settings.knowledge_dir, chosen, is_dry=is_dry)
    except InvalidRecordsError as error:
        for problem in error.problems:
            click.echo(str(problem))
        click.echo(f"{len(error.problems)} lỗi, chưa ghi gì / problems, nothing was written", err=True)
        raise SystemExit(1) from None
    except OSError as error:
        raise click.ClickException(str(error)) from None
    for path in applied.changed:
        click.echo(str(path))
    click.echo(f"Đã đưa vào hồ sơ {len(applied.merged)} đề xuất / proposals merged", err=True)
    for path in applied.waiting:
        click.echo(f"Chờ biên tập viên điền / for an editor to fill: {path}", err=True)
