// What is printed of people stands in the access record, as what is downloaded does.
const { printed } = document.querySelector("[data-printed]").dataset;
const headers = JSON.parse(document.body.getAttribute("hx-headers"));

window.addEventListener("beforeprint", () => {
  const body = new URLSearchParams({ page: location.pathname });
  fetch(printed, { method: "POST", headers, body, keepalive: true }).catch(() => {});
});
