// Hears clicks in the outputs of one notebook and asks the kernel. Values of logs are text here, never markup:
// they go through textContent or esc(). Nothing is fetched.
const esc = (text) =>
  String(text).replace(/[&<>"'`]/g, (mark) => `&#${mark.charCodeAt(0)};`);
const node = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") made.addEventListener("click", value);
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
};

// White space between the marks of JSON, and nowhere else: every value stays as it was delivered.
const indented = (json) => {
  let out = "", depth = 0, inside = false;
  for (let at = 0; at < json.length; at++) {
    const mark = json[at];
    if (inside) {
      out += mark;
      if (mark === "\\") out += json[++at] ?? "";
      else if (mark === '"') inside = false;
    } else if (mark === '"') { inside = true; out += mark; }
    else if (mark === "{" || mark === "[") {
      const rest = json.slice(at + 1).match(/^\s*[}\]]/);
      if (rest) { out += mark + rest[0].trim(); at += rest[0].length; }
      else out += mark + "\n" + "  ".repeat(++depth);
    } else if (mark === "}" || mark === "]") out += "\n" + "  ".repeat(Math.max(0, --depth)) + mark;
    else if (mark === ",") out += ",\n" + "  ".repeat(depth);
    else if (mark === ":") out += ": ";
    else if (!/\s/.test(mark)) out += mark;
  }
  return out;
};

function talk(model) {
  let number = 0;
  const waiting = new Map();
  const heard = (content, buffers) => {
    const wait = waiting.get(content?.number);
    if (!wait) return;
    waiting.delete(content.number);
    clearTimeout(wait.clock);
    wait.done({ ...content, buffers });
  };
  model.on("msg:custom", heard);
  const ask = (what, more = {}, patience = 60000) =>
    new Promise((done) => {
      const mine = ++number;
      const clock = setTimeout(() => { waiting.delete(mine); done({ silent: true }); }, patience);
      waiting.set(mine, { done, clock });
      model.send({ number: mine, ask: what, ...more });
    });
  return { ask, end: () => model.off("msg:custom", heard) };
}

// DataTables, once a page, out of the kernel.
function library(ask) {
  window.kitDataTables ??= ask("library").then(async ({ buffers, silent }) => {
    if (silent || !buffers?.length) { window.kitDataTables = undefined; return null; }
    document.head.append(node("style", {}, new TextDecoder().decode(buffers[1])));
    const address = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
    const made = (await import(address)).default;
    URL.revokeObjectURL(address);
    made.ext.errMode = "none";
    return made;
  });
  return window.kitDataTables;
}

function chips(events) {
  return events
    .slice(0, 4)
    .map((id) => `<code class="chip" tabindex="0" role="button" data-event="${esc(id)}">${esc(id.slice(0, 8))}</code>`)
    .join(" ");
}

