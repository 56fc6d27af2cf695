"""What the portal writes by itself: `<app>/mailmuster.py` gives each kind of mail with sample data.

Mails to many are not among them; whoever sends one sees it before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bildungskommune.post import rahmen, versand
from bildungskommune.register import Register


class UnknownMuster(LookupError):
    """No app writes a mail of this kind."""


@dataclass(frozen=True)
class Mailmuster:
    """One kind of mail, filled with invented people."""

    template: str
    """Its name below `templates/mail/`, without the ending."""
    betreff: str
    wann: str
    """When it is sent, as a sentence without a full stop."""
    kontext: Mapping[str, object]

    def parts(self) -> tuple[str, str]:
        """Return plain text and HTML, as they are sent."""
        text, html = versand.render(self.template, self.betreff, self.kontext)
        return text, rahmen.inlined(html)


mailmuster: Register[[], Mailmuster] = Register("mailmuster")


def find(template: str) -> Mailmuster:
    """Return the kind of this name. Raises UnknownMuster."""
    for one in mailmuster.collect():
        if one.template == template:
            return one
    raise UnknownMuster(template)
