"""The errors that end the delivery: nothing but a person's hand mends them."""

from __future__ import annotations


class DeliveryError(Exception):
    """Root of what ends the bot with exit code 1 and this one sentence."""


class ConflictError(DeliveryError):
    """Another program receives the updates of the same bot."""

    def __init__(self) -> None:
        super().__init__(
            "Một chương trình khác đang nhận tin bằng cùng TELEGRAM_BOT_TOKEN (409); xin tắt chương trình đó rồi chạy "
            "lại / another program receives updates with the same TELEGRAM_BOT_TOKEN (409); stop it, then start again"
        )


class TokenRefusedError(DeliveryError):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram từ chối TELEGRAM_BOT_TOKEN; xin xem lại với @BotFather / "
            "Telegram refuses TELEGRAM_BOT_TOKEN; check it with @BotFather"
        )
