// What makes pages better where scripts run: parts are exchanged instead of whole pages, and the focus stays where the reader is.
"use strict";

// After an exchange the focus returns to what was used, else to the status line, which is read out.
document.addEventListener("htmx:afterSettle", () => {
  const active = document.activeElement;
  if (active && active !== document.body && active.isConnected) return;
  const status = document.querySelector("[data-focus-after]");
  if (status) status.focus({ preventScroll: true });
});

// On a narrow screen the choices that narrow a list down are folded, so that the list comes first; not while some are in use.
const fold = () => {
  if (!window.matchMedia("(max-width: 48rem)").matches) return;
  for (const part of document.querySelectorAll(".facet-fold")) if (!part.querySelector(":checked")) part.open = false;
};
document.addEventListener("htmx:afterSettle", fold);
fold();

// A choice in a list applies at once; its button is for readers without scripts.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-apply]");
  if (form) form.requestSubmit();
});
