// The element is made known once; each script tag adds a launcher of its own unless it says data-launcher="off".

if (!customElements.get("summit-bot")) customElements.define("summit-bot", SummitBot);

const SCRIPT = document.currentScript;
if (SCRIPT && SCRIPT.dataset.launcher !== "off") {
  const bot = document.createElement("summit-bot");
  bot.setAttribute("mode", "launcher");
  bot.setAttribute("server", SCRIPT.dataset.server || HOME);
  for (const name of WATCHED) {
    if (name !== "server" && name !== "mode" && name in SCRIPT.dataset) bot.setAttribute(name, SCRIPT.dataset[name]);
  }
  const same = (other) => WATCHED.every((name) => name === "open" || other.getAttribute(name) === bot.getAttribute(name));
  const place = () => {
    if (![...document.querySelectorAll("summit-bot")].some(same)) document.body.append(bot);
  };
  if (document.body) place();
  else document.addEventListener("DOMContentLoaded", place, { once: true });
}
