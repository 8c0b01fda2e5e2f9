"""How passwords are kept: Argon2id, as OWASP's Password Storage Cheat Sheet asks at least."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

# More threads than these wait: a process with eight would else take 152 MiB for a moment.
AT_ONCE = 3
_at_once = BoundedSemaphore(AT_ONCE)


class Argon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _at_once:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _at_once:
            return bool(super().verify(password, encoded))
