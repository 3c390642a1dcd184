// Elements out of data. Text only ever enters a page as text, so nothing here needs a policy of trusted types.

const h = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
};

const icon = (path) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  for (const [name, value] of [["viewBox", "0 0 24 24"], ["aria-hidden", "true"], ["focusable", "false"]]) {
    svg.setAttribute(name, value);
  }
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
};

const ICONS = {
  talk: "M4 5h16v11H11l-4 4v-4H4zM9 8.5v3.5M9 8.5h2M9 12h2v-3.5M14 8.5v3.5M14 8.5h2M14 12h2v-3.5",
  close: "M6 6l12 12M18 6L6 18",
  fresh: "M12 5v14M5 12h14",
  send: "M5 12h13M12 6l6 6-6 6",
  stop: "M7 7h10v10H7z",
  out: "M10 5H5v14h14v-5M13 5h6v6M19 5l-9 9",
};

// An element in the current language: say("busy", {seconds: 3}).
const sayIn = (language) => (key, fields) => {
  const text = TEXTS[language][key];
  return Object.entries(fields || {}).reduce((made, [name, value]) => made.split(`{${name}}`).join(value), text);
};

const languageOf = (node) => {
  const around = node.closest("[lang]");
  const wanted = (node.getAttribute("lang") || (around && around.getAttribute("lang")) || "en").toLowerCase();
  return Object.keys(TEXTS).find((code) => wanted.split("-")[0] === code) || "en";
};

// Dates as the language writes them; what is no ISO date stays as it is.
const inWords = (iso, language) => {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(iso || "")) return iso || "";
  const [year, month, day] = iso.split("-").map(Number);
  const style = { year: "numeric", month: month ? "long" : undefined, day: day ? "numeric" : undefined, timeZone: "UTC" };
  const locale = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(locale, style).format(Date.UTC(year, (month || 1) - 1, day || 1));
};

const isWeb = (url) => /^https?:\/\//i.test(url || "");
