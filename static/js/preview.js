// Shows below each field of Markdown what learners will see, a moment after typing stops.
(() => {
  const WAIT = 400;
  // A row that is there knows its course; a new one says in its form which it will belong to.
  const course = () =>
    document.querySelector("[data-preview-course]")?.dataset.previewCourse ??
    document.querySelector("select[name=course]")?.value ??
    "";
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

  async function show(field, frame) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    body.set("text", field.value);
    body.set("kind", field.dataset.previewKind);
    body.set("of", course());
    // Signed out or refused, the frame shows the sentence that says so.
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    const got = await fetch(field.dataset.preview, { method: "POST", body, headers });
    if (got.ok || got.status === 401 || got.status === 403) frame.srcdoc = await got.text();
  }

  function attach(field) {
    if (field.dataset.previewed || field.name.includes("__prefix__")) return;
    field.dataset.previewed = "yes";
    const frame = document.createElement("iframe");
    frame.className = "lms-preview";
    frame.dataset.kind = field.dataset.previewKind;
    frame.title = field.dataset.previewTitle;
    frame.setAttribute("sandbox", "allow-same-origin");
    field.after(frame);
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => show(field, frame), WAIT);
    });
    // Only what comes into view is asked for: a module has many sections.
    new IntersectionObserver((seen, observer) => {
      if (!seen.some((one) => one.isIntersecting)) return;
      observer.disconnect();
      show(field, frame);
    }).observe(frame);
  }

  const attachAll = () => document.querySelectorAll("[data-preview]").forEach(attach);
  document.addEventListener("DOMContentLoaded", attachAll);
  document.addEventListener("formset:added", attachAll);
})();
