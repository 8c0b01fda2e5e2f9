// What was typed or chosen stays on the page until the server has it; why it has not is said
// beside it.
const words = document.getElementById("lms-words");
const { person, session, signIn } = words.dataset;
// Longer than this a person thinks that nothing happens.
const PATIENCE = 15000;
const TYPED = "textarea, select, input:not([type=hidden], [type=submit], [type=button])";
const notes = new Map();

// --- Who is signed in, and with which token -------------------------------------------------

function renew(token) {
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  const headers = document.body.getAttribute("hx-headers");
  if (!headers) return;
  const renewed = { ...JSON.parse(headers), "X-CSRFToken": token };
  document.body.setAttribute("hx-headers", JSON.stringify(renewed));
}

// Why this page could send nothing now; empty if it can, and then with the token of now.
async function hindrance() {
  let got;
  try {
    got = await fetch(session, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  } catch {
    return "network";
  }
  try {
    const now = await got.json();
    if (now.person === null) return "signed-out";
    if (String(now.person) !== person) return "other-person";
    renew(now.token);
    return "";
  } catch {
    return "server";
  }
}

// --- Saying it --------------------------------------------------------------------------------

let inUse = null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches(TYPED)) inUse = event.target;
});
document.addEventListener("input", (event) => {
  if (event.target.form?.method === "post") isTyped = true;
});

// Beside the field in use where it is saved while one types, else beside the button.
function place(form, button) {
  if ("autosave" in form.dataset && !button && form.contains(inUse)) {
    return inUse.closest("fieldset") ?? inUse;
  }
  const last = button ?? form.querySelector("[type=submit]") ?? form.lastElementChild;
  return last.closest(".lms-actions, .submit-row") ?? last;
}

function hush(form) {
  notes.get(form)?.remove();
  notes.delete(form);
}

// Whether it is said already that the form itself could not be sent: that tells more.
const isUnsent = (form) => notes.get(form)?.dataset.of === "form";

function say(form, said, again, button, isAwaited) {
  hush(form);
  if (!button) near.remove();
  const note = words.content.firstElementChild.cloneNode(true);
  const text = typeof said === "string" ? words.content.querySelector(`[data-when=${said}]`) : said;
  const link = text.querySelector("[data-to-sign-in]");
  if (link) {
    const here = location.pathname + location.search + anchor(form);
    link.href = `${signIn}?next=${encodeURIComponent(here)}`;
  }
  note.querySelector("[data-again]").addEventListener("click", again);
  place(form, button).after(note);
  note.dataset.of = button ? "form" : "draft";
  notes.set(form, note);
  // A live region that comes with its text may stay unread.
  setTimeout(() => {
    note.querySelector("[data-said]").append(text.cloneNode(true));
    if (isAwaited) note.scrollIntoView({ block: "nearest" });
  }, 100);
  return note;
}

const anchor = (form) => {
  const id = form.closest("[data-question]")?.id;
  return id ? `#${id}` : "";
};

// --- Forms that lead to another page: asked first, so that the page is left only if it can be --

const sending = new Set();
let isTyped = false;
let isCleared = false;

async function send(form, button) {
  sending.add(form);
  window.htmx?.trigger(form, "htmx:abort");
  const why = await hindrance();
  if (why) {
    sending.delete(form);
    const again = () => form.requestSubmit(button);
    say(form, why, again, button, true);
    return;
  }
  hush(form);
  isTyped = false;
  isCleared = true;
  form.requestSubmit(button);
  isCleared = false;
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (form.matches("[data-sign-out], #logout-form")) forgetAll();
  if (isCleared || event.defaultPrevented || form.method !== "post") return;
  if (!form.querySelector(TYPED)) return;
  event.preventDefault();
  send(form, submitter);
});

// --- What htmx sends ----------------------------------------------------------------------------

const tried = new WeakSet();

function sendAgain(form, config) {
  return () =>
    window.htmx.trigger(
      form,
      "autosave" in form.dataset ? "lms:save" : config.triggeringEvent.type,
    );
}

