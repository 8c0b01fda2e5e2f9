// Which row of a form is the one: the value of its radio is the name of the row, which changes as
// rows are added and removed.
function nameRows() {
  for (const radio of document.querySelectorAll(".inline-related input[type=radio]")) {
    radio.value = radio.closest(".inline-related").id;
  }
}

document.addEventListener("formset:added", nameRows);
// Told before the rows after it have their new numbers.
document.addEventListener("formset:removed", () => setTimeout(nameRows));
