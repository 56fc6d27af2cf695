"""How allauth fits in here: nobody signs up, its mails go through our own post, and it says "Sie"."""

from typing import Any
from urllib.parse import quote

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune import addresses, throttle
from bildungskommune.accounts import geraet, zutritte
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
        geraet.remember(request, answer, user)
        return answer

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before it is judged: where it comes from, and for a browser that is new to the account overall.

        Raises ValidationError when there were too many.
        """
        konto = _known(credentials)
        try:
            super().pre_authenticate(request, **credentials)
            if not geraet.known(request, konto):
                self._count_for_all(request, str(credentials.get("email", "")).lower())
        except ValidationError:
            zutritte.refused(request, konto, Art.PASSWORT, Grund.ZU_OFT)
            raise

    def _count_for_all(self, request: HttpRequest, email: str) -> None:
        usage = ratelimit.consume(request, app="allauth.account", action="login_failed_unknown", key=email)
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        # A try that succeeds is given back as a whole.
        assert self._login_failed_rl_usage is not None
        self._login_failed_rl_usage.usage += usage.usage

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count the tries of a browser that knows the account apart, and those of each network: none stops another."""
        where = geraet.known(request, _known(credentials)) or throttle.sender(request)
        return f"{str(credentials.get('email', '')).lower()}:{where}"

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
