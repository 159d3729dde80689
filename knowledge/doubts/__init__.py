"""What is well formed and yet doubtful: records against each other, against their quotes, against the bot itself."""
