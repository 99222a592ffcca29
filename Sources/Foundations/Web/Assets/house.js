// What makes pages more comfortable; every page works without it.

const root = document.documentElement;

// Light or dark: the choice is kept in a cookie, so that the next page comes in it at once.
for (const button of document.querySelectorAll("[data-switch=theme]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  });
}

// The menu of a phone closes with Escape and when the page is touched beside it.
const menu = document.querySelector("details.menu");
if (menu) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
}

// Of tabs that are wider than a phone, the current one is in sight.
for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
  const tabs = tab.parentElement;
  if (tabs.scrollWidth > tabs.clientWidth) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
}

// Which parts of a long menu are folded is remembered by this browser; where one is stays in sight.
for (const part of document.querySelectorAll("details.menu-part")) {
  const key = `menu:${part.dataset.part}`;
  try {
    const kept = localStorage.getItem(key);
    if (kept && !part.querySelector("[aria-current]")) part.open = kept === "open";
    part.querySelector("summary").addEventListener("click", () => localStorage.setItem(key, part.open ? "closed" : "open"));
  } catch { /* A browser that keeps nothing shows it as it came. */ }
}

// <form data-confirm="Question?"> asks before it is sent; the button that sends it gives the dialog its word.
function ask(question, word) {
  return new Promise((answer) => {
    const dialog = document.createElement("dialog");
    const text = document.createElement("p");
    text.textContent = question;
    text.id = "confirm-text";
    dialog.setAttribute("aria-labelledby", text.id);
    const end = document.createElement("form");
    end.method = "dialog";
    end.className = "form-end";
    const yes = document.createElement("button");
    yes.value = "yes";
    yes.className = "primary";
    yes.textContent = word;
    const no = document.createElement("button");
    no.value = "no";
    no.autofocus = true;
    no.textContent = document.body.dataset.cancel;
    end.append(yes, no);
    dialog.append(text, end);
    dialog.addEventListener("close", () => { dialog.remove(); answer(dialog.returnValue === "yes"); });
    document.body.append(dialog);
    dialog.showModal();
  });
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (!question || form.dataset.confirmed) { form.dataset.sent = "1"; return; }
  event.preventDefault();
  const submitter = event.submitter;
  if (await ask(question, submitter?.textContent.trim() || "OK")) {
    form.dataset.confirmed = "1";
    form.requestSubmit(submitter ?? undefined);
    delete form.dataset.confirmed;
  }
});

// <form data-guard> does not let what was typed be lost by leaving the page.
for (const form of document.querySelectorAll("form[data-guard]")) {
  form.addEventListener("input", () => { form.dataset.changed = "1"; });
}
addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]:not([data-sent])")) event.preventDefault();
});

// <input data-filter="table-id"> hides the rows that do not hold all its words.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const input of document.querySelectorAll("input[data-filter]")) {
  const rows = [...(document.getElementById(input.dataset.filter)?.tBodies ?? [])].flatMap((body) => [...body.rows]);
  const texts = rows.map((row) => fold(row.textContent));
  input.hidden = false;
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    rows.forEach((row, index) => { row.hidden = !words.every((word) => texts[index].includes(word)); });
  });
}

// Scrolling regions are reached by the keyboard only when there is something to scroll.
for (const region of document.querySelectorAll(".table, .scroll, .plan")) {
  if (region.scrollWidth > region.clientWidth && !region.hasAttribute("tabindex")) region.tabIndex = 0;
}
