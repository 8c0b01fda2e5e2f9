// What is typed into a form is kept in this tab until the server has it, and is put back when its
// page comes again: after a broken answer, a reload, a way through the sign-in page.
const words = document.getElementById("lms-words");
const { person, stored, method } = words.dataset;
const OWN = `words:${person}:`;
const FIELDS =
  "textarea, select, input:not([type=hidden], [type=submit], [type=button], [type=file])";
const SIGN_OUT = "[data-sign-out], #logout-form";
// What is ticked in a list, or put in order, is no words; a password or code is kept nowhere.
const NOT_KEPT = `${SIGN_OUT}, #changelist-form, [data-outline]`;
const ANSWER = 200; // milliseconds that other tabs have to answer in
const SAVING = 3000; // milliseconds that a last save has before one signs out

const isKept = (form) =>
  form.getAttribute("method") === "post" &&
  !form.matches(NOT_KEPT) &&
  !form.querySelector("[type=password], [autocomplete=one-time-code]") &&
  form.querySelector(FIELDS);
// A choice made at a question is put back like words, but nobody is asked about it.
const isWords = (form) => !form.closest("[data-question]");
const isAutosaved = (form) => "autosave" in form.dataset;

function key(form) {
  const forms = [...document.querySelectorAll("form[method=post]")];
  const name = form.closest("[data-question]")?.id ?? (form.id || forms.indexOf(form));
  return `${OWN}${location.pathname}${location.search}#${name}`;
}

function contents(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
  );
}

// What can be typed or ticked, without what comes anew with each save.
const COUNTED = new Set(["sequence", "was", "typing"]);
const typed = (form) => JSON.stringify(contents(form).filter(([name]) => !COUNTED.has(name)));

// Not what the browser has put in by itself, as it may where it takes this for the page of before.
function asServed(form) {
  const served = form.cloneNode(true);
  served.reset();
  return typed(served);
}

const entry = (form) => JSON.parse(sessionStorage.getItem(key(form)) ?? "null");

function keep(form, as) {
  const labels = {};
  for (const select of form.querySelectorAll("select")) {
    for (const { value, text } of select.selectedOptions) labels[value] = text;
  }
  const draft = { as, fields: contents(form), labels };
  try {
    sessionStorage.setItem(key(form), JSON.stringify(draft));
  } catch {
    // A tab keeps five megabytes; more than that stays on the screen alone.
  }
}

const forget = (form) => sessionStorage.removeItem(key(form));

function forgetAll(isForgotten) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("words:") && isForgotten(name)) sessionStorage.removeItem(name);
  }
}

// --- While one types --------------------------------------------------------------------------

const served = new WeakMap();
let isLeaving = false;
// One is signing out, here or in another tab: nothing is kept any more.
let isForgetting = false;
// Another page has been asked for, which may not show yet what is saved from now on.
let isGoing = false;

const isChanged = (form) => served.has(form) && typed(form) !== served.get(form);

function noteChange({ target, type }) {
  const form = target.form;
  // Who types stays here, whatever was sent before; a field that is left as the page goes is none.
  if (type === "input" && !isForgetting) isLeaving = isGoing = false;
  if (isLeaving || !form || !isKept(form) || !served.has(form)) return;
  if (isChanged(form)) keep(form);
  else forget(form);
}
document.addEventListener("input", noteChange);
document.addEventListener("change", noteChange);

// The server has it, though it is not saved (kept-typing.js).
document.addEventListener("lms:kept", ({ detail: form }) => forget(form));

// --- Until the server has it ------------------------------------------------------------------

const underway = new WeakMap();
document.addEventListener("htmx:beforeRequest", ({ detail: { elt: form } }) => {
  if (form.matches("form")) underway.set(form, typed(form));
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt: form, successful, xhr } }) => {
  if (!form.matches("form") || !isKept(form)) return;
  // The question that was refused for good comes anew; nothing of it waits.
  const isOver = successful || (!isWords(form) && [400, 409, 410].includes(xhr.status));
  if (!isOver) return;
  // What was typed since is not saved yet.
  const isAllSaved = !isAutosaved(form) || typed(form) === underway.get(form);
  if (isAllSaved && !isGoing) forget(form);
  served.set(form, underway.get(form));
});

