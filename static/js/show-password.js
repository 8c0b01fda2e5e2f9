// A password is shown on request, and hidden again before it is sent: browsers keep what is typed
// into a field of text to offer it to the next person.
function show(button, isShown) {
  button.setAttribute("aria-pressed", isShown);
  for (const id of button.dataset.shows.split(" ")) {
    document.getElementById(id).type = isShown ? "text" : "password";
  }
}

for (const button of document.querySelectorAll("[data-shows]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    show(button, button.getAttribute("aria-pressed") !== "true");
  });
  button.form.addEventListener("submit", () => show(button, false));
}
