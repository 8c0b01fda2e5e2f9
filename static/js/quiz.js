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
})();
