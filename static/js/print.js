/* Opens what is folded while the page is printed, where the style sheet cannot do it. */
(function () {
    "use strict";

    if (window.CSS && CSS.supports("selector(::details-content)")) {
        return;
    }

    var opened = [];

    window.addEventListener("beforeprint", function () {
        opened = Array.from(document.querySelectorAll("details.lms-callout:not([open])"));
        opened.forEach(function (box) {
            box.open = true;
        });
    });
    window.addEventListener("afterprint", function () {
        opened.forEach(function (box) {
            box.open = false;
        });
    });
})();
