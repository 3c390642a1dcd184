// What the rooms do in the browser beyond plain pages: charts (Observable Plot), and filters without a reload.
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  const year = (text) => new Date(Date.UTC(Number(text), 0, 1));
  const day = (iso) => {
    const [y, m = "1", d = "1"] = iso.split("-");
    return new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)));
  };

  function bars(figure, { height, onpick }) {
    const width = figure.clientWidth;
    const rows = JSON.parse(figure.dataset.bars).map(([at, n]) => ({ at, n }));
    if (rows.length < 2) return null;
    const edge = { x1: (row) => year(row.at), x2: (row) => year(row.at + 1) };
    const chart = Plot.plot({
      width, height, marginLeft: 36, marginRight: 12, marginTop: 16,
      x: { type: "utc", label: null },
      y: { label: null, ticks: 3, tickFormat: "d", grid: true },
      marks: [
        Plot.rectY(rows, { ...edge, y: "n", fill: "currentColor", className: "bars", inset: 0.5, insetBottom: 0, tip: !onpick, title: (row) => `${row.at}: ${row.n}` }),
        Plot.ruleY([0]),
      ],
    });
    if (onpick) brush(chart, height, onpick);
    return chart;
  }

  function brush(chart, height, onpick) {
    const scale = chart.scale("x");
    const picked = d3.brushX().extent([[scale.range[0], 16], [scale.range[1], height - 30]]).on("end", (event) => {
      if (!event.sourceEvent || !event.selection) return;
      const [first, last] = event.selection.map((x) => scale.invert(x).getUTCFullYear());
      onpick(first, last);
    });
    d3.select(chart).append("g").attr("class", "brush").call(picked);
  }

  // From the first event to the last, a year wide at least.
  function span(events) {
    const [first, last] = d3.extent(events, (e) => e.at);
    return last - first > 3e10 ? [first, last] : [d3.utcMonth.offset(first, -6), d3.utcMonth.offset(last, 6)];
  }

  // A row for each type, as deep as its dots need so that none hides another; gives each event its `y`.
  function stack(events, x, step) {
    const rows = [];
    let top = 0;
    for (const [type, members] of d3.sort(d3.group(events, (e) => e.type), ([, group]) => -group.length)) {
      const ends = [];
      for (const event of d3.sort(members, (e) => e.at)) {
        const free = ends.findIndex((end) => x(event.at) - end >= step);
        event.lane = free < 0 ? ends.length : free;
        ends[event.lane] = x(event.at);
      }
      const bottom = top + ends.length * step + 14;
      const middle = (top + bottom) / 2;
      for (const event of members) event.y = middle + (event.lane % 2 ? 1 : -1) * Math.ceil(event.lane / 2) * step;
      rows.push({ type, top, middle, bottom });
      top = bottom;
    }
    return rows;
  }

  function dots(figure) {
    const events = [...document.querySelectorAll("li[data-date]")].map((item) => ({
      at: day(item.dataset.date), type: item.dataset.type, title: item.dataset.title,
      when: find("time", item).textContent, item,
    }));
    const width = figure.clientWidth;
    const radius = width < 600 ? 4 : 5;
    const margin = { marginLeft: width < 600 ? 80 : 96, marginRight: 12, marginTop: 28, marginBottom: 28 };
    const x = d3.scaleUtc(span(events), [margin.marginLeft, width - margin.marginRight]).nice();
    const rows = stack(events, x, 2 * radius + 1);
    const depth = rows.at(-1).bottom;
    const chart = Plot.plot({
      width, height: depth + margin.marginTop + margin.marginBottom, ...margin,
      x: { type: "utc", domain: x.domain(), label: null, grid: true, axis: "both", ticks: width < 600 ? 4 : 8 },
      y: { domain: [0, depth], reverse: true, axis: null },
      marks: [
        Plot.ruleY(rows.slice(1), { y: "top", className: "rows" }),
        Plot.text(rows, { y: "middle", text: "type", frameAnchor: "left", textAnchor: "end", dx: -10 }),
        Plot.dot(events, { x: "at", y: "y", r: radius, fill: "currentColor", tip: true, title: (e) => `${e.title}\n${e.when}` }),
      ],
    });
    // The list below holds the same events for the keyboard and for screen readers.
    chart.addEventListener("click", () => chart.value && pick(figure, chart.value.item));
    return chart;
  }

  function pick(figure, item) {
    const card = find(".picked", figure);
    card.replaceChildren(...item.cloneNode(true).childNodes);
    card.hidden = false;
    card.scrollIntoView({ block: "nearest" });
  }

  // As a picture with one name: the names that the library gives to its parts have no place in that.
  function label(chart, text) {
    for (const part of chart.querySelectorAll("[aria-label], [aria-description]")) {
      part.dataset.part = part.getAttribute("aria-label");
      part.removeAttribute("aria-label");
      part.removeAttribute("aria-description");
    }
    chart.setAttribute("role", "img");
    chart.setAttribute("aria-label", text);
    return chart;
  }

  function pickYears(first, last) {
    const form = find("form.filter");
    form.elements.first.value = first;
    form.elements.last.value = last;
    form.requestSubmit();
  }

  function draw() {
    for (const figure of document.querySelectorAll("figure[data-chart]")) {
      figure.hidden = false;
      const parts = [];
      if (figure.dataset.chart === "timeline") {
        const card = document.createElement("div");
        card.className = "picked";
        card.hidden = true;
        parts.push(label(dots(figure), figure.dataset.label), card);
        const overview = bars(figure, { height: 110, onpick: pickYears });
        if (overview) {
          const caption = document.createElement("figcaption");
          caption.textContent = figure.dataset.overview;
          parts.push(label(overview, figure.dataset.overview), caption);
        }
      } else {
        const chart = bars(figure, { height: 200 });
        if (chart) parts.push(label(chart, figure.dataset.label));
      }
      figure.replaceChildren(...parts);
      figure.hidden = parts.length === 0;
    }
  }

  async function show(address, remember) {
    const reply = await fetch(address, { headers: { Accept: "text/html" } });
    if (!reply.ok) throw new Error(String(reply.status));
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    find("#results").replaceWith(find("#results", page));
    if (remember) history.pushState(null, "", address);
    draw();
  }

  function address(form) {
    const wanted = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(wanted).toString();
    return location.pathname + (query && `?${query}`);
  }

  function begin() {
    const form = find("form.filter");
    draw();
    let width = document.body.clientWidth;
    addEventListener("resize", () => {
      if (document.body.clientWidth === width) return;
      width = document.body.clientWidth;
      draw();
    });
    if (!form) return;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show(address(form), true).catch(() => form.submit());
    });
    form.addEventListener("change", () => form.requestSubmit());
    addEventListener("popstate", () => location.reload());
  }
  begin();
})();
