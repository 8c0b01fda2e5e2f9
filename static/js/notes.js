// How much room a note has left, told before it is full; and what it says now, for paper.
const FEW = 200;

document.addEventListener("input", ({ target: field }) => {
  if (!field.dataset.limit) return;
  const left = field.dataset.limit - field.value.trim().length;
  const told = field.form.querySelector("[data-left]");
  told.hidden = left > FEW;
  told.lastElementChild.textContent = left;
  field.setAttribute("aria-invalid", left < 0);
});

window.addEventListener("beforeprint", () => {
  for (const field of document.querySelectorAll("[data-limit]")) {
    field.form.querySelector(".lms-on-paper").textContent = field.value;
  }
});
