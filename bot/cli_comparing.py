"""`thidua knowledge diff`: what differs between two versions, and which answers to real questions would change."""

from __future__ import annotations

import json
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli_editing import cut, print_changes, with_settings
from knowledge.errors import VersionNotFoundError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.asking import Answered
    from knowledge.base import KnowledgeBase
    from knowledge.changes import Change
    from knowledge.comparing import Effect, Impact
    from knowledge.model import Content, Question
    from knowledge.question_sets import Expected
    from knowledge.store import VersionStore

MOST_ASKED = 10_000
SECONDS = 18.0
"""From the call on; with what comes after asking, an editor waits twenty seconds at most."""
_LEAST_SECONDS = 5.0
"""For asking, however long compiling took."""
_MOST_SHOWN = 50
_EFFECTS: dict[Effect, str] = {
    "broken": "trái với bộ câu hỏi / against a question set",
    "lost": "không còn trả lời / no longer answered",
    "other": "trả lời khác / answered differently",
    "gained": "nay trả lời được / answered now",
    "mended": "nay khớp với bộ câu hỏi / now as a question set wants",
}
_STATUSES = {
    "ambiguous": "hỏi lại / a choice:",
    "not_found": "chưa có trong tư liệu / not found",
    "smalltalk": "lời chào hỏi / small talk",
}


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two versions: its name, its content, and the folder its question sets are in."""

    version: str
    content: Content
    folder: Path


@click.command()
@click.argument("before")
@click.argument("after")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Dạng kết quả / output.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Ghi thành trang web / write a page.")
@click.option(
    "--last",
    type=click.IntRange(min=0),
    default=MOST_ASKED,
    show_default=True,
    help="Hỏi lại N câu gần nhất trong nhật ký / ask the last N logged questions again.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0),
    default=SECONDS,
    show_default=True,
    help="Xong trong chừng ấy giây; 0 là không giới hạn / be done after so long; 0 is no limit.",
)
@with_settings
def diff(  # noqa: PLR0913  one parameter for each option
    settings: Settings, *, before: str, after: str, form: str, html: Path | None, last: int, seconds: float
) -> None:
    """So hai phiên bản, thư mục hay bản git (HEAD~1), và câu trả lời nào sẽ đổi.

    Compare two versions, records folders or git revisions, and tell which answers would change.
    """
    from knowledge.changes import find_changes
    from knowledge.comparing import Impact

    begun = time.monotonic()
    with ExitStack() as stack:
        sides = tuple(_open(settings, name, stack) for name in (before, after))
        expected = _question_sets(sides)
        questions = _logged(settings, last)
        if expected or questions:
            bases = _open_bases(settings, sides)
            left = max(seconds - (time.monotonic() - begun), _LEAST_SECONDS) if seconds else None
            impact = _ask(bases, questions, expected, left)
        else:
            changes = tuple(find_changes(sides[0].content, sides[1].content))
            impact = Impact(sides[0].version, sides[1].version, changes, ())
    if html:
        from bot.presentation.impact_page import render_page
        from knowledge.writing import READABLE, write_whole

        write_whole(html, render_page(impact).encode(), READABLE)
        click.echo(str(html), err=True)
    if form == "json":
        click.echo(json.dumps(_as_json(impact), ensure_ascii=False, indent=2))
    else:
        _print(impact)


def _open(settings: Settings, name: str, stack: ExitStack) -> _Side:
    """A records folder if there is one of that name, else a version, else a git revision."""
    from knowledge.revisions import extract_revision
    from knowledge.store import VersionStore

    store = VersionStore(settings.data_dir, settings.knowledge_dir)
    if Path(name).is_dir():
        return _build(store, Path(name))
    try:
        return _Side(name, store.load(name), settings.knowledge_dir)
    except VersionNotFoundError:
        target = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = extract_revision(settings.knowledge_dir, name, target)
        if folder is None:
            raise
        return _build(store, folder)


def _build(store: VersionStore, folder: Path) -> _Side:
    version = store.build(folder)
    return _Side(version, store.load(version), folder)


def _question_sets(sides: tuple[_Side, ...]) -> list[Expected]:
    """The sets of the newer folder; those that name a record of neither version are for ``check`` to tell."""
    from knowledge.question_sets import read_question_sets

    known = {record.id for side in sides for topic in side.content.topics for record in topic.records}
    expected, _ = read_question_sets(sides[1].folder)
    return [each for each in expected if each.is_about(known)]


def _logged(settings: Settings, last: int) -> list[Question]:
    """The last logged questions; none where no bot has logged any, and then nothing is created."""
    if not last or not (settings.database_url or (settings.data_dir / "questions.sqlite3").exists()):
        return []
    from bot.questionlog.database import open_engine
    from bot.questionlog.errors import LogUnavailableError
    from bot.questionlog.recalling import latest_questions

    try:
        engine = open_engine(settings.questionlog_url)
    except LogUnavailableError as error:
        raise click.ClickException(str(error)) from None
    try:
        return latest_questions(engine, last)
    finally:
        engine.dispose()


def _open_bases(settings: Settings, sides: tuple[_Side, ...]) -> tuple[KnowledgeBase, KnowledgeBase]:
    """Both compiled, side by side where neither was before."""
    from multiprocessing import get_context

    from knowledge.base import compile_version, read_compiled

    names = [side.version for side in sides]
    opened = {name: read_compiled(name, settings.data_dir) for name in names}
    missing = [name for name, base in opened.items() if base is None]
    if missing:
        click.echo(f"Đang dựng {len(missing)} phiên bản / compiling {len(missing)} versions …", err=True)
        with ProcessPoolExecutor(len(missing), mp_context=get_context("spawn")) as pool:
            list(pool.map(compile_version, missing, [settings.data_dir] * len(missing)))
        opened |= {name: read_compiled(name, settings.data_dir) for name in missing}
    bases = [opened[name] for name in names]
    if bases[0] is None or bases[1] is None:
        raise OSError(f"không ghi được vào / cannot write to: {settings.data_dir}")
    return bases[0], bases[1]


def _ask(
    bases: tuple[KnowledgeBase, KnowledgeBase], questions: list[Question], expected: list[Expected], limit: float | None
) -> Impact:
    import sys

    from knowledge.comparing import compare

    with click.progressbar(length=0, label="Hỏi lại / asking again", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        return compare(*bases, questions, expected, seconds=limit, progress=show)


def _print(impact: Impact) -> None:
    from knowledge.comparing import EFFECTS

    print_changes(impact.changes)
    for effect in EFFECTS:
        found = [each for each in impact.answers if each.effect == effect]
        if found:
            click.echo(f"\n{_EFFECTS[effect]}: {len(found)}")
        for each in found[:_MOST_SHOWN]:
            times = f"  (×{each.times})" if each.times > 1 else ""
            click.echo(f"  {each.question.text}{times}")
            click.echo(f"    - {_tell(each.before)}\n    + {_tell(each.after)}")
        if len(found) > _MOST_SHOWN:
            click.echo(f"  … {len(found) - _MOST_SHOWN}: --html")
    if impact.asked:
        click.echo(
            f"\n{len(impact.answers)} câu đổi câu trả lời / answers change, {impact.asked} lượt hỏi / asked,"
            f" {impact.distinct} câu khác nhau / distinct, {impact.seconds:.1f} s",
            err=True,
        )
    if impact.unasked:
        click.echo(
            f"Hết giờ, còn {impact.unasked} câu xa chỗ sửa nhất chưa hỏi lại: --seconds 0"
            f" / the time was over before the {impact.unasked} questions farthest from what changed",
            err=True,
        )


def _tell(answered: Answered) -> str:
    """An answer on one line."""
    lead = [_STATUSES[answered.status]] if answered.status in _STATUSES else []
    return cut(" ".join([*lead, *([] if answered.status == "smalltalk" else [" | ".join(answered.lines)])]))


def _as_json(impact: Impact) -> dict[str, Any]:
    return {
        "before": impact.before,
        "after": impact.after,
        "changes": [_change_as_json(change) for change in impact.changes],
        "answers": [{**asdict(change), "effect": change.effect} for change in impact.answers],
        "asked": impact.asked,
        "distinct": impact.distinct,
        "unasked": impact.unasked,
    }


def _change_as_json(change: Change) -> dict[str, Any]:
    fields = {name: {"before": old, "after": new} for name, old, new in change.fields}
    return {"what": change.what, "id": change.id, "how": change.how, "fields": fields}
