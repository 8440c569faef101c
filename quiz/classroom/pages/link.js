/* One connection that comes back by itself. A new socket takes over only when it has been answered, so that a probe of
   a silent one loses nothing; what an abandoned socket still says is not heard.

   app.hello()  the first frame to send, or null: stay away
   app.heard(frame)
   app.linked(up)
   app.patience()  milliseconds of silence after which a connection is doubted */

const MOST_WAIT = 3000;
const LEAST_WAIT = 100;
const FIRST_WORD = 4000;

const link = { app: null, current: null, trying: null, since: 0, guard: 0, retry: 0, tries: 0, heardAt: 0 };

function linkStart(app) {
  link.app = app;
  window.addEventListener("online", linkWake);
  window.addEventListener("pageshow", linkWake);
  window.addEventListener("focus", linkWake);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) linkWake();
  });
  setInterval(linkDoubt, 500);
  linkTry();
}

/** Connect now, beside what there is. */
function linkTry() {
  clearTimeout(link.retry);
  clearTimeout(link.guard);
  linkDrop(link.trying);
  link.trying = null;
  const hello = link.app.hello();
  if (!hello) return;
  let socket;
  try {
    socket = new WebSocket((location.protocol === "https:" ? "wss://" : "ws://") + location.host + "/ws");
  } catch (error) {
    linkAgain();
    return;
  }
  link.trying = socket;
  link.since = local();
  link.guard = setTimeout(() => linkLost(socket), hello.t === "join" ? 2 * FIRST_WORD : FIRST_WORD);
  socket.onopen = () => socket.send(JSON.stringify(hello));
  socket.onmessage = (event) => linkHeard(socket, event.data);
  socket.onclose = () => linkLost(socket);
}

function linkHeard(socket, data) {
  if (socket !== link.trying && socket !== link.current) return;
  let frame;
  try {
    frame = JSON.parse(data);
  } catch (error) {
    return;
  }
  if (frame === null || typeof frame !== "object") return;
  link.heardAt = local();
  if (socket === link.current && link.trying && frame.t === "gone") return; // its own successor took its place
  if (socket === link.trying) {
    clearTimeout(link.guard);
    linkDrop(link.current);
    link.current = socket;
    link.trying = null;
    if (frame.t !== "gone" && frame.t !== "error") {
      link.tries = 0;
      link.app.linked(true);
    }
  }
  link.app.heard(frame);
}

function linkLost(socket) {
  if (socket !== link.trying && socket !== link.current) return;
  const probing = socket === link.trying && link.current && local() - link.heardAt > FIRST_WORD;
  if (socket === link.trying) {
    clearTimeout(link.guard);
    link.trying = null;
  }
  if (socket === link.current || probing) {
    linkDrop(link.current);
    link.current = null;
  }
  linkDrop(socket);
  if (!link.current) link.app.linked(false);
  if (!link.trying) linkAgain();
}

/** Try again soon, later each time, and not all phones at once. */
function linkAgain() {
  clearTimeout(link.retry);
  if (!link.app.hello()) return;
  link.tries += 1;
  const longest = Math.min(MOST_WAIT, LEAST_WAIT * Math.pow(2, link.tries));
  link.retry = setTimeout(linkTry, LEAST_WAIT + Math.random() * (longest - LEAST_WAIT));
}

/** The page is looked at again, or the network is back: a sleeping phone's socket may be dead and not know it. */
function linkWake() {
  link.tries = 0;
  if (link.trying && local() - link.since < 1000) return;
  if (!link.current || link.current.readyState !== 1 || local() - link.heardAt > 3000) linkTry();
}

function linkDoubt() {
  if (!document.hidden && link.current && !link.trying && local() - link.heardAt > link.app.patience()) linkTry();
}

/** False: not sent, as there is no connection. */
function linkSend(frame) {
  if (!link.current || link.current.readyState !== 1) return false;
  link.current.send(JSON.stringify(frame));
  return true;
}

/** Leave, until linkTry is called again. */
function linkStop() {
  clearTimeout(link.retry);
  clearTimeout(link.guard);
  linkDrop(link.trying);
  linkDrop(link.current);
  link.trying = link.current = null;
}

function linkDrop(socket) {
  if (!socket) return;
  socket.onopen = socket.onmessage = socket.onclose = null;
  try {
    socket.close();
  } catch (error) {
    /* It never opened. */
  }
}
