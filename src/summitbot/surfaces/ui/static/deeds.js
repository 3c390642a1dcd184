// What a reader does with an answer: copy, freeze, judge, change the question, save the talk.
(() => {
  "use strict";
  const find = (selector, root = document) => root.querySelector(selector);
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (name) => find("#foot .foot")?.dataset[name] ?? "";
  let judged = null;

  function tell(place, text) {
    if (place) place.textContent = text;
  }
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const box = Object.assign(document.createElement("textarea"), { value: text, className: "unseen" });
      document.body.append(box);
      box.select();
      const done = document.execCommand("copy");
      box.remove();
      return done;
    }
  }
  // A question and the messages before it, as the API takes them.
  function asked(exchange) {
    const all = every("#talk .exchange");
    const before = all.slice(0, all.indexOf(exchange)).filter((e) => e.dataset.text);
    const history = before.flatMap((e) => [
      { role: "user", content: e.dataset.question },
      { role: "assistant", content: e.dataset.text },
    ]);
    return { question: exchange.dataset.question, history };
  }
  async function post(address, body) {
    const reply = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const said = await reply.json();
    if (!reply.ok) throw new Error(said.detail);
    return said;
  }

  async function freeze(exchange, place) {
    tell(place, "…");
    try {
      const kept = await post("api/v1/answers", asked(exchange));
      const address = new URL(`answers/${kept.id}`, document.baseURI).href;
      const copied = await copy(address);
      const link = Object.assign(document.createElement("a"), { href: address, textContent: address });
      place.replaceChildren(copied ? `${words("linked")} ` : "", link);
    } catch (error) {
      tell(place, error.message || words("unreached"));
    }
  }

  function judge(exchange, number = "") {
    const dialog = find("#judge");
    const form = find("form", dialog);
    judged = exchange;
    form.reset();
    tell(find(".told", dialog), "");
    const numbers = new Set(every(".answer a.mark", exchange).map((mark) => mark.dataset.number));
    const options = [...numbers].map((n) => new Option(`[${n}] ${find(`a.mark[data-number="${n}"]`, exchange).dataset.title}`, n));
    form.elements.citation.replaceChildren(form.elements.citation.options[0], ...options);
    form.elements.citation.value = number;
    if (number) form.elements.verdict.value = "unsupported";
    dialog.showModal();
  }
  async function send(event) {
    const form = event.target.closest("#judge form");
    if (!form) return;
    event.preventDefault();
    const { verdict, citation, comment } = form.elements;
    const body = { ...asked(judged), verdict: verdict.value, comment: comment.value };
    if (citation.value) body.citation = Number(citation.value);
    const dialog = find("#judge");
    try {
      await post("api/v1/feedback", body);
      dialog.close();
      tell(find(".deeds .told", judged), dialog.dataset.thanks);
    } catch (error) {
      tell(find(".told", dialog), error.message || dialog.dataset.failed);
    }
  }

  function edit(exchange) {
    const place = every("#talk .exchange").indexOf(exchange);
    setBox("#instead textarea", String(place));
    setBox("#box textarea", exchange.dataset.question);
    document.body.classList.add("editing");
    find("#box textarea").focus();
  }
  function setBox(selector, text) {
    const box = find(selector);
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // The changed question is on its way: Gradio empties the box.
  function changed() {
    setTimeout(() => document.body.classList.remove("editing"), 0);
  }
  function leave() {
    if (!document.body.classList.contains("editing")) return;
    setBox("#instead textarea", "");
    setBox("#box textarea", "");
    document.body.classList.remove("editing");
  }

  const deeds = {
    copy: async (button, place) => tell(place, words((await copy(button.dataset.copy)) ? "copied" : "uncopied")),
    link: (button, place, exchange) => freeze(exchange, place),
    judge: (button, place, exchange) => judge(exchange),
    edit: (button, place, exchange) => edit(exchange),
    cancel: () => find("#judge").close(),
    leave,
    report: () => {
      const mark = find("a.mark.current");
      if (mark) judge(mark.closest(".exchange"), mark.dataset.number);
    },
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-deed]");
    const exchange = button?.closest(".exchange");
    if (button) deeds[button.dataset.deed](button, exchange && find(".deeds .told", exchange), exchange);
    if (event.target.closest("#ask")) changed();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && event.target.closest("#box")) changed();
    if (event.key === "Escape" && event.target.closest("#box")) leave();
  });
  document.addEventListener("submit", send);
})();
