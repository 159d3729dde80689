"""The Telegram bot: receives updates, asks the knowledge base, answers and logs."""
