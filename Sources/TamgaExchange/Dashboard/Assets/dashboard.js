// Follows hits as they come. What it writes into the page is text, never HTML; the page is whole without it.
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live || !("EventSource" in window)) return;
  const rows = live.querySelector("tbody");
  if (!rows) return;
  const most = 20;
  let stored = null;
  let isFetching = false;

  const set = (key, text, value) => {
    for (const place of live.querySelectorAll(`[data-live="${key}"]`)) {
      place.textContent = text;
      if (value !== undefined) place.value = String(value);
    }
  };

  const row = (hit) => {
    const line = document.createElement("tr");
    [hit.time, hit.observer, hit.producers, hit.kind, hit.what, hit.place].forEach((text, column) => {
      const cell = document.createElement(column === 0 ? "th" : "td");
      if (column === 0) { cell.scope = "row"; cell.className = "time"; }
      if (column > 3) cell.className = "value";
      if (column === 4) {
        const code = document.createElement("code");
        code.textContent = text;
        if (hit.link && hit.link.startsWith("/indicator?")) {
          const link = document.createElement("a");
          link.href = hit.link;
          link.append(code);
          cell.append(link);
        } else {
          cell.append(code);
        }
      } else {
        cell.textContent = text;
      }
      line.append(cell);
    });
    return line;
  };

  // The figures of the store are made by the server alone: its page is asked for again, and its sections take the place of
  // those here. A section that is being used with the keyboard stays.
  const renew = async () => {
    if (isFetching) return;
    isFetching = true;
    try {
      const reply = await fetch(location.pathname, { credentials: "same-origin" });
      if (!reply.ok) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      for (const next of page.querySelectorAll("main > section")) {
        const known = document.getElementById(next.id);
        if (!known || next.id === "live" || known.contains(document.activeElement)) continue;
        known.replaceWith(document.adoptNode(next));
      }
      const [note, fresh] = [document, page].map((one) => one.querySelector("header .note"));
      if (note && fresh) note.textContent = fresh.textContent;
    } finally {
      isFetching = false;
    }
  };

  // What no longer comes is said: the page must not look alive when it is not.
  const lost = live.querySelector('[data-live="lost"]');
  const events = new EventSource("/events");
  events.onerror = () => {
    if (lost) lost.hidden = false;
    if (events.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 30000);
  };
  events.onmessage = (event) => {
    if (lost) lost.hidden = true;
    const now = JSON.parse(event.data);
    for (const key of ["hits", "per_second", "sampled", "unread"]) set(key, now.text[key], now[key]);
    set("observers", now.text.observers || "–");
    for (const hit of now.shown) rows.prepend(row(hit));
    while (rows.rows.length > most) rows.deleteRow(rows.rows.length - 1);
    if (stored !== null && stored !== now.stored) renew();
    stored = now.stored;
  };
})();
