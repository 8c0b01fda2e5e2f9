"""Three views that pages are compared with: nothing, a session with its person, one row stored."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500"]

# The table is made by bench/load.py.
INSERT = "INSERT INTO bench_insert (person_id, at) VALUES (%s, now())"


def bare(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


def person(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.user.get_username())


def insert(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [request.user.pk])
    return HttpResponse("stored")


urlpatterns = [
    path("bench/bare/", bare),
    path("bench/person/", person),
    path("bench/insert/", insert),
    *site,
]
