"""Reviewing: the order of the queue, leases, verdicts that come once, undoing, and what is erased."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from bot.access import AccessDeniedError
from bot.review.model import LEASE, StaleCardError, Verdict
from bot.review.reviewing import AppliedError
from tests.support.queues import MODERATOR, OTHER
from tests.support.sample_knowledge import HOUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.review.model import Desk
    from tests.support.queues import Queue

GOLD, BUS, MARKET = "Giá vàng hôm nay bao nhiêu?", "Bến xe mở cửa lúc mấy giờ?", "Chợ nổi họp ở đâu?"
PRIVATE = "private"


def shown(desk: Desk) -> str:
    """The wording on the card before a moderator."""
    return desk.card.group.wordings[0] if desk.card is not None else ""


def group_of(desk: Desk) -> int:
    assert desk.card is not None
    return desk.card.group.id


@pytest.fixture
async def filled(queue: Queue) -> Queue:
    """Three groups: gold was asked by three people, the bus station by two, the market by one."""
    await queue.ask(GOLD, "giá vàng hôm nay bao nhiêu", "gia vang hom nay bao nhieu")
    await queue.ask(BUS, "bến xe mở cửa lúc mấy giờ")
    await queue.ask(MARKET)
    return queue


async def test_what_would_help_most_people_comes_first(filled: Queue) -> None:
    desk = await filled.review.open(MODERATOR, PRIVATE)
    assert (shown(desk), desk.left) == (GOLD, 3)
    assert desk.card is not None
    assert (desk.card.group.people, desk.card.group.questions) == (3, 3)
    second = await filled.review.skip(MODERATOR, PRIVATE, group_of(desk))
    third = await filled.review.skip(MODERATOR, PRIVATE, group_of(second))
    assert [shown(second), shown(third)] == [BUS, MARKET]
    end = await filled.review.skip(MODERATOR, PRIVATE, group_of(third))
    assert (end.card, end.skipped) == (None, 3)
    assert shown(await filled.review.open(MODERATOR, PRIVATE)) == GOLD


async def test_two_moderators_never_hold_the_same_card(filled: Queue) -> None:
    desks = await asyncio.gather(*(filled.review.open(each, PRIVATE) for each in (MODERATOR, OTHER) * 3))
    held = filled.rows("SELECT leased_by FROM review_groups WHERE leased_by IS NOT NULL ORDER BY leased_by")
    assert held == [(MODERATOR,), (OTHER,)]
    assert {shown(desk) for desk in desks} == {GOLD, BUS}
    with pytest.raises(StaleCardError):
        await filled.review.decide(OTHER, PRIVATE, group_of(desks[0]), Verdict.RIGHT)


async def test_card_of_who_went_away_comes_to_others_after_a_while(filled: Queue) -> None:
    held = await filled.review.open(MODERATOR, PRIVATE)
    filled.clock.pass_minutes(LEASE.total_seconds() / 60 + 1)
    taken = await filled.review.open(OTHER, PRIVATE)
    assert group_of(taken) == group_of(held)
    with pytest.raises(StaleCardError):
        await filled.review.decide(MODERATOR, PRIVATE, group_of(held), Verdict.RIGHT)
    await filled.review.decide(OTHER, PRIVATE, group_of(held), Verdict.RIGHT)


async def test_verdict_delivered_twice_counts_once_and_is_audited_once(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    for _ in range(2):
        desk = await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.OFF_TOPIC)
        assert shown(desk) == BUS
    assert filled.rows("SELECT count(*) FROM review_trail WHERE step = 'decided'") == [(1,)]
    actions = filled.rows("SELECT actor, action, target, details FROM audit ORDER BY number")
    assert actions == [
        (str(MODERATOR), "review.opened", "", "{}"),
        (str(MODERATOR), "review.decided", str(group), '{"verdict": "off_topic"}'),
    ]


async def test_verdict_goes_for_every_question_and_for_those_to_come(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.OFF_TOPIC)
    await filled.log_question("giá vàng hôm nay là bao nhiêu", person=9)
    await filled.caretaker.catch_up()
    assert filled.rows("SELECT status, people FROM review_groups WHERE id = ?", group) == [("decided", 4)]
    assert (await filled.review.open(MODERATOR, PRIVATE)).left == 2


async def test_undo_brings_the_card_back_and_takes_the_proposal_away(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    desk = await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.RECORD, record="nha-cho-ho-kho-khan")
    assert desk.undoable == group
    (proposal,) = (filled.data_dir / "proposals").iterdir()
    held = json.loads(proposal.read_bytes())
    assert held["records"] == [{"id": "nha-cho-ho-kho-khan", "phrasings": held["questions"]}]
    assert held["topic"] == "giam-ngheo"
    card = await filled.review.undo(MODERATOR, PRIVATE, group)
    assert (card.group.wordings[0], card.group.verdict) == (GOLD, None)
    assert not proposal.exists()
    with pytest.raises(StaleCardError):
        await filled.review.undo(MODERATOR, PRIVATE, group)
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.RIGHT)


async def test_only_who_gave_a_verdict_takes_it_back(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.RIGHT)
    with pytest.raises(StaleCardError):
        await filled.review.undo(OTHER, PRIVATE, group)


async def test_proposal_that_an_editor_changed_outlives_undoing(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.GAP, note="cần bài báo")
    (proposal,) = (filled.data_dir / "proposals").iterdir()
    proposal.write_bytes(proposal.read_bytes() + b"\n")
    await filled.review.undo(MODERATOR, PRIVATE, group)
    assert proposal.exists()


async def test_verdict_whose_proposal_is_in_the_records_is_not_undone(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.RECORD, record="nha-cho-ho-kho-khan")
    (proposal,) = (filled.data_dir / "proposals").iterdir()
    (proposal.parent / "applied").mkdir()
    proposal.replace(proposal.parent / "applied" / proposal.name)
    with pytest.raises(AppliedError):
        await filled.review.undo(MODERATOR, PRIVATE, group)


async def test_proposal_that_a_crash_prevented_is_written_later(filled: Queue, monkeypatch: pytest.MonkeyPatch) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))

    async def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(filled.review), "propose", crash)
        with pytest.raises(KeyboardInterrupt):
            await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.GAP)
    await filled.caretaker.catch_up()
    assert [path.name for path in (filled.data_dir / "proposals").iterdir()] == [f"nhom-{group}.json"]


async def test_proposal_of_a_verdict_taken_back_before_a_crash_is_removed_later(
    filled: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.GAP)

    async def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(filled.review), "_withdraw", crash)
        with pytest.raises(KeyboardInterrupt):
            await filled.review.undo(MODERATOR, PRIVATE, group)
    assert list((filled.data_dir / "proposals").iterdir())
    await filled.caretaker.catch_up()
    assert list((filled.data_dir / "proposals").iterdir()) == []


async def test_erased_text_is_in_no_file(filled: Queue) -> None:
    desk = await filled.review.open(MODERATOR, PRIVATE)
    assert any("Giá vàng".encode() in raw for raw in files(filled))
    await filled.review.decide(MODERATOR, PRIVATE, group_of(desk), Verdict.PERSONAL)
    for words in ("Giá vàng", "giá vàng", "gia vang"):
        assert not any(words.encode() in raw for raw in files(filled))
    assert filled.rows("SELECT text FROM questions WHERE id <= 3") == [("",)] * 3
    with pytest.raises(StaleCardError):
        await filled.review.undo(MODERATOR, PRIVATE, group_of(desk))
    await filled.caretaker.catch_up()
    assert filled.groups() == [(3, 3), (2, 2), (1, 1)]
    card = await filled.review.show(MODERATOR, PRIVATE, group_of(desk))
    assert (card.group.wordings, card.outcome) == ((), None)


def files(queue: Queue) -> Iterator[bytes]:
    return (path.read_bytes() for path in queue.data_dir.rglob("*") if path.is_file())


async def test_back_leads_through_the_cards_as_they_came(filled: Queue) -> None:
    first = await filled.review.open(MODERATOR, PRIVATE)
    second = await filled.review.decide(MODERATOR, PRIVATE, group_of(first), Verdict.OFF_TOPIC)
    third = await filled.review.skip(MODERATOR, PRIVATE, group_of(second))
    assert third.card is not None
    assert third.card.previous == group_of(second)
    back = await filled.review.show(MODERATOR, PRIVATE, group_of(second))
    assert back.previous == group_of(first)
    decided = await filled.review.show(MODERATOR, PRIVATE, group_of(first))
    assert (decided.group.verdict, decided.previous) == (Verdict.OFF_TOPIC, None)


async def test_note_is_redacted_before_it_is_kept(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.GAP, note="gọi  0912 345 678\nnhé")
    assert filled.rows("SELECT note FROM review_groups WHERE id = ?", group) == [("gọi [số điện thoại] nhé",)]
    assert not any(b"0912" in raw for raw in files(filled))


async def test_record_that_is_not_there_is_no_verdict(filled: Queue) -> None:
    group = group_of(await filled.review.open(MODERATOR, PRIVATE))
    with pytest.raises(StaleCardError):
        await filled.review.decide(MODERATOR, PRIVATE, group, Verdict.RECORD, record="khong-co")


async def test_everything_asks_for_the_right_and_a_private_chat(filled: Queue) -> None:
    review = filled.review
    for person, chat in ((1, PRIVATE), (MODERATOR, "supergroup"), (-100, PRIVATE)):
        for attempt in (
            review.open(person, chat),
            review.skip(person, chat, 1),
            review.show(person, chat, 1),
            review.decide(person, chat, 1, Verdict.RIGHT),
            review.undo(person, chat, 1),
            review.search(person, chat, 1, "nhà"),
        ):
            with pytest.raises(AccessDeniedError):
                await attempt
    assert filled.rows("SELECT * FROM review_trail") == []


async def test_gap_that_is_answered_falsely_is_proposed_as_one_known_to_have_no_answer(queue: Queue) -> None:
    asked = "Giá một căn nhà cho hộ khó khăn?"
    queue.base.teach(asked, queue.base.find(HOUSES))
    await queue.log_question(asked, outcome="answered", score=0.4)
    await queue.caretaker.catch_up()
    group = group_of(await queue.review.open(MODERATOR, PRIVATE))
    await queue.review.decide(MODERATOR, PRIVATE, group, Verdict.GAP)
    (proposal,) = (queue.data_dir / "proposals").iterdir()
    (gap,) = json.loads(proposal.read_bytes())["gaps"]
    assert gap["phrasings"] == [asked]
