// What every page does: the theme that was chosen (else the system's), and the language.
(() => {
  "use strict";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const A_YEAR = 31536000;

  function stored() {
    try { return localStorage.getItem("theme"); } catch { return null; }
  }
  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : system.matches;
  }
  function show(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    document.dispatchEvent(new CustomEvent("theme", { detail: { dark: dark() } }));
  }
  show(stored());
  system.addEventListener("change", () => show(null));
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    show(dark() ? "light" : "dark");
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* then for this page alone */ }
  });

  // A language in the address is remembered in a cookie that says nothing else.
  const address = new URL(location.href);
  const language = address.searchParams.get("lang");
  if (/^[a-z]{2}$/.test(language ?? "")) {
    document.cookie = `language=${language}; path=/; max-age=${A_YEAR}; samesite=lax`;
    address.searchParams.delete("lang");
    history.replaceState(history.state, "", address);
  }
})();
