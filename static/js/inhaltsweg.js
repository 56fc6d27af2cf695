// Marks the section that is read in the list of contents. On a narrow screen the list stays within reach and closes
// when an entry was chosen; on a wide one it is open. Without this script it is a list of links.
const weg = document.querySelector("[data-inhaltsweg]");

function begin() {
  const liste = weg.querySelector("details");
  const orte = [...weg.querySelectorAll("a[href^='#']")]
    .map((link) => ({ link, ort: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ ort }) => ort);
  const breit = matchMedia("(min-width: 62rem)");
  let hier = null;
  let bestellt = false;

  function mark() {
    bestellt = false;
    const linie = innerHeight / 3;
    const gelesen = orte.filter(({ ort }) => ort.getBoundingClientRect().top <= linie);
    const link = gelesen.length ? gelesen[gelesen.length - 1].link : null;
    if (link === hier) return;
    hier?.removeAttribute("aria-current");
    hier = link;
    if (!hier) return;
    hier.setAttribute("aria-current", "location");
    if (!breit.matches) return;
    const zeile = hier.getBoundingClientRect();
    const rahmen = weg.getBoundingClientRect();
    if (zeile.top < rahmen.top || zeile.bottom > rahmen.bottom) weg.scrollTop += zeile.top - rahmen.top - rahmen.height / 3;
  }

  addEventListener("scroll", () => {
    if (bestellt) return;
    bestellt = true;
    requestAnimationFrame(mark);
  }, { passive: true });
  liste.addEventListener("click", (event) => {
    if (event.target.closest("a") && !breit.matches) liste.open = false;
  });
  breit.addEventListener("change", () => { liste.open = breit.matches; });
  liste.open = breit.matches;
  weg.dataset.inhaltsweg = "klebt";
  mark();
}

if (weg) begin();
