"""What these tests do with notes."""

import re
from html import unescape

from django.test import Client

from courses.models import Lesson

HTMX = {"HX-Request": "true"}
WORDS = "Zzyzx 과장님께 여쭤볼 것"


def address(lesson: Lesson) -> str:
    return f"/progress/lessons/{lesson.pk}/note/"


def keep(client: Client, lesson: Lesson, text: str, **fields: str) -> int:
    return client.post(address(lesson), {"text": text, **fields}, headers=HTMX).status_code


def page(client: Client, lesson: Lesson) -> str:
    return client.get(lesson.module.get_absolute_url()).content.decode()


def field(html: str, lesson: Lesson) -> str:
    """What stands in the field of a section."""
    words = re.search(rf'id="{lesson.slug}-note-text"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert words
    return unescape(words[1])


def listed(client: Client, query: str = "") -> str:
    return client.get("/progress/notes/", {"q": query} if query else {}).content.decode()


def opened(client: Client, lesson: Lesson) -> dict[str, str]:
    """What a page that is opened now tells with its notes."""
    html = page(client, lesson).split(f'id="{lesson.slug}-note-form"')[1]
    hidden = re.findall(r'<input type="hidden" name="(submission|seen)" value="([^"]+)"', html)
    return dict(hidden[:2])
