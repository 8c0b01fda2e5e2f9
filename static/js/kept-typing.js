// What an author types goes to the server a moment later, where it waits until it is saved; with it
// goes that the page is open, and back comes who else has it open.
const WAIT = 1500;
const WAIT_LONG = 10000; // for what is larger than SMALL
const SMALL = 200000;
const LAST = 60000; // bytes that a page may send as it closes
const BEAT = 30000;
const sizeOf = (text) => new Blob([text]).size;
const number = document.querySelector("input[name=typing]");

function start(form) {
  const { keep, place, page, mostInForm, mostInText, formTooLarge, textTooLarge } = number.dataset;
  const { person } = document.getElementById("lms-words").dataset;
  const status = document.createElement("p");
  status.className = "lms-typing-status help";
  form.append(status);
  let sequence = 0;
  let waiting = 0;
  let underway = null;
  let isSent = false;

  const typed = () =>
    JSON.stringify(
      [...new FormData(form)].filter(
        ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken",
      ),
    );
  let kept = typed();

  function size() {
    let bytes = 0;
    for (const [name, value] of new FormData(form)) {
      // What stands around each field of a form that is sent in parts.
      if (typeof value === "string") bytes += sizeOf(name) + sizeOf(value) + 100;
    }
    return bytes;
  }
  function tooLarge() {
    for (const field of form.querySelectorAll("textarea")) {
      const bytes = sizeOf(field.value);
      if (bytes > Number(mostInText)) {
        return { field, sentence: textTooLarge.replace("{size}", `${Math.ceil(bytes / 1000)} kB`) };
      }
    }
    const bytes = size();
    if (bytes <= Number(mostInForm)) return null;
    return {
      field: null,
      sentence: formTooLarge.replace("{size}", `${(bytes / 1e6).toFixed(1)} MB`),
    };
  }
  function tell(sentence, isRefused) {
    status.textContent = sentence;
    status.toggleAttribute("data-refused", isRefused);
    if (isRefused) status.setAttribute("role", "alert");
    else status.removeAttribute("role");
  }

  function body(fields) {
    const data = new FormData();
    for (const [name, value] of fields) data.append(name, value);
    data.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("typing-place", place);
    return data;
  }
  const headers = { "X-Requested-With": "XMLHttpRequest", "X-Written-By": person };
  async function post(fields, signal) {
    const answer = await fetch(keep, { method: "POST", body: body(fields), headers, signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    const others = document.querySelector("[data-others]");
    if (others && others.innerHTML.trim() !== told.others.trim()) others.innerHTML = told.others;
    return told;
  }
  const asKept = (text, named = page) => [
    ...JSON.parse(text),
    ["typing-page", named],
    ["typing-sequence", String((sequence += 1))],
  ];

  async function send() {
    const text = typed();
    if (isSent || text === kept) return;
    const large = tooLarge();
    if (large) return tell(large.sentence, true);
    underway?.abort();
    underway = new AbortController();
    try {
      const told = await post(asKept(text), underway.signal);
      if (!told.kept) return;
      kept = text;
      tell(told.sentence, false);
      if (typed() === kept) {
        delete form.dataset.unkept;
        document.dispatchEvent(new CustomEvent("lms:kept", { detail: form }));
      }
    } catch {
      // It stays in the tab meanwhile, and is sent with what is typed next.
    }
  }
  function typing() {
    isSent = false;
    if (typed() !== kept) form.dataset.unkept = "";
    else delete form.dataset.unkept;
    clearTimeout(waiting);
    waiting = setTimeout(send, size() > SMALL ? WAIT_LONG : WAIT);
  }
  form.addEventListener("input", typing);
  form.addEventListener("change", typing);
  document.addEventListener("formset:added", typing);

  // Before all else that looks at what is sent.
  window.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      const large = tooLarge();
      if (large) {
        event.preventDefault();
        event.stopImmediatePropagation();
        tell(large.sentence, true);
        (large.field ?? status).scrollIntoView({ block: "center" });
        large.field?.focus();
      }
    },
    true,
  );
  // What is sent to be saved is not kept any more after it.
  window.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    isSent = true;
    clearTimeout(waiting);
    underway?.abort();
  });

  // A form of before that another state of the page would put at the wrong rows: it is offered.
  document.addEventListener("lms:offer", async ({ detail: fields }) => {
    try {
      const told = await post([...fields, ["typing-page", page]]);
      if (!told.kept) return;
      document.dispatchEvent(new CustomEvent("lms:kept", { detail: form }));
      location.reload();
    } catch {
      // It stays in the tab.
    }
  });

  if (place) {
    const beat = () => document.hidden || post([]).catch(() => {});
    beat();
    setInterval(beat, BEAT);
  }
  window.addEventListener("pagehide", () => {
    if (place) navigator.sendBeacon(keep, body([["leaving", "1"]]));
    const text = typed();
    if (isSent || text === kept || sizeOf(text) > LAST) return;
    const last = body(asKept(text));
    fetch(keep, { method: "POST", body: last, headers, keepalive: true }).catch(() => {});
  });
}

if (number) start(number.form);
