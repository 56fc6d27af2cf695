"""How allauth fits in here: nobody signs up, its mails go through our own post, and it says "Sie"."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.accounts import zutritte
from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.zutritte import Art, Grund
from bildungskommune.post import versand
from bildungskommune.post.models import KONTO


class KontoAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "enter_current_password": "Bitte geben Sie Ihr jetziges Passwort an.",
        "rate_limited": "Das waren zu viele Versuche. Bitte warten Sie einen Moment.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """Refuse a code that was sent to an address which is not the account's any more."""
        assert isinstance(user, Konto)
        if kwargs["email"] and kwargs["email"].lower() != user.email.lower():
            return redirect("account_login")
        if not user.is_active:
            zutritte.refused(request, user, zutritte.way(request, user), Grund.ABGESCHALTET)
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse:
        assert isinstance(user, Konto)
        zutritte.came_in(request, user)
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            zutritte.refused(request, _known(credentials), Art.PASSWORT, Grund.ZU_OFT)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        konto = _known(credentials)
        zutritte.refused(request, konto, Art.PASSWORT, Grund.FALSCH if konto else Grund.UNBEKANNT)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("konto")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link from BASE_URL: the host of a request is what its sender says."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return addresses.absolute(path.replace("UID-KEY", quote(key)))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail as a row instead of sending it within the request."""
        message = self.render_mail(template_prefix, email, {"email": email, "basis": addresses.absolute(""), **context})
        versand.enqueue_text(an=email, betreff=str(message.subject), text=str(message.body), anlass=KONTO)


def _known(credentials: dict[str, Any]) -> Konto | None:
    """Return the account that somebody tried to open."""
    return Konto.objects.filter(email=str(credentials.get("email", "")).lower()).first()
