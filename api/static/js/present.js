// Shows one stage at a time. The address keeps the stage (#stage-3), so reloading and the back button work.
"use strict";
(() => {
  const stages = [...document.querySelectorAll(".stage")];
  const leave = document.querySelector("[data-leave]");

  const current = () => Math.max(0, stages.findIndex((stage) => `#${stage.id}` === window.location.hash));

  const show = (focus) => {
    const chosen = current();
    stages.forEach((stage, place) => { stage.hidden = place !== chosen; });
    window.scrollTo(0, 0);
    if (focus) document.getElementById(`${stages[chosen].id}-title`).focus({ preventScroll: true });
  };

  const go = (place) => {
    const wanted = stages[Math.min(Math.max(place, 0), stages.length - 1)];
    if (`#${wanted.id}` !== window.location.hash) window.location.hash = wanted.id;
  };

  // Up and down scroll where a stage is higher than the screen.
  const scrolls = () => document.documentElement.scrollHeight > window.innerHeight + 1;

  const steps = {
    ArrowRight: () => 1, PageDown: () => 1, ArrowLeft: () => -1, PageUp: () => -1,
    ArrowDown: () => (scrolls() ? 0 : 1), ArrowUp: () => (scrolls() ? 0 : -1),
    " ": (event) => (event.shiftKey ? -1 : 1),
    Home: () => -stages.length, End: () => stages.length,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape") { window.location.assign(leave.href); return; }
    if (!(event.key in steps)) return;
    const step = steps[event.key](event);
    if (step === 0) return;
    event.preventDefault();
    go(current() + step);
  });

  window.addEventListener("hashchange", () => show(true));
  document.body.classList.add("staged");
  document.querySelector("[data-keys]").hidden = false;
  show(false);
})();
