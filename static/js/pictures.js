// Below each text of several paragraphs, a button that uploads a picture and writes it in.
(() => {
  let dialog, target;
  const form = () => dialog.querySelector("form");
  const fault = () => dialog.querySelector("[role=alert]");
  const course = () =>
    document.querySelector("[data-preview-course]")?.dataset.previewCourse ??
    document.querySelector("select[name=course]")?.value ??
    "";

  function tell(text) {
    fault().textContent = text;
    fault().hidden = !text;
  }

  // A picture is a paragraph of its own: empty lines before and after it, where there are none.
  function write(markdown) {
    const { value, selectionStart: at } = target;
    const before = value.slice(0, at).replace(/\n*$/, (ends) => (at ? ends.padEnd(2, "\n") : ""));
    const after = value.slice(at).replace(/^\n*/, "\n\n").trimEnd();
    target.value = before + markdown + after;
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.focus();
    target.selectionStart = target.selectionEnd = before.length + markdown.length;
  }

  async function send(event) {
    event.preventDefault();
    const body = new FormData(form());
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    body.set("course", course());
    const submit = form().querySelector("[type=submit]");
    submit.disabled = true;
    try {
      const headers = { "X-Requested-With": "XMLHttpRequest" };
      const got = await fetch(dialog.dataset.address, { method: "POST", body, headers });
      const said = await got.json();
      if (got.ok) {
        dialog.close();
        write(said.markdown);
      } else tell(said.fault);
    } catch {
      tell(dialog.dataset.failed);
    } finally {
      submit.disabled = false;
    }
  }

  function attach(field) {
    if (field.dataset.pictures || field.name.includes("__prefix__")) return;
    field.dataset.pictures = "yes";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button lms-picture-button";
    button.textContent = dialog.querySelector("h2").textContent;
    button.addEventListener("click", () => {
      target = field;
      form().reset();
      tell("");
      dialog.showModal();
    });
    const help = field.closest(".form-row > div, td")?.querySelector(".help");
    if (help) help.prepend(button);
    else field.after(button);
  }

  const attachAll = () =>
    document.querySelectorAll("[data-preview-kind=block]:not(iframe)").forEach(attach);
  document.addEventListener("DOMContentLoaded", () => {
    dialog = document.getElementById("picture-dialog");
    if (!dialog) return;
    form().addEventListener("submit", send);
    dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
    attachAll();
    document.addEventListener("formset:added", attachAll);
  });
})();
