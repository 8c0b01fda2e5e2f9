// Rows of a form are put in order by dragging; their numbers follow, and may be typed as well.
const ROW = ".inline-related:not(.empty-form):not(.tabular), tr.form-row:not(.empty-form)";
const field = (row) => row.querySelector("input[name$=-position]");
let dragged = null;

function renumber(group) {
  let number = 0;
  for (const row of group.querySelectorAll(ROW)) {
    const position = field(row);
    if (!position || row.querySelector("input[name$=-DELETE]:checked")) continue;
    number += 1;
    position.value = number;
  }
}

function attach(row) {
  const position = field(row);
  if (!position || position.type === "hidden" || row.dataset.ordered) return;
  row.dataset.ordered = "yes";
  const handle = document.createElement("span");
  handle.className = "lms-drag";
  handle.draggable = true;
  handle.textContent = "⠿";
  handle.setAttribute("aria-hidden", "true");
  // Where the number itself is folded away, the row is dragged by its name.
  const folded = position.closest("details");
  if (folded) row.querySelector("h3").prepend(handle);
  else position.before(handle);
  handle.addEventListener("dragstart", (event) => {
    dragged = row;
    event.dataTransfer.setData("text/plain", position.value);
    event.dataTransfer.effectAllowed = "move";
  });
  row.addEventListener("dragover", (event) => {
    if (!dragged || dragged === row || dragged.parentNode !== row.parentNode) return;
    event.preventDefault();
    const box = row.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) row.before(dragged);
    else row.after(dragged);
  });
  row.addEventListener("drop", (event) => event.preventDefault());
  handle.addEventListener("dragend", () => {
    renumber(row.closest(".inline-group"));
    dragged = null;
  });
}

function attachAll() {
  for (const row of document.querySelectorAll(ROW)) attach(row);
}

document.addEventListener("DOMContentLoaded", attachAll);
document.addEventListener("formset:added", attachAll);
