// What was typed or chosen stays on the page until the server has it; why it has not is said
// beside it. (That it outlives the page is the work of kept.js.)
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
  if (event.target.form?.getAttribute("method") === "post") isTyped = true;
});

// Beside the field in use where it is saved while one types, else beside the button.
function place(form, button) {
  if ("autosave" in form.dataset && !button && form.contains(inUse)) {
    return inUse.closest("fieldset, .lms-tasks") ?? inUse;
  }
  const last = button ?? form.querySelector("[type=submit]") ?? form.lastElementChild;
  return last.closest(".lms-actions, .submit-row") ?? last;
}

function hush(form) {
  notes.get(form)?.remove();
  notes.delete(form);
  delete form.dataset.unsaved;
}

// Whether it is said already that the form itself could not be sent: that tells more.
const isUnsent = (form) => notes.get(form)?.dataset.of === "form";

function say(form, message, again, button, isAwaited) {
  hush(form);
  if (!button) near.remove();
  const note = words.content.firstElementChild.cloneNode(true);
  const text =
    typeof message === "string" ? words.content.querySelector(`[data-when=${message}]`) : message;
  const link = text.querySelector("[data-to-sign-in]");
  if (link) {
    const here = location.pathname + location.search + anchor(form);
    link.href = `${signIn}?next=${encodeURIComponent(here)}`;
  }
  note.querySelector("[data-again]").addEventListener("click", again);
  form.dataset.unsaved = "";
  place(form, button).after(note);
  note.dataset.of = button ? "form" : "draft";
  notes.set(form, note);
  // A live region that comes with its text may stay unread.
  setTimeout(() => {
    note.querySelector("[data-said]").append(text.cloneNode(true));
    if (isAwaited) note.scrollIntoView({ block: "nearest" });
  }, 100);
  if (message === "signed-out" && isAwaited) {
    goOn = again;
    document.dispatchEvent(new Event("lms:sign-in"));
  }
  return note;
}

// The note offers to sign in over the page, and to save in place of what is newer elsewhere.
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-sign-in-here]")) document.dispatchEvent(new Event("lms:sign-in"));
  const overtaking = target.closest("[data-overtake]");
  if (!overtaking) return;
  const [form] = [...notes].find(([, note]) => note.contains(overtaking));
  form.elements.seen.value = overtaking.dataset.overtake;
  window.htmx.trigger(form, "lms:save");
});

// What was being sent when it turned out that one is signed out.
let goOn = null;
document.addEventListener("lms:signed-in", async () => {
  const again = goOn;
  goOn = null;
  // Perhaps as somebody else, who is told so where this is sent again.
  if ((await hindrance()) === "") saveWaiting();
  again?.();
});

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
  if (isCleared || event.defaultPrevented || form.getAttribute("method") !== "post") return;
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
  const message = noteIn(xhr);
  if (why === "" && xhr.status === 403) {
    why = await hindrance();
    if (why === "" && !tried.has(form)) {
      tried.add(form);
      sendAgain(form, config)();
      return;
    }
  }
  if (xhr.status === 401) why = "signed-out";
  const isFinal = !why && message && xhr.status !== 403;
  const isAwaited = config.triggeringEvent?.type === "submit";
  const note = say(form, why || message || "server", sendAgain(form, config), button, isAwaited);
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
});
// Each save of a form has a number, by which the server knows one that another has overtaken.
document.addEventListener("htmx:configRequest", ({ detail: { elt: form, parameters } }) => {
  if (!form.matches("[data-autosave]") || !form.elements.sequence) return;
  form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
  parameters.sequence = form.elements.sequence.value;
});
document.addEventListener("htmx:afterRequest", (event) => {
  const { elt: form, successful } = event.detail;
  if (!successful) return;
  isTyped = false;
  tried.delete(form);
  if (!("autosave" in form.dataset)) return hush(form);
  if (!isUnsent(form)) hush(form);
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

function saveWaiting() {
  // Notes come and go while forms are sent.
  const waiting = [...notes.keys()].filter((unsaved) => "autosave" in unsaved.dataset);
  for (const unsaved of waiting) window.htmx.trigger(unsaved, "lms:save");
}

async function resume() {
  if (document.hidden || (await hindrance()) !== "") return;
  if (goOn) document.dispatchEvent(new Event("lms:signed-in"));
  else saveWaiting();
}
document.addEventListener("visibilitychange", resume);
window.addEventListener("online", resume);
