/* Notes which section is being read, and that one is read when its end has been reached. */
(function () {
    "use strict";

    // Shorter than this is passing through.
    var STAY = 2000;

    if (!("IntersectionObserver" in window)) {
        return;
    }

    /* Calls `then` once an element has stayed in the given part of the window for a while. */
    function whenStayed(elements, margin, then) {
        var timers = new Map();
        var observer = new IntersectionObserver(
            function (entries) {
                entries.forEach(function (entry) {
                    window.clearTimeout(timers.get(entry.target));
                    if (entry.isIntersecting) {
                        timers.set(entry.target, window.setTimeout(then, STAY, entry.target));
                    }
                });
            },
            { rootMargin: margin },
        );
        elements.forEach(function (element) {
            observer.observe(element);
        });
    }

    function visit(section) {
        var headers = JSON.parse(document.body.getAttribute("hx-headers"));
        fetch(section.dataset.visit, { method: "POST", headers: headers, keepalive: true }).catch(
            function () {}, // Only a place to resume at is lost.
        );
    }

    function endReached(end) {
        var form = end.querySelector("form");
        if (form && !document.hidden) {
            window.htmx.trigger(form, "lms:end-reached");
        }
    }

    whenStayed(document.querySelectorAll("[data-visit]"), "-20% 0px -60% 0px", visit);
    whenStayed(document.querySelectorAll(".lms-read"), "0px 0px -10% 0px", endReached);

    document.addEventListener("htmx:afterSettle", function (event) {
        if (!event.target.matches(".lms-read")) {
            return;
        }
        var lesson = event.target.closest("[data-lesson]");
        document.querySelectorAll(".lms-toc a[href='#" + lesson.id + "']").forEach(function (link) {
            link.querySelector("[data-read-mark]").hidden = false;
        });
        // The button had the focus, and is gone.
        if (document.activeElement === document.body && event.detail.requestConfig.triggeringEvent.type === "submit") {
            event.target.querySelector(".lms-read-done").focus({ preventScroll: true });
        }
    });
})();
