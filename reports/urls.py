from django.urls import path

from reports import downloads, member_note_views, notice_views, remarks, views

app_name = "reports"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("quiz/", views.quizzes, name="quizzes"),
    path("quiz/<slug:module>/", views.quiz, name="quiz"),
    path("quiz/<slug:module>/<slug:question>/tell/", remarks.tell_authors, name="tell-authors"),
    path("self-diagnosis/", views.self_diagnosis, name="self-diagnoses"),
    path("self-diagnosis/<slug:slug>/", views.self_diagnosis, name="self-diagnosis"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/erase/", views.erase_person, name="erase"),
    path("people/<int:pk>/note/", member_note_views.note_on_member, name="note-on-member"),
    path(
        "people/<int:pk>/notes/<int:note>/delete/",
        member_note_views.delete_member_note,
        name="delete-member-note",
    ),
    path("notices/", notice_views.notices, name="notices"),
    path("notices/<int:pk>/", notice_views.notice, name="notice"),
    path("notices/<int:pk>/withdraw/", notice_views.withdraw_notice, name="withdraw-notice"),
    path("compare/", views.compare, name="compare"),
    path("printed/", views.printed, name="printed"),
    path("files/completions/", views.completions, name="completions"),
    path("files/", downloads.files, name="files"),
    path("files/<str:file>", downloads.download, name="file"),
    path("meeting/", views.meeting, name="meeting"),
    path("meeting/<slug:module>/<slug:question>/", views.present, name="present"),
]
