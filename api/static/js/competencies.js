// Keeps the state of the competence check in this browser, on request only: the query part of the address, nothing else.
"use strict";
(() => {
  const KEY = "codiclust-competencies";
  const storage = (() => { try { return window.localStorage; } catch { return null; } })();
  if (!storage) return;
  const find = (selector) => document.querySelector(selector);
  const keep = find("[data-keep]");
  const kept = find("[data-kept]");
  const stored = storage.getItem(KEY);

  if (keep) {
    keep.hidden = false;
    keep.addEventListener("click", () => {
      storage.setItem(KEY, window.location.search);
      const status = find("[data-keep-status]");
      status.textContent = status.dataset.said;
    });
  }
  if (kept && stored && stored.startsWith("?") && stored !== window.location.search) {
    const link = find("[data-kept-link]");
    link.href = `${window.location.pathname}${stored}`;
    kept.hidden = false;
  }
  const forget = find("[data-forget]");
  if (forget) {
    forget.addEventListener("click", () => {
      storage.removeItem(KEY);
      kept.hidden = true;
    });
  }
})();
