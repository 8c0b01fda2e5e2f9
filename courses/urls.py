from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("join/", views.enter_code, name="enter-code"),
    path("join/<str:code>/", views.join, name="join"),
    path("courses/<slug:course>/", views.course, name="course"),
    path("courses/<slug:course>/glossary/", views.glossary, name="glossary"),
    path("courses/<slug:course>/search/", views.search, name="search"),
    path("courses/<slug:course>/images/<slug:name>.<slug:digest>.webp", views.image, name="image"),
    path("courses/<slug:course>/<slug:module>/", views.module, name="module"),
]
