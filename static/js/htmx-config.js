// htmx brings no styles and evaluates nothing, and shows what is refused where it was asked for.
Object.assign(window.htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  timeout: 30000,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "400|409|410", swap: true, error: true },
    { code: "...", swap: false, error: true },
  ],
});
