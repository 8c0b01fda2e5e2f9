from django.urls import path

from progress.views import quizzes

app_name = "quizzes"
urlpatterns = [
    path("questions/<int:pk>/answer/", quizzes.answer, name="answer"),
    path("<int:pk>/practice/", quizzes.practice, name="practice"),
    path("<int:pk>/practice/stop/", quizzes.stop_practice, name="stop-practice"),
    path("<int:pk>/attempts/<int:number>/", quizzes.review, name="review"),
]
