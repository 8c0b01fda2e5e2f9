from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import Act, note_access
from accounts.requests import signed_in
from accounts.responses import HttpResponseFile
from progress.own_data import own_data
from progress.tables import FORMATS, as_json, in_words
from progress.workbooks import as_xlsx


@login_required
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """All of one's own data as one file: for people as XLSX, for programs as JSON."""
    kind = request.GET.get("format", "xlsx")
    if kind not in {"xlsx", "json"}:
        raise BadRequest("One's own data are to be had as xlsx or json.")
    person = signed_in(request)
    tables = own_data(person)
    content: bytes | str
    if kind == "json":
        content = as_json({"username": person.username, "made_at": timezone.now()}, tables)
    else:
        content = as_xlsx(map(in_words, tables))
    name = f"dure-{person.username}-{timezone.localdate().isoformat()}.{kind}"
    note_access(request, Act.DOWNLOADED, whose=[person.pk], what=request.path, format=kind)
    return HttpResponseFile(content, FORMATS[kind], name)
