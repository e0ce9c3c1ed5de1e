// A button that prints, for those who do not know the browser's menu.
"use strict";
(() => {
  const reveal = () => document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("htmx:afterSettle", reveal);
  reveal();
})();
