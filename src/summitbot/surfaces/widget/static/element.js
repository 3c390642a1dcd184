// <summit-bot>: the panel with its conversation, opened by a launcher or standing in the page.

const WATCHED = ["open", "lang", "mode", "server", "position", "theme", "accent", "heading", "label", "greeting", "starters"];
const SLOW = 8000;
const sheetOf = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

class SummitBot extends HTMLElement {
  static observedAttributes = WATCHED;

  #root = this.attachShadow({ mode: "open" });
  #own = new CSSStyleSheet();
  #parts = {};
  #exchanges = [];
  #coverage = null;
  #trouble = null;
  #run = null;
  #drawn = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [STYLE_SHEET, this.#own];
  }

  connectedCallback() {
    if (Object.hasOwn(this, "open")) { // set by a framework before this class was known
      const { open } = this;
      delete this.open;
      this.open = open;
    }
    this.#draw();
    if (this.#shown) this.#greet();
  }

  disconnectedCallback() {
    this.stop();
    this.#drawn = false;
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#drawn || before === after) return;
    if (name !== "open") this.#draw();
    else if ((before === null) !== (after === null)) this.#turn(after !== null);
  }

  get open() { return this.hasAttribute("open"); }
  set open(value) { this.toggleAttribute("open", Boolean(value)); }
  get conversation() { return structuredClone(this.#exchanges); }

  show() {
    this.open = true;
    this.#parts.box?.focus();
  }

  close() {
    const inside = this.#root.activeElement !== null;
    this.open = false;
    if (inside) this.#parts.launcher?.focus();
  }

  toggle() { return this.open ? this.close() : this.show(); }

  clear() {
    this.stop();
    this.#exchanges = [];
    this.#trouble = null;
    this.#tell();
    this.#greet();
    this.#parts.box?.focus();
  }

  stop() { this.#run?.abort(); }

  // The answer to one more question of the conversation; null where there was none.
  async ask(question) {
    const asked = String(question).trim();
    if (!asked || this.#run || !this.isConnected) return null;
    if (this.#inPanel && !this.open) this.open = true;
    const exchange = { question: asked, answer: null };
    const before = this.#exchanges.filter((one) => one.answer);
    this.#exchanges = [...before, exchange];
    this.#trouble = null;
    this.#emit("ask", { question: asked });
    const run = (this.#run = new AbortController());
    this.#tell("start");
    const slow = setTimeout(() => this.#step("still"), SLOW);
    const end = setTimeout(() => run.abort(new Failure("slow")), PATIENCE);
    const heard = [];
    try {
      exchange.answer = await askServer(this.#server, asked, before, run.signal, (name, data) => {
        if (name === "statement") heard.push(data.text);
        if (name !== "citation") this.#step(name === "stage" ? data.name : name, heard);
      });
    } catch (error) {
      const failure = run.signal.reason instanceof Failure ? run.signal.reason : error;
      exchange.failure = failure instanceof Failure ? failure : new Failure(run.signal.aborted ? "stopped" : "server");
    }
    clearTimeout(slow);
    clearTimeout(end);
    if (this.#run === run) this.#run = null;
    if (this.#exchanges.at(-1) === exchange) this.#finish(exchange);
    return exchange.answer;
  }

  #finish(exchange) {
    const { question, answer, failure } = exchange;
    if (failure && failure.kind !== "stopped" && this.#parts.box) this.#parts.box.value = question;
    this.#tell();
    if (answer) {
      this.#parts.status.textContent = answer.text;
      this.#emit("answer", { question, answer });
    } else {
      this.#emit("failure", { question, kind: failure.kind, message: failure.message });
    }
  }

  get #server() { return (this.getAttribute("server") || HOME || location.origin).replace(/\/+$/, ""); }
  get #inPanel() { return this.getAttribute("mode") === "launcher"; }
  get #shown() { return !this.#inPanel || this.open; }
  get #context() {
    const language = languageOf(this);
    return { say: sayIn(language), language, server: this.#server, ask: (question) => this.ask(question) };
  }

  #emit(name, detail, bubbles = true) { this.dispatchEvent(new CustomEvent(name, { bubbles, detail })); }

  // Everything anew out of what is known; what was being typed stays.
  #draw() {
    const typed = this.#parts.box?.value || "";
    const { say, language } = this.#context;
    const name = this.getAttribute("heading") || say("heading");
    this.#parts = drawShell(say, name, this.#inPanel, {
      label: this.getAttribute("label") || say("launch"),
      launch: () => this.toggle(), close: () => this.close(), fresh: () => this.clear(),
      stop: () => this.stop(), send: (question) => this.ask(question), home: `${this.#server}/`,
    });
    const { root, box, panel, launcher } = this.#parts;
    root.setAttribute("lang", language);
    root.dataset.side = this.#side();
    root.addEventListener("keydown", (event) => this.#keys(event));
    this.#root.replaceChildren(root);
    const accent = this.getAttribute("accent");
    const picked = accent && CSS.supports("color", accent) ? `.root{--accent:${accent}}` : "";
    this.#own.replaceSync(picked);
    this.#own.replaceSync(picked + fitColours(root));
    box.value = typed;
    panel.hidden = !this.#shown;
    launcher?.setAttribute("aria-expanded", String(this.open));
    this.#drawn = true;
    this.#tell(this.#run ? "start" : null);
  }

  // Which side of the window; `start` and `end` follow the reading direction of the page around.
  #side() {
    const wanted = this.getAttribute("position") || "end";
    if (wanted === "left" || wanted === "right") return wanted;
    const toLeft = getComputedStyle(document.documentElement).direction === "rtl";
    return (wanted === "start") === toLeft ? "right" : "left";
  }

  #turn(open) {
    const { panel, launcher } = this.#parts;
    panel.hidden = !this.#shown;
    launcher?.setAttribute("aria-expanded", String(open));
    if (open) this.#greet();
    this.#emit(open ? "open" : "close", {}, open);
  }

  // What the sources cover, fetched when the panel is first seen: also how a reader learns early that it won't do.
  async #greet() {
    if (this.#coverage || this.#exchanges.length) return;
    try {
      this.#coverage = await coverageOf(this.#server);
      this.#trouble = null;
    } catch (error) {
      this.#trouble = error instanceof Failure ? error : new Failure("server");
    }
    if (this.#drawn && !this.#exchanges.length) this.#tell();
  }

  #tell(step) {
    const { talk, status, ask, stop, fresh, scroller } = this.#parts;
    if (!talk) return;
    const context = this.#context;
    ask.hidden = Boolean(step);
    stop.hidden = !step;
    fresh.hidden = !this.#exchanges.length;
    status.textContent = step ? context.say(step) : "";
    talk.replaceChildren(...(this.#exchanges.length
      ? this.#exchanges.map((one) => this.#exchange(one, context, step))
      : [this.#welcome(context)]));
    const last = talk.lastElementChild;
    scroller.scrollTop = this.#exchanges.length ? Math.max(0, last.offsetTop - 12) : 0;
  }

  #exchange(exchange, context, step) {
    const asked = h("h3", {}, h("span", { class: "unseen" }, `${context.say("asked")} `), exchange.question);
    if (exchange.answer) return h("section", {}, asked, new Drawing(context, exchange.answer).draw(exchange.question));
    if (exchange.failure) return h("section", {}, asked, this.#failure(exchange.failure, context, exchange.question));
    return h("section", {}, asked, h("p", { class: "heard" }), h("p", { class: "step" }, context.say(step || "start")));
  }

  #step(name, heard) {
    const { say } = this.#context;
    const text = TEXTS.en[name] ? say(name) : say("statement");
    const { talk, status } = this.#parts;
    const line = talk?.querySelector(".step");
    if (!line) return;
    line.textContent = text;
    if (status.textContent !== text) status.textContent = text;
    if (heard) talk.querySelector(".heard").textContent = heard.join(" ");
  }

  #welcome(context) {
    const { say } = context;
    if (this.#trouble) return this.#failure(this.#trouble, context, null);
    const subject = this.#coverage?.subject;
    const own = this.getAttribute("starters");
    const named = (own || "").split(/[|\n]/).map((one) => one.trim()).filter((one) => one && one !== "none");
    const listed = own === null ? this.#coverage?.starters || [] : named;
    const greeting = this.getAttribute("greeting") || [subject ? say("about", { subject }) : "", say("greeting")].join(" ").trim();
    return h("div", { class: "welcome" }, h("p", { class: "greeting" }, greeting),
      listed.length ? [h("h3", {}, say("starters")), drawChips(listed, context.ask)] : null);
  }

  #failure(failure, { say, server }, question) {
    const again = h("button", { type: "button", class: "retry", click: () => {
      if (question !== null) {
        this.#exchanges = this.#exchanges.filter((one) => one.answer);
        this.#parts.box.value = "";
        this.ask(question);
      } else {
        this.#trouble = null;
        this.#tell();
        this.#greet();
      }
    } }, say("retry"));
    const words = h("p", { class: "refusal" }, say(failure.kind, { seconds: failure.seconds }));
    if (failure.seconds) {
      again.disabled = true;
      setTimeout(() => { again.disabled = false; words.textContent = say("ready"); }, failure.seconds * 1000);
    }
    return h("div", { class: "failure", role: "alert", "data-kind": failure.kind }, words,
      h("p", { class: "ways" }, again, h("a", { href: `${server}/`, target: "_blank", rel: "noopener noreferrer" }, say("home"))));
  }

  // Escape closes; the tab key stays in the panel while it is open over the page.
  #keys(event) {
    if (!this.#inPanel || !this.open) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Tab") {
      const stops = [...this.#parts.panel.querySelectorAll("button, a[href], textarea, summary, [tabindex='0']")]
        .filter((one) => !one.disabled && one.checkVisibility());
      const at = this.#root.activeElement;
      const [first, last] = [stops[0], stops.at(-1)];
      if (at === (event.shiftKey ? first : last) || !this.#parts.panel.contains(at)) {
        event.preventDefault();
        (event.shiftKey ? last : first).focus();
      }
    }
  }
}
