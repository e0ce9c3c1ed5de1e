// Keeps the shortlist in this browser, on request only: the keys of what was saved, nothing else.
// Without it the list stands in the address of every page. Where it is kept, it counts before the address.
"use strict";
(() => {
  const KEY = "codiclust-shortlist";
  const MOST = 40; // as the server reads
  const storage = (() => { try { return window.localStorage; } catch { return null; } })();
  const all = (selector) => [...document.querySelectorAll(selector)];
  const split = (text) => [...new Set(text.split(",").filter(Boolean))].slice(0, MOST);
  const page = () => document.querySelector("[data-shortlist]");
  const inAddress = () => split(new URLSearchParams(window.location.search).getAll("saved").join(","));
  const kept = () => {
    const text = storage ? storage.getItem(KEY) : null;
    return text === null ? null : split(text);
  };
  const keep = (keys) => storage.setItem(KEY, keys.join(","));
  const same = (one, other) => one.join() === other.join();

  // The links of the head take the list along, which may have changed since the page came.
  const paintHead = (keys) => {
    for (const link of all(".head a[href^='/']")) {
      const address = new URL(link.href);
      address.searchParams.delete("saved");
      if (keys.length) address.searchParams.set("saved", keys.join(","));
      link.href = address;
    }
    for (const link of all("[data-shortlist-count]")) link.textContent = link.textContent.replace(/\d+/, keys.length);
  };

  const paintButton = (button, saved) => {
    if ((button.getAttribute("aria-pressed") === "true") === saved) return;
    const { otherText, otherLabel } = button.dataset;
    button.dataset.otherText = button.textContent;
    button.dataset.otherLabel = button.getAttribute("aria-label");
    button.textContent = otherText;
    button.setAttribute("aria-label", otherLabel);
    button.setAttribute("aria-pressed", String(saved));
  };

  const paintKeeping = (keys) => {
    const section = document.querySelector("[data-keeping]");
    if (!section || !storage) return;
    const state = keys === null ? "off" : same(keys, split(page().dataset.shortlist)) ? "same" : "other";
    section.hidden = !section.querySelector(`[data-keeping-state="${state}"]`); // an empty list cannot be kept
    for (const part of section.querySelectorAll("[data-keeping-state]")) part.hidden = part.dataset.keepingState !== state;
    for (const link of all("[data-kept-list]")) link.href = addressOf(keys || []);
  };

  const addressOf = (keys) => {
    const address = new URL(window.location.href);
    address.searchParams.delete("saved");
    if (keys.length) address.searchParams.set("saved", keys.join(","));
    return address;
  };

  const paint = () => {
    const keys = kept();
    const shown = page();
    paintHead(keys || (shown ? split(shown.dataset.shortlist) : inAddress()));
    if (keys) for (const button of all("[data-save]")) paintButton(button, keys.includes(button.dataset.save));
    if (shown) paintKeeping(keys);
    for (const button of all("[data-copy]")) button.hidden = false;
  };

  // In the capture phase, before a form or htmx sends anything.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { save, copy } = button.dataset;
    const keys = kept();
    if (save && keys) {
      event.preventDefault();
      event.stopPropagation();
      keep(keys.includes(save) ? keys.filter((key) => key !== save) : [...keys, save].slice(0, MOST));
      paint();
    } else if ("shortlistChange" in button.dataset && keys && same(keys, split(page().dataset.shortlist))) {
      keep(split(button.value));
    } else if ("keepList" in button.dataset) {
      keep(split(page().dataset.shortlist));
      paint();
      focusKeeping();
    } else if ("forgetList" in button.dataset) {
      storage.removeItem(KEY);
      paint();
      const status = document.querySelector("[data-keeping-status]");
      status.textContent = status.dataset.forgotten;
      focusKeeping();
    } else if (copy) {
      copyFrom(document.getElementById(copy));
    }
  }, true);

  // A button that goes away hands the focus to the one that took its place, else to the count.
  const focusKeeping = () => {
    const next = all("[data-keeping]:not([hidden]) [data-keeping-state]:not([hidden]) button")[0] || document.querySelector("[data-focus-after]");
    if (next) next.focus();
  };

  const copyFrom = async (field) => {
    const status = document.querySelector("[data-copy-status]");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      return; // the address is selected, so that it can be copied by hand
    }
    status.textContent = status.dataset.said;
  };

  // The shortlist without a list in its address is the list that is kept.
  const keys = kept();
  if (page() && keys && keys.length && !new URLSearchParams(window.location.search).has("saved")) {
    window.location.replace(addressOf(keys));
    return;
  }
  document.addEventListener("htmx:afterSettle", paint);
  window.addEventListener("storage", paint);
  window.addEventListener("pageshow", paint);
  paint();
})();
