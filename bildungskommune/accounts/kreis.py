"""The county's own log-in (OpenID Connect), as strict as it can be: PKCE, a nonce, a checked signature, one person.

Nobody gets an account by it. A person is found by what the county knows her by; the first time by her address, if the
county says that it has verified it.
"""

import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException, Session

from bildungskommune import addresses
from bildungskommune.accounts import zutritte
from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.zutritte import Art, Grund


def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the county; 404 where there is no such log-in."""
    return _answer(OAuth2LoginView, request, provider_id)


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the county says of the person; 404 where there is no such log-in."""
    return _answer(OAuth2CallbackView, request, provider_id)


def _answer(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(KreisAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer


WELL_KNOWN = "/.well-known/openid-configuration"


class KreisAdapter(OpenIDConnectOAuth2Adapter):
    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself. Raises RequestException when it calls itself another."""
        said: dict[str, Any] = super().openid_config
        provider: Any = self.get_provider()  # type: ignore[no-untyped-call]
        if said.get("issuer", "").rstrip("/") != provider.server_url.removesuffix(WELL_KNOWN).rstrip("/"):
            raise RequestException("The issuer is not the one of OIDC_SERVER_URL.")
        return said

    @property
    def did_fetch_access_token(self) -> bool:
        """Say no, so that allauth checks the signature of each token, however it came."""
        return False

    @did_fetch_access_token.setter
    def did_fetch_access_token(self, value: bool) -> None:
        pass

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return addresses.page("openid_connect_callback", self.provider_id)


class KreisProvider(OpenIDConnectProvider):
    oauth2_adapter_class = KreisAdapter
    pkce_enabled_default = True

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        """Begin a log-in, whatever else the address asks for; the nonce waits in the session for its token."""
        nonce = secrets.token_urlsafe()
        wanted = {"next_url": get_next_redirect_url(request), "auth_params": {"nonce": nonce}, "nonce": nonce}
        answer: HttpResponse = self.redirect(request, AuthProcess.LOGIN, **wanted)
        return answer

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        """Return the address; it counts if the county calls it verified, or says nothing and OIDC_TRUST_EMAIL is on."""
        claims = data.get("userinfo") or data.get("id_token") or {}
        if not claims.get("email"):
            return []
        verified = claims.get("email_verified", settings.OIDC_TRUST_EMAIL) is True
        return [EmailAddress(email=claims["email"], verified=verified, primary=True)]


class KreisKonten(DefaultSocialAccountAdapter):
    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> KreisProvider:
        return KreisProvider(request, app=super().get_provider(request, provider, client_id).app)

    def get_requests_session(self) -> Session:
        """Return what asks the provider, and follows it nowhere else."""
        session: Session = super().get_requests_session()  # type: ignore[no-untyped-call]
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Let nobody in who has no account."""
        zutritte.refused(request, None, Art.KREIS, Grund.UNBEKANNT)
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, *more: Any, **kwargs: Any
    ) -> None:
        grund = Grund.ABGEBROCHEN if error == AuthError.CANCELLED else Grund.FALSCH
        zutritte.refused(request, None, Art.KREIS, grund)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Refuse a token that was made for another log-in, and an account that belongs to another person there."""
        account = sociallogin.account
        said, account.extra_data = account.extra_data, {}  # what the county tells of a person is not kept
        if account.pk:
            account.save(update_fields=["extra_data"])
        if not _fits(said, sociallogin.state):
            self.on_authentication_error(request, sociallogin.provider)
            raise ImmediateHttpResponse(render(request, "socialaccount/authentication_error.html", status=401))
        konto = sociallogin.user if isinstance(sociallogin.user, Konto) and sociallogin.user.pk else None
        if konto and not account.pk and SocialAccount.objects.filter(user=konto).exists():
            zutritte.refused(request, konto, Art.KREIS, Grund.UNBEKANNT)
            raise ImmediateHttpResponse(render(request, "account/signup_closed.html"))


def _fits(said: dict[str, Any], state: dict[str, Any]) -> bool:
    """Whether the token was made for this log-in, and speaks of the person that the county then describes."""
    token, person = said.get("id_token", {}), said.get("userinfo", {})
    return bool(state.get("nonce")) and token.get("nonce") == state["nonce"] and token.get("sub") == person.get("sub")
