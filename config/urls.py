"""Every address of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts.views import admin_sign_in
from config import health, metrics, offline
from reports.views import first_page

admin.site.site_header = admin.site.site_title = _("Dure admin")

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
    path("admin/login/", admin_sign_in),  # in place of the admin's own
    path("admin/cohorts/<slug:cohort>/", include("cohorts.urls")),
    path("admin/reports/<slug:cohort>/", include("reports.urls")),
    path("admin/", first_page),  # in place of the admin's own
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("", include("progress.urls.progress")),
    path("quizzes/", include("progress.urls.quizzes")),
    path("", include("progress.urls.courses")),
]
