// A button that prints the page, in place of the hint how to: where there is something to print with.
if (typeof window.print === "function") {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  for (const hint of document.querySelectorAll("[data-print-hint]")) hint.hidden = true;
}
