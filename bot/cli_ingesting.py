"""`thidua knowledge ingest`: articles from files and folders into sources and draft records, with a report for each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli_editing import with_settings
from knowledge.errors import IngestError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.ingesting.adding import Report


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--publisher", help="Tên tờ báo / the newspaper.")
@click.option("--published", help="Ngày đăng: 2020-07-03T10:10 hoặc 03/07/2020 10:10 / date of publication.")
@click.option("--url", help="Địa chỉ bài báo / address of the article.")
@click.option("--topic", help="Tên chủ đề của các bản nháp / what to call the topic of the drafts.")
@click.option("--add", "is_adding", is_flag=True, help="Ghi bài và bản nháp vào hồ sơ / put both into the records.")
@click.option("--out", type=click.Path(path_type=Path), help="Tệp hoặc thư mục để ghi / file or folder to write.")
@click.option(
    "--anyway", "is_forced", is_flag=True, help="Thêm dù giống bài đã có / add it although it is like another."
)
@with_settings
def ingest(  # noqa: PLR0913  one parameter for each option
    settings: Settings,
    *,
    paths: tuple[Path, ...],
    publisher: str | None,
    published: str | None,
    url: str | None,
    topic: str | None,
    is_adding: bool,
    out: Path | None,
    is_forced: bool,
) -> None:
    """Biến bài báo (.txt, .html, .docx, thư mục) thành nguồn và bản nháp / articles into sources and draft records.

    Không có --add hay --out thì chỉ xem thử, không ghi gì / without --add or --out nothing is written.
    """
    from knowledge.ingesting.adding import add_articles, read_known
    from knowledge.ingesting.article import Told

    is_one = len(paths) == 1 and not paths[0].is_dir()
    if not is_one and (published or url or topic):
        raise click.UsageError("--published, --url và --topic chỉ dùng cho một tệp / only with a single file")
    if is_adding and out:
        raise click.UsageError("chọn --add hoặc --out / give --add or --out")
    folder = settings.knowledge_dir if is_adding else _records_of(out)
    known = read_known(folder or settings.knowledge_dir)
    given = Told(publisher=publisher, published=published, url=url)
    reports = []
    for report in add_articles(paths, given, known, folder, is_forced=is_forced, topic=topic):
        done = _write_apart(report, out) if out and not folder and not report.error and not report.seen else report
        _tell(done, is_printing=is_one and not (folder or out))
        reports.append(done)
    _sum_up(reports, is_one=is_one)
    if any(report.error for report in reports):
        raise SystemExit(1)


def _records_of(out: Path | None) -> Path | None:
    """The records folder that is meant, if it is one: itself, or the one whose `sources` was named."""
    if out is None:
        return None
    if (out / "sources").is_dir() or (out / "topics").is_dir():
        return out
    return out.parent if out.name == "sources" and out.is_dir() else None


def _write_apart(report: Report, out: Path) -> Report:
    """Source and drafts as files of their own, for those who keep them elsewhere first."""
    from dataclasses import replace

    from knowledge.formatting import to_bytes
    from knowledge.writing import READABLE, write_whole

    source, topic = report.source or {}, report.topic
    path = out / f"{source['id'] or report.file.stem}.json" if out.is_dir() else out
    files = [(path, to_bytes(source, "source"))]
    if topic and topic["records"]:
        files.append((path.with_suffix(".topic.json"), to_bytes(topic, "topic")))
    for target, raw in files:
        if target.exists() and target.read_bytes() != raw:
            return replace(
                report, error=str(IngestError(f"đã có tệp này, không ghi đè / the file is there already: {target}"))
            )
    for target, raw in files:
        write_whole(target, raw, READABLE)
    return replace(report, written=tuple(target for target, _ in files))


def _tell(report: Report, *, is_printing: bool) -> None:
    """One file's report: results to stdout, what an editor has to look at to stderr."""
    if report.error:
        click.echo(f"✗ {report.file}: {report.error}", err=True)
        return
    source = report.source or {}
    if report.seen:
        how = "y như" if report.seen.is_same else f"giống {report.seen.share:.0%}"
        click.echo(
            f"= {report.file}: đã có nguồn {report.seen.source} ({how}), không thêm / already there, not added",
            err=True,
        )
        return
    if is_printing:
        from knowledge.formatting import to_bytes

        click.echo(to_bytes(source, "source").decode(), nl=False)
    passages = len(source["passages"])
    counts = f"{passages} đoạn / passages, {report.drafts} bản nháp / drafts"
    click.echo(f"✓ {report.file} → {source['id'] or '?'}: {counts}", err=is_printing)
    if not source["id"]:
        click.echo("  Chưa đặt được mã nên chưa thêm được, xem dưới đây / no id yet, so it cannot be added:", err=True)
    for path in report.written:
        click.echo(f"  {path}")
    for need in report.needs:
        click.echo(f"  Cần biên tập viên xem / needs the editor: {need}", err=True)


def _sum_up(reports: list[Report], *, is_one: bool) -> None:
    """What was done in all, and what to do next."""
    if not is_one:
        failed, seen = sum(report.error is not None for report in reports), sum(bool(r.seen) for r in reports)
        done = len(reports) - failed - seen
        click.echo(f"{done} bài mới / new, {seen} đã có / known, {failed} lỗi / failed", err=True)
    drafted = [path for report in reports for path in report.written if report.drafts and path == report.written[-1]]
    if drafted:
        name = f" {drafted[0].stem}" if len(drafted) == 1 else ""
        click.echo(
            f"Tiếp theo: “thidua knowledge accept{name}” để xem và nhận từng bản nháp, rồi “thidua knowledge check”"
            " / next: accept shows the drafts one by one, then check",
            err=True,
        )
