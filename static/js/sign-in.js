// Signed out in the midst of something, a person signs in over the page and goes on. What was
// written stays in sight, and may be read and copied beside the dialog: it is not a modal one.
const words = document.getElementById("lms-words");
const dialog = words.content.querySelector("dialog").cloneNode(true);
const form = dialog.querySelector("form");
const fault = dialog.querySelector("[role=alert]");
// Of whom the password was right, and a code is asked for as well.
const codeRow = dialog.querySelector("[data-code]");
form.elements.username.defaultValue = words.dataset.username;

function tell(text) {
  fault.textContent = text;
  fault.hidden = !text;
}

const sentence = (when) => words.content.querySelector(`[data-when=${when}]`).textContent;

function askForCode(isAsked) {
  codeRow.hidden = !isAsked;
  const field = isAsked ? form.elements.code : form.elements.password;
  field.focus();
  field.select();
}

async function signIn() {
  const { token } = await (await fetch(words.dataset.session, { cache: "no-store" })).json();
  const body = new FormData(form);
  body.set("csrfmiddlewaretoken", token);
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  const { signIn: first, secondStep: second } = words.dataset;
  const address = codeRow.hidden ? first : second;
  const answer = await fetch(address, { method: "POST", body, headers });
  if (answer.ok) {
    document.dispatchEvent(new Event("lms:signed-in"));
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const note = page.querySelector("[data-note]");
  tell(note?.textContent.trim() ?? sentence("server"));
  // Too long after the password (401) it is asked for again.
  const isSecond = (note && "secondStep" in note.dataset) || !codeRow.hidden;
  askForCode(isSecond && answer.status !== 401);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  tell("");
  try {
    await signIn();
  } catch {
    tell(sentence("network"));
  } finally {
    button.disabled = false;
  }
});
dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
dialog.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") dialog.close();
});
document.addEventListener("lms:signed-in", () => dialog.close());
dialog.addEventListener("close", () => {
  form.reset();
  codeRow.hidden = true;
});

document.addEventListener("lms:sign-in", () => {
  if (dialog.open) return;
  document.body.append(dialog);
  tell("");
  dialog.show();
  form.elements.password.focus();
});
