// Where one is in a module: the contents and the bar say so, and lead on and back.
const places = document.querySelectorAll("[data-lesson], #quiz");
const links = document.querySelectorAll(".lms-toc a[href^='#']");
const contents = document.getElementById("contents");
const here = document.querySelector("[data-here]");
const back = document.querySelector("[data-back]");
// Farther than so many screens one is there at once: what flies by cannot be read.
const NEAR = 2;

function mark(place) {
  for (const link of links) {
    if (link.hash === `#${place.id}`) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const number = place.querySelector(".lms-lesson-number");
  if (here && number) here.textContent = number.textContent;
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) mark(target);
    }
  },
  { rootMargin: "-10% 0px -75% 0px" },
);
for (const place of places) observer.observe(place);

// --- Ways within the page -------------------------------------------------------------------------

function goSmoothly(place) {
  const isNear = Math.abs(place.getBoundingClientRect().top) <= NEAR * window.innerHeight;
  if (!isNear || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  document.documentElement.classList.add("lms-smooth");
  setTimeout(() => document.documentElement.classList.remove("lms-smooth"));
}

// From an explanation to the section it is in: the bar leads back to the question.
function offerWayBack(link) {
  const question = link.closest("[data-question]");
  if (!question || !back) return;
  back.setAttribute("href", `#${question.id}`);
  back.hidden = false;
}

function unfold(place) {
  const fold = place?.closest("[data-question]")?.querySelector(":scope > .lms-answered");
  if (fold) fold.open = true;
}

unfold(document.getElementById(decodeURIComponent(location.hash.slice(1))));

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!place) return;
  unfold(place);
  goSmoothly(place);
  if (contents?.contains(link)) contents.hidePopover();
  if (link === back) back.hidden = true;
  else if (place.matches("[data-lesson]")) offerWayBack(link);
});
