"""Citizens who ask and moderators who review while the bot is killed again and again; what must be so afterwards."""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.audit.checking import verify
from bot.audit.heads import FILE, read_heads
from bot.presentation.callback_data_review import ReviewAct, ReviewRecord
from bot.questionlog.database import open_engine
from bot.review.model import LOW_SCORE
from tests.support.killed_bot import make_records, start_bot
from tests.support.records import FOREIGN
from tests.support.telegram_server import TOKEN, TelegramServer
from tests.support.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from bot.delivery.console.telegram import Call

Json = dict[str, Any]

FIRST_UPDATE = 700_000_000
BURST = 10
PREPARED = 5
"""Bursts that are asked in peace before the first kill, so that there is something to review."""
MODERATORS = (601, 602)
ABOUT = ("giá vàng", "bến xe", "chợ nổi", "lịch cúp điện", "trạm xá", "hồ bơi", "sân bóng", "đò ngang", "hội chùa")
ASKING = ("{} ở đâu", "cho hỏi {} mở cửa lúc mấy giờ", "ai quản lý {}", "vì sao {} đóng cửa", "{} năm {} ra sao")
NOTED = "Đã ghi kết luận."


@dataclass
class Figures:
    """What was counted."""

    kills: int = 0
    asked: int = 0
    logged: int = 0
    grouped: int = 0
    presses: int = 0
    noted: int = 0
    """Verdicts that a moderator was told are noted."""
    decided: int = 0
    undone: int = 0
    proposals: int = 0
    audited: int = 0
    faults: list[str] = field(default_factory=list)


