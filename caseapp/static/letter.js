/* Writing a letter: saved while it is typed, kept on the device when there is no connection. The page works without it:
   its button sends the whole form. What waits on the device is locked with a key that only the signed-in page has. */

const form = document.getElementById("letter-form");
const PREFIX = "jaqyn-letter-";

/* Somebody decided between two texts: what this device still kept has become a version. */
for (const settled of document.querySelectorAll("[data-letter-settled]")) {
  localStorage.removeItem(PREFIX + settled.dataset.letterSettled);
}

/* Beside the text on a desk, folded below it on a phone. */
if (matchMedia("(max-width: 68rem)").matches) {
  for (const facts of document.querySelectorAll("details.letter-facts")) facts.open = false;
}

if (form) {
  const says = form.dataset;
  const text = form.elements.letter;
  const state = document.getElementById("letter-state");
  const PARTS = ["language", "subject", "letter", "petitioner"];
  const WAIT = 1200;
  const RETRY = 8000;
  const SHORT = 50_000;

  const parts = () => Object.fromEntries(PARTS.map((name) => [name, form.elements[name].value]));
  const seen = () => JSON.stringify(parts());
  let saved = seen();
  let timer = 0;
  let running = null;
  let stopped = false;

  const say = (sentence, tone = "") => {
    if (state.textContent !== sentence) state.textContent = sentence;
    state.dataset.tone = tone;
  };

  /* ---- What is not saved yet, locked on this device ---- */

  const place = PREFIX + says.name;
  const bytes = (packed) => Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const packed = (raw) => btoa(Array.from(new Uint8Array(raw), (one) => String.fromCharCode(one)).join(""));
  const unlocked = crypto.subtle
    ? crypto.subtle.importKey("raw", bytes(says.key), "AES-GCM", false, ["encrypt", "decrypt"])
    : null;

  const keepHere = async () => {
    if (!unlocked || seen() === saved) return;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify({ base: form.elements.base.value, ...parts() }));
      const locked = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await unlocked, plain);
      if (seen() !== saved) localStorage.setItem(place, `${packed(iv)} ${packed(locked)}`);
    } catch {
      /* No room on the device: the server still saves. */
    }
  };

  const keptHere = async () => {
    const kept = localStorage.getItem(place);
    if (!kept || !unlocked) return null;
    try {
      const [iv, locked] = kept.split(" ").map(bytes);
      return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await unlocked, locked)));
    } catch {
      localStorage.removeItem(place);
      return null;
    }
  };

  /* ---- Saving ---- */

  const body = () => {
    const data = new URLSearchParams(parts());
    for (const name of ["csrf_token", "version", "base", "key"]) data.set(name, form.elements[name].value);
    return data;
  };

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  };

  const refuse = (sentence) => {
    stopped = true;
    say(sentence, "late");
  };

  const answered = async (response, sent) => {
    if (response.status === 401) return say(says.saysSignedOut, "late");
    const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : {};
    if (response.ok && answer.base) {
      form.elements.base.value = answer.base;
      form.elements.version.value = answer.version;
      saved = sent;
      if (seen() === saved) localStorage.removeItem(place);
      document.getElementById("letter-printed").innerHTML = answer.printed;
      const list = document.querySelector("#letter-doubts ul");
      list.replaceChildren(...answer.doubts.map((doubt) => Object.assign(document.createElement("li"), { textContent: doubt })));
      say(answer.sentence, "free");
    } else if (response.status === 409) {
      refuse(answer.sentence);
      form.submit();
    } else if (response.status === 422) {
      say(answer.sentence, "late");
    } else if (response.status === 403 || response.status === 404) {
      refuse(says.saysWrong);
    } else {
      say(says.saysWrong, "soon");
      later(RETRY);
    }
  };

  /* A pasted book would not even reach the server: it is told here, and stays on the page and on the device. */
  const isTooLong = () => text.value.length > Number(says.longest);

  const save = async () => {
    if (stopped || running || seen() === saved) return;
    if (isTooLong()) return say(says.saysTooLong, "late");
    const sent = seen();
    say(says.saysSaving);
    running = fetch(says.save, { method: "POST", body: body(), headers: { "HX-Request": "true" } });
    try {
      await answered(await running, sent);
    } catch {
      say(says.saysOffline, "soon");
      later(RETRY);
    } finally {
      running = null;
    }
    if (!stopped && state.dataset.tone === "free" && seen() !== saved) later(WAIT);
  };

  const changed = () => {
    if (stopped) return;
    grow();
    if (text.value.includes("\u0000")) text.value = text.value.replaceAll("\u0000", "");
    if (seen() === saved) return;
    if (state.dataset.tone !== "late") say(navigator.onLine ? says.saysTyping : says.saysOffline, navigator.onLine ? "" : "soon");
    keepHere();
    later(WAIT);
  };

  /* The page goes: a last save that the browser finishes on its own. A long letter waits on the device instead. */
  const leave = () => {
    if (stopped || form.dataset.sent || seen() === saved || isTooLong()) return;
    const data = body();
    fetch(says.save, { method: "POST", body: data, headers: { "HX-Request": "true" }, keepalive: data.toString().length < SHORT }).catch(
      () => {},
    );
  };

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!isTooLong()) return;
    event.preventDefault();
    say(says.saysTooLong, "late");
  });
  addEventListener("online", () => later(0));
  addEventListener("offline", () => seen() !== saved && say(says.saysOffline, "soon"));
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save();
  });
  addEventListener("beforeunload", (event) => {
    if (!stopped && !form.dataset.sent && !unlocked && seen() !== saved) event.preventDefault();
  });

  /* ---- The area grows with the letter, so that a phone has one thing to scroll ---- */

  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 4}px`;
  };

  /* ---- The shape of the line under the cursor ---- */

  const MARKED = /^(?:# |- |\d{1,3}\. )/;
  const shape = (mark) => {
    const { value, selectionStart, selectionEnd } = text;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = value.indexOf("\n", selectionEnd);
    const to = end < 0 ? value.length : end;
    let number = 0;
    const lines = value.slice(from, to).split("\n").map((line) => {
      const plain = line.replace(MARKED, "");
      if (mark === " :: ") return plain.includes(" :: ") ? plain : plain.replace(/^([^:]{1,60}):\s*/, "$1 :: ").replace(/^(?!.* :: )(.*)$/, "$1 :: ");
      if (!line.trim() && selectionStart !== selectionEnd) return line;
      number += 1;
      return (mark === "1. " ? `${number}. ` : mark) + (mark === "" ? plain.replace(" :: ", ": ") : plain);
    });
    text.focus();
    text.setSelectionRange(from, to);
    /* The browser's own command keeps "undo"; where it is gone, the text is put in directly. */
    if (!document.execCommand("insertText", false, lines.join("\n"))) text.setRangeText(lines.join("\n"), from, to, "end");
    changed();
  };

  const tools = form.querySelector(".letter-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-mark]");
    if (button) shape(button.dataset.mark);
  });

  /* Enter goes on with a list; on an empty point it ends it. */
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || text.selectionStart !== text.selectionEnd) return;
    const before = text.value.slice(0, text.selectionStart);
    const line = before.slice(before.lastIndexOf("\n") + 1);
    const found = /^(?:(- )|(\d{1,3})\. )(.*)$/.exec(line);
    if (!found) return;
    event.preventDefault();
    if (!found[3].trim()) {
      text.setSelectionRange(before.length - line.length, before.length);
      if (!document.execCommand("delete")) text.setRangeText("", before.length - line.length, before.length, "end");
    } else {
      const next = `\n${found[1] ?? `${Number(found[2]) + 1}. `}`;
      if (!document.execCommand("insertText", false, next)) text.setRangeText(next, before.length, before.length, "end");
    }
    changed();
  });

  /* ---- Where one left off ---- */

  grow();
  const kept = await keptHere();
  if (kept && PARTS.some((name) => kept[name] !== form.elements[name].value)) {
    for (const name of ["base", ...PARTS]) form.elements[name].value = kept[name] ?? "";
    grow();
    say(says.saysRestored, "soon");
    later(0);
  } else if (kept) {
    localStorage.removeItem(place);
  }
  form.dataset.ready = "yes";
}