// A table in `place` whose rows the kernel keeps under the name `table`.
async function draw(place, table, { ask, words }) {
  const first = await ask("page", { table, start: 0, length: 1 });
  if (first.gone || first.silent || first.error) return;
  const DataTable = await library(ask);
  if (!DataTable || !place.isConnected) return;
  const filters = {};
  const known = new Set(words.quoted.map(esc));
  // What our own sentences set between backticks is shown as code; of a log's value they stay.
  const said = (cell) => esc(cell).replace(/&#96;(.+?)&#96;/g, (all, inside) => (known.has(inside) ? `<code>${inside}</code>` : all));
  let asked = {};
  const element = node("table", { class: "display compact kit-live" });
  const count = node("span", { class: "kit-count" });
  const copy = node("button", { class: "kit-copy", type: "button" }, words.copy);
  copy.addEventListener("click", async () => {
    const { text } = await ask("copied", { table, ...asked });
    if (text === undefined) return;
    await navigator.clipboard.writeText(text);
    copy.textContent = words.copied;
    setTimeout(() => { copy.textContent = words.copy; }, 1500);
  });
  place.replaceChildren(element);
  const fold = place.closest("details.fold");
  if (fold) fold.open = true;
  const last = first.columns.length;
  const paged = first.total > 20;
  const made = new DataTable(element, {
    columns: [
      ...first.columns.map((column, at) => ({
        title: esc(column.title),
        className: `dt-left ${column.tone}`,
        render: (_, kind, row) => (kind === "display" ? said(row.cells[at]) : row.cells[at]),
      })),
      ...!first.cited ? [] : [{ title: esc(words.record), orderable: false, className: "dt-left ref", render: (_, kind, row) => chips(row.events) }],
    ],
    serverSide: true,
    ajax: async (want, give) => {
      asked = {
        search: want.search.value,
        filters: { ...filters },
        order: want.order.filter((each) => each.column < last).map((each) => [each.column, each.dir]),
      };
      const page = await ask("page", { table, start: want.start, length: want.length, ...asked });
      const rows = page.rows ?? [];
      count.textContent = page.silent || page.gone ? words.silent : `${(page.shown ?? 0).toLocaleString()} / ${(page.total ?? 0).toLocaleString()}`;
      give({ draw: want.draw, recordsTotal: page.total ?? 0, recordsFiltered: page.shown ?? 0, data: rows });
    },
    createdRow: (line, row) => {
      if (row.events.length) line.dataset.event = row.events[0];
      [...line.cells].forEach((cell, at) => {
        if (row.tones[at]) cell.classList.add(...row.tones[at].split(" "));
        if (row.cells[at]?.length > 60) cell.title = row.cells[at];
      });
    },
    order: [],
    pageLength: paged ? 12 : -1,
    lengthMenu: [12, 50, 200],
    autoWidth: false,
    searchDelay: 250,
    paging: paged,
    layout: {
      topStart: () => { const box = node("div", { class: "kit-bar" }, copy, count); return box; },
      topEnd: "search",
      bottomStart: paged ? "pageLength" : null,
      bottomEnd: paged ? "paging" : null,
    },
    language: {
      search: "", searchPlaceholder: words.search, lengthMenu: `_MENU_ ${words.rows}`, zeroRecords: words["no-rows"],
      emptyTable: words["no-rows"], paginate: { previous: "‹", next: "›", first: "«", last: "»" },
    },
    initComplete() {
      const line = node("tr", { class: "kit-filters" });
      first.columns.forEach((column, at) => {
        const box = node("input", { type: "search", placeholder: words.filter, "aria-label": `${words.filter}: ${column.title}` });
        let clock;
        box.addEventListener("input", () => {
          clearTimeout(clock);
          clock = setTimeout(() => { filters[at] = box.value; made.draw(); }, 250);
        });
        for (const kind of ["click", "keydown", "mousedown"]) box.addEventListener(kind, (event) => event.stopPropagation());
        line.append(node("th", {}, box));
      });
      if (first.cited) line.append(node("th"));
      element.tHead.append(line);
    },
  });
}

function drawer(scope, { ask, words }) {
  const body = node("div", { class: "kit-drawer-body" });
  const title = node("b");
  const box = node("section", { class: "kit-drawer kit", popover: "manual", "aria-label": words.record },
    node("header", {}, title, node("button", { type: "button", class: "kit-close", onclick: () => box.hidePopover(), "aria-label": words.close }, "×")), body);
  box.addEventListener("keydown", (event) => {
    event.stopPropagation(); // no key in here is a command of the notebook
    if (event.key === "Escape") box.hidePopover();
  });
  document.body.append(box);
  const open = (heading, ...children) => {
    title.textContent = heading;
    body.replaceChildren(...children);
    if (!box.matches(":popover-open")) box.showPopover();
  };
  const record = async (id) => {
    open(`${words.record} ${id.slice(0, 8)}`, node("p", {}, "…"));
    const found = await ask("record", { event: id });
    if (found.silent || found.error) return open(words.record, node("p", { class: "kit-error" }, found.error ?? words.silent));
    const text = node("pre", { tabindex: "0" }, indented(found.text));
    let whole = false;
    const turn = node("button", { type: "button" }, words["as-is"]);
    turn.addEventListener("click", () => {
      whole = !whole;
      text.textContent = whole ? found.text : indented(found.text);
      turn.textContent = whole ? words.indent : words["as-is"];
    });
    const copy = node("button", { type: "button" }, words.copy);
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(found.text);
      copy.textContent = words.copied;
      setTimeout(() => { copy.textContent = words.copy; }, 1500);
    });
    const places = node("dl", { class: "kit-places" });
    found.places.forEach((at) => {
      for (const [name, value] of [["file", at.file], ["position", at.position], ["sha256", at.sha256]])
        places.append(node("dt", {}, words[name]), node("dd", { class: "code" }, String(value)));
    });
    open(`${words.record} ${found.event}`, places, node("div", { class: "kit-bar" }, copy, turn), text);
  };
  const events = async (mark) => {
    open(words.events, node("p", {}, "…"));
    const found = await ask("events", { mark });
    if (found.silent || found.error) return open(words.events, node("p", { class: "kit-error" }, found.error ?? words.silent));
    const place = node("div", { class: "wide" });
    open(`${words.events}: ${found.count.toLocaleString()}`, place);
    await draw(place, found.table, { ask, words });
  };
  return { box, record, events, end: () => box.remove() };
}

