"""The English sentences of figures, exports and the weekly digest."""

from __future__ import annotations

from bot.presentation.texts_reports import ReportTexts

EN = ReportTexts(
    this_week="This week (from {begin}) against last week (from {before})",
    last_week="Last week ({begin} – {end}) against the week before",
    day="{day.day} {day:%b}",
    rows={
        "questions": "Questions",
        "people": "People",
        "answered": "Answered",
        "ambiguous": "Asked back",
        "not_found": "Not found",
        "up": "Voted helpful",
        "down": "Voted not right",
    },
    row="• {name}: {now} (before: {before}, {change})",
    same="no change",
    slowest="• Slowest answer: {now} milliseconds (before: {before})",
    top_records="Asked most",
    top_gaps="Missed most",
    gap="{number}. “{text}” ({people} people)",
    nothing="(nothing yet)",
    unknown_record="a record that was taken out",
    chart_title="Questions, week of {week} against week of {before}",
    legend_week="Week {begin} – {end}",
    legend_before="Week {begin} – {end}",
    want="Send me a digest on Monday mornings",
    want_not="No digest any more",
    wanted="From next Monday on, I send you the figures of the week that is over.",
    unwanted="I will not send the weekly digest any more.",
    export_caption="{count} questions, personal data removed. Please keep this file closed and delete it after use.",
    export_usage="Usage: /xuat, or /xuat csv 2026-01-31\n"
    "• Kind of file: xlsx (otherwise csv or jsonl).\n"
    "• First day: year-month-day; all of them where it is left out.",
    too_large="The file is too large for Telegram. Please choose a later first day, for example: /xuat csv 2026-01-31",
)
