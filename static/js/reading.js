// Notes which section is being read, and that one is read when it was seen from start to end.

// Shorter than this is passing through.
const STAY = 2000;
// So often the page is looked at while it moves: what lies between two looks was jumped over.
const LOOK = 100;
const SLACK = 64; // px
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
// Per section, what share of it was seen from its start on without a gap.
let shares = {};
// Sections seen whole whose end is in the window, each with its timer.
const ending = new Map();
// Where a jump led, until the reader moves the page.
let target = null;
let nextLook = 0;
let hasMoved = false;

function restore() {
  const [navigation] = performance.getEntriesByType("navigation");
  if (navigation && navigation.type !== "navigate") {
    shares = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}");
  }
}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify(shares));
}

// A jump leads past what stands before its target, even where that is still in the window.
function isJumpedOver(section) {
  return (
    target !== null &&
    section !== target &&
    section.compareDocumentPosition(target) === Node.DOCUMENT_POSITION_FOLLOWING
  );
}

// Whether the end is in the window, and everything before it has been.
function isAtEnd(section, end) {
  const start = section.getBoundingClientRect().top;
  const length = end.getBoundingClientRect().top - start;
  const from = Math.max(0, -start);
  const to = Math.min(length, window.innerHeight - start);
  let reached = (shares[section.dataset.lesson] ?? 0) * length;
  if (from <= reached + SLACK) {
    reached = Math.max(reached, to);
    shares[section.dataset.lesson] = reached / length;
  }
  const place = start + length;
  return reached >= length - 1 && place >= 0 && place <= window.innerHeight * 0.9;
}

function endReached(end) {
  const form = end.querySelector("form");
  if (form) window.htmx.trigger(form, "lms:end-reached");
}

function look() {
  for (const section of sections) {
    const end = section.querySelector(".lms-read");
    const isReading = !document.hidden && !isJumpedOver(section) && isAtEnd(section, end);
    if (isReading && !ending.has(section)) {
      ending.set(section, setTimeout(endReached, STAY, end));
    } else if (!isReading) {
      clearTimeout(ending.get(section));
      ending.delete(section);
    }
  }
}

// At once, and again where it moved on since: no place where it rests is missed.
function lookWhileMoving() {
  hasMoved = nextLook !== 0;
  if (hasMoved) return;
  look();
  nextLook = setTimeout(() => {
    nextLook = 0;
    if (hasMoved) lookWhileMoving();
  }, LOOK);
}

function jumpTo(place) {
  target = document.getElementById(decodeURIComponent(place.hash.slice(1)));
  setTimeout(look, LOOK);
}

function moveOn() {
  target = null;
  lookWhileMoving();
}

for (const section of document.querySelectorAll("[data-visit]")) visits.observe(section);
restore();
jumpTo(location);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href*='#']");
  if (link?.pathname === location.pathname) jumpTo(link);
});
window.addEventListener("hashchange", () => jumpTo(location));
for (const name of ["wheel", "touchmove", "keydown"]) {
  window.addEventListener(name, moveOn, { passive: true });
}
for (const name of ["scroll", "resize", "load", "pageshow"]) {
  window.addEventListener(name, lookWhileMoving, { passive: true });
}
document.addEventListener("visibilitychange", () => {
  keep();
  lookWhileMoving();
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
