// A whole question that is pasted where its stem belongs fills the form, while that is empty.
const OPTION = /^\s*[*√✓]?\s*(?:[①-⑳❶-❿⑴-⒇ⓐ-ⓩ㉠-㉻]|\(?(?:\d{1,2}|[A-Ha-h가-하])[.)])/gm;
const INLINE = /[①-⑳]/g;

document.addEventListener("paste", (event) => {
  const { target: stem } = event;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  const button = document.querySelector("[data-fill]");
  if (!button || stem.name !== "stem") return;
  const marks = [OPTION, INLINE].map((signs) => text.match(signs)?.length ?? 0);
  const texts = [...stem.form.querySelectorAll("textarea:not([name=pasted])")];
  if (Math.max(...marks) < 2 || texts.some((field) => field.value.trim())) return;
  event.preventDefault();
  const field = stem.form.elements.pasted;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  stem.form.requestSubmit(button);
});
