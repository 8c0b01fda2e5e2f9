// The arrow keys and a presenter's clicker go from step to step.
document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: "next", PageDown: "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
    const link = step && document.querySelector(`.lms-present-steps [rel=${step}]`);
    if (link) {
        event.preventDefault();
        link.click();
    }
});
