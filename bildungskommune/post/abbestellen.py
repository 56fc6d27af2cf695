"""What lets a mail program offer to leave a list by one click (RFC 2369, RFC 8058)."""

from collections.abc import Mapping


def headers(url: str) -> Mapping[str, str]:
    """Return the lines for the head of a mail; a POST to `url` must take the address off without a page of ours."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
