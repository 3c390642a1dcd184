// Two views; the widget stands in one of them and hears of its answers through its events.
const { createElement: h, useEffect, useRef, useState } = React;

function Bot({ onAnswer }) {
  const bot = useRef(null);
  useEffect(() => {
    const heard = (event) => onAnswer(event.detail.answer);
    const node = bot.current;
    node.addEventListener("answer", heard);
    return () => node.removeEventListener("answer", heard);
  }, [onAnswer]);
  return h("summit-bot", { ref: bot });
}

function App() {
  const [view, setView] = useState("ask");
  const [answered, setAnswered] = useState(0);
  const count = React.useCallback(() => setAnswered((n) => n + 1), []);
  return h(
    React.Fragment,
    null,
    h("h1", null, "A React application"),
    h("nav", null,
      h("button", { onClick: () => setView("ask") }, "Ask"),
      h("button", { onClick: () => setView("about") }, "About")),
    h("p", { id: "count" }, `Answers so far: ${answered}`),
    view === "ask" ? h(Bot, { onAnswer: count }) : h("p", null, "The widget is taken away here."),
  );
}

ReactDOM.createRoot(document.getElementById("app")).render(h(App));
