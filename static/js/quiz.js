// --- While an answer is under way: the button says so, and the choice stays the one that was sent --

// Who listens is told what they cannot see, once it takes long.
const LONG = 1000;
const focused = new WeakMap();
let announcing = 0;

const isAnswer = (form) => form.matches("[data-question] form");

function setWaiting(form, isWaiting) {
  const button = form.querySelector("[type=submit]");
  for (const fieldset of form.querySelectorAll("fieldset")) fieldset.disabled = isWaiting;
  button.ariaBusy = isWaiting;
  [button.textContent, button.dataset.waiting] = [button.dataset.waiting, button.textContent];
}

document.addEventListener("htmx:beforeSend", ({ detail: { elt: form } }) => {
  if (!isAnswer(form)) return;
  focused.set(form, document.activeElement);
  setWaiting(form, true);
  announcing = setTimeout(tell, LONG, form.querySelector("[type=submit]").textContent);
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt: form, successful } }) => {
  if (!form.matches("form") || !focused.has(form)) return;
  clearTimeout(announcing);
  setWaiting(form, false);
  if (!successful && document.activeElement === document.body) {
    focused.get(form).focus({ preventScroll: true });
  }
  focused.delete(form);
});

// --- After an answer: the focus goes to the explanation, and who listens is told what happened -----

function tell(text) {
  const region = document.getElementById("lms-live");
  region.textContent = "";
  // A region that is emptied and filled at once may stay unread.
  setTimeout(() => {
    region.textContent = text;
  }, 100);
}

document.addEventListener("htmx:afterSettle", ({ target: question }) => {
  if (!question.matches?.("[data-question]")) return;
  const focus = question.querySelector("[data-focus]");
  focus?.focus({ preventScroll: true });
  focus?.scrollIntoView({ block: "nearest" });
  tell(question.dataset.live ?? "");
});
