from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("questions/<int:pk>/answer/", views.answer, name="answer"),
    path("<int:pk>/practice/", views.practice, name="practice"),
    path("<int:pk>/attempts/<int:number>/", views.review, name="review"),
]