async function failed(event, why) {
  const { elt: form, requestConfig: config, xhr } = event.detail;
  if (!form.matches("form") || sending.has(form)) return;
  const isAutosave = "autosave" in form.dataset;
  if (isAutosave && isUnsent(form)) return;
  const button = isAutosave ? undefined : form.querySelector("[type=submit]");
  const said = noteIn(xhr);
  if (why === "" && xhr.status === 403) {
    why = await hindrance();
    if (why === "" && !tried.has(form)) {
      tried.add(form);
      sendAgain(form, config)();
      return;
    }
  }
  if (xhr.status === 401) why = "signed-out";
  const isFinal = !why && said && xhr.status !== 403;
  const isAwaited = config.triggeringEvent?.type === "submit";
  const note = say(form, why || said || "server", sendAgain(form, config), button, isAwaited);
  // What the site refuses for good is not sent a second time.
  if (isFinal) note.querySelector("[data-again]").remove();
}

function noteIn(xhr) {
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  return page.querySelector("[data-note]");
}

document.addEventListener("htmx:sendError", (event) => failed(event, "network"));
document.addEventListener("htmx:timeout", (event) => failed(event, "network"));
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.isError && noteIn(event.detail.xhr)) event.detail.shouldSwap = false;
});
document.addEventListener("htmx:responseError", (event) => {
  const isShown = event.detail.shouldSwap && !noteIn(event.detail.xhr);
  if (!isShown) failed(event, "");
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt;
  if (sending.has(form)) event.preventDefault();
  else if (form.matches("[data-autosave]")) underway = contents(form);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt: form, successful } = event.detail;
  if (!successful) return;
  isTyped = false;
  tried.delete(form);
  if (!("autosave" in form.dataset)) return hush(form);
  if (!isUnsent(form)) hush(form);
  // What was typed since is not saved yet.
  if (sessionStorage.getItem(KEPT) === underway) sessionStorage.removeItem(KEPT);
});

// When it was saved stands beside the field in use as well: the status may be screens away.
const near = document.createElement("p");
near.className = "lms-subtle lms-saved";
near.setAttribute("aria-hidden", "true");
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "draft-status") return;
  near.textContent = event.detail.target.textContent;
  place(document.querySelector("[data-autosave]")).after(near);
});

// --- What is saved as it is typed: kept in this tab until the server has it --------------------

let underway = null;
const KEPT = `words:${person}:${location.pathname}`;

const contents = (form) => {
  const fields = Object.fromEntries(new FormData(form));
  delete fields.csrfmiddlewaretoken;
  return JSON.stringify(fields);
};

function forgetAll() {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("words:")) sessionStorage.removeItem(key);
  }
}

function restore(form) {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  if (!kept) return;
  if (form.dataset.taken.split(" ").includes(kept.submission)) {
    sessionStorage.removeItem(KEPT);
    return;
  }
  for (const field of form.elements) {
    if (field.type === "checkbox") field.checked = field.name in kept;
    else if (field.type === "radio") field.checked = kept[field.name] === field.value;
    else if (field.name in kept) field.value = kept[field.name];
  }
  form.closest("details")?.setAttribute("open", "");
  window.htmx.trigger(form, "lms:save");
}

// Somebody else's words do not stay in a tab that this person uses now.
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("words:") && !key.startsWith(`words:${person}:`))
    sessionStorage.removeItem(key);
}
const form = document.querySelector("[data-autosave]");
if (form) {
  document.addEventListener("htmx:load", () => restore(form), { once: true });
  form.addEventListener("input", () => sessionStorage.setItem(KEPT, contents(form)));
}

// --- Back to a page that the browser kept whole in its memory ---------------------------------

// It shows what was so before, perhaps to somebody else: unless something is typed in it by the
// one who is signed in still, it is asked for anew. Until then nothing of it is seen.
const shown = document.documentElement.style;
window.addEventListener("pagehide", () => {
  shown.visibility = "hidden";
});
window.addEventListener("pageshow", async (event) => {
  if (!event.persisted) return;
  sending.clear();
  if (isTyped && (await hindrance()) === "") shown.visibility = "";
  else location.reload();
});

// --- Coming back to this tab, perhaps from signing in in another ------------------------------

async function resume() {
  if (document.hidden) return;
  if ((await hindrance()) !== "") return;
  // Notes come and go while forms are sent.
  const waiting = [...notes.keys()].filter((unsaved) => "autosave" in unsaved.dataset);
  for (const unsaved of waiting) window.htmx.trigger(unsaved, "lms:save");
}
document.addEventListener("visibilitychange", resume);
window.addEventListener("online", resume);
