// Notes which section is being read, and that one is read when its start and its end were both seen,
// in whatever order; one that is shorter than the window when all of it was seen for a while.

// Shorter than this is passing through: where one stays, and a glance at an edge.
const STAY = 2000;
const GLANCE = 200;
// What is below the bar is not seen.
const BAR = document.querySelector(".lms-topbar")?.offsetHeight ?? 0;
// Who brings the page back (reload, back) goes on with what they had seen of it.
const KEPT = `lms-seen ${location.pathname}`;

// --- Where to go on: the section that stays around the upper third of the window ------------------

function visit(section) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  // Where it fails, only a place to resume at is lost.
  fetch(section.dataset.visit, { method: "POST", headers, keepalive: true }).catch(() => {});
}

const staying = new Map();
const visits = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target: section } of entries) {
      clearTimeout(staying.get(section));
      if (isIntersecting) staying.set(section, setTimeout(visit, STAY, section));
    }
  },
  { rootMargin: "-20% 0px -60% 0px" },
);

// --- What was seen --------------------------------------------------------------------------------

const sections = document.querySelectorAll("[data-lesson]");
// Per section, which of its two edges were seen in this visit.
let seen = {};
// The edges that are in the window, each with its timer.
const inWindow = new Map();
// Where a jump led, until the reader moves the page.
let target = null;

function restore() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation?.type !== "navigate") {
    seen = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  }
}

function keep() {
  if (sections.length) sessionStorage.setItem(KEPT, JSON.stringify(seen));
}

// A jump leads past what stands before its target, even where that is still in the window.
function isJumpedOver(section) {
  return (
    target !== null &&
    section !== target &&
    section.compareDocumentPosition(target) === Node.DOCUMENT_POSITION_FOLLOWING
  );
}

function note(edge) {
  if (!edge.isConnected) return;
  const section = edge.closest("[data-lesson]");
  if (document.hidden || isJumpedOver(section)) return;
  const which = edge.matches(".lms-read") ? "end" : "start";
  const edges = (seen[section.dataset.lesson] ??= {});
  edges[which] = true;
  if (!edges.start || !edges.end) return;
  const form = section.querySelector(".lms-read form");
  if (form) window.htmx.trigger(form, "lms:end-reached");
}

// All of a short one is seen as long as both edges are. What was swapped is out of the page at once,
// and out of the window only when that is looked at next.
function look(edge) {
  if (!edge.isConnected) return;
  const isShort = edge.closest("[data-lesson]").offsetHeight <= window.innerHeight - BAR;
  clearTimeout(inWindow.get(edge));
  inWindow.set(edge, setTimeout(note, isShort ? STAY : GLANCE, edge));
}

const edges = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target: edge } of entries) {
      clearTimeout(inWindow.get(edge));
      inWindow.delete(edge);
      if (isIntersecting) look(edge);
    }
  },
  { rootMargin: `-${BAR}px 0px 0px`, threshold: 1 },
);

function lookAgain() {
  for (const edge of inWindow.keys()) look(edge);
}

function jumpTo(place) {
  target = document.getElementById(decodeURIComponent(place.hash.slice(1)));
}

function moveOn() {
  if (target === null) return;
  target = null;
  lookAgain();
}

for (const section of document.querySelectorAll("[data-visit]")) visits.observe(section);
restore();
jumpTo(location);
for (const section of sections) {
  for (const edge of section.querySelectorAll("h2, .lms-read")) edges.observe(edge);
}
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link?.pathname === location.pathname) jumpTo(link);
});
window.addEventListener("hashchange", () => jumpTo(location));
for (const name of ["wheel", "touchmove", "keydown"]) {
  window.addEventListener(name, moveOn, { passive: true });
}
document.addEventListener("visibilitychange", () => {
  keep();
  lookAgain();
});
window.addEventListener("pagehide", keep);

// --- Once the server has it -----------------------------------------------------------------------

document.addEventListener("htmx:afterSettle", ({ target: place, detail }) => {
  if (!place.matches(".lms-read")) return;
  const { id } = place.closest("[data-lesson]");
  for (const link of document.querySelectorAll(`.lms-toc a[href='#${id}']`)) {
    link.querySelector("[data-read-mark]").hidden = false;
  }
  // The button had the focus, and is gone.
  const isAsked = detail.requestConfig.triggeringEvent?.type === "submit";
  if (isAsked && document.activeElement === document.body) {
    place.querySelector(".lms-read-done").focus({ preventScroll: true });
  }
});
