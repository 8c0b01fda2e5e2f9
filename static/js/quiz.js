// After an answer: the focus goes to the explanation, and screen readers are told what happened.
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
