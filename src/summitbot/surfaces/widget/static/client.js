// Talking with the server: no cookies, no storage, and a reason in words for everything that can go wrong.

const LONGEST_TURN = 20000;
const MOST_TURNS = 20;
const PATIENCE = 60000;

class Failure extends Error {
  constructor(kind, seconds, detail) {
    super(detail || kind);
    this.kind = kind;
    this.seconds = seconds || 0;
  }
}

const KINDS = { 403: "blocked", 413: "long", 422: "unread", 429: "busy", 503: "busy", 504: "slow" };

const failureOf = async (reply) => {
  const kind = KINDS[reply.status] || "server";
  const wait = Number(reply.headers.get("Retry-After")) || (kind === "busy" ? 5 : 0);
  const body = await reply.json().catch(() => ({}));
  return new Failure(kind, Math.min(wait, 3600), body.detail);
};

// Why a request never came through. A browser doesn't tell a page, so look: is there a network, did the page's own
// policy forbid it, does the server live and merely not let this site in?
const whyNone = async (server, forbidden) => {
  if (navigator.onLine === false) return new Failure("offline");
  if (self.origin === "null") return new Failure("sandbox");
  await new Promise((done) => setTimeout(done, 0));
  if (forbidden()) return new Failure("policy");
  const look = { mode: "no-cors", credentials: "omit", cache: "no-store" };
  const lives = await fetch(`${server}/healthz`, look).then(() => true, () => false);
  if (forbidden()) return new Failure("policy");
  if (!lives && location.protocol === "https:" && server.startsWith("http:")) return new Failure("insecure");
  return new Failure(lives ? "blocked" : "down");
};

const request = async (server, path, options) => {
  let hit = false;
  const watch = (event) => { if ((event.blockedURI || "").startsWith(server)) hit = true; };
  document.addEventListener("securitypolicyviolation", watch);
  try {
    const reply = await fetch(server + path, { credentials: "omit", referrerPolicy: "no-referrer", ...options });
    if (!reply.ok) throw await failureOf(reply);
    return reply;
  } catch (error) {
    if (error instanceof Failure || error.name === "AbortError") throw error;
    throw await whyNone(server, () => hit);
  } finally {
    document.removeEventListener("securitypolicyviolation", watch);
  }
};

const coverageOf = async (server, signal) => (await request(server, "/api/v1/coverage", { signal })).json();

const turnsOf = (exchanges) => exchanges.filter((one) => one.answer).slice(-MOST_TURNS).flatMap((one) => [
  { role: "user", content: one.question.slice(0, LONGEST_TURN) },
  { role: "assistant", content: one.answer.text.slice(0, LONGEST_TURN) },
]);

// Server-sent events out of the body of a reply: [name, data].
async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = { event: "message", data: "" };
      for (const line of block.split(/\r?\n/)) {
        const [, name, text] = /^(\w+): ?(.*)$/.exec(line) || [];
        if (name) fields[name] = name === "data" ? fields.data + text : text;
      }
      if (fields.data) yield [fields.event, JSON.parse(fields.data)];
    }
  }
}

// The answer to a question; `onStep(name, data)` is told of stages and sentences on the way.
const askServer = async (server, question, exchanges, signal, onStep) => {
  const reply = await request(server, "/api/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
    body: JSON.stringify({ question, history: turnsOf(exchanges) }),
    signal,
  });
  try {
    for await (const [name, data] of events(reply.body)) {
      if (name === "end") return data;
      if (name === "error") throw new Failure(KINDS[data.status] || "server", data.status === 503 ? 5 : 0, data.detail);
      onStep(name, data);
    }
  } catch (error) {
    if (error instanceof Failure || error.name === "AbortError") throw error;
    throw new Failure(navigator.onLine === false ? "offline" : "cut");
  }
  throw new Failure("cut");
};