// After all that may keep a form back: this one leads to another page.
window.addEventListener("submit", (event) => {
  const { target: form } = event;
  if (event.defaultPrevented) return;
  isLeaving = true;
  if (!isKept(form)) return;
  const number = [...crypto.getRandomValues(new Uint8Array(8))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  let field = form.querySelector("[name=kept-as]");
  if (!field) {
    field = document.createElement("input");
    field.type = "hidden";
    field.name = "kept-as";
    form.append(field);
  }
  field.value = number;
  keep(form, number);
});

// --- When its page comes again ----------------------------------------------------------------

function restoreField(field, values, labels) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = values.includes(field.value);
  } else if (field.type === "select-multiple") {
    for (const option of field.options) option.selected = values.includes(option.value);
  } else if (values.length) {
    const value = values.shift();
    if (
      field.type === "select-one" &&
      ![...field.options].some((option) => option.value === value)
    ) {
      field.add(new Option(labels[value] ?? value, value));
    }
    field.value = value;
  }
}

// Rows that were added in a form of the admin are added again.
function addRows(form, fields) {
  for (const [name, value] of fields) {
    if (!name.endsWith("-TOTAL_FORMS")) continue;
    const prefix = name.slice(0, -"-TOTAL_FORMS".length);
    const total = form.elements[name];
    const add = document.querySelector(`#${CSS.escape(prefix)}-group .add-row a`);
    const missing = Math.max(0, Number(value) - Number(total?.value ?? value));
    for (let added = 0; added < missing; added += 1) add?.click();
  }
}

function fill(form, { fields, labels }) {
  addRows(form, fields);
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    // What is saved as it is typed goes on under its own number.
    const isOwn = field.matches(FIELDS) || (isAutosaved(form) && field.type === "hidden");
    if (!isOwn || !field.name || field.name === "csrfmiddlewaretoken") continue;
    restoreField(field, values.get(field.name) ?? [], labels);
    if (field.matches("select, textarea")) {
      field.dispatchEvent(
        new Event(field.matches("select") ? "change" : "input", { bubbles: true }),
      );
    }
  }
}

function tellRestored(form) {
  const note = words.content.querySelector("[data-restored]").cloneNode(true);
  note.querySelector("[data-discard]").addEventListener("click", () => {
    forget(form);
    isLeaving = true;
    location.reload();
  });
  form.before(note);
}

function restore(form) {
  const draft = entry(form);
  if (!draft) return;
  const submission = draft.fields.find(([name]) => name === "submission")?.[1];
  if (form.dataset.taken?.split(" ").includes(submission)) return forget(form);
  // An answer to what was sent shows that already.
  if (method === "POST" && !isAutosaved(form)) return;
  // Its rows may be others by now, and its texts: the server brings the two together.
  const seen = draft.fields.find(([name]) => name === "seen")?.[1];
  if (seen !== form.elements.seen?.value) {
    document.dispatchEvent(new CustomEvent("lms:offer", { detail: draft.fields }));
    return;
  }
  fill(form, draft);
  if (!isChanged(form)) return forget(form);
  form.closest("details")?.setAttribute("open", "");
  if (isAutosaved(form)) window.htmx.trigger(form, "lms:save");
  else if (isWords(form)) tellRestored(form);
}

function restoreAll() {
  for (const form of document.forms) if (isKept(form)) restore(form);
}

// The admin makes the links that add rows when it is ready, which may be after the page has loaded.
function restoreWithRows(tries = 60) {
  const groups = [...document.querySelectorAll(".js-inline-admin-formset")];
  if (tries && !groups.every((group) => group.querySelector(".add-row a"))) {
    setTimeout(restoreWithRows, 50, tries - 1);
  } else restoreAll();
}

