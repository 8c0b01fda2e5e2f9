// Fields of Markdown show below them what learners will see, a moment after typing stops; those of
// several paragraphs have a button that uploads a picture and writes it in.
const WAIT = 400;
const TALLEST = 240;
let dialog = null;
let target = null;

// A row that is there knows its course; a new one says in its form which it will belong to.
const course = () =>
  document.querySelector("[data-preview-course]")?.dataset.previewCourse ??
  document.querySelector("select[name=course]")?.value ??
  "";

function post(address, body) {
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  // Signed out or refused, the answer is the sentence that says so, not a page to sign in.
  const { person } = document.getElementById("lms-words").dataset;
  const headers = { "X-Requested-With": "XMLHttpRequest", "X-Written-By": person };
  return fetch(address, { method: "POST", body, headers });
}

// --- Previews -------------------------------------------------------------------------------------

async function show(field, frame) {
  const body = new FormData();
  body.set("text", field.value);
  body.set("kind", field.dataset.previewKind);
  body.set("of", course());
  const answer = await post(field.dataset.preview, body);
  if (answer.ok || answer.status === 401 || answer.status === 403) {
    frame.srcdoc = await answer.text();
  }
}

function addPreview(field) {
  const frame = document.createElement("iframe");
  frame.className = "lms-preview";
  frame.dataset.kind = field.dataset.previewKind;
  frame.title = field.dataset.previewTitle;
  frame.setAttribute("sandbox", "allow-same-origin");
  // As high as what it shows, for as long as that is little.
  frame.addEventListener("load", () => {
    const { offsetHeight } = frame.contentDocument.body;
    frame.style.minHeight = `${Math.min(offsetHeight, TALLEST)}px`;
  });
  field.after(frame);
  // Of nothing there is nothing to see.
  frame.hidden = !field.value.trim();
  let waiting = 0;
  field.addEventListener("input", () => {
    frame.hidden = !field.value.trim();
    clearTimeout(waiting);
    waiting = setTimeout(show, WAIT, field, frame);
  });
  // Only what comes into view is asked for: a module has many sections.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    show(field, frame);
  }).observe(frame);
}

// --- Pictures -------------------------------------------------------------------------------------

const uploadForm = () => dialog.querySelector("form");

function tell(text) {
  const fault = dialog.querySelector("[role=alert]");
  fault.textContent = text;
  fault.hidden = !text;
}

// A picture is a paragraph of its own: empty lines before and after it, where there are none.
function write(markdown) {
  const { value, selectionStart: at } = target;
  const before = value.slice(0, at).replace(/\n*$/, (ends) => (at ? ends.padEnd(2, "\n") : ""));
  const after = value.slice(at).replace(/^\n*/, "\n\n").trimEnd();
  target.value = before + markdown + after;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.focus();
  const end = before.length + markdown.length;
  target.setSelectionRange(end, end);
}

async function upload(event) {
  event.preventDefault();
  const body = new FormData(uploadForm());
  body.set("course", course());
  const submit = uploadForm().querySelector("[type=submit]");
  submit.disabled = true;
  try {
    const answer = await post(dialog.dataset.address, body);
    const { fault, markdown } = await answer.json();
    if (answer.ok) {
      dialog.close();
      write(markdown);
    } else tell(fault);
  } catch {
    tell(dialog.dataset.failed);
  } finally {
    submit.disabled = false;
  }
}

function addPictureButton(field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button lms-image-button";
  button.textContent = dialog.querySelector("h2").textContent;
  button.addEventListener("click", () => {
    target = field;
    uploadForm().reset();
    tell("");
    dialog.showModal();
  });
  const help = field.closest(".form-row > div, td")?.querySelector(".help");
  if (help) help.prepend(button);
  else field.after(button);
}

// --- Every field once, also those of rows that are added ------------------------------------------

function attachAll() {
  for (const field of document.querySelectorAll("[data-preview]")) {
    if (field.dataset.attached || field.name.includes("__prefix__")) continue;
    field.dataset.attached = "yes";
    addPreview(field);
    if (dialog && field.dataset.previewKind !== "line") addPictureButton(field);
  }
}

document.addEventListener("DOMContentLoaded", () => {
  dialog = document.getElementById("image-dialog");
  dialog?.querySelector("form").addEventListener("submit", upload);
  dialog?.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  attachAll();
});
document.addEventListener("formset:added", attachAll);
