from django.urls import path

from accounts import views
from accounts.access.reasons import reason_for_files
from accounts.codes.views import enter_code
from accounts.first_superuser.views import first_superuser, first_superuser_link
from accounts.notices.views import notices_seen
from accounts.providers.header import sign_in_by_header
from accounts.providers.oidc import ask_provider, provider_answered
from accounts.reauthentication.asking import confirm
from accounts.second_factor import views as second_factor
from accounts.second_factor.sign_in import second_step
from accounts.sessions.views import end_sessions, session, use_session

urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/header/", sign_in_by_header, name="sign-in-by-header"),
    path("login/oidc/", ask_provider, name="sign-in-by-oidc"),
    path("login/oidc/callback/", provider_answered, name="oidc-callback"),
    path("login/second/", second_step, name="second-step"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("session/", session, name="session"),
    path("session/use/", use_session, name="use-session"),
    path("code/", enter_code, name="code"),
    path("set-password/<uidb64>/<token>/", views.SetPassword.as_view(), name="set-password"),
    path("first-superuser/", first_superuser, name="first-superuser"),
    path("first-superuser/<token>/", first_superuser_link, name="first-superuser-link"),
    path("account/", views.account, name="account"),
    path("account/sessions/end/", end_sessions, name="end-sessions"),
    path("account/notices/seen/", notices_seen, name="notices-seen"),
    path("account/confirm/", confirm, name="confirm"),
    path("reason-for-files/", reason_for_files, name="reason-for-files"),
    path("account/second-factor/", second_factor.second_factor, name="second-factor"),
    path("account/second-factor/app/", second_factor.app, name="second-factor-app"),
    path("account/second-factor/codes/", second_factor.codes, name="second-factor-codes"),
    path(
        "account/second-factor/app/remove/",
        second_factor.remove,
        name="second-factor-remove",
    ),
    path("appearance/", views.appearance, name="appearance"),
]
