// The frame that holds a conversation: launcher, head, talk, composer.

const PHONE = "(max-width: 640px)";

const drawShell = (say, name, inPanel, on) => {
  const parts = {};
  const send = () => submit(parts, on.send); // no form: a sandboxed frame may not let one be sent
  const round = (key, path, click) => h("button", { type: "button", class: "plain", "aria-label": say(key), title: say(key), click }, icon(path));
  parts.fresh = round("fresh", ICONS.fresh, on.fresh);
  parts.talk = h("div", { class: "talk", role: "log", "aria-live": "off", "aria-label": say("dialog", { name }) });
  parts.scroller = h("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": say("dialog", { name }) }, parts.talk);
  parts.status = h("p", { class: "unseen", role: "status" });
  parts.box = h("textarea", { rows: "1", maxlength: "2000", "aria-label": say("box"), placeholder: say("placeholder"), enterkeyhint: "send",
    input: (event) => grow(event.currentTarget), keydown: (event) => sendOnEnter(event, send) });
  parts.ask = h("button", { type: "button", class: "send", "aria-label": say("ask"), title: say("ask"), click: send }, icon(ICONS.send));
  parts.stop = h("button", { type: "button", class: "send", "aria-label": say("stop"), title: say("stop"), hidden: true, click: on.stop }, icon(ICONS.stop));
  parts.form = h("div", { class: "composer" }, parts.box, parts.ask, parts.stop);
  const head = h("header", {}, h("h2", {}, name), parts.fresh,
    h("a", { href: on.home, target: "_blank", rel: "noopener noreferrer", class: "plain", "aria-label": `${say("home")} (${say("newTab")})`, title: say("home") }, icon(ICONS.out)),
    inPanel ? round("close", ICONS.close, on.close) : null);
  const role = inPanel ? "dialog" : "region";
  const modal = inPanel && matchMedia(PHONE).matches ? "true" : null;
  parts.panel = h("div", { class: "panel", role, "aria-modal": modal, "aria-label": say("dialog", { name }) }, head, parts.scroller, parts.status, parts.form);
  parts.launcher = inPanel
    ? h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", click: on.launch }, icon(ICONS.talk), h("span", {}, on.label))
    : null;
  parts.root = h("div", { class: `root ${inPanel ? "floating" : "standing"}`, dir: "ltr" }, parts.launcher, parts.panel);
  return parts;
};

const grow = (box) => {
  box.rows = 1;
  while (box.scrollHeight > box.clientHeight + 2 && box.rows < 5) box.rows += 1;
};

// Enter sends, Shift+Enter breaks the line; not while a Korean syllable is being put together.
const sendOnEnter = (event, send) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send();
};

const submit = ({ box, stop }, send) => {
  const question = box.value.trim();
  if (!question || !stop.hidden) return;
  box.value = "";
  grow(box);
  send(question);
};
