// An answer as elements: its layout, a mark behind each sentence, and the card that a mark opens.

const REPLIES = ["answered", "partial", "false_premise"];
let serial = 0;

const sourceAddress = (server, id, citation) => {
  const path = id.split("/").map(encodeURIComponent).join("/");
  return `${server}/sources/${path}${citation ? `?start=${citation.start}&end=${citation.end}` : ""}`;
};

// What drawing needs to know: {say, language, server, ask}.
class Drawing {
  constructor(context, answer) {
    Object.assign(this, context);
    this.answer = answer;
    this.cited = new Map(answer.citations.map((citation) => [citation.number, citation]));
  }

  draw(question) {
    const { answer, say } = this;
    const replied = REPLIES.includes(answer.status) && answer.statements.length > 0;
    const body = replied ? [this.notice(), this.body(), this.ownLines(), this.sources()] : this.refusal();
    const next = answer.suggestions.length
      ? h("div", { class: "more" }, h("h4", {}, say(replied ? "next" : "help")), this.chips(answer.suggestions))
      : null;
    return h("div", { class: "answer", "data-status": answer.status, "data-layout": answer.layout },
      this.understood(question), body, next, replied ? this.stamp() : null);
  }

  body() {
    const { layout, statements } = this.answer;
    const drawn = { list: "list", timeline: "timeline", table: "table", sides: "sides" }[layout] || "prose";
    return this[drawn](statements);
  }

  prose(statements) {
    return h("div", { class: "block" }, h("p", {}, statements.map((one, at) => [at ? " " : null, this.sentence(one)])));
  }

  list(statements) {
    return h("ul", { class: "points" }, statements.map((one) => h("li", { class: "block" }, this.sentence(one))));
  }

  timeline(statements) {
    return h("ol", { class: "timeline" }, statements.map((one) => h("li", { class: "block" },
      one.heading ? h("span", { class: "when" }, inWords(one.heading, this.language)) : null, this.sentence(one))));
  }

  table(statements) {
    const cells = statements.filter((one) => one.column);
    const columns = [...new Set(cells.map((one) => one.column))];
    // The roles say what the style sheet takes away where it stacks the table.
    const rows = [...new Set(cells.map((one) => one.heading))].map((heading) => h("tr", { role: "row" },
      h("th", { scope: "row", role: "rowheader" }, heading),
      columns.map((column) => h("td", { "data-column": column, role: "cell" }, cells
        .filter((one) => one.column === column && one.heading === heading)
        .map((one) => h("p", {}, this.sentence(one)))))));
    const names = columns.map((column) => h("th", { scope: "col", role: "columnheader" }, column));
    const head = h("tr", { role: "row" }, h("td", { role: "cell" }), names);
    const above = statements.filter((one) => !one.column);
    const scroller = { class: "table", tabindex: "0", role: "group", "aria-label": this.say("table") };
    return [above.length ? this.prose(above) : null, h("div", { class: "block" },
      h("div", scroller, h("table", { role: "table" }, h("thead", { role: "rowgroup" }, head), h("tbody", { role: "rowgroup" }, rows))))];
  }

  sides(statements) {
    const headings = [...new Set(statements.map((one) => one.heading))];
    return h("div", { class: "sides" }, headings.map((heading) => h("section", { class: "block" },
      heading ? h("h4", {}, heading) : null,
      statements.filter((one) => one.heading === heading).map((one) => h("p", {}, this.sentence(one))))));
  }

  // The marks stay on one line with the sentence's last word.
  sentence({ text, kind, citations }) {
    const cut = text.lastIndexOf(" ") + 1;
    const label = kind === "paraphrase" ? h("em", {}, this.say("paraphrase")) : null;
    const marks = citations.filter((number) => this.cited.has(number)).map((number) => this.mark(number));
    return h("span", { class: "statement", "data-kind": kind },
      text.slice(0, cut), h("span", { class: "end" }, text.slice(cut), label, marks));
  }

  mark(number) {
    const label = this.say("mark", { number, title: this.cited.get(number).title });
    return h("button", { type: "button", class: "mark", "aria-expanded": "false", "aria-label": label,
      click: (event) => this.toggle(event.currentTarget, number) }, String(number));
  }

