from django.urls import path

from progress.views import calendar, home, lessons, notes, notices, own_data, todays_review

app_name = "progress"
urlpatterns = [
    path("", home.home, name="home"),
    path("progress/", home.mine, name="mine"),
    path("progress/notes/", notes.notes, name="notes"),
    path("progress/notes/<int:pk>/delete/", notes.delete, name="delete-note"),
    path("progress/notices/<int:pk>/read/", notices.read_notice, name="read-notice"),
    path("calendar/<uuid:token>.ics", calendar.calendar, name="calendar"),
    path("review/", todays_review.todays_review, name="todays-review"),
    path("review/stop/", todays_review.stop_review, name="stop-review"),
    path("review/<int:pk>/", todays_review.reviewed_question, name="reviewed-question"),
    path("progress/<slug:course>/", home.left, name="left"),
    path("progress/<slug:course>/record/", home.record, name="record"),
    path("account/data/", own_data.download, name="own-data"),
    path("progress/lessons/<int:pk>/read/", lessons.read_lesson, name="read-lesson"),
    path("progress/lessons/<int:pk>/visit/", lessons.visit_lesson, name="visit-lesson"),
    path("progress/lessons/<int:pk>/note/", notes.note_at, name="note"),
    path("progress/lessons/<int:pk>/ticks/", lessons.tick, name="tick"),
]
