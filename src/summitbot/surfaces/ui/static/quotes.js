// Hovering or focusing a mark shows the quote that it stands for.
(() => {
  "use strict";
  const card = document.createElement("div");
  card.id = "quote-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  let shown = null;

  function show(mark) {
    const quote = document.createElement("q");
    const title = document.createElement("cite");
    quote.textContent = mark.dataset.quote;
    title.textContent = mark.dataset.title;
    card.replaceChildren(quote, title);
    card.hidden = false;
    mark.setAttribute("aria-describedby", card.id);
    shown = mark;
    place(mark);
  }
  function place(mark) {
    const at = mark.getBoundingClientRect();
    const width = card.offsetWidth;
    const below = at.bottom + card.offsetHeight + 16 < innerHeight;
    card.style.left = `${Math.max(8, Math.min(at.left - 24, document.documentElement.clientWidth - width - 8))}px`;
    card.style.top = `${below ? at.bottom + 6 : at.top - card.offsetHeight - 6}px`;
  }
  function hide() {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    card.hidden = true;
  }
  const markOf = (event) => (event.target.closest ? event.target.closest("#talk a.mark") : null);
  for (const kind of ["mouseover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      const mark = markOf(event);
      if (mark && !document.body.classList.contains("panel-open")) show(mark);
      else if (shown && !event.target.closest("#quote-card")) hide();
    });
  }
  document.addEventListener("click", hide);
  document.addEventListener("scroll", () => (shown === document.activeElement && shown ? place(shown) : hide()), { passive: true, capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  // The script may come before the body or long after it.
  if (document.body) document.body.append(card);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(card));
})();
