"""From where somebody comes, as a person would say it: browser, system and network address."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

# What stands in `User-Agent`, and whose it is: the first that does counts, as most name others too.
BROWSERS = {
    "KAKAOTALK": "KakaoTalk",
    "NAVER(": "NAVER",
    "Whale/": "Whale",
    "SamsungBrowser/": "Samsung Internet",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_of(request: HttpRequest) -> str:
    """Browser and system, such as `Edge · Windows`; empty where neither is known."""
    agent = request.headers.get("User-Agent", "")
    names = [
        next((name for mark, name in marks.items() if mark in agent), "")
        for marks in (BROWSERS, SYSTEMS)
    ]
    return " · ".join(filter(None, names))


def address_of(request: HttpRequest) -> str | None:
    """The visitor's own, behind a trusted proxy too (config/proxies.py); None on a Unix socket."""
    return request.META.get("REMOTE_ADDR") or None


def place(device: str, address: str | None) -> str:
    """Both in one line."""
    return ", ".join(filter(None, [device or _("an unknown device"), address]))
