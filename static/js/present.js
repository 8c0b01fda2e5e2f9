// The arrow keys, the space bar and a presenter's clicker go from step to step.
const STEPS = {
  ArrowRight: "[rel=next], [data-next]",
  PageDown: "[rel=next], [data-next]",
  " ": "[rel=next]",
  ArrowLeft: "[rel=prev]",
  PageUp: "[rel=prev]",
};

document.addEventListener("keydown", (event) => {
  if (event.target.matches("input, button") || event.ctrlKey || event.altKey || event.metaKey)
    return;
  const step = STEPS[event.key] && document.querySelector(STEPS[event.key]);
  if (!step) return;
  event.preventDefault();
  step.click();
});
