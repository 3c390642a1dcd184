// Each tab keeps a conversation of its own. Gradio keeps one for the whole browser (localStorage), so that the tab
// that asked last would give its talk to every other at their next reload: what a tab wrote itself comes first.
(() => {
  "use strict";
  const KEY = "summitbot";
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
