// A text that is read in pages: a link to a place that stands on another page leads there. Links that the portal makes
// name the page themselves; without this script an old one ends at the list of contents.
const lang = document.querySelector("[data-stellenweg]");

function follow() {
  const stelle = decodeURIComponent(location.hash.slice(1));
  const gefunden = stelle && document.getElementById(stelle);
  if (!stelle || (gefunden && !gefunden.closest("[data-inhaltsweg]"))) return;
  const massnahme = stelle.split(".")[0];
  if (new URLSearchParams(location.search).get("massnahme") === massnahme) return;
  location.replace(`?massnahme=${encodeURIComponent(massnahme)}#${encodeURIComponent(stelle)}`);
}

if (lang) {
  addEventListener("hashchange", follow);
  follow();
}
