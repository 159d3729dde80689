"""The way to the real Telegram: how requests travel, and where to."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp
import httpx
from httpx_aiohttp import AiohttpTransport
from telegram.request import HTTPXRequest

if TYPE_CHECKING:
    from bot.settings import Settings

CONNECTIONS = 256
POOL_SECONDS = 30.0
"""Waiting for a free connection is no error: answers queue here under load."""


def base_urls(settings: Settings) -> tuple[str, str]:
    """Return the addresses of methods and of files that python-telegram-bot appends the token to."""
    return f"{settings.telegram_api_url}/bot", f"{settings.telegram_api_url}/file/bot"


def build_request(settings: Settings, *, connections: int = CONNECTIONS) -> HTTPXRequest:
    """Build a request object over aiohttp, which does not slow down with what is in flight as httpx's own does.

    Args:
        settings: Say where Telegram is.
        connections: How many connections it may hold open.

    Returns:
        A request object of python-telegram-bot's; each bot needs two, one of them for fetching updates.
    """
    may_use_proxy = not _is_loopback(settings.telegram_api_url)
    ssl_context = httpx.create_ssl_context()

    def open_session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=connections, ssl=ssl_context)
        return aiohttp.ClientSession(connector=connector, trust_env=may_use_proxy)

    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=20.0,
        write_timeout=20.0,
        connect_timeout=10.0,
        pool_timeout=POOL_SECONDS,
        httpx_kwargs={"transport": AiohttpTransport(verify=ssl_context, client=open_session)},
    )


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