function render({ model, el }) {
  const words = model.get("words");
  const { ask, end } = talk(model);
  let panel = null;
  const scope = () => (panel ??= el.closest(".jp-NotebookPanel, .jp-Notebook") ?? (el.isConnected ? document.body : null));
  const side = drawer(scope, { ask, words });
  const within = (target) => target instanceof Element && (scope()?.contains(target) || side.box.contains(target));
  const hit = (event) => {
    if (!within(event.target)) return;
    if (event.target.closest("a[href], input, select, button")) return;
    const found = event.target.closest("[data-event]");
    if (!found || (found.tagName === "TR" && String(getSelection()))) return;
    event.preventDefault();
    event.stopPropagation();
    side.record(found.dataset.event);
  };
  const keyed = (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target instanceof Element && event.target.matches("[data-event]")) hit(event);
    else if (event.key === "Escape" && side.box.matches(":popover-open")) side.box.hidePopover();
  };
  const look = () => {
    const place = scope();
    if (!place) return;
    for (const table of place.querySelectorAll("[data-table]:not([data-live])")) {
      table.dataset.live = "1";
      draw(table, table.dataset.table, { ask, words });
    }
    for (const chip of place.querySelectorAll("code[data-event]:not([tabindex])")) {
      chip.tabIndex = 0;
      chip.setAttribute("role", "button");
      chip.classList.add("chip");
      chip.title = words.open;
    }
    for (const chart of place.querySelectorAll(".js-plotly-plot:not([data-live])")) {
      if (!chart.on) continue; // not drawn yet
      chart.dataset.live = "1";
      chart.on("plotly_click", (click) => {
        const mark = click.points?.find((point) => point.customdata)?.customdata;
        const said = Array.isArray(mark) ? mark[0] : mark;
        if (said) side.events(typeof said === "string" ? JSON.parse(said) : said);
      });
    }
  };
  let soon = 0;
  const watch = new MutationObserver(() => {
    if (!soon) soon = setTimeout(() => { soon = 0; look(); }, 150);
  });
  watch.observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", hit, true);
  document.addEventListener("keydown", keyed, true);
  soon = setTimeout(() => { soon = 0; look(); }, 100);
  return () => {
    watch.disconnect();
    clearTimeout(soon);
    document.removeEventListener("click", hit, true);
    document.removeEventListener("keydown", keyed, true);
    side.end();
    end();
  };
}

export default { render };
