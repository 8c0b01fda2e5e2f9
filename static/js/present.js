// The arrow keys and a presenter's clicker go from step to step.
const STEPS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const link = step && document.querySelector(`.lms-present-steps [rel=${step}]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});
