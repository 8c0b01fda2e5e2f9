from django.http import HttpResponseRedirect


class HttpResponseSeeOther(HttpResponseRedirect):
    """After a POST: the result stands at this address, to be fetched with GET."""

    status_code = 303
