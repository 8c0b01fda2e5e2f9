"""Pages compressed in a tenth of the time that zlib takes, and a sixth larger (isa-l)."""

import gzip
import re
import secrets

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import igzip

LEVEL = 3
SHORTEST = 200  # bytes, as Django has it
TAKES_GZIP = re.compile(r"\bgzip\b")
FIXED_HEADER = 10  # bytes (RFC 1952), of which the fourth says what follows


class CompressionMiddleware(GZipMiddleware):
    """Django's, with a faster compressor for what is not streamed."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        plain = b"" if response.streaming else getattr(response, "content", b"")
        if len(plain) < SHORTEST or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if not TAKES_GZIP.search(request.headers.get("Accept-Encoding", "")):
            return response
        packed = _of_any_length(igzip.compress(plain, LEVEL), self.max_random_bytes)
        if len(packed) >= len(plain):
            return response
        response.content = packed  # type: ignore[attr-defined]
        response.headers["Content-Length"] = str(len(packed))
        response.headers["Content-Encoding"] = "gzip"
        if response.headers.get("ETag", "").startswith('"'):
            response.headers["ETag"] = "W/" + response.headers["ETag"]
        return response


def _of_any_length(packed: bytes, most: int) -> bytes:
    """With a file name of random length, so that nobody learns of a secret by how well it packs
    together with what they sent (BREACH)."""
    header = bytearray(packed[:FIXED_HEADER])
    header[3] = gzip.FNAME
    return bytes(header) + b"a" * secrets.randbelow(most) + b"\0" + packed[FIXED_HEADER:]
