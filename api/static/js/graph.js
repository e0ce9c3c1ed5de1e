// Draws the graph when asked to: loads the drawing program and the data, both from this server.
"use strict";
(() => {
  const part = document.querySelector("[data-graph]");
  if (!part) return;
  const find = (selector) => part.querySelector(selector);
  const status = find("[data-draw-status]");
  const say = (name) => { status.textContent = part.dataset[name]; };
  part.hidden = false;

  const load = (address) => new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });

  const SHAPES = { "roadmap": "diamond", "method": "round-rectangle", "media-type": "ellipse", "barrier": "triangle" };
  const COLOURS = { "roadmap": "--ink", "method": "--phase-1", "media-type": "--phase-6", "barrier": "--phase-4" };
  const LINES = {
    appliesMethod: ["--phase-1", "solid"], usesMediaType: ["--phase-6", "solid"], facesBarrier: ["--phase-4", "solid"],
    linkedByEditor: ["--ink", "dotted"], mitigatesBarrier: ["--phase-4", "dashed"], supportsMediaType: ["--phase-6", "dashed"],
  };

  // Colours are those of the page, so that the picture follows light and dark.
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node", style: {
      "label": "data(label)", "font-family": "\"Source Sans 3\", sans-serif", "font-size": 14, "color": colour("--ink"),
      "text-wrap": "wrap", "text-max-width": 190, "text-valign": "bottom", "text-margin-y": 4, "min-zoomed-font-size": 7,
      "text-background-color": colour("--lane"), "text-background-opacity": 0.85, "text-background-padding": 1,
      "width": 18, "height": 18, "border-width": 1, "border-color": colour("--paper"), "overlay-opacity": 0,
    } },
    ...Object.keys(SHAPES).map((kind) => ({
      selector: `node[kind = "${kind}"]`, style: { "shape": SHAPES[kind], "background-color": colour(COLOURS[kind]) },
    })),
    { selector: "node[kind = \"roadmap\"]", style: { "width": 24, "height": 24 } },
    { selector: "node[side = \"left\"]", style: { "text-halign": "left", "text-valign": "center", "text-margin-x": -6, "text-margin-y": 0 } },
    { selector: "node[side = \"right\"]", style: { "text-halign": "right", "text-valign": "center", "text-margin-x": 6, "text-margin-y": 0 } },
    { selector: "node[side = \"center\"]", style: { "font-weight": 600 } },
    { selector: "node.many", style: { "label": "", "font-weight": 400 } },
    { selector: "node.many[kind = \"roadmap\"]", style: { "label": "data(short)", "font-size": 24 } },
    { selector: "edge", style: { "width": 1.2, "curve-style": "straight", "opacity": 0.55, "overlay-opacity": 0 } },
    ...Object.keys(LINES).map((name) => ({
      selector: `edge[property = "${name}"]`, style: { "line-color": colour(LINES[name][0]), "line-style": LINES[name][1] },
    })),
    { selector: ".away", style: { "opacity": 0.12 } },
    { selector: "edge.near", style: { "opacity": 1, "width": 2.5 } },
    { selector: "node.many.near", style: { "font-size": 22, "text-max-width": 260 } },
    { selector: "node.near", style: { "label": "data(label)", "min-zoomed-font-size": 0, "z-index": 2 } },
  ];

  // One roadmap: it stands in the middle, methods to its left, everything else to its right, at even heights on an oval.
  const around = (nodes, middle) => {
    const places = new Map([[middle, { x: 0, y: 0, side: "center" }]]);
    const rest = nodes.filter((node) => node.id !== middle);
    [["left", rest.filter((n) => n.kind === "method")], ["right", rest.filter((n) => n.kind !== "method")]].forEach(([side, ids]) => {
      const half = Math.max(180, ids.length * 25);
      ids.forEach((node, place) => {
        const y = ids.length > 1 ? -half + (2 * half * place) / (ids.length - 1) : 0;
        const x = 190 + 150 * Math.sqrt(1 - (y / (half * 1.02)) ** 2);
        places.set(node.id, { x: side === "left" ? -x : x, y, side });
      });
    });
    return places;
  };

  // All roadmaps: rings, from the inside barriers, roadmaps, methods and media; outer ones stand near the roadmaps they belong to.
  const rings = (nodes, links) => {
    const angles = new Map();
    const ring = (ids, radius, place) => {
      ids.forEach((id, n) => angles.set(id, (2 * Math.PI * n) / ids.length - Math.PI / 2));
      ids.forEach((id) => place.set(id, { x: 1.5 * radius * Math.cos(angles.get(id)), y: radius * Math.sin(angles.get(id)), side: "center" }));
    };
    const toRoadmaps = (id) => {
      const found = links.filter((l) => l.source === id || l.target === id).map((l) => (l.source === id ? l.target : l.source));
      const known = found.map((other) => angles.get(other)).filter((angle) => angle !== undefined);
      return Math.atan2(known.reduce((sum, a) => sum + Math.sin(a), 0), known.reduce((sum, a) => sum + Math.cos(a), 0));
    };
    const turn = (angle) => (angle + 2.5 * Math.PI) % (2 * Math.PI);
    const of = (...kinds) => nodes.filter((node) => kinds.includes(node.kind)).map((node) => node.id);
    const near = (ids) => ids.map((id) => [turn(toRoadmaps(id)), id]).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
    const places = new Map();
    ring(of("roadmap"), 300, places);
    ring(near(of("barrier")), 130, places);
    ring(near(of("method", "media-type")), 520, places);
    return places;
  };

  const draw = (data) => {
    const { chosen } = part.dataset;
    const places = chosen ? around(data.nodes, `roadmap/${chosen}`) : rings(data.nodes, data.links);
    const cy = window.cytoscape({
      container: find("[data-picture]"),
      elements: [
        ...data.nodes.map((node) => {
          const { side, ...position } = places.get(node.id);
          return { data: { ...node, side, short: node.id.split("/")[1] }, position, classes: chosen ? "" : "many" };
        }),
        ...data.links.map((link) => ({ data: link })),
      ],
      style: style(), layout: { name: "preset", padding: 24 },
      userZoomingEnabled: false, boxSelectionEnabled: false, autounselectify: true, minZoom: 0.1, maxZoom: 4,
    });
    cy.on("tap", (event) => {
      cy.elements().removeClass("near away");
      if (event.target === cy || !event.target.isNode()) return;
      const near = event.target.closedNeighborhood();
      near.addClass("near");
      cy.elements().not(near).addClass("away");
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
    part.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
      const box = cy.container().getBoundingClientRect();
      cy.zoom({ level: cy.zoom() * Number(button.dataset.zoom), renderedPosition: { x: box.width / 2, y: box.height / 2 } });
    }));
    find("[data-whole]").addEventListener("click", () => cy.fit(undefined, 24));
  };

  find("[data-draw]").addEventListener("click", async (event) => {
    const button = event.currentTarget;
    button.disabled = true;
    say("drawing");
    try {
      const [answer] = await Promise.all([fetch(part.dataset.source, { headers: { Accept: "application/json" } }), load(part.dataset.script)]);
      if (!answer.ok) throw new Error(answer.statusText);
      find("[data-figure]").hidden = false;
      draw(await answer.json());
      button.parentElement.hidden = true;
      say("drawn");
    } catch {
      button.disabled = false;
      find("[data-figure]").hidden = true;
      say("failed");
    }
  });
})();
