"""What follows each sign-in that is whole, whatever the door: the browser is known from then on."""

from django.http import HttpRequest, HttpResponse

from accounts import known_device
from accounts.access import AccessRecord, Act
from accounts.models import AccountNotice, User


def let_in(request: HttpRequest, response: HttpResponse, person: User) -> None:
    """To be called with the answer to the sign-in; of a browser that is new the person is told."""
    if not known_device.has_let_in(request, person) and _has_signed_in_before(person):
        AccountNotice.objects.tell(person, AccountNotice.Kind.NEW_DEVICE, request)
    known_device.remember(request, response, person)


def _has_signed_in_before(person: User) -> bool:
    """Since that is written down; this sign-in is there already."""
    sign_ins = AccessRecord.objects.filter(account=person.pk, act=Act.SIGN_IN)
    return len(sign_ins.values_list("pk")[:2]) > 1
