"""The composition root: the one visible list of handlers, and everything put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.ext import (
    ApplicationBuilder,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    Defaults,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.access import Access, Invitations
from bot.context import BotApplication, BotData, Context
from bot.delivery.connecting import base_urls, build_request
from bot.delivery.console.request import TOKEN as CONSOLE_TOKEN
from bot.handlers import (
    browsing,
    commands,
    editing,
    errors,
    history,
    inline,
    own_data,
    presses,
    pressing,
    publishing,
    questions,
    reports,
    reviewing,
    roles,
    votes,
    waiting,
)
from bot.handlers.pressing import build_press_handler
from bot.housekeeping import Housekeeper
from bot.own_data import OwnData
from bot.presentation import callback_data as data
from bot.presentation import callback_data_privacy as privacy_data
from bot.presentation import callback_data_publishing as publishing_data
from bot.presentation import callback_data_reports as reports_data
from bot.presentation import callback_data_review as review_data
from bot.presentation import callback_data_roles as roles_data
from bot.publishing.assembling import build_publishing
from bot.publishing.gathering import Gathering
from bot.rate_limiting import build_rate_limiter
from bot.reports import Reports
from bot.review.assembling import build_review
from bot.review.proposals import FOLDER, Proposals

if TYPE_CHECKING:
    from telegram import Update
    from telegram.request import BaseRequest

    from bot.assistant import Assistant
    from bot.publishing.current import CurrentKnowledge
    from bot.review.waiting import WaitingList
    from bot.settings import Settings

_NEW = filters.UpdateType.MESSAGE
_NEW_OR_EDITED = filters.UpdateType.MESSAGES
_UNREADABLE = (
    filters.ANIMATION
    | filters.AUDIO
    | filters.CONTACT
    | filters.Document.ALL
    | filters.LOCATION
    | filters.PHOTO
    | filters.Sticker.ALL
    | filters.VIDEO
    | filters.VIDEO_NOTE
    | filters.VOICE
)


def build_handlers() -> list[BaseHandler[Update, Context, None]]:
    """Every handler, in order: the first that takes an update is the only one.

    1. Commands by name. /hoi is a question like any other, so it may be edited; the others answer new messages only.
    2. Unknown commands, in private chats: in a group they are somebody else's.
    3. Replies to what an editor or a moderator was asked to type, files that staff send, then questions: text and
       captions. Whether a group's message is for the bot is read by the handler.
    4. What cannot be read, in private chats.
    5. Inline mode.
    6. Buttons by kind, then all that is left: buttons of older versions, and forged ones.
    """
    return [
        CommandHandler("start", commands.start, _NEW),
        CommandHandler("help", commands.explain, _NEW),
        CommandHandler("riengtu", own_data.explain_privacy, _NEW),
        CommandHandler("dulieucuatoi", own_data.send_own_data, _NEW),
        CommandHandler("quentoi", own_data.ask_erase, _NEW),
        CommandHandler("khongghi", own_data.toggle_logging, _NEW),
        CommandHandler("ngonngu", commands.offer_languages, _NEW),
        CommandHandler("phongtrao", browsing.list_campaigns, _NEW),
        CommandHandler("solieu", browsing.list_figures, _NEW),
        CommandHandler("nguon", browsing.list_sources, _NEW),
        CommandHandler("vaitro", roles.list_members, _NEW),
        CommandHandler("thongke", reports.show_figures, _NEW),
        CommandHandler("xuat", reports.export, _NEW),
        CommandHandler("duyet", reviewing.open_queue, _NEW),
        CommandHandler("dexuat", editing.list_proposals, _NEW),
        CommandHandler("sua", editing.edit_record, _NEW),
        CommandHandler("lichsu", history.list_history, _NEW),
        CommandHandler("hoantac", history.offer_go_back, _NEW),
        CommandHandler("hoi", questions.answer_question, _NEW_OR_EDITED),
        MessageHandler(filters.COMMAND & filters.ChatType.PRIVATE & _NEW, commands.refuse_command),
        MessageHandler(filters.REPLY & filters.TEXT & filters.ChatType.PRIVATE & _NEW, editing.take_any_reply),
        MessageHandler(filters.Document.ALL & filters.ChatType.PRIVATE & _NEW, publishing.receive_file),
        MessageHandler((filters.TEXT | filters.CAPTION) & ~filters.COMMAND & _NEW_OR_EDITED, questions.answer_question),
        MessageHandler(_UNREADABLE & filters.ChatType.PRIVATE & _NEW, questions.explain_only_text),
        InlineQueryHandler(inline.answer_inline),
        build_press_handler(data.ShowRecord, presses.show_record),
        build_press_handler(data.Choose, presses.choose),
        build_press_handler(data.ShowPassage, presses.show_passage),
        build_press_handler(data.Vote, votes.vote),
        build_press_handler(data.BrowseTopics, browsing.turn_topics),
        build_press_handler(data.BrowseTopic, browsing.turn_topic),
        build_press_handler(data.BrowseSources, browsing.turn_sources),
        build_press_handler(data.BrowseSource, browsing.turn_source),
        build_press_handler(data.SetLanguage, commands.set_language),
        build_press_handler(roles_data.ListMembers, roles.turn_members),
        build_press_handler(roles_data.ShowMember, roles.show_member),
        build_press_handler(roles_data.AskRevoke, roles.ask_revoke),
        build_press_handler(roles_data.SetRole, roles.set_role),
        build_press_handler(roles_data.OfferInvitation, roles.offer_invitation),
        build_press_handler(roles_data.Invite, roles.invite),
        build_press_handler(roles_data.WithdrawInvitation, roles.withdraw_invitation),
        build_press_handler(review_data.ReviewAct, reviewing.press_act),
        build_press_handler(review_data.ReviewRecord, reviewing.press_record),
        build_press_handler(review_data.TellMe, waiting.wait_for_answer),
        build_press_handler(privacy_data.EraseOwnData, own_data.erase),
        build_press_handler(privacy_data.KeepOwnData, own_data.keep),
        build_press_handler(reports_data.SetDigest, reports.set_digest),
        build_press_handler(publishing_data.PublishDraft, publishing.publish_draft),
        build_press_handler(publishing_data.LookAgain, publishing.look_again),
        build_press_handler(publishing_data.DropDraft, publishing.drop_draft),
        build_press_handler(publishing_data.TurnHistory, history.turn_history),
        build_press_handler(publishing_data.AskGoBack, history.ask_go_back),
        build_press_handler(publishing_data.GoBack, history.go_back),
        build_press_handler(publishing_data.KeepVersion, history.keep_version),
        build_press_handler(publishing_data.EditRecord, editing.choose_record),
        build_press_handler(publishing_data.EditField, editing.edit_field),
        build_press_handler(publishing_data.RemovePhrasing, editing.remove_phrasing),
        build_press_handler(publishing_data.FinishEdit, editing.finish_edit),
        build_press_handler(publishing_data.ListProposals, editing.turn_proposals),
        build_press_handler(publishing_data.ActOnProposal, editing.act_on_proposal),
        CallbackQueryHandler(pressing.refuse),
    ]


def build_application(  # noqa: PLR0913  what it is put together from
    settings: Settings,
    assistant: Assistant,
    access: Access,
    waiting_list: WaitingList,
    current: CurrentKnowledge,
    *,
    request: BaseRequest | None = None,
) -> BotApplication:
    """Put the application together; it fetches nothing by itself, the delivery feeds it.

    Args:
        settings: The installation's settings.
        assistant: The use case everything serves.
        access: Who may do what.
        waiting_list: Who waits for an answer.
        current: The knowledge that answers now.
        request: An in-process Telegram; None for the real one.
    """
    token = CONSOLE_TOKEN if settings.telegram_bot_token is None else settings.telegram_bot_token.get_secret_value()
    base_url, base_file_url = base_urls(settings)
    application: BotApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(base_url)
        .base_file_url(base_file_url)
        .request(request or build_request(settings))
        .get_updates_request(request or build_request(settings))
        .updater(None)
        .rate_limiter(build_rate_limiter(settings.send_rate))
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)))
        .context_types(ContextTypes(context=Context, bot_data=BotData))
        .build()
    )
    application.bot_data.assistant = assistant
    application.bot_data.access = access
    application.bot_data.invitations = Invitations(access)
    application.bot_data.waiting = waiting_list
    application.bot_data.review, application.bot_data.caretaker = build_review(
        access, waiting_list, settings.data_dir, lambda: assistant.knowledge, waiting.TelegramMessenger(application)
    )
    application.bot_data.own_data = OwnData(
        access, assistant.people, Proposals(settings.data_dir / FOLDER), clock=access.clock
    )
    application.bot_data.publishing = build_publishing(access, current)
    application.bot_data.gathering = Gathering(
        application.bot_data.publishing.desk.drafts,
        lambda draft: publishing.show_preview(draft, application.bot, application.bot_data),
    )
    application.bot_data.reports = Reports(access)
    application.bot_data.housekeeper = Housekeeper(
        access.audit.database,
        application.bot_data.reports,
        reports.TelegramDigest(application),
        retention_days=settings.retention_days,
        clock=access.clock,
    )
    application.bot_data.retention_days = settings.retention_days
    application.add_handlers(build_handlers())
    application.add_error_handler(errors.note_failure)
    return application
