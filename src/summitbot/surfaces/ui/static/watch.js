// While an answer is awaited: is the server still there? The page says so when it isn't, and recovers.
(() => {
  "use strict";
  const EVERY = 2000;
  const PATIENCE = 20_000;
  const UNASKED = "unasked";
  const find = (selector) => document.querySelector(selector);
  let asked = 0;
  let lost = false;

  const banner = document.createElement("p");
  banner.className = "lost";
  banner.setAttribute("role", "alert");
  banner.hidden = true;

  const answering = () => Boolean(find("#talk .under-way"));
  const waiting = () => answering() || Date.now() - asked < PATIENCE;

  // Gradio keeps the server's refusal of too many questions to itself; the reader is told here.
  const fetched = window.fetch;
  window.fetch = async (...request) => {
    const reply = await fetched(...request);
    if (reply.status === 429 && reply.url.includes("/queue/join")) {
      const seconds = Number(reply.headers.get("Retry-After")) || 5;
      banner.textContent = (find("#foot .foot")?.dataset.often ?? "").replace("{seconds}", seconds);
      banner.hidden = false;
      setTimeout(() => { if (!lost) banner.hidden = true; }, seconds * 1000);
    }
    return reply;
  };

  async function reached() {
    try {
      return (await fetch("healthz", { cache: "no-store", signal: AbortSignal.timeout(EVERY) })).ok;
    } catch {
      return false;
    }
  }
  async function look() {
    if (lost || waiting()) {
      const there = await reached();
      if (!there) {
        lost = true;
        banner.textContent = find("#foot .foot")?.dataset.lost ?? "";
        banner.hidden = false;
      } else if (lost) {
        // Gradio doesn't always find its way back to a new server; a fresh page does, and the talk is kept.
        location.reload();
        return;
      }
    }
    setTimeout(look, EVERY);
  }
  // What stands in the box survives a reload, ours or one that Gradio makes when it finds its server again. Gradio
  // empties the box while it loads: so the words are put there until they have stood a while, or the reader goes on.
  // Storage that is refused throws: then nothing survives.
  function kept() {
    try { return sessionStorage.getItem(UNASKED); } catch { return ""; }
  }
  function keep(words) {
    try { sessionStorage.setItem(UNASKED, words); } catch { /* then it is lost */ }
  }
  function comeBack(left = 100) {
    const words = kept();
    const box = find("#box textarea");
    const loaded = box && find("#foot [data-loaded]");
    if (!words || waiting() || left === 0) {
      keep("");
      return;
    }
    if (loaded && box.value === "") {
      box.value = words;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
    setTimeout(comeBack, 100, loaded ? Math.min(left, 20) - 1 : left - 1);
  }
  addEventListener("pagehide", () => keep(find("#box textarea")?.value ?? ""));
  document.addEventListener("click", (event) => {
    if (event.target.closest("#ask, #again, [data-ask]")) asked = Date.now();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.closest("#box")) asked = Date.now();
  });
  // The script may come before the body or long after it.
  function begin() {
    document.body.append(banner);
    comeBack();
  }
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
  look();
})();
