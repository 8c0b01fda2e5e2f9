// Modules and sections are put in order by dragging, by ↑ and ↓, or by the number of the place; the
// numbers are what is sent. Each row stays in its list.
const form = document.querySelector("[data-outline]");
const EDGE = 64; // pixels from an edge of the window where it scrolls while one drags
const STEP = 12; // pixels that it scrolls then, each frame

const rowsOf = (list) => [...list.children];
const boxOf = (row) => row.querySelector("input[type=number]");
const lists = () => [...form.querySelectorAll("[data-list]")];
const order = () => lists().map((list) => rowsOf(list).map((row) => row.dataset.row));

let before;
let isSending = false;
let dragged = null;
let pointerAt = 0;

const isChanged = () => JSON.stringify(order()) !== before;

function announce(sentence) {
  form.querySelector("[data-announced]").textContent = sentence;
}

function renumber() {
  for (const list of lists()) {
    const rows = rowsOf(list);
    for (const [at, row] of rows.entries()) {
      boxOf(row).value = at + 1;
      for (const button of row.querySelector("[data-moves]").children) {
        const last = button.dataset.move === "up" ? 0 : rows.length - 1;
        button.setAttribute("aria-disabled", at === last);
      }
    }
  }
  for (const part of form.querySelectorAll("[data-put-back], [data-unsaved]")) {
    part.hidden = !isChanged();
  }
}

function tell(row) {
  const rows = rowsOf(row.parentNode);
  const words = {
    title: row.querySelector(".lms-tree-title").textContent,
    place: rows.indexOf(row) + 1,
    count: rows.length,
  };
  announce(form.dataset.moved.replace(/{(\w+)}/g, (_all, name) => words[name]));
}

// To the place that counts from nought; what has the focus keeps it.
function moveTo(row, place) {
  const rows = rowsOf(row.parentNode);
  const at = rows.indexOf(row);
  const to = Math.max(0, Math.min(place, rows.length - 1));
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  if (to < at) rows[to].before(row);
  if (to > at) rows[to].after(row);
  focused?.focus();
  renumber();
  if (to !== at) row.scrollIntoView({ block: "nearest" });
  tell(row);
}

function moveByButton({ target }) {
  const button = target.closest("[data-move]");
  if (!button || button.getAttribute("aria-disabled") === "true") return;
  const row = button.closest("[data-row]");
  const step = button.dataset.move === "up" ? -1 : 1;
  moveTo(row, rowsOf(row.parentNode).indexOf(row) + step);
}

function moveByNumber({ target }) {
  if (target.type !== "number") return;
  const place = Number.parseInt(target.value, 10);
  if (place > 0) moveTo(target.closest("[data-row]"), place - 1);
  else renumber();
}

function putBack() {
  const rows = new Map(
    [...form.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]),
  );
  for (const names of JSON.parse(before)) {
    // The lists of modules that have moved are found by their rows.
    const list = rows.get(names[0]).parentNode;
    list.append(...names.map((name) => rows.get(name)));
  }
  renumber();
  announce(form.dataset.back);
  form.querySelector("[type=submit]").focus();
}

function follow() {
  if (!dragged) return;
  if (pointerAt < EDGE) window.scrollBy(0, -STEP);
  if (pointerAt > window.innerHeight - EDGE) window.scrollBy(0, STEP);
  swap();
  requestAnimationFrame(follow);
}

// Where the middle of another row is passed.
function swap() {
  const rows = rowsOf(dragged.row.parentNode);
  const at = rows.indexOf(dragged.row);
  const middle = (row) => {
    const { top, height } = row.getBoundingClientRect();
    return top + Math.min(height, dragged.height) / 2;
  };
  const above = rows.slice(0, at).find((row) => pointerAt < middle(row));
  const below = rows.slice(at + 1).findLast((row) => pointerAt > middle(row));
  if (above) above.before(dragged.row);
  else if (below) below.after(dragged.row);
  if (above || below) renumber();
}

function drag(event) {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const row = handle.closest("[data-row]");
  pointerAt = event.clientY;
  dragged = {
    row,
    height: handle.offsetHeight * 2,
    next: row.nextElementSibling,
    list: row.parentNode,
  };
  row.dataset.dragged = "";
  form.dataset.dragging = "";
  requestAnimationFrame(follow);
}

function drop(isKept) {
  if (!dragged) return;
  const { row, next, list } = dragged;
  dragged = null;
  delete row.dataset.dragged;
  delete form.dataset.dragging;
  if (!isKept) list.insertBefore(row, next);
  renumber();
  tell(row);
}

function attach() {
  before = JSON.stringify(order());
  for (const part of form.querySelectorAll("[data-drag], [data-moves], [data-with-script]")) {
    part.hidden = false;
  }
  form.addEventListener("click", moveByButton);
  form.addEventListener("change", moveByNumber);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.type === "number") {
      event.preventDefault();
      moveByNumber(event);
    }
  });
  form.addEventListener("pointerdown", drag);
  window.addEventListener("pointermove", (event) => {
    pointerAt = event.clientY;
  });
  window.addEventListener("pointerup", () => drop(true));
  window.addEventListener("pointercancel", () => drop(false));
  window.addEventListener("keydown", (event) => {
    if (event.key === "Escape") drop(false);
  });
  form.querySelector("[data-put-back]").addEventListener("click", putBack);
  // After words.js, which asks first whether it can be sent.
  window.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) isSending = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged() && !isSending) event.preventDefault();
  });
  renumber();
}

function attachFolding() {
  const button = document.querySelector("[data-fold]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const isFolded = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", isFolded);
    for (const sections of form.querySelectorAll("details")) sections.open = !isFolded;
  });
}

if (form) {
  attach();
  attachFolding();
}