  toggle(mark, number) {
    const block = mark.closest(".block");
    const opened = mark.getAttribute("aria-expanded") === "true";
    block.querySelectorAll(".card").forEach((card) => card.remove());
    for (const other of block.querySelectorAll(".mark[aria-expanded=true]")) {
      other.setAttribute("aria-expanded", "false");
      other.removeAttribute("aria-controls");
    }
    if (opened) return;
    const id = `summitbot-card-${(serial += 1)}`;
    mark.setAttribute("aria-expanded", "true");
    mark.setAttribute("aria-controls", id);
    const card = this.card(id, number, mark);
    block.append(card);
    card.scrollIntoView({ block: "nearest" });
  }

  card(id, number, mark) {
    const citation = this.cited.get(number);
    const close = () => { this.toggle(mark, number); mark.focus(); };
    return h("aside", { id, class: "card", "aria-label": this.say("mark", { number, title: citation.title }) },
      h("p", { class: "title" }, h("span", { class: "number" }, String(number)), citation.title,
        h("button", { type: "button", class: "plain", "aria-label": this.say("closeCard"), click: close }, icon(ICONS.close))),
      citation.section || citation.date
        ? h("p", { class: "facts" }, [citation.section, inWords(citation.date, this.language)].filter(Boolean).join(" · "))
        : null,
      h("blockquote", {}, citation.quote),
      citation.references.length ? h("ul", { class: "records" }, citation.references.map((one) => this.record(one))) : null,
      this.link(sourceAddress(this.server, citation.source_id, citation), this.say("openSource")));
  }

  record({ title, publisher, date, url }) {
    const name = isWeb(url) ? this.link(url, title) : title;
    const facts = [publisher, inWords(date, this.language)].filter(Boolean).join(" · ");
    return h("li", {}, name, facts ? ` – ${facts}` : null);
  }

  sources() {
    const items = [...this.cited.values()].map((one) => h("li", { value: one.number },
      this.link(sourceAddress(this.server, one.source_id, one), one.title)));
    return h("details", { class: "sources" }, h("summary", {}, this.say("sources", { count: items.length })), h("ol", {}, items));
  }

  refusal() {
    const { answer, say } = this;
    const nearest = answer.nearest.map((one) => h("li", {}, one.quote ? h("blockquote", {}, one.quote) : null,
      this.link(sourceAddress(this.server, one.source_id, one.quote ? one : null), one.title)));
    const label = say(answer.nearest.some((one) => one.quote) ? "closest" : "nearest");
    return [h("p", { class: "refusal" }, answer.text),
      nearest.length ? h("div", { class: "more" }, h("h4", {}, label), h("ul", { class: "nearest" }, nearest)) : null];
  }

  notice() {
    const key = this.answer.status;
    return key === "answered" ? null : h("p", { class: "notice" }, this.say(key));
  }

  // Lines of the printed answer that are neither sentences nor their headings: the bot's own words.
  ownLines() {
    const { text, statements } = this.answer;
    const headings = new Set(statements.map((one) => `${one.heading}:`));
    return text.split("\n")
      .filter((line) => line.trim() && !headings.has(line) && !statements.some((one) => line.includes(one.text)))
      .map((line) => h("p", { class: "own" }, line));
  }

  understood(question) {
    const trace = this.answer.trace || {};
    const readings = (trace.parts && trace.parts.length ? trace.parts : [trace]).map((part) => (part.standalone || "").trim());
    const read = readings.filter(Boolean).join(" · ");
    const same = read.toLowerCase() === question.trim().toLowerCase();
    return !read || same || this.answer.status === "invalid" ? null
      : h("p", { class: "understood" }, this.say("understood", { question: read }));
  }

  stamp() {
    const { as_of: day, statements } = this.answer;
    const kind = statements.some((one) => one.kind === "paraphrase") ? "mixed" : "verbatim";
    const parts = [this.say(kind), day ? this.say("asOf", { date: inWords(day, this.language) }) : null];
    return h("p", { class: "stamp" }, parts.filter(Boolean).join(" · "));
  }

  chips(questions) {
    return drawChips(questions, this.ask);
  }

  link(href, text) {
    const name = h("span", { class: "unseen" }, ` (${this.say("newTab")})`);
    return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, text, icon(ICONS.out), name);
  }
}

const drawChips = (questions, ask) => h("ul", { class: "chips" }, questions.map((question) => h("li", {},
  h("button", { type: "button", class: "chip", click: () => ask(question) }, question))));
