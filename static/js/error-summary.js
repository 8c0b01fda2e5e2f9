// A form that came back with faults: the focus goes to the summary of them, which a screen reader
// reads and from which each fault is one key away.
document.querySelector(".lms-errors")?.focus();
