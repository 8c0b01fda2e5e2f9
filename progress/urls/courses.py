from django.urls import path

from progress.views import courses, joining, self_diagnoses

app_name = "courses"
urlpatterns = [
    path("join/", joining.enter_code, name="enter-code"),
    path("join/<str:code>/", joining.join, name="join"),
    path("courses/<slug:course>/", courses.course, name="course"),
    path("courses/<slug:course>/glossary/", courses.glossary, name="glossary"),
    path("courses/<slug:course>/search/", courses.search, name="search"),
    path(
        "courses/<slug:course>/images/<slug:name>.<slug:digest>.webp", courses.image, name="image"
    ),
    path("courses/<slug:course>/<slug:module>/", courses.module, name="module"),
    path(
        "courses/<slug:course>/self-diagnosis/<slug:slug>/",
        self_diagnoses.self_diagnosis,
        name="self-diagnosis",
    ),
    path(
        "courses/<slug:course>/self-diagnosis/<slug:slug>/draft/",
        self_diagnoses.self_diagnosis_draft,
        name="self-diagnosis-draft",
    ),
]
