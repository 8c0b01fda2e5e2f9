"""What a proxy says of a visitor is believed of those that TRUSTED_PROXIES names alone."""

import ipaddress
from collections.abc import Callable, Sequence

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.environment import Network

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class TrustedProxiesMiddleware:
    """Takes the visitor's address from a trusted proxy, and what anybody else claims away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sent = request.META
        if is_trusted(sent.get("REMOTE_ADDR", "")):
            if address := visitor(sent.get("HTTP_X_FORWARDED_FOR", "")):
                sent["REMOTE_ADDR"] = address
            # There is one site here: so it does not matter what the proxy makes of its name.
            if settings.PUBLIC_URL:
                sent["HTTP_HOST"] = settings.PUBLIC_URL.netloc
        else:
            for name in [name for name in sent if name.startswith("HTTP_X_FORWARDED_")]:
                del sent[name]
            sent.pop(settings.SSO_HEADER, None)
        return self.get_response(request)


def is_trusted(address: str) -> bool:
    """Whether a proxy of ours has this address; one on a Unix socket has none."""
    return not address or is_among(address, settings.TRUSTED_PROXIES)


def is_among(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    return parsed is not None and any(parsed in network for network in networks)


def visitor(came_through: str) -> str:
    """The last address that no proxy of ours has: what stands before it anybody may have written.
    Empty where it is none."""
    addresses = [address.strip() for address in came_through.split(",")]
    strangers = (address for address in reversed(addresses) if not is_trusted(address))
    address = next(strangers, addresses[0])
    return address if _parsed(address) else ""


def _parsed(address: str) -> Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    # How a socket for both kinds of addresses tells of the older kind.
    return getattr(parsed, "ipv4_mapped", None) or parsed
