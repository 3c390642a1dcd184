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

  function panel() {
    const found = find("#panel");
    if (found && found.parentElement !== document.body) document.body.append(found);
    return found;
  }

  async function openSource(link) {
    const side = panel();
    const body = find(".panel-body", side);
    try {
      const reply = await fetch(`${link.href}${link.search ? "&" : "?"}view=panel`, { headers: { Accept: "text/html" } });
      if (!reply.ok) throw new Error(String(reply.status));
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      body.replaceChildren(find(".source", page));
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
    if (event.target.closest("#panel .close, #fresh")) closePanel();
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

  function follow() {
    const exchanges = document.querySelectorAll("#talk .exchange");
    document.body.classList.toggle("talking", exchanges.length > 0);
    const last = exchanges[exchanges.length - 1];
    if (exchanges.length > asked && last) {
      closePanel();
      last.scrollIntoView({ block: "start" });
    }
    asked = exchanges.length;
    const said = last && find(".step, .answer, .refusal", last);
    const text = said ? (find(".step", last) ?? said).textContent : "";
    if (text !== spoken) status.textContent = spoken = text;
  }

  function begin() {
    document.documentElement.lang ||= "en";
    document.body.append(status);
    new MutationObserver(follow).observe(document.body, { childList: true, subtree: true });
    follow();
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
