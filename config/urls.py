"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("progress.urls")),
    path("quizzes/", include("quizzes.urls")),
    path("", include("courses.urls")),
]
