"use strict";
// Draws each chart from the JSON beside it. Nothing is fetched; text in charts was escaped when they were made.
const charts = [...document.querySelectorAll(".chart")];
const config = { displayModeBar: false, displaylogo: false, doubleClick: "reset", scrollZoom: false };
const drawn = charts.map((place) => {
  const figure = JSON.parse(document.getElementById(place.dataset.figure).textContent);
  figure.layout.dragmode = false;
  return Plotly.newPlot(place, figure.data, figure.layout, config);
});
Promise.all(drawn).then(() => { document.documentElement.dataset.drawn = String(drawn.length); });

// On paper a chart keeps the layout of the screen and is scaled as a picture; folded tables are opened.
const PAPER = 960; // what a screen of 1280 px leaves for them
const fit = (place) => {
  for (const svg of place.querySelectorAll("svg.main-svg")) {
    svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  }
};
let opened = [];
let printing = false;
addEventListener("resize", () => { if (!printing) for (const place of charts) Plotly.Plots.resize(place); });
addEventListener("beforeprint", () => {
  printing = true;
  opened = [...document.querySelectorAll("details.fold:not([open])")];
  for (const fold of opened) fold.open = true;
  for (const place of charts) { Plotly.relayout(place, { width: PAPER, autosize: false }); fit(place); }
});
addEventListener("afterprint", () => {
  printing = false;
  for (const fold of opened) fold.open = false;
  for (const place of charts) {
    for (const svg of place.querySelectorAll("svg.main-svg")) svg.removeAttribute("viewBox");
    Plotly.relayout(place, { width: null, autosize: true });
  }
});
// A link to an event opens the fold that holds it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  if (target) target.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", unfold);
unfold();
