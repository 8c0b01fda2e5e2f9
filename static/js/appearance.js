// Size of text and colours change where one is, and another language comes up at the same place.
const root = document.documentElement;
const main = document.querySelector("main");
const PLACE = `lms-place ${location.pathname}`;

// What stood in the upper third of the window stays there.
function keepPlace(change) {
  const places = document.elementsFromPoint(window.innerWidth / 2, window.innerHeight / 3);
  const place = places.find((element) => element !== main && main?.contains(element));
  const top = place?.getBoundingClientRect().top;
  change();
  if (place) window.scrollBy({ top: place.getBoundingClientRect().top - top, behavior: "instant" });
}

function show({ name, value }) {
  if (name === "text_size") keepPlace(() => (root.dataset.textSize = value));
  else root.dataset.bsTheme = value;
}

async function store(form, button) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers"));
  const body = new FormData(form, button);
  const response = await fetch(form.action, { method: "POST", headers, body });
  if (!response.ok) return;
  const place = form.parentElement;
  place.innerHTML = await response.text();
  const buttons = [...place.querySelectorAll("button")];
  buttons.find((other) => other.textContent === button.textContent).focus();
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || !event.target.matches("[data-appearance]")) return;
  if (button.name === "language") {
    sessionStorage.setItem(PLACE, String(window.scrollY));
  } else {
    event.preventDefault();
    show(button);
    // Where it fails it is as before with the next page.
    store(event.target, button).catch(() => {});
  }
});

const kept = sessionStorage.getItem(PLACE);
if (kept !== null) {
  sessionStorage.removeItem(PLACE);
  window.scrollTo({ top: Number(kept), behavior: "instant" });
}
