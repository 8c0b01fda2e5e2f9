/* Notes which section is being read, and that one is read when it was seen from start to end. */
(function () {
    "use strict";

    // Shorter than this is passing through.
    var STAY = 2000;
    // So often the page is looked at while it moves: what lies between two looks was jumped over.
    var LOOK = 100;
    var SLACK = 64; // px
    // Who brings the page back (reload, back) goes on with what they had seen of it.
    var KEPT = "lms-seen " + location.pathname;

    if (!("IntersectionObserver" in window)) {
        return;
    }

    function visit(section) {
        var headers = JSON.parse(document.body.getAttribute("hx-headers"));
        fetch(section.dataset.visit, { method: "POST", headers: headers, keepalive: true }).catch(
            function () {}, // Only a place to resume at is lost.
        );
    }

    /* The section that stays around the upper third of the window is where to go on. */
    function noteVisits(sections) {
        var timers = new Map();
        var observer = new IntersectionObserver(
            function (entries) {
                entries.forEach(function (entry) {
                    window.clearTimeout(timers.get(entry.target));
                    if (entry.isIntersecting) {
                        timers.set(entry.target, window.setTimeout(visit, STAY, entry.target));
                    }
                });
            },
            { rootMargin: "-20% 0px -60% 0px" },
        );
        sections.forEach(function (section) {
            observer.observe(section);
        });
    }

    var sections = document.querySelectorAll("[data-lesson]");
    // Per section, what share of it was seen from its start on without a gap.
    var seen = {};
    // Sections seen whole whose end is in the window, each with its timer.
    var ending = new Map();
    // Where a jump led, until the reader moves the page.
    var target = null;
    var nextLook = 0;
    var hasMoved = false;

    function restore() {
        var navigation = performance.getEntriesByType("navigation")[0];
        if (navigation && navigation.type !== "navigate") {
            seen = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
        }
    }

    function keep() {
        sessionStorage.setItem(KEPT, JSON.stringify(seen));
    }

    /* A jump leads past what stands before its target, even where that is still in the window. */
    function isJumpedOver(section) {
        return (
            target !== null &&
            section !== target &&
            section.compareDocumentPosition(target) === Node.DOCUMENT_POSITION_FOLLOWING
        );
    }

    /* Whether the end is in the window, and everything before it has been. */
    function isAtEnd(section, end) {
        var start = section.getBoundingClientRect().top;
        var length = end.getBoundingClientRect().top - start;
        var from = Math.max(0, -start);
        var to = Math.min(length, window.innerHeight - start);
        var reached = (seen[section.dataset.lesson] || 0) * length;
        if (from <= reached + SLACK) {
            reached = Math.max(reached, to);
            seen[section.dataset.lesson] = reached / length;
        }
        var place = start + length;
        return reached >= length - 1 && place >= 0 && place <= window.innerHeight * 0.9;
    }

    function endReached(end) {
        var form = end.querySelector("form");
        if (form) {
            window.htmx.trigger(form, "lms:end-reached");
        }
    }

    function look() {
        sections.forEach(function (section) {
            var end = section.querySelector(".lms-read");
            var isReading = !document.hidden && !isJumpedOver(section) && isAtEnd(section, end);
            if (isReading && !ending.has(section)) {
                ending.set(section, window.setTimeout(endReached, STAY, end));
            } else if (!isReading) {
                window.clearTimeout(ending.get(section));
                ending.delete(section);
            }
        });
    }

    /* At once, and again where it moved on since: no place where it rests is missed. */
    function lookWhileMoving() {
        hasMoved = nextLook !== 0;
        if (hasMoved) {
            return;
        }
        look();
        nextLook = window.setTimeout(function () {
            nextLook = 0;
            if (hasMoved) {
                lookWhileMoving();
            }
        }, LOOK);
    }

    function jumpTo(place) {
        target = document.getElementById(decodeURIComponent(place.hash.slice(1)));
        window.setTimeout(look, LOOK);
    }

    function moveOn() {
        target = null;
        lookWhileMoving();
    }

    noteVisits(document.querySelectorAll("[data-visit]"));
    restore();
    jumpTo(location);
    document.addEventListener("click", function (event) {
        var link = event.target.closest("a[href*='#']");
        if (link && link.pathname === location.pathname) {
            jumpTo(link);
        }
    });
    window.addEventListener("hashchange", function () {
        jumpTo(location);
    });
    ["wheel", "touchmove", "keydown"].forEach(function (name) {
        window.addEventListener(name, moveOn, { passive: true });
    });
    ["scroll", "resize", "load", "pageshow"].forEach(function (name) {
        window.addEventListener(name, lookWhileMoving, { passive: true });
    });
    document.addEventListener("visibilitychange", function () {
        keep();
        lookWhileMoving();
    });
    window.addEventListener("pagehide", keep);

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
