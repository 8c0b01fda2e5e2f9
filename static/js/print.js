// Opens what is folded while the page is printed, where the style sheet cannot do it.
const FOLDED = "details:is(.lms-callout, .lms-said-then, .lms-answered, .lms-own-note):not([open])";
let opened = [];

function setOpen(isOpen) {
  for (const box of opened) box.open = isOpen;
}

if (!CSS.supports("selector(::details-content)")) {
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(FOLDED)];
    setOpen(true);
  });
  window.addEventListener("afterprint", () => setOpen(false));
}
