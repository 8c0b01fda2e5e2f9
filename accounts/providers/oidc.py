"""Sign in by OpenID Connect: mozilla-django-oidc, with all that the standard has one check.

The library checks signature, algorithm, state and nonce; here the issuer, the audience and the
times are checked too, and whom the provider's second answer is about (OpenID Connect Core 3.1.3.7
and 5.3.2).
"""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import jwt
import requests
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationRequestView

from accounts.providers.entering import enter, failed, safe_address
from accounts.providers.people import Claims

logger = logging.getLogger(__name__)
DISCOVERY = "/.well-known/openid-configuration"
ALGORITHM = "RS256"
TIMEOUT = 5  # seconds
KNOWN_FOR = 3600  # seconds
CLOCKS_DIFFER = 60  # seconds
WAITING = "oidc_states"
FAULTS = (SuspiciousOperation, jwt.PyJWTError, KeyError, ValueError, TypeError, AttributeError)


class ProviderIsAwayError(Exception):
    """It does not answer, or not as a provider does."""


@dataclass
class _Discovered:
    at: float
    document: Mapping[str, Any]


_discovered: dict[str, _Discovered] = {}


def provider() -> Any:
    """What is set of it (config/sign_in_ways.py); 404 where nothing is."""
    if settings.OIDC is None:
        raise Http404("There is no provider here.")
    return settings.OIDC


def discover() -> Mapping[str, Any]:
    """Where the provider's doors are, asked once an hour. Raises `ProviderIsAwayError`."""
    issuer = provider().issuer
    discovered = _discovered.get(issuer)
    if discovered is None or time.monotonic() - discovered.at > KNOWN_FOR:
        try:
            answer = requests.get(issuer + DISCOVERY, timeout=TIMEOUT, verify=_verify())
            answer.raise_for_status()
            document = answer.json()
            _check_document(issuer, document)
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            raise ProviderIsAwayError(f"{issuer}: {error}") from error
        discovered = _discovered[issuer] = _Discovered(time.monotonic(), document)
    return discovered.document


def _check_document(issuer: str, document: Mapping[str, Any]) -> None:
    """It is of this issuer, and leads nowhere without TLS where the issuer has it."""
    if document["issuer"].rstrip("/") != issuer:
        raise ValueError(f"it calls itself {document['issuer']}")
    scheme = urlsplit(issuer).scheme
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if urlsplit(document[name]).scheme not in {scheme, "https"}:
            raise ValueError(f"its {name} is without TLS")


def _verify() -> str | bool:
    return provider().ca_file or True


def _library_setting(name: str, *default: Any) -> Any:
    """What the library asks for, of our few settings and of what the provider says of itself."""
    values = {
        "OIDC_RP_CLIENT_ID": provider().client_id,
        "OIDC_RP_CLIENT_SECRET": provider().client_secret,
        "OIDC_RP_SIGN_ALGO": ALGORITHM,
        "OIDC_RP_SCOPES": "openid profile email",
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": TIMEOUT,
        "OIDC_VERIFY_SSL": _verify(),
        "OIDC_AUTHENTICATION_CALLBACK_URL": "oidc-callback",
    }
    endpoints = {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": "authorization_endpoint",
        "OIDC_OP_TOKEN_ENDPOINT": "token_endpoint",
        "OIDC_OP_USER_ENDPOINT": "userinfo_endpoint",
        "OIDC_OP_JWKS_ENDPOINT": "jwks_uri",
    }
    if name in endpoints:
        return discover().get(endpoints[name])
    return values.get(name, *default) if name in values or default else None


class Client(OIDCAuthenticationBackend):
    """Takes a code to the provider and comes back with claims; it knows no accounts."""

    get_settings = staticmethod(_library_setting)

    def _verify_jws(self, payload: str, key: Any) -> dict[str, Any]:
        if jwt.get_unverified_header(payload).get("alg") != ALGORITHM:
            raise SuspiciousOperation("The token is signed in another way than agreed.")
        claims: dict[str, Any] = jwt.decode(
            payload,
            key,
            algorithms=[ALGORITHM],
            audience=self.OIDC_RP_CLIENT_ID,
            issuer=provider().issuer,
            leeway=CLOCKS_DIFFER,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
        audience = claims["aud"]
        if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
            raise SuspiciousOperation("The token is for several, and does not say for whom.")
        if claims.get("azp", self.OIDC_RP_CLIENT_ID) != self.OIDC_RP_CLIENT_ID:
            raise SuspiciousOperation("The token was made for somebody else.")
        return claims

    def get_or_create_user(self, access_token: str, id_token: str, payload: Any) -> Any:
        """The claims: of the token, and what the provider says beside it of the same person."""
        claims = dict(payload)
        if provider().username_claim not in claims and self.OIDC_OP_USER_ENDPOINT:
            further = self.get_userinfo(access_token, id_token, payload)
            if further.get("sub") != claims["sub"]:
                raise SuspiciousOperation("The provider speaks of two people.")
            claims = {**further, **claims}
        return claims

    def store_tokens(self, access_token: str, id_token: str) -> None:
        """None is kept: nothing is asked of the provider afterwards."""


class _Ask(OIDCAuthenticationRequestView):
    get_settings = staticmethod(_library_setting)


@never_cache
@require_safe
def ask_provider(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, with a state, a nonce and a challenge kept in the session."""
    try:
        response: HttpResponse = _Ask.as_view()(request)
    except ProviderIsAwayError as error:
        logger.warning("The provider does not answer: %s", error)
        return failed(request, provider().issuer, 503)
    request.session["oidc_login_next"] = safe_address(request.GET.get("next", ""))
    return response


@never_cache
@require_safe
def provider_answered(request: HttpRequest) -> HttpResponse:
    """Each state is good for one answer."""
    issuer = provider().issuer
    state = request.GET.get("state", "")
    states = request.session.get(WAITING, {})
    waiting = states.pop(state, None)
    request.session[WAITING] = states
    if waiting is None or not request.GET.get("code"):
        return failed(request, issuer, 400)
    try:
        claims = Client().authenticate(
            request, nonce=waiting["nonce"], code_verifier=waiting["code_verifier"]
        )
        if not claims:
            raise SuspiciousOperation("The provider names nobody.")
        person = _claims(claims)
    except (ProviderIsAwayError, requests.RequestException) as error:
        logger.warning("The provider does not answer: %s", type(error).__name__)
        return failed(request, issuer, 400 if _is_refused_code(error) else 503)
    except FAULTS as error:
        logger.warning("The provider's answer was refused: %s", error)
        return failed(request, issuer, 400)
    return enter(request, person, request.session.pop("oidc_login_next", ""))


def _is_refused_code(error: Exception) -> bool:
    """Old or used, which the provider tells by 400; that it knows us not, by 401 (RFC 6749 5.2)."""
    answer = getattr(error, "response", None)
    return answer is not None and answer.status_code == 400


def _claims(claims: Mapping[str, Any]) -> Claims:
    is_proven = claims.get("email_verified", True) in (True, "true")  # some send words
    email = claims.get("email", "") if is_proven else ""
    username = claims[provider().username_claim]
    if not isinstance(username, str | int):
        raise TypeError("The username is none.")
    return Claims(
        provider().issuer,
        str(claims["sub"]),
        str(username),
        name=str(claims.get("name", "")),
        email=str(email or ""),
    )
