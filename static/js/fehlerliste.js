// After a refused form, take the reader to the list of what is to be mended.
const liste = document.querySelector("[data-fehlerliste]");
if (liste) {
  liste.focus();
  // Where the address names another place, the browser goes there last.
  window.addEventListener("load", () => setTimeout(() => liste.focus()));
}
