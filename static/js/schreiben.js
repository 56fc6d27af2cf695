// data-vorschau: the button that shows the text as it will be read does so in place, and by itself while one writes.
const RUHE = 700;

function vorschau(knopf) {
  const formular = knopf.form;
  const ort = knopf.closest("section");
  let [wecker, nummer] = [0, 0];

  async function zeigen() {
    const meine = ++nummer;
    const antwort = await fetch(knopf.dataset.vorschau, { method: "POST", body: new FormData(formular) }).catch(() => null);
    if (!antwort?.ok || meine !== nummer) return;
    const seite = new DOMParser().parseFromString(await antwort.text(), "text/html");
    ort.querySelector("[data-vorschau-blatt]").replaceWith(seite.querySelector("[data-vorschau-blatt]"));
  }

  knopf.addEventListener("click", (ereignis) => {
    ereignis.preventDefault();
    zeigen();
  });
  formular.addEventListener("input", () => {
    clearTimeout(wecker);
    wecker = setTimeout(zeigen, RUHE);
  });
}

for (const knopf of document.querySelectorAll("[data-vorschau]")) vorschau(knopf);
