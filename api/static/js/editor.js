// Loads the query editor when asked to. It asks this server only, keeps nothing, and names nothing that it would have to fetch.
"use strict";
(() => {
  const button = document.querySelector("[data-editor-load]");
  const form = document.getElementById("plain-query");
  const place = document.getElementById("editor");
  const status = document.querySelector("[data-editor-status]");
  if (!button) return;
  button.hidden = false;

  const load = (element) => new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = reject;
    document.head.append(element);
  });
  const style = (address) => load(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
  const script = (address) => load(Object.assign(document.createElement("script"), { src: address }));

  // Completes the prefixes of the graph: those that come with the editor are a public list that we do not vouch for.
  const completer = (builtIn, prefixes) => ({
    ...builtIn,
    name: "own-prefixes",
    persistenceId: undefined,
    get: () => Object.entries(prefixes).map(([name, space]) => `${name}: <${space}>`).sort(),
  });

  const start = (Yasgui, query) => {
    const endpoint = new URL("/sparql", window.location.href).href;
    const { Yasqe } = Yasgui;
    const builtIn = Yasqe.Autocompleters?.prefixes;
    const completers = ["variables"];
    if (builtIn) {
      Yasqe.registerAutocompleter(completer(builtIn, JSON.parse(button.dataset.prefixes)), false);
      completers.push("own-prefixes");
    }
    Yasqe.defaults.autocompleters = completers;
    const yasgui = new Yasgui(place, {
      autofocus: true,
      populateFromUrl: false,
      persistenceId: null,
      tabName: button.dataset.tab,
      copyEndpointOnNewTab: false,
      endpointCatalogueOptions: { getData: () => [], keys: [] },
      requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle,*/*;q=0.9" },
      yasqe: {
        value: query,
        persistenceId: null,
        createShareableLink: (yasqe) => `${endpoint}?${new URLSearchParams({ query: yasqe.getValue() })}`,
        consumeShareLink: null,
        requestConfig: { endpoint },
      },
      yasr: { persistenceId: null },
    });
    yasgui.getTab().setQuery(query);
    return yasgui;
  };

  // Names for what the editor leaves without one.
  const name = () => {
    place.querySelectorAll(".CodeMirror textarea").forEach((field) => field.setAttribute("aria-label", button.dataset.label));
    place.querySelectorAll("button:not([aria-label])").forEach((field) => {
      if (!field.textContent.trim() && field.title) field.setAttribute("aria-label", field.title);
    });
    place.querySelectorAll("select.tableSizer:not([aria-label])").forEach((field) => field.setAttribute("aria-label", "Page size"));
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    status.textContent = button.dataset.loading;
    try {
      await Promise.all([style(button.dataset.style), script(button.dataset.script)]);
      place.hidden = false;
      start(window.Yasgui, document.getElementById("query").value);
      name();
      new MutationObserver(name).observe(place, { childList: true, subtree: true });
      form.hidden = true;
      status.textContent = button.dataset.loaded;
    } catch {
      place.hidden = true;
      button.disabled = false;
      status.textContent = button.dataset.failed;
    }
  });
})();
