"""The hidden field that tells a form sent twice from a form sent again (see bildungskommune.once)."""

import secrets

FELD = "absendung"


def new_token() -> str:
    return secrets.token_urlsafe(16)
