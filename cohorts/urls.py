from django.urls import path

from cohorts import views
from cohorts.facilitators import facilitators
from cohorts.plan.views import plan, renew_calendar

app_name = "cohorts"
urlpatterns = [
    path("roster/", views.members, name="members"),
    path("roster/sample.<str:kind>", views.sample, name="sample"),
    path("roster/import/", views.upload, name="upload"),
    path("roster/import/<int:pk>/", views.roster_import, name="import"),
    path("roster/import/<int:pk>/take-back/", views.take_import_back, name="take-import-back"),
    path("roster/<int:pk>/remove/", views.remove, name="remove"),
    path("roster/<int:pk>/take-back/", views.take_member_back, name="take-back"),
    path("roster/<int:pk>/move/", views.move, name="move"),
    path("roster/<int:pk>/link/", views.link, name="link"),
    path("join/", views.join, name="join"),
    path("join/renew/", views.renew_code, name="renew-code"),
    path("facilitators/", facilitators, name="facilitators"),
    path("plan/", plan, name="plan"),
    path("plan/calendar/", renew_calendar, name="renew-calendar"),
]