// Somebody else's words do not stay in a tab that this person uses now.
forgetAll((name) => !name.startsWith(OWN));
const numbers = new Set(stored.split("."));
forgetAll((name) => numbers.has(JSON.parse(sessionStorage.getItem(name)).as));
for (const form of document.forms) if (isKept(form)) served.set(form, asServed(form));
// When the scripts of the admin have made its rows and fields, and htmx listens.
if (document.readyState === "complete") restoreWithRows();
else window.addEventListener("load", () => restoreWithRows());
// A question comes anew with its answer.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  for (const form of target.querySelectorAll?.("form") ?? []) {
    if (isKept(form) && !served.has(form)) served.set(form, typed(form));
  }
});

// --- When the page is left --------------------------------------------------------------------

const isUnsaved = (form) =>
  isKept(form) &&
  isWords(form) &&
  (isAutosaved(form)
    ? "unsaved" in form.dataset
    : isChanged(form) && (!form.elements.typing || "unkept" in form.dataset));

window.addEventListener("beforeunload", (event) => {
  isGoing = true;
  if (!isLeaving && [...document.forms].some(isUnsaved)) event.preventDefault();
});

const autosaved = () => [...document.querySelectorAll("form[data-autosave]")].filter(entry);

// The server keeps a draft: what was typed last is sent to it as the page closes.
function sendLast(form) {
  const { sequence } = form.elements;
  if (sequence) sequence.value = Number(sequence.value) + 1;
  keep(form);
  const headers = { "X-Requested-With": "XMLHttpRequest", "X-Written-By": person };
  const body = new FormData(form);
  fetch(form.getAttribute("hx-post"), { method: "POST", body, headers, keepalive: true }).catch(
    () => {},
  );
}
window.addEventListener("pagehide", () => {
  if (isLeaving) return;
  for (const form of autosaved()) if (isChanged(form)) sendLast(form);
});
// The session is over: nobody is asked, and nothing can be saved. The tab keeps it.
document.addEventListener("lms:ended", () => {
  for (const form of document.forms) if (isKept(form) && isChanged(form)) keep(form);
  isLeaving = true;
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) isForgetting = isLeaving = isGoing = false;
});

// --- When one signs out -----------------------------------------------------------------------

const isOfQuestion = (name) => name.includes("#question-");
const holdsWords = () =>
  [...document.forms].some(isUnsaved) ||
  Object.keys(sessionStorage).some((name) => name.startsWith(OWN) && !isOfQuestion(name));

const tabs = new BroadcastChannel("lms-words");
let asking = null;
tabs.addEventListener("message", ({ data }) => {
  if (data === "who holds words?" && holdsWords()) tabs.postMessage("I do");
  else if (data === "I do") asking?.(true);
  else if (data === "signed out") {
    forgetAll(() => true);
    isForgetting = isLeaving = true;
    document.documentElement.style.visibility = "hidden";
    setTimeout(() => location.reload(), SAVING / 2);
  }
});

const othersHoldWords = () =>
  new Promise((resolve) => {
    asking = resolve;
    tabs.postMessage("who holds words?");
    setTimeout(resolve, ANSWER, false);
  });

function saved(form) {
  const isDone = new Promise((resolve) => {
    form.addEventListener("htmx:afterRequest", resolve, { once: true });
    setTimeout(resolve, SAVING);
  });
  window.htmx.trigger(form, "lms:save");
  return isDone;
}

// What waits for its second to pass is saved now.
const saveLast = () =>
  Promise.all(
    autosaved()
      .filter((form) => !("unsaved" in form.dataset))
      .map(saved),
  );

async function signOut(form) {
  // A form cannot be sent while it is told that it is being sent.
  await new Promise((resolve) => setTimeout(resolve));
  await saveLast();
  const areWordsLost = holdsWords() || (await othersHoldWords());
  const { textContent: question } = words.content.querySelector("[data-sign-out-question]");
  if (areWordsLost && !confirm(question.trim())) return;
  forgetAll(() => true);
  tabs.postMessage("signed out");
  isForgetting = isLeaving = true;
  form.dataset.asked = "";
  form.requestSubmit();
}

document.addEventListener("submit", (event) => {
  const { target: form } = event;
  if (!form.matches(SIGN_OUT) || "asked" in form.dataset) return;
  event.preventDefault();
  signOut(form);
});
