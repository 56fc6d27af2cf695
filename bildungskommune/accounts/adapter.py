"""How allauth fits in here: nobody signs up, its mails go through our own post, and it says "Sie"."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bildungskommune import addresses
from bildungskommune.post import versand


class KontoAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "cannot_remove_primary_email": "Ihre wichtigste E-Mail-Adresse lässt sich nicht entfernen.",
        "enter_current_password": "Bitte geben Sie Ihr jetziges Passwort an.",
        "max_email_addresses": "Mehr als %d E-Mail-Adressen sind nicht möglich.",
        "rate_limited": "Das waren zu viele Versuche. Bitte warten Sie einen Moment.",
        "unverified_primary_email": "Ihre wichtigste E-Mail-Adresse muss bestätigt sein.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail as a row instead of sending it within the request."""
        message = self.render_mail(template_prefix, email, {"email": email, "basis": addresses.absolute(""), **context})
        versand.enqueue_text(an=email, betreff=str(message.subject), text=str(message.body), anlass="konto")
