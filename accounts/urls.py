from django.contrib.auth.views import LogoutView
from django.urls import path

from accounts import views
from accounts.codes.views import enter_code
from accounts.first_superuser.views import first_superuser, first_superuser_link
from accounts.notices.views import notices_seen
from accounts.reauthentication.asking import confirm

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("session/", views.session, name="session"),
    path("code/", enter_code, name="code"),
    path("set-password/<uidb64>/<token>/", views.SetPassword.as_view(), name="set-password"),
    path("first-superuser/", first_superuser, name="first-superuser"),
    path("first-superuser/<token>/", first_superuser_link, name="first-superuser-link"),
    path("account/", views.account, name="account"),
    path("account/notices/seen/", notices_seen, name="notices-seen"),
    path("account/confirm/", confirm, name="confirm"),
    path("appearance/", views.appearance, name="appearance"),
]
