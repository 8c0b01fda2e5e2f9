/* Marks the section being read in the table of contents. */
(function () {
    "use strict";

    var links = document.querySelectorAll(".lms-toc a[href^='#']");
    if (!("IntersectionObserver" in window) || !links.length) {
        return;
    }

    function mark(id) {
        links.forEach(function (link) {
            if (link.hash === "#" + id) {
                link.setAttribute("aria-current", "location");
            } else {
                link.removeAttribute("aria-current");
            }
        });
    }

    var observer = new IntersectionObserver(
        function (entries) {
            entries.forEach(function (entry) {
                if (entry.isIntersecting) {
                    mark(entry.target.id);
                }
            });
        },
        { rootMargin: "-10% 0px -75% 0px" },
    );
    // On a phone the contents fold away once they have served.
    document.querySelectorAll(".lms-toc-phone a").forEach(function (link) {
        link.addEventListener("click", function () {
            link.closest("details").open = false;
        });
    });

    document.querySelectorAll("[data-lesson], #quiz").forEach(function (section) {
        observer.observe(section);
    });
})();