class Trial:
    """One installation under attack."""

    def __init__(self, folder: Path, server: TelegramServer, seed: int = 20200703) -> None:
        self.folder = folder
        self.server = server
        self.chance = random.Random(seed)
        self.figures = Figures()
        self.asked: set[int] = set()
        self._next_update = FIRST_UPDATE
        self._presses: dict[str, tuple[int, int]] = {}
        """By the id of a press with a verdict: moderator and group."""
        self._noted: Counter[tuple[int, int]] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        make_records(folder / "records")
        words = folder / "records" / "lexicon" / "words.json"
        words.write_text(json.dumps({"words": ["nhà"], **FOREIGN}), encoding="utf-8")
        server.telegram.listener = self._hear

    async def run(self, kills: int) -> Figures:
        """Let a queue grow, kill the bot so often, let it finish, and check everything."""
        bot = await self._start()
        for number in range(PREPARED):
            await self._send(self._ask(kills + number))
        await wait_until(lambda: not self.server.queue and self._count_grouped() > 2 * BURST, 300)
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
        for number in range(kills):
            bot = await self._start()
            await self._send(self._make_burst(number))
            await self._wait_for_the_moment()
            bot.send_signal(signal.SIGKILL)
            await bot.wait()
            self.figures.kills += 1
        self.server.telegram.listener = None  # nobody presses any more
        bot = await self._start()
        await wait_until(lambda: not self.server.queue, 900)  # all that was left over; a busy machine takes its time
        await asyncio.sleep(2)  # the background catches up
        bot.send_signal(signal.SIGTERM)
        if await bot.wait():
            self.figures.faults.append("the bot did not end well")
        self._check()
        return self.figures

    async def _wait_for_the_moment(self) -> None:
        """Until some answers are out, and mostly until moderators are at work too; then a moment more."""
        enough = len(self.server.telegram.calls) + self.chance.randint(1, BURST)
        presses = self.figures.presses + self.chance.choice((0, 1, 2, 4))
        await wait_until(
            lambda: (
                (len(self.server.telegram.calls) >= enough and self.figures.presses >= presses) or not self.server.queue
            ),
            120,
        )
        await asyncio.sleep(0.05 * self.chance.random())

    async def _start(self) -> asyncio.subprocess.Process:
        return await start_bot(self.folder, self.server.url, MODERATOR_IDS=",".join(map(str, MODERATORS)))

    async def _send(self, updates: list[Json]) -> None:
        for update in updates:
            update["update_id"] = self._next_update
            self._next_update += 1
            person = (update.get("message") or update["callback_query"])["from"]["id"]
            if "message" in update and person not in MODERATORS:
                self.asked.add(update["update_id"])
        await self.server.send(*updates)

    def _make_burst(self, number: int) -> list[Json]:
        updates = self._ask(number)
        self.chance.shuffle(updates)
        return [self.server.telegram.write("/duyet", sender=_moderator(each)) for each in MODERATORS] + updates

    def _ask(self, number: int) -> list[Json]:
        updates = []
        for place in range(BURST):
            asking = self.chance.choice(ASKING)
            text = asking.format(self.chance.choice(ABOUT), self.chance.randint(2000, 2030))
            person = {"id": 10_000 + number * BURST + place, "is_bot": False, "first_name": "A"}
            updates.append(self.server.telegram.write(text, sender=person))
        return updates

    def _count_grouped(self) -> int:
        with sqlite3.connect(self.folder / "var" / "questions.sqlite3") as database:
            count: int = database.execute("SELECT count(*) FROM review_members").fetchone()[0]
        database.close()
        return count

    def _hear(self, call: Call) -> None:
        """Be the moderators: press something of each card, reply to each prompt."""
        if call.method == "answerCallbackQuery" and call.parameters.get("text") == NOTED:
            self._noted[self._presses[call.parameters["callback_query_id"]]] += 1
        if call.method not in {"sendMessage", "editMessageText"} or call.result["chat"]["id"] not in MODERATORS:
            return
        message: Json = call.result
        moderator = message["chat"]["id"]
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        buttons = [each["callback_data"] for row in rows for each in row if each["callback_data"].startswith("1g")]
        if buttons:
            data = self.chance.choice(buttons)
            update = self.server.telegram.press(message, data, sender=_moderator(moderator))
            self.figures.presses += 1
            read = ReviewAct.unpack(data) or ReviewRecord.unpack(data)
            if read is not None:
                self._presses[update["callback_query"]["id"]] = (moderator, read.group)
        elif "trả lời ngay tin nhắn này" in message["text"]:
            sender = _moderator(moderator)
            update = self.server.telegram.write("cần bài báo về việc này", sender=sender, reply_to_message=message)
        else:
            return
        task = asyncio.get_running_loop().create_task(self._send([update]))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _check(self) -> None:
        figures, faults = self.figures, self.figures.faults
        with sqlite3.connect(self.folder / "var" / "questions.sqlite3") as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                faults.append("the database is broken")
            ids = [row[0] for row in database.execute("SELECT update_id FROM questions")]
            wanting = database.execute(
                "SELECT count(*) FROM questions WHERE text != '' AND (outcome IN ('not_found', 'ambiguous')"
                f" OR outcome = 'answered' AND score < {LOW_SCORE})"
            )
            wanted = wanting.fetchone()[0]
            figures.grouped = database.execute(
                "SELECT count(*) FROM review_members m JOIN questions q ON q.id = m.question_id WHERE q.text != ''"
            ).fetchone()[0]
            counted = database.execute("SELECT sum(questions), sum(people) FROM review_groups").fetchone()
            members = database.execute("SELECT count(*) FROM review_members").fetchone()[0]
            groups = database.execute("SELECT id, status, verdict, decided_by FROM review_groups").fetchall()
            trail = database.execute("SELECT group_id, moderator, step FROM review_trail").fetchall()
            audited = Counter(database.execute("SELECT action, target FROM audit").fetchall())
            aside = database.execute("SELECT count(*) FROM set_aside_updates").fetchone()[0]
        database.close()
        figures.asked, figures.logged = len(self.asked), len(ids)
        if Counter(ids) != Counter(self.asked):
            lost, more = self.asked - set(ids), len(ids) - len(self.asked & set(ids))
            faults.append(f"lost {len(lost)} questions, {more} too many")
        if figures.grouped != wanted:
            faults.append(f"{wanted} questions need a look, {figures.grouped} are grouped")
        if counted[0] != members:
            faults.append(f"groups count {counted[0]} questions and hold {members}")
        if aside:
            faults.append(f"{aside} updates were set aside")
        self._check_verdicts(groups, trail, audited)
        self._check_rest({group for group, status, verdict, _ in groups if verdict in {"record", "gap"}})

    def _check_verdicts(
        self, groups: list[tuple[int, str, str, int]], trail: list[tuple[int, int, str]], audited: Counter[Any]
    ) -> None:
        figures, faults = self.figures, self.figures.faults
        steps = Counter((group, step) for group, _, step in trail)
        for group, status, _, _ in groups:
            standing = steps[group, "decided"] - steps[group, "undone"]
            if standing != (status == "decided"):
                faults.append(f"group {group} is {status} after {standing} standing verdicts")
            for step in ("decided", "undone"):
                if audited[f"review.{step}", str(group)] != steps[group, step]:
                    faults.append(f"group {group}: the audit log and the trail differ in {step}")
        by_moderator = Counter((moderator, group) for group, moderator, step in trail if step == "decided")
        faults += [f"a verdict of {key} was noted and is lost" for key in self._noted if not by_moderator[key]]
        figures.noted, figures.decided = sum(self._noted.values()), sum(by_moderator.values())
        figures.undone = sum(count for (_, step), count in steps.items() if step == "undone")

    def _check_rest(self, expected: set[int]) -> None:
        figures, faults = self.figures, self.figures.faults
        files = {int(path.stem.removeprefix("nhom-")) for path in (self.folder / "var" / "proposals").glob("*.json")}
        figures.proposals = len(files)
        if files != expected:
            faults.append(f"proposals of {sorted(files ^ expected)} are missing or too many")
        engine = open_engine(f"sqlite:///{self.folder / 'var' / 'questions.sqlite3'}")
        with engine.connect() as connection:
            verdict = verify(connection, read_heads(self.folder / "var" / FILE))
        engine.dispose()
        figures.audited = verdict.rows
        faults += [f"audit: {problem}" for problem in verdict.problems]
        output = (self.folder / "log").read_text(encoding="utf-8")
        faults += [f"{word} in the log" for word in ("Traceback", TOKEN) if word in output]


def _moderator(user_id: int) -> Json:
    return {"id": user_id, "is_bot": False, "first_name": f"M{user_id}", "language_code": "vi"}
