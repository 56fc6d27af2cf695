// data-wand: what moves cards is sent in the background and the wall drawn anew in place. Ticks, focus and the place
// on the page stay; what happened is said in the status line. Without this script the same forms load the page.
const wand = document.querySelector("[data-wand]");
const gesagt = document.querySelector("[data-wand-stand]");
const FORMULARE = ["zug", "auswahl", "schritte"];
let laeuft = false;

const abwischen = (klassen) =>
  klassen.forEach((klasse) => wand.querySelectorAll(`.${klasse}`).forEach((teil) => teil.classList.remove(klasse)));
const gewaehlte = () => [...wand.querySelectorAll(".zettel__wahl:checked")];

function zaehlen() {
  const stelle = wand.querySelector("[data-auswahl-zahl]");
  const anzahl = gewaehlte().length;
  if (stelle) stelle.textContent = anzahl ? `, ${anzahl} ausgewählt` : "";
}

function zeichnen(seite, adresse, haken) {
  const neu = seite.querySelector("[data-wand]");
  const offen = wand.querySelector("#auswahl-leiste")?.open;
  wand.replaceChildren(...neu.childNodes);
  for (const wert of haken) {
    const kasten = wand.querySelector(`.zettel__wahl[value="${CSS.escape(wert)}"]`);
    if (kasten) kasten.checked = true;
  }
  const leiste = wand.querySelector("#auswahl-leiste");
  if (leiste) leiste.open = offen;
  const [zahl, anzahl] = [document, seite].map((ort) => ort.querySelector(".wandkopf [data-zahl]"));
  zahl?.replaceWith(anzahl);
  history.replaceState(null, "", adresse);
  zaehlen();
}

// The button that was pressed, where it is again; one at the end of its way: its card or Thema; else the chosen card.
function zurueck(formular, knopf) {
  const gleicher = knopf?.id && document.getElementById(knopf.id);
  const karte = wand.querySelector(".zettel--gewaehlt");
  const dort = karte?.querySelector(`.griffe button[value="${CSS.escape(knopf?.value ?? "")}"]:enabled`) ?? karte;
  const orte = {
    zug: gleicher?.disabled ? gleicher.closest("[tabindex]") : gleicher || dort,
    auswahl: wand.querySelector("#auswahl-leiste summary"),
    schritte: wand.querySelector("#schritte button") ?? wand.querySelector("#schritte"),
  };
  const ziel = orte[formular.id];
  ziel?.focus({ preventScroll: true });
  ziel?.scrollIntoView({ block: "nearest" });
}

async function senden(formular, ziel, daten, knopf) {
  if (laeuft) return;
  laeuft = true;
  gesagt.textContent = "";
  const haken = formular.id === "auswahl" ? [] : gewaehlte().map((kasten) => kasten.value);
  try {
    const antwort = await fetch(ziel, { method: "POST", body: new URLSearchParams([...daten]) });
    const seite = new DOMParser().parseFromString(await antwort.text(), "text/html");
    if (!antwort.ok || !antwort.redirected || !seite.querySelector("[data-wand]")) {
      if (antwort.ok && antwort.redirected) {
        location.assign(antwort.url);
        return;
      }
      // The page itself says what is wrong and keeps what was chosen.
      document.removeEventListener("submit", abfangen, true);
      formular.requestSubmit(knopf?.isConnected ? knopf : undefined);
      return;
    }
    zeichnen(seite, antwort.url, haken);
    if (knopf) zurueck(formular, knopf);
    gesagt.textContent = [...seite.querySelectorAll(".meldung span")].map((teil) => teil.textContent).join(" ");
  } catch {
    gesagt.textContent = "Es gibt gerade keine Verbindung. Die Karten liegen noch, wo sie waren.";
  } finally {
    laeuft = false;
  }
}

function abfangen(ereignis) {
  if (!FORMULARE.includes(ereignis.target.id)) return;
  ereignis.preventDefault();
  const knopf = ereignis.submitter;
  const ziel = knopf?.getAttribute("formaction") ?? ereignis.target.action;
  senden(ereignis.target, ziel, new FormData(ereignis.target, knopf), knopf);
}

// While the focus is in the chosen card, the keys 1 to 5 press the suggested Themen.
function taste(ereignis) {
  const karte = ereignis.target.closest(".zettel--gewaehlt");
  if (!karte || ereignis.ctrlKey || ereignis.altKey || ereignis.metaKey) return;
  if (ereignis.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const knopf = [...karte.querySelectorAll("[data-vorschlaege] button")][Number(ereignis.key) - 1];
  if (!knopf) return;
  ereignis.preventDefault();
  knopf.click();
}

if (wand && gesagt) {
  document.addEventListener("submit", abfangen, true);
  document.addEventListener("keydown", taste);
  wand.addEventListener("change", zaehlen);
}
