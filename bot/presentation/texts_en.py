"""The English sentences."""

from __future__ import annotations

from bot.presentation.texts import Texts

EN = Texts(
    language="en",
    corrected="According to the article, it is rather:",
    date="{day.day} {day:%B %Y}",
    dated="This was published on {date}, {age}; it may have changed since.",
    figures_as_of="Figures as of {date}.",
    other_editions="The same is also on record for: {scopes}.",
    citation="Source: “{title}”, {by}, {date}, {where}.",
    citation_same="Same article, {where}.",
    paragraph="paragraph {number}",
    caption="paragraph {number} (photo caption)",
    headline="headline",
    dateline="date line",
    byline="paragraph {number} (byline)",
    years_ago="more than {count} years ago",
    a_year_ago="more than a year ago",
    months_ago="about {count} months ago",
    a_month_ago="about a month ago",
    recently="within the last month",
    ambiguous="Which of these do you mean?",
    not_found="Sorry, the articles I have do not say this, and I would rather not guess.",
    nearest="The nearest subjects I have (they may not be what you asked):",
    ways_on="You can ask in other words, or browse /phongtrao (campaigns) and /solieu (figures).",
    small_talk={
        "greeting": "Hello! What would you like to know about the patriotic-emulation campaigns?",
        "thanks": "You are welcome. Feel free to ask anything else.",
        "goodbye": "Goodbye, see you again!",
        "identity": "I am an automatic assistant. I answer questions about the patriotic-emulation campaigns of "
        "Sóc Trăng City and their figures, always with the newspaper's own words. "
        "I am not a person and speak for no authority.",
        "help": "Just type your question, for example “How many houses were built for poor households?”. "
        "See also /phongtrao, /solieu and /help.",
        "compliment": "Thank you! Is there anything else you would like to know?",
        "abuse": "I am sorry that you are not satisfied. Tell me what you need to know and I will try to help.",
        "filler": "Yes, what would you like to ask?",
    },
    notice="Questions are kept without your name, to improve the answers. Details: /riengtu",
    whole_passage="📄 Read the whole {where}",
    up="👍 Helpful",
    down="👎 Not right",
    chosen="✓",
    previous_page="« Back",
    next_page="Next »",
    all_topics="All topics",
    all_sources="All articles",
    language_names={"vi": "Tiếng Việt", "en": "English"},
    voted="Thank you for your feedback!",
    stale="This button is too old or no longer works. Please ask again.",
    only_text="Sorry, I can only read text. Please type your question.",
    unknown_command="I do not know this command. See /help, or just type your question.",
    ask_usage="Please write your question in the same message as the command or my name, for example: "
    "/hoi How many insurance cards were bought?",
    calm="Sorry, something went wrong and I cannot answer right now. Please try again in a few minutes.",
    start="Hello!\n"
    "I answer questions about the patriotic-emulation campaigns of Sóc Trăng City and their figures; "
    "every answer comes with the words of the newspaper it is taken from.\n\n"
    "Just type your question, for example:\n"
    "• How many houses were built for households with housing difficulties?\n"
    "• By how much does the poverty rate fall each year?\n\n"
    "/phongtrao – campaigns and models\n/solieu – figures\n/help – how to ask\n/ngonngu – Tiếng Việt",
    help="How to ask\n"
    "• Type your question in your own words; you may follow up, for example “and near-poor households?”.\n"
    "• Edit a question and its answer is edited too.\n"
    "• In groups: mention @{username}, reply to one of my messages, or use /hoi.\n"
    "• In any chat: type @{username} and what you are looking for.\n\n"
    "Commands\n"
    "/phongtrao – campaigns and models by topic\n"
    "/solieu – figures by topic\n"
    "/nguon – the articles that are quoted\n"
    "/ngonngu – Vietnamese or English\n"
    "/riengtu – what is kept\n\n"
    "What the articles do not say, I do not guess. Figures may be old: please look at the date.",
    choose_language="Anh/chị muốn dùng ngôn ngữ nào? / Which language would you like?",
    language_set="From now on I answer in English. Quotes stay as printed.",
    campaigns="Campaigns, models and results: please choose a topic.",
    figures="Figures: please choose a topic.",
    topic="{title}: please choose.",
    no_topics="There is nothing here yet. Please just type your question.",
    sources="The articles that are quoted:",
    source="“{title}”\n{by}, {date}.",
    description="Questions and answers about the patriotic-emulation campaigns of Sóc Trăng City and their figures. "
    "Every answer quotes the newspaper word for word, with its name and date. "
    "What the articles do not say is not guessed. Just type your question.",
    short_description="Answers about Sóc Trăng City's emulation campaigns, quoted word for word from the press.",
    commands={
        "start": "Start",
        "hoi": "Ask a question: /hoi …",
        "phongtrao": "Campaigns and models by topic",
        "solieu": "Figures by topic",
        "nguon": "The articles that are quoted",
        "ngonngu": "Language / Chọn ngôn ngữ",
        "riengtu": "What is kept",
        "dulieucuatoi": "Get my data",
        "quentoi": "Erase my data",
        "khongghi": "Do not keep my words",
        "help": "How to ask",
        "duyet": "Review the questions people asked",
        "thongke": "Figures of this week and last",
        "xuat": "Export questions as a file: /xuat …",
        "dexuat": "Moderators' proposals",
        "sua": "Edit a record: /sua …",
        "lichsu": "All publications",
        "hoantac": "Go back to the version before",
        "vaitro": "Roles: list, invite, change, take away",
    },
)
