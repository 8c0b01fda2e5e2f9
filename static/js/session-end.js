// Tells before a session ends that nobody uses, and leaves the page once it has ended. The server
// says how long it lasts: asking is no use of it. That a person did something here (typed, pressed,
// scrolled) is told to it only when the end is near.
const words = document.getElementById("lms-words");
const { person, session, signIn, left } = words.dataset;
const EARLY = 300; // seconds before the end at which the server is asked first
const SOON = 60; // seconds after which it is asked again where it cannot be reached
const LAST_USE = "lms-used"; // shared with the other tabs, as they share the session
const LANGUAGE = document.documentElement.lang;
const dialog = words.content.querySelector("[data-session-end]").cloneNode(true);

let timer;
let opened = Date.now();
let isTold = false; // the person was told, of an end that no use puts off

const lastUse = () => Number(localStorage.getItem(LAST_USE) ?? 0);

function noteUse() {
  // Every key is too often to write down.
  if (Date.now() - lastUse() > 5000) localStorage.setItem(LAST_USE, Date.now());
}
for (const name of ["keydown", "pointerdown", "wheel", "touchmove"]) {
  window.addEventListener(name, noteUse, { passive: true });
}

function askAgainIn(seconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(seconds, 1) * 1000);
}

async function goOn(token, used) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", token);
  body.set("idle", Math.max(0, Math.round((Date.now() - used) / 1000)));
  await fetch(`${session}use/`, { method: "POST", body, headers: { "X-Written-By": person } });
}

async function ask() {
  const answer = await fetch(session, { cache: "no-store" });
  return answer.json();
}

async function look() {
  let now;
  try {
    now = await ask();
    const used = lastUse();
    if (String(now.person) === person && now.left <= now.warning && used > opened) {
      opened = Date.now();
      await goOn(now.token, used);
      now = await ask();
    }
  } catch {
    return askAgainIn(SOON);
  }
  if (now.person === null) return leave();
  // Somebody else has signed in: the forms of this page tell it (words.js).
  if (String(now.person) !== person) return undefined;
  if (now.left > now.warning) {
    if (dialog.open) dialog.close();
    return askAgainIn(now.left - now.warning);
  }
  if (!isTold || !now.for_good) tell(now);
  return askAgainIn(now.left + 1);
}

function tell({ left: seconds, for_good: isForGood }) {
  const end = new Date(Date.now() + seconds * 1000);
  const time = end.toLocaleTimeString(LANGUAGE, { hour: "numeric", minute: "2-digit" });
  for (const place of dialog.querySelectorAll("[data-time]")) place.textContent = time;
  dialog.querySelector("[data-unused]").hidden = isForGood;
  dialog.querySelector("[data-for-good]").hidden = !isForGood;
  isTold = isForGood;
  if (dialog.open) return;
  document.body.append(dialog);
  dialog.showModal();
}

dialog.querySelector("[data-go-on]").addEventListener("click", () => dialog.close());
// However it is closed: by the button, by Escape.
dialog.addEventListener("close", async () => {
  if (isTold) return;
  try {
    const { token, left: seconds, warning } = await ask();
    if (seconds > warning) return;
    await goOn(token, Date.now());
    look();
  } catch {
    askAgainIn(SOON);
  }
});

// What is typed is kept in this tab (kept.js) and comes back after signing in. Who signs in over
// the page is let be.
function leave() {
  if (document.querySelector(".lms-sign-in[open]:not([data-session-end])")) return;
  document.dispatchEvent(new Event("lms:ended"));
  document.documentElement.style.visibility = "hidden";
  const here = location.pathname + location.search;
  location.replace(`${signIn}?next=${encodeURIComponent(here)}`);
}

window.addEventListener("storage", ({ key }) => {
  if (key === LAST_USE && dialog.open) askAgainIn(1);
});
const ends = Date.now() + left * 1000;
document.addEventListener("visibilitychange", () => {
  // A computer that slept has not counted on.
  if (!document.hidden && (dialog.open || Date.now() > ends - EARLY * 1000)) look();
});
document.addEventListener("lms:signed-in", look);
askAgainIn(left - EARLY);
