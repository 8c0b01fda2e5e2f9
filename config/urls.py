"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import health, metrics, offline

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    *([path("metrics", metrics.metrics)] if settings.METRICS else []),
    path("offline/", offline.offline, name="offline"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("admin/cohorts/<slug:cohort>/", include("cohorts.urls")),
    path("admin/reports/<slug:cohort>/", include("reports.urls")),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("progress.urls.progress")),
    path("quizzes/", include("progress.urls.quizzes")),
    path("", include("progress.urls.courses")),
]
