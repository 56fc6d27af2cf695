// Dragging at the wall is an extra for mouse, pen and finger: it fills in the same form as the ticks do (see wand.js).
// A finger rests on the card first; one that moves at once scrolls the page, as everywhere.
const ZIEHT_AB = 6;
const RUHT_MS = 350;
const RAND = 80;

function ziehen(ereignis) {
  const karte = ereignis.target.closest(".zettel");
  const frei = karte?.querySelector(".zettel__wahl") && !ereignis.target.closest("a, button, input, select, label, form");
  if (!frei || ereignis.button || !ereignis.isPrimary) return;
  const [vonX, vonY, finger] = [ereignis.clientX, ereignis.clientY, ereignis.pointerType === "touch"];
  let [fest, gezogen] = [!finger, false];
  let [spalte, davor] = [null, null];

  const wohin = (x, y) => {
    spalte = document.elementFromPoint(x, y)?.closest("[data-spalte]") ?? null;
    if (spalte?.dataset.spalte === "woanders") spalte = null;
    const karten = [...(spalte?.querySelectorAll(".zettel") ?? [])].filter((andere) => andere !== karte);
    davor = karten.find((andere) => {
      const ort = andere.getBoundingClientRect();
      return y < ort.top + ort.height / 2;
    });
    abwischen(["thema--ziel", "zettel--davor"]);
    spalte?.classList.add("thema--ziel");
    davor?.classList.add("zettel--davor");
  };
  const bewegt = (zug) => {
    if (!gezogen && Math.hypot(zug.clientX - vonX, zug.clientY - vonY) < ZIEHT_AB) return;
    if (!fest) {
      fertig(false);
      return;
    }
    gezogen = true;
    karte.classList.add("zettel--gezogen");
    getSelection()?.removeAllRanges();
    if (finger) scrollBy(0, zug.clientY < RAND ? -16 : zug.clientY > innerHeight - RAND ? 16 : 0);
    wohin(zug.clientX, zug.clientY);
  };
  const ende = new AbortController();
  const uhr = setTimeout(() => {
    fest = true;
    if (finger) karte.classList.add("zettel--gezogen");
  }, RUHT_MS);
  const fertig = (legen) => {
    ende.abort();
    clearTimeout(uhr);
    abwischen(["thema--ziel", "zettel--davor", "zettel--gezogen"]);
    if (legen && gezogen && spalte) ablegen(karte, spalte, davor);
  };
  const hoeren = (name, tun) => document.addEventListener(name, tun, { signal: ende.signal, passive: false });
  hoeren("pointermove", bewegt);
  hoeren("pointerup", () => fertig(true));
  hoeren("pointercancel", () => fertig(false));
  hoeren("keydown", (druck) => druck.key === "Escape" && fertig(false));
  hoeren("dragstart", (anders) => anders.preventDefault());
  // Held fast, the page must neither scroll below the card nor open a menu over it.
  hoeren("touchmove", (zug) => fest && zug.preventDefault());
  hoeren("contextmenu", (menue) => finger && menue.preventDefault());
}

function ablegen(karte, spalte, davor) {
  const formular = document.getElementById("auswahl");
  const kasten = karte.querySelector(".zettel__wahl");
  const daten = new FormData(formular);
  for (const name of ["titel", "phase", "gruppe"]) daten.set(name, "");
  if (!kasten.checked) daten.set("karte", kasten.value);
  daten.set("thema", spalte.dataset.spalte);
  const gehen = new Set(daten.getAll("karte"));
  const bleiben = [...spalte.querySelectorAll(".zettel")].filter(
    (andere) => !gehen.has(andere.querySelector(".zettel__wahl").value),
  );
  const vorher = Number(spalte.dataset.vorher ?? 0);
  daten.set("platz", vorher + (bleiben.includes(davor) ? bleiben.indexOf(davor) : bleiben.length) + 1);
  senden(formular, formular.action, daten, null);
}

if (wand && gesagt) wand.addEventListener("pointerdown", ziehen);
