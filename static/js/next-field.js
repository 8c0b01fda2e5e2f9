// Enter goes on to the next field where lines are short; Shift and Enter make a line, and so does
// Enter where there are several already. A radio or a box on the way is left to the mouse or Tab.
const FIELDS = "[data-goes-on], [name=_addanother]";
let isShifted = false;

const isSeen = (field) => field.offsetParent !== null && !field.disabled;

document.addEventListener("keydown", (event) => {
  isShifted = event.shiftKey;
});

// Not the key itself: while a syllable is being composed, Enter ends the syllable first.
document.addEventListener("beforeinput", (event) => {
  const { target: field, inputType } = event;
  if (!["insertLineBreak", "insertParagraph"].includes(inputType) || isShifted) return;
  if (!field.matches?.("textarea[data-goes-on]") || field.value.includes("\n")) return;
  if (!event.cancelable) return;
  event.preventDefault();
  const fields = [...field.form.querySelectorAll(FIELDS)].filter(isSeen);
  fields[fields.indexOf(field) + 1]?.focus();
});
