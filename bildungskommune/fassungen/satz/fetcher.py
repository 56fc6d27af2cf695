"""A closed URL fetcher: our own asset table and `data:`, nothing else."""

from io import BytesIO

from weasyprint.urls import URLFetcher, URLFetcherResponse

from bildungskommune.fassungen.satz import assets

_ABGELEHNT = "The print engine reads nothing but its own assets: "
_DATEN_LIMIT = 20 * 1024 * 1024


class Abholer(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serve assets from memory; refuse every other address, whatever its scheme."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._inhalte: dict[str, bytes] = {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:") and len(url) <= _DATEN_LIMIT:
            return super().fetch(url, headers)
        datei = assets.table().get(url)
        if datei is None:
            raise ValueError(_ABGELEHNT + url[:200])
        if url not in self._inhalte:
            self._inhalte[url] = datei.read_bytes()
        typ = assets.media_type(datei)
        return URLFetcherResponse(url, BytesIO(self._inhalte[url]), {"Content-Type": typ})
