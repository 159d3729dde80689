"""The English sentences of privacy."""

from __future__ import annotations

from bot.presentation.texts_privacy import PrivacyTexts

EN = PrivacyTexts(
    explanation="Your privacy\n\n"
    "No names\n"
    "• The person asking is known by a code only, a new one each quarter. Your Telegram name, account, phone number "
    "and id are not stored with your questions.\n"
    "• Phone, identity-card, health-insurance, passport and bank-account numbers, number plates and e-mail addresses "
    "are removed automatically before anything is stored. Some may be missed, so please do not send personal data, "
    "yours or anyone else's.\n\n"
    "What is kept\n"
    "• Questions: text, language, time, kind of chat (private or group) and Telegram's number of the update.\n"
    "• Answers: the result, which records answered, how sure the bot was, the milliseconds it took and the version of "
    "the knowledge.\n"
    "• Votes 👍/👎 and when they were given.\n"
    "• The language and kind of logging you chose, when you were told about this, and the month you last asked in.\n"
    "• If you asked to be told of an answer: where to write to you, encrypted, until you have been told.\n"
    "• Messages that failed: Telegram's number of the update, the kind of error and the time, not the text.\n"
    "• Of people with a role (moderators, editors, administrators): Telegram id, name, and what they did in that role. "
    "Whoever tries what they were given no right to is noted by a code.\n\n"
    "For how long\n"
    "• Questions, answers, votes and notes of failures: the limit is {days} days, then the bot deletes them. Only the "
    "number of questions a week remains, never of fewer than 5 people.\n"
    "• The language you chose: until you have asked nothing for that long. A wish not to be logged is kept.\n"
    "• The record of what was done in a role: for ever, so that it can be examined; it holds no questions.\n"
    "• To understand follow-ups (for 15 minutes) and to edit answers when you edit questions, recent questions are "
    "held in memory, outside the log; a restart of the bot clears them.\n\n"
    "Who sees it: only those whom an administrator has chosen to review questions, and each time is on record. "
    "In groups, I answer and keep only the questions that are addressed to me.\n\n"
    "You can\n"
    "/dulieucuatoi – get your data as a file\n"
    "/quentoi – erase all your data\n"
    "/khongghi – ask without your words being kept\n\n"
    "These are your rights under the Law on Personal Data Protection (Luật 91/2025/QH15) and Decree 356/2025/NĐ-CP.",
    file_name="my-data.json",
    file_caption="This is everything I keep of you. To erase it, use /quentoi.",
    private_only="This is done in a private chat with me only, where nobody else sees it.",
    ask_erase="Erase all your data: questions, votes, the language you chose, your wish not to be logged, and the "
    "questions you wait for?\nIt cannot be brought back.",
    erase="Erase everything",
    keep="Keep it",
    kept="Your data stays as it is.",
    receipt="Receipt no. {number}, {moment}\n"
    "• Questions erased: {questions}\n"
    "• Votes erased: {votes}\n"
    "• Places on the waiting list erased: {waiting}\n"
    "• Choices erased: {choices}\n\n"
    "From now on, new questions are logged as a newcomer's. If you do not want your words kept, use /khongghi.",
    moment="{moment.day} {moment:%B %Y, %H:%M}",
    unlogged="From now on I answer without keeping the words of your questions; they are only counted. "
    "To have them kept again, send /khongghi once more.",
    logged="From now on the words of your questions are kept again, without your name, to improve the answers. "
    "To stop that, send /khongghi.",
)
