"""What django-otp keeps of a second factor, with nothing in the database that tells a code.

Like one-time codes, the secret of an app and the printed codes are worked out of the site's secret
key and a salt: neither a table nor a backup of it is enough to sign in with.
"""

import base64
import time

from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.codes.models import LETTERS

SECRET_BYTES = 20  # of SHA-1, which apps take
# How many steps of half a minute the clocks of site and phone may differ when an app is set up.
CLOCKS_DIFFER = 20
MOST_COUNTED = 12
PRINTED = 10
PRINTED_LENGTH = 10


class Slows:
    """After wrong codes the next is looked at 1, 2, 4, 8 … seconds later, half an hour at most: who
    knows the password alone shuts nobody out for days."""

    throttling_failure_count: int

    def throttle_increment(self, commit: bool = True) -> None:
        self.throttling_failure_count = min(self.throttling_failure_count, MOST_COUNTED - 1)
        super().throttle_increment(commit)  # type: ignore[misc]  # a model's beside this one


class Authenticator(Slows, TOTPDevice):
    """An app that shows six digits, another every half minute; `key` is the salt of its secret."""

    class Meta:
        proxy = True
        default_permissions = ()

    @property
    def bin_key(self) -> bytes:
        digest = salted_hmac("accounts.second_factor.app", self.key, algorithm="sha256").digest()
        return digest[:SECRET_BYTES]

    @property
    def secret(self) -> str:
        """As apps take it typed."""
        return base64.b32encode(self.bin_key).decode("ascii")

    def confirm(self, code: str) -> bool:
        """Keep it if this is a code it shows now, by the phone's clock or ours."""
        totp = TOTP(self.bin_key, self.step, self.t0, self.digits)
        totp.time = time.time()
        if not totp.verify(int(code), CLOCKS_DIFFER):
            return False
        self.last_t, self.drift, self.confirmed = totp.t(), totp.drift, True
        self.save()
        return True


class PrintedCodes(Slows, StaticDevice):
    """Ten codes on paper, each good once; `name` is their salt, their digests are its tokens."""

    class Meta:
        proxy = True
        default_permissions = ()

    def print(self) -> None:
        """Make them usable, all ten."""
        self.save()
        digests = [self._digest(code) for code in self.codes]
        StaticToken.objects.bulk_create(
            StaticToken(device=self, token=digest) for digest in digests
        )

    @property
    def codes(self) -> list[str]:
        return [self._code(number) for number in range(PRINTED)]

    def left(self) -> set[str]:
        """Those that are not used yet."""
        digests = set(self.token_set.values_list("token", flat=True))
        return {code for code in self.codes if self._digest(code) in digests}

    def verify_token(self, token: str) -> bool:
        return bool(super().verify_token(self._digest(token)))

    def _code(self, number: int) -> str:
        state = f"{self.user_id}:{self.name}:{number}"
        digest = salted_hmac("accounts.second_factor.printed", state, algorithm="sha256").digest()
        value, code = int.from_bytes(digest), ""
        for _place in range(PRINTED_LENGTH):
            value, place = divmod(value, len(LETTERS))
            code += LETTERS[place]
        return code

    def _digest(self, code: str) -> str:
        state = f"{self.user_id}:{self.name}:{code}"
        return salted_hmac("accounts.second_factor.digest", state).hexdigest()[:16]
