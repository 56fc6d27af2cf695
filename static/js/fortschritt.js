// data-fortschritt="/address/": fetch the piece of page there every two seconds until the
// answer is 286 (done) or no longer asks for it; when it is done, load the page afresh.
const PAUSE = 2000;

async function fragen(stelle) {
  let antwort;
  try {
    antwort = await fetch(stelle.dataset.fortschritt, { headers: { "HX-Request": "true" } });
  } catch {
    setTimeout(fragen, PAUSE * 3, stelle);
    return;
  }
  if (antwort.status === 286) {
    window.location.reload();
    return;
  }
  if (!antwort.ok) {
    setTimeout(fragen, PAUSE * 3, stelle);
    return;
  }
  const vorlage = document.createElement("template");
  vorlage.innerHTML = await antwort.text();
  const neu = vorlage.content.querySelector("[data-fortschritt]");
  if (!neu) {
    window.location.reload();
    return;
  }
  for (const teil of ["progress", ".fortschritt__wort"]) {
    const alt = stelle.querySelector(teil);
    const frisch = neu.querySelector(teil);
    if (!alt || !frisch) continue;
    if (teil === "progress") {
      for (const name of ["max", "value"]) {
        if (frisch.hasAttribute(name)) alt.setAttribute(name, frisch.getAttribute(name));
        else alt.removeAttribute(name);
      }
    } else if (alt.firstChild.textContent !== frisch.firstChild.textContent) {
      alt.firstChild.textContent = frisch.firstChild.textContent;
    }
  }
  setTimeout(fragen, PAUSE, stelle);
}

for (const stelle of document.querySelectorAll("[data-fortschritt]")) {
  setTimeout(fragen, PAUSE, stelle);
}
