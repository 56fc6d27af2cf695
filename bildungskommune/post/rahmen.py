"""What stands in every mail besides its own words: `<app>/mailrahmen.py` says it."""

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart

import css_inline
from django.core.mail import EmailMultiAlternatives

from bildungskommune.register import Register

CID = re.compile(r"cid:([0-9a-f]{64})@bildungskommune")
"""How the HTML of a mail names a picture that travels in it: by its checksum."""


@dataclass(frozen=True)
class Bild:
    sha256: str
    untertyp: str
    """What follows "image/"."""
    inhalt: bytes


@dataclass(frozen=True)
class Rahmen:
    kontext: Mapping[str, object]
    """For the templates of mails that have one."""
    fuss: str
    """Below the words of a mail that has no template; may be empty."""
    bilder: Callable[[set[str]], list[Bild]]
    """Returns those of the pictures that are there."""


rahmen: Register[[], Rahmen] = Register("mailrahmen")


def context() -> dict[str, object]:
    return {name: value for one in rahmen.collect() for name, value in one.kontext.items()}


def with_foot(text: str) -> str:
    """Return the words of a mail with what stands below each."""
    feet = [one.fuss for one in rahmen.collect() if one.fuss]
    return "\n\n".join([text.rstrip("\n"), *feet]) + "\n" if feet else text


def inlined(html: str) -> str:
    """Return the HTML of a mail with its styles at the elements, where every mail program heeds them."""
    return css_inline.inline(html) if "<style" in html else html


def pictures(html: str) -> list[Bild]:
    """Return the pictures that the HTML of a mail shows."""
    wanted = set(CID.findall(html))
    return [bild for one in rahmen.collect() for bild in one.bilder(wanted)] if wanted else []


def shown(html: str) -> str:
    """Return the HTML of a mail with its pictures in itself, to be looked at in a browser."""
    known = {bild.sha256: bild for bild in pictures(html)}

    def address(found: re.Match[str]) -> str:
        bild = known.get(found[1])
        return f"data:image/{bild.untertyp};base64,{base64.b64encode(bild.inhalt).decode()}" if bild else ""

    return CID.sub(address, html)


class Brief(EmailMultiAlternatives):
    """A mail whose HTML carries its pictures: no program has to load anything from elsewhere to show them."""

    bilder: list[Bild]

    def message(self) -> Message:  # type: ignore[override]  # Django names its own classes of the same kind
        message: Message = super().message()
        for parent in message.walk() if self.bilder else ():
            if parent.get_content_type() == "multipart/alternative":
                parent.set_payload([self._with_pictures(part) for part in _parts(parent)])
        return message

    def _with_pictures(self, part: Message) -> Message:
        if part.get_content_type() != "text/html":
            return part
        related = MIMEMultipart("related", type="text/html")
        related.attach(part)
        for bild in self.bilder:
            image = MIMEImage(bild.inhalt, bild.untertyp)
            image["Content-ID"] = f"<{bild.sha256}@bildungskommune>"
            image["Content-Disposition"] = "inline"
            related.attach(image)
        return related


def _parts(parent: Message) -> list[Message]:
    payload = parent.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []
