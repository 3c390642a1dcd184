// What the page does in the browser: questions by click, the panel of sources, a spoken status.
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  let opener = null;

  function ask(question) {
    const box = find("#box textarea");
    if (!box) return;
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => find("#ask")?.click(), 60);
  }

  // The panel comes with the foot of the page, in the reader's language; it lives beside the page.
  function panel() {
    const fresh = find("#foot #panel");
    if (fresh) {
      find("body > #panel")?.remove();
      document.body.append(fresh);
    }
    return find("#panel");
  }

  async function openSource(link) {
    const side = panel();
    const body = find(".panel-body", side);
    try {
      const reply = await fetch(`${link.href}${link.search ? "&" : "?"}view=panel`, { headers: { Accept: "text/html" } });
      if (!reply.ok) throw new Error(String(reply.status));
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      body.replaceChildren(find(".source", page));
      find(".report", body).hidden = !link.matches(".mark");
    } catch {
      body.textContent = side.dataset.gone;
    }
    find("a.current")?.classList.remove("current");
    link.classList.add("current");
    opener = link;
    side.hidden = false;
    side.scrollTop = 0;
    document.body.classList.add("panel-open");
    find("mark", side)?.scrollIntoView({ block: "nearest" });
    find("#source-title", side)?.focus({ preventScroll: true });
  }

  function closePanel() {
    const side = panel();
    if (!side || side.hidden) return;
    side.hidden = true;
    document.body.classList.remove("panel-open");
    opener?.classList.remove("current");
    if (opener?.isConnected) opener.focus();
  }

  document.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-ask]");
    const link = event.target.closest("a[data-source]");
    if (chip) ask(chip.dataset.ask);
    if (event.target.closest("#panel .close, #fresh, #ask")) closePanel();
    if (event.target.closest("#masthead .skip")) {
      event.preventDefault();
      find("#box textarea")?.focus();
    }
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      openSource(link);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closePanel();
  });

  // A screen reader hears each step and, once, the finished answer.
  const status = document.createElement("div");
  status.className = "unseen";
  status.setAttribute("role", "status");
  let spoken = "";
  let asked = 0;

  function toSay(exchange) {
    const step = find(".step", exchange);
    if (step) return step.textContent;
    const said = exchange.querySelectorAll(".notice, .statement, .refusal-kind, .refusal, .nearest-title, .nearest blockquote, .own");
    return [...said].map((e) => e.textContent).join(" ");
  }

  // A question that comes with the address is asked once, when the talk so far has come back.
  function askOnArrival() {
    const address = new URL(location.href);
    const box = find("#box textarea");
    if (!box || !address.searchParams.has("q") || !find("#foot [data-loaded]")) return;
    const question = address.searchParams.get("q").trim().slice(0, box.maxLength > 0 ? box.maxLength : 2000);
    address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
    if (question) ask(question);
  }

  function follow() {
    askOnArrival();
    document.documentElement.lang = find(".masthead")?.lang ?? "en";
    const exchanges = document.querySelectorAll("#talk .exchange");
    document.body.classList.toggle("talking", exchanges.length > 0);
    const last = exchanges[exchanges.length - 1];
    if (exchanges.length > asked && last) {
      closePanel();
      last.scrollIntoView({ block: "start" });
    }
    asked = exchanges.length;
    const text = last ? toSay(last) : "";
    if (text !== spoken) status.textContent = spoken = text;
  }

  // Gradio has a switch of its own for the dark; it goes along with ours.
  function darken() {
    const { theme } = document.documentElement.dataset;
    const is = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    if (document.body.classList.contains("dark") !== is) document.body.classList.toggle("dark", is);
  }
  document.addEventListener("theme", darken);

  function begin() {
    document.body.append(status);
    new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
    follow();
    darken();
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
