// The talk as it stands on the page, as a file: JSON with the records behind each citation, Markdown with footnotes.
(() => {
  "use strict";
  const every = (selector, root = document) => [...root.querySelectorAll(selector)];
  // No sign of these means anything to Markdown or HTML once it is escaped.
  const plainly = (text) => text.replace(/\s+/g, " ").trim().replace(/[\\`*_{}[\]<>()#+\-!|~&]/g, "\\$&");

  function told(exchange) {
    const answer = exchange.querySelector(".answer");
    const none = { status: null, statements: [], citations: [], as_of: null, corpus: null, nearest: [] };
    const behind = answer?.dataset.behind ? JSON.parse(answer.dataset.behind) : none;
    const addresses = new Map(every("a.mark", exchange).map((mark) => [Number(mark.dataset.number), mark.href]));
    const citations = behind.citations.map((c) => ({ ...c, address: addresses.get(c.number) ?? null }));
    const places = every(".nearest a", exchange);
    const nearest = behind.nearest.map((one, n) => ({ ...one, address: places[n]?.href ?? null }));
    const { question, text = "" } = exchange.dataset;
    const stamp = exchange.querySelector(".stamp")?.textContent ?? "";
    const offered = exchange.querySelector(".nearest-title")?.textContent ?? "";
    return { question, text, ...behind, citations, offered, nearest, stamp };
  }

  // The address of a record, if it is one of the web's.
  function web(url) {
    const found = URL.canParse(url ?? "") ? new URL(url) : null;
    return found && /^https?:$/.test(found.protocol) ? ` <${found.href}>` : "";
  }
  function record(reference) {
    return plainly([reference.publisher, reference.title, reference.date].filter(Boolean).join(", ")) + web(reference.url);
  }
  // A footnote; its name holds the place of the question, so that every number stands once in the file.
  function note(citation, place) {
    const source = `${plainly(citation.title)}${web(citation.address)}`;
    const records = citation.references.map(record).join("; ");
    return `[^${place}-${citation.number}]: ${[`“${plainly(citation.quote)}”`, source, records].filter(Boolean).join(" — ")}`;
  }
  // What a refusal offers, under the words of the page.
  function closest({ nearest, offered }) {
    const lines = nearest.map((one) => `- ${one.quote ? `“${plainly(one.quote)}” — ` : ""}${plainly(one.title)}${web(one.address)}`);
    return lines.length ? [`**${plainly(offered)}**`, lines.join("\n")] : [];
  }
  function asMarkdown(exchanges) {
    const parts = exchanges.map((e, n) => {
      const said = e.statements.map((s) => plainly(s.text) + s.citations.map((number) => `[^${n + 1}-${number}]`).join(""));
      const notes = e.citations.map((citation) => note(citation, n + 1));
      const stamp = e.stamp && `*${plainly(e.stamp)}*`;
      return [`## ${plainly(e.question)}`, said.join("\n\n") || plainly(e.text), ...closest(e), stamp, notes.join("\n")];
    });
    return parts.flat().filter(Boolean).join("\n\n") + "\n";
  }

  function save(form) {
    const exchanges = every("#talk .exchange").map(told);
    const text = form === "json" ? JSON.stringify({ schema: 1, exchanges }, null, 1) : asMarkdown(exchanges);
    const type = form === "json" ? "application/json" : "text/markdown";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = form === "json" ? "chat.json" : "chat.md";
    link.click();
    URL.revokeObjectURL(link.href);
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) save(button.dataset.save);
  });
})();
