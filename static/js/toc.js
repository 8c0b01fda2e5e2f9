// Marks the section being read in the table of contents.
const links = document.querySelectorAll(".lms-toc a[href^='#']");

function mark(id) {
  for (const link of links) {
    if (link.hash === `#${id}`) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) mark(target.id);
    }
  },
  { rootMargin: "-10% 0px -75% 0px" },
);
for (const section of document.querySelectorAll("[data-lesson], #quiz")) observer.observe(section);

// On a phone the contents fold away once they have served.
for (const link of document.querySelectorAll(".lms-toc-phone a")) {
  link.addEventListener("click", () => {
    link.closest("details").open = false;
  });
}
