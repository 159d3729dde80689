"""`thidua knowledge check`: everything that is wrong with the records, and what is doubtful about them."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from bot.cli_editing import with_settings
from bot.cli_watching import watch
from knowledge.errors import VersionNotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.settings import Settings
    from knowledge.base import KnowledgeBase
    from knowledge.checking import Checked, Depth
    from knowledge.errors import Problem
    from knowledge.model import Content


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng kết quả / output.")
@click.option(
    "--quick", "depth", flag_value="quick", help="Không hỏi thử bot, dưới một giây / ask the bot nothing: a second."
)
@click.option(
    "--deep", "depth", flag_value="all", help="Hỏi thử mọi cách hỏi, gần nửa phút / ask every phrasing: half a minute."
)
@click.option("--watch", "is_watching", is_flag=True, help="Kiểm tra lại mỗi khi lưu tệp / check again at every save.")
@click.option("--strict", is_flag=True, help="Lời nhắc cũng là lỗi / warnings fail too.")
@with_settings
def check(settings: Settings, *, form: str, depth: Depth | None, is_watching: bool, strict: bool) -> None:
    """Tìm mọi lỗi trong hồ sơ / find everything that is wrong with the records.

    Không có --quick hay --deep: hỏi thử các bộ câu hỏi, mỗi bản ghi một lần, và cách hỏi của những bản ghi khác với
    bản đang xuất bản. Without either: asks the question sets, each record once, and what is not published like this.
    """
    if is_watching:
        watch(settings.knowledge_dir, lambda: report(run_check(settings, depth or "quick")))
        return
    checked = run_check(settings, depth or "changed")
    if form == "json":
        click.echo(json.dumps([_as_json(problem) for problem in checked.problems], ensure_ascii=False, indent=2))
    else:
        report(checked)
    if checked.errors or (strict and checked.problems):
        raise SystemExit(1)


def run_check(settings: Settings, depth: Depth) -> Checked:
    """Check the records of an installation."""
    from knowledge.checking import check_records

    def check_with(progress: Callable[[int, int], None] | None) -> Checked:
        published = _published(settings) if depth == "changed" else None
        return check_records(
            settings.knowledge_dir, depth, lambda content: _open(settings, content), published, progress
        )

    if depth != "all":
        return check_with(None)
    with click.progressbar(length=0, label="Hỏi thử / asking", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return check_with(show)


def report(checked: Checked) -> None:
    """Print what a check found: problems to stdout, how many to stderr."""
    for problem in checked.problems:
        click.echo(str(problem))
    warnings = len(checked.problems) - checked.errors
    if checked.errors:
        click.echo(f"{checked.errors} lỗi / problems", err=True)
    elif checked.content:
        records = sum(len(topic.records) for topic in checked.content.topics)
        figures = f"{len(checked.content.sources)} nguồn / sources, {records} bản ghi / records"
        click.echo(f"Không có lỗi / no problems: {figures}")
    if warnings:
        click.echo(f"{warnings} lời nhắc / warnings", err=True)
    if checked.content:
        _hint(checked.content)
    if checked.content and checked.asked < checked.phrasings:
        click.echo(
            f"Đã hỏi thử {checked.asked}/{checked.phrasings} cách hỏi; --deep để hỏi hết"
            f" / {checked.asked} of {checked.phrasings} phrasings asked; --deep asks all",
            err=True,
        )


def _hint(content: Content) -> None:
    """Which articles' sentences still answer beside their records."""
    from knowledge.answering.archive.curating import WELL_ASKED
    from knowledge.doubts.coverage import find_thin

    for thin in find_thin(content):
        click.echo(
            f"Gợi ý: {thin.source} còn {thin.few}/{thin.records} bản ghi có dưới {WELL_ASKED} cách hỏi, nên câu"
            f" trong bài vẫn tự trả lời / hint: {thin.few} of {thin.records} records have fewer than"
            f" {WELL_ASKED} phrasings, so sentences of the article still answer by themselves",
            err=True,
        )


def _published(settings: Settings) -> Content | None:
    from knowledge.store import VersionStore

    store = VersionStore(settings.data_dir, settings.knowledge_dir)
    version = store.current()
    try:
        return store.load(version) if version else None
    except VersionNotFoundError:
        return None


def _open(settings: Settings, content: Content) -> KnowledgeBase:
    """As it was compiled when it was published or compared, else compiled now and kept nowhere."""
    from knowledge.base import KnowledgeBase, read_compiled
    from knowledge.store import name_of_content

    version = name_of_content(content)
    return read_compiled(version, settings.data_dir) or KnowledgeBase.from_content(content, version)


def _as_json(problem: Problem) -> dict[str, Any]:
    return {**asdict(problem), "file": str(problem.file)}
