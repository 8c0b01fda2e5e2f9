// Fields that Django's scripts and templates leave without a name for those who do not see them.
const NAMELESS = ".datetime input, td input, td textarea, td select";
let labels = 0;

// What stands beside the field, else at the head of its column.
function labelOf(field) {
  const label = field.closest(".form-row:not(tr), .fieldBox, td")?.querySelector("label, legend");
  const cell = field.closest("td");
  const heads = cell?.closest("table").querySelectorAll("thead th");
  return label ?? heads?.[cell.cellIndex];
}

// A list to choose from is called by its label and by what is chosen in it.
function nameList(box) {
  const chosen = box.querySelector(".select2-selection__rendered");
  const label = labelOf(box);
  if (!label || !chosen) return;
  label.id ||= `lms-label-${++labels}`;
  chosen.removeAttribute("role");
  chosen.removeAttribute("aria-readonly");
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
}

function nameField(field) {
  if (field.labels?.length || field.ariaLabel || field.type === "hidden") return;
  const words = [labelOf(field)?.textContent, field.previousSibling?.textContent];
  const called = words.map((part) => part?.trim()).filter(Boolean);
  if (called.length) field.setAttribute("aria-label", called.join(" "));
}

function nameAll(root) {
  for (const tip of root.querySelectorAll(".help-tooltip[aria-label]")) {
    tip.setAttribute("role", "img");
  }
  for (const head of root.querySelectorAll("th:empty")) head.setAttribute("aria-hidden", "true");
  for (const box of root.querySelectorAll(".select2-selection[role=combobox]")) nameList(box);
  for (const field of root.querySelectorAll(NAMELESS)) nameField(field);
}

nameAll(document);
// Lists to choose from, rows of a form and boxes of a date are drawn later, by scripts of Django.
new MutationObserver((changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.matches?.(".select2, .form-row, .selector, .datetimeshortcuts"))) {
    nameAll(document);
  }
}).observe(document.body, { childList: true, subtree: true });
