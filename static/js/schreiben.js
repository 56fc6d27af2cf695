// The writing desk. data-vorschau: the text as it will be read is shown in place, by itself while one writes.
// data-ansicht: in a narrow window one chooses between text and preview; the window remembers it from save to save.
// data-ablegen: what is typed is put by as a personal draft, so that nothing is lost.
// data-wahl, data-quellen: sources are searched, chosen and removed in place, so that the text stays as it is typed.
const [RUHE, ABLEGEN] = [700, 4000];

function ruhig(tun, dauer) {
  let wecker = 0;
  return () => {
    clearTimeout(wecker);
    wecker = setTimeout(tun, dauer);
  };
}

async function seite(adresse, optionen) {
  const antwort = await fetch(adresse, optionen);
  return { antwort, blatt: new DOMParser().parseFromString(await antwort.text(), "text/html") };
}

function vorschau(knopf) {
  const ort = knopf.closest("section");
  let nummer = 0;

  async function zeigen() {
    const meine = ++nummer;
    const body = new FormData(knopf.form);
    const { antwort, blatt } = await seite(knopf.dataset.vorschau, { method: "POST", body }).catch(() => ({}));
    if (!antwort?.ok || meine !== nummer) return;
    ort.querySelector("[data-vorschau-blatt]").replaceWith(blatt.querySelector("[data-vorschau-blatt]"));
  }

  knopf.addEventListener("click", (ereignis) => {
    ereignis.preventDefault();
    zeigen();
  });
  knopf.form.addEventListener("input", ruhig(zeigen, RUHE));
}

function ansicht(gruppe) {
  const knopf = document.querySelector("[data-vorschau]");
  for (const wahl of gruppe.querySelectorAll("input")) {
    wahl.checked ||= wahl.value === sessionStorage.getItem("ansicht");
    wahl.addEventListener("change", () => {
      sessionStorage.setItem("ansicht", wahl.value);
      if (wahl.value === "vorschau") knopf.click();
    });
  }
}

function ablegen(knopf) {
  const stand = document.querySelector("[data-ablegen-stand]");
  let [offen, gesendet] = [false, false];

  async function merken(keepalive) {
    if (!offen || gesendet) return;
    offen = false;
    const body = new FormData(knopf.form);
    body.delete("absendung");
    body.set("ablegen", "still");
    const optionen = { method: "POST", body, redirect: "manual", keepalive: keepalive === true };
    const antwort = await fetch(location.pathname, optionen).catch(() => null);
    const gut = antwort?.type === "opaqueredirect";
    offen ||= !gut;
    const uhr = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    stand.textContent = gut ? `Als Entwurf abgelegt um ${uhr} Uhr.` : "Der Entwurf ließ sich nicht ablegen.";
  }

  const bald = ruhig(merken, ABLEGEN);
  knopf.form.addEventListener("input", () => {
    offen = true;
    bald();
  });
  knopf.form.addEventListener("submit", () => {
    gesendet = true;
  });
  window.addEventListener("pagehide", () => merken(true));
}

function quellen(gebiet) {
  let gesucht = gebiet.querySelector("[data-wahl]").dataset.wahl;
  const stand = gebiet.querySelector("[data-quellen-stand]");

  function ersetzen(blatt, name) {
    const neu = blatt.querySelector(`[${name}]`);
    if (neu) document.querySelector(`[${name}]`).replaceWith(neu);
  }

  async function suchen(adresse) {
    gesucht = adresse;
    ersetzen((await seite(adresse)).blatt, "data-wahl");
    gebiet.querySelector("#quellenwahl-titel").focus();
  }

  async function senden(formular) {
    const { antwort, blatt } = await seite(formular.action, { method: "POST", body: new FormData(formular) });
    for (const name of ["data-quellen", "data-gliederung"]) ersetzen(blatt, name);
    const fehlt = antwort.ok ? null : blatt.querySelector("[data-wahl] .fehlerliste");
    if (fehlt) ersetzen(blatt, "data-wahl");
    else await suchen(gesucht);
    stand.textContent = fehlt ? "" : (blatt.querySelector(".meldungen")?.textContent.trim() ?? "");
    gebiet.querySelector(fehlt ? ".fehlerliste" : "#quellen-titel").focus();
  }

  gebiet.addEventListener("submit", (ereignis) => {
    const formular = ereignis.target;
    if (!formular.closest("[data-wahl], [data-quellen]")) return;
    ereignis.preventDefault();
    const frage = new URLSearchParams(new FormData(formular));
    const tun = formular.method === "post" ? senden(formular) : suchen(`${formular.action.split("?")[0]}?${frage}`);
    tun.catch(() => formular.submit());
  });
  gebiet.addEventListener("click", (ereignis) => {
    const link = ereignis.target.closest("[data-wahl] .seiten a, [data-wahl-alle]");
    if (!link) return;
    ereignis.preventDefault();
    suchen(new URL(link.getAttribute("href"), new URL(gesucht, location.href)).href).catch(() => location.assign(link));
  });
}

for (const knopf of document.querySelectorAll("[data-vorschau]")) vorschau(knopf);
for (const knopf of document.querySelectorAll("[data-ablegen]")) ablegen(knopf);
for (const gebiet of document.querySelectorAll("[data-quellengebiet]")) quellen(gebiet);
for (const gruppe of document.querySelectorAll("[data-ansicht]")) ansicht(gruppe);
