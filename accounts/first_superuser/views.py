"""The page that makes the first superuser.

As with links that set a password, the secret goes from the address into the session at once:
addresses are logged when something is wrong with a form, and kept by browsers.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import UserCreationForm, UsernameField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import Act, note_access
from accounts.first_superuser.models import FirstSuperuserLink, is_valid, one_at_a_time
from accounts.forms import password_rules
from accounts.letting_in import let_in
from accounts.models import User

KEPT = "first-superuser"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


class FirstSuperuserForm(UserCreationForm):
    """Username, name and password of the person who runs the site."""

    class Meta:
        model = User
        fields = ["username", "name"]
        field_classes = {"username": UsernameField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = password_rules()

    def save(self, commit: bool = True) -> Any:
        self.instance.is_staff = self.instance.is_superuser = True
        return super().save(commit)


@never_cache
@require_safe
def first_superuser_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the secret out of the address, and go on to the form."""
    if not is_valid(token):
        return _gone(request)
    request.session[KEPT] = token
    return redirect("first-superuser")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def first_superuser(request: HttpRequest) -> HttpResponse:
    """Choose username, name and password; once, and only while there is no superuser."""
    with one_at_a_time() as alone:
        if not alone:
            return render(request, "registration/busy.html", status=429)
        if not is_valid(request.session.get(KEPT, "")):
            return _gone(request)
        form = FirstSuperuserForm(request.POST or None)
        if form.is_valid():
            person = form.save()
            FirstSuperuserLink.objects.all().delete()
            note_access(
                request,
                Act.LINK_USED,
                whose=[person.pk],
                what="first superuser",
                account=person,
            )
            login(request, person, MODEL_BACKEND)
            messages.info(request, _("The site is yours. Make the first cohort here."))
            response = HttpResponseRedirect(reverse(settings.FIRST_SUPERUSER_REDIRECT_URL))
            let_in(request, response, person)
            return response
    status = 400 if request.method == "POST" else 200
    return render(request, "registration/first_superuser.html", {"form": form}, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "registration/first_superuser_gone.html", status=410)
