// Each tab keeps a conversation of its own. Gradio keeps one for the whole browser (localStorage), so that the tab
// that asked last would give its talk to every other at their next reload: what a tab wrote itself comes first.
(() => {
  "use strict";
  const KEY = "summitbot";
  // Where the browser refuses storage the page's frame would stop at the error: it gets a store that ends with the page.
  function standIn() {
    const held = new Map();
    return {
      getItem: (key) => held.get(String(key)) ?? null,
      setItem: (key, value) => void held.set(String(key), String(value)),
      removeItem: (key) => void held.delete(String(key)),
      clear: () => held.clear(),
      key: (n) => [...held.keys()][n] ?? null,
      get length() { return held.size; },
    };
  }
  try {
    localStorage.getItem(KEY);
  } catch {
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, { value: standIn() });
    return;
  }
  const { getItem, setItem } = Storage.prototype;
  const shared = (store, key) => store === localStorage && key === KEY;
  Storage.prototype.getItem = function get(key) {
    const own = shared(this, key) ? getItem.call(sessionStorage, key) : null;
    return own ?? getItem.call(this, key);
  };
  Storage.prototype.setItem = function set(key, value) {
    setItem.call(this, key, value);
    if (shared(this, key)) setItem.call(sessionStorage, key, value);
  };
})();
