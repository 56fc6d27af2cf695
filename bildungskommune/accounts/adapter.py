"""How allauth fits in here: nobody signs up, and its mails go through our own post."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from bildungskommune.post import versand


class KontoAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail as a row instead of sending it within the request."""
        message = self.render_mail(template_prefix, email, context)
        versand.enqueue_text(an=email, betreff=str(message.subject), text=str(message.body), anlass="konto")
