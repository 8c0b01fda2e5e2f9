// One question at a time, for whoever likes that better on a phone; the choice is kept on the device.
const KEY = "lms-one-question";
const quiz = document.getElementById("quiz");
const choice = quiz?.querySelector("[data-one]");
const steps = quiz?.querySelector("[data-steps]");
let shown = null;

function questions() {
  return [...quiz.querySelectorAll("[data-question]")];
}

// `id` is of a question, or of something in it.
function show(id) {
  const all = questions();
  const at = Math.max(
    all.findIndex((question) => id === question.id || id?.startsWith(`${question.id}-`)),
    0,
  );
  shown = all[at].id;
  for (const question of all) {
    question.classList.toggle("lms-question-shown", question.id === shown);
  }
  steps.querySelector("[data-step='-1']").disabled = at === 0;
  steps.querySelector("[data-step='1']").disabled = at === all.length - 1;
  steps.querySelector("[data-step-place]").textContent = `${at + 1} / ${all.length}`;
}

function setOne(isOne) {
  quiz.classList.toggle("lms-quiz-one", isOne);
  choice.querySelector("button").setAttribute("aria-pressed", String(isOne));
  steps.hidden = !isOne;
}

function begin() {
  const open = questions().find((question) => question.dataset.state !== "correct");
  show(location.hash.startsWith("#question-") ? location.hash.slice(1) : open?.id);
}

if (choice && questions().length > 1) {
  choice.hidden = false;
  begin();
  setOne(localStorage.getItem(KEY) === "on");
  choice.addEventListener("click", () => {
    const isOne = !quiz.classList.contains("lms-quiz-one");
    localStorage.setItem(KEY, isOne ? "on" : "off");
    setOne(isOne);
  });
  steps.addEventListener("click", ({ target }) => {
    const all = questions();
    const at = all.findIndex((question) => question.id === shown);
    const step = Number(target.closest("[data-step]")?.dataset.step ?? 0);
    if (all[at + step]) show(all[at + step].id);
  });
  // A link to a question shows it, and an answered one comes back as another element.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#question-']");
    if (link) show(link.hash.slice(1));
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (target.matches?.("[data-question]")) show(shown);
  });
}
