"""Whether this machine's Dure is ready, for a container's health check: status 0 if it is."""

import os
import sys
import urllib.request

host = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].strip() or "127.0.0.1"
request = urllib.request.Request(
    f"http://127.0.0.1:{os.environ.get('PORT') or 8000}/readyz", headers={"Host": host}
)
try:
    urllib.request.urlopen(request, timeout=4).close()  # noqa: S310 - the address is our own
except OSError as error:
    sys.exit(str(error))
