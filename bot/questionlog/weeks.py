"""Days and weeks as they pass in Vietnam."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
WEEK = timedelta(days=7)


def week_of(moment: datetime) -> date:
    """The Monday of a moment's week."""
    day = moment.astimezone(VIETNAM).date()
    return day - timedelta(days=day.weekday())


def begin_of(day: date) -> datetime:
    """The moment at which a day begins."""
    return datetime.combine(day, time(), VIETNAM).astimezone(UTC)
