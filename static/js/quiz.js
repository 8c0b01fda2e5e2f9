/* After an answer: the focus goes to the explanation, and screen readers are told what happened. */
(function () {
    "use strict";

    function tell(text) {
        var region = document.getElementById("lms-live");
        region.textContent = "";
        // A region that is emptied and filled at once may stay unread.
        window.setTimeout(function () {
            region.textContent = text;
        }, 100);
    }

    document.addEventListener("htmx:afterSettle", function (event) {
        var question = event.target;
        if (!question.matches || !question.matches("[data-question]")) {
            return;
        }
        var focus = question.querySelector("[data-focus]");
        if (focus) {
            focus.focus({ preventScroll: true });
            focus.scrollIntoView({ block: "nearest" });
        }
        tell(question.dataset.live || "");
    });

    function notSaved(event) {
        var note = document.querySelector("[data-network-error]");
        if (note && event.target.closest("[data-question]")) {
            // Beside the question, not in it: the next answer swaps the question.
            event.target.closest("[data-question]").after(note);
            note.hidden = false;
            tell(note.textContent.trim());
            note.scrollIntoView({ block: "nearest" });
        }
    }

    document.addEventListener("htmx:sendError", notSaved);
    document.addEventListener("htmx:timeout", notSaved);
    document.addEventListener("htmx:responseError", function (event) {
        if (!event.detail.shouldSwap) {
            notSaved(event);
        }
    });
    document.addEventListener("htmx:beforeRequest", function () {
        var note = document.querySelector("[data-network-error]");
        if (note) {
            note.hidden = true;
        }
    });
})();
