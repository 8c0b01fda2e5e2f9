from django.urls import path

from progress import views

app_name = "progress"
urlpatterns = [
    path("", views.home, name="home"),
    path("progress/", views.mine, name="mine"),
    path("progress/<slug:course>/", views.left, name="left"),
    path("progress/<slug:course>/record/", views.record, name="record"),
    path("progress/lessons/<int:pk>/read/", views.read_lesson, name="read-lesson"),
    path("progress/lessons/<int:pk>/visit/", views.visit_lesson, name="visit-lesson"),
    path(
        "courses/<slug:course>/self-diagnosis/<slug:slug>/",
        views.self_diagnosis,
        name="self-diagnosis",
    ),
    path(
        "courses/<slug:course>/self-diagnosis/<slug:slug>/draft/",
        views.self_diagnosis_draft,
        name="self-diagnosis-draft",
    ),
]
