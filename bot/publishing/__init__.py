"""Staff's work on the knowledge while the bot runs, and the knowledge that answers now."""
