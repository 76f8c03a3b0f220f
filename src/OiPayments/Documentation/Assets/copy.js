// Gives each block of code a button that copies it, and shows blocks in several languages one at a time. Without scripts the page is
// whole: all blocks are there, and the text can be selected.
const remembered = "docs-language";
const names = { bash: "curl", js: "Node.js", csharp: "C#", php: "PHP", python: "Python", ruby: "Ruby" };

for (const block of document.querySelectorAll("pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.querySelector("code").textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select it by hand";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
  const frame = document.createElement("div");
  frame.className = "code";
  frame.dataset.language = /language-(\w+)/.exec(block.querySelector("code").className)?.[1] ?? "";
  block.replaceWith(frame);
  frame.append(block, button);
}

// Blocks that follow one another without a word between them, each in another known language, say the same thing.
const groups = [];
for (const frame of document.querySelectorAll("main > .code")) {
  if (!names[frame.dataset.language]) continue;
  const last = groups.at(-1);
  const isBeside = last && frame.previousElementSibling === last.at(-1);
  if (isBeside && last.every((one) => one.dataset.language !== frame.dataset.language)) last.push(frame);
  else groups.push([frame]);
}

for (const group of groups.filter((frames) => frames.length > 1)) {
  const tabs = document.createElement("div");
  tabs.className = "languages";
  tabs.setAttribute("role", "group");
  tabs.setAttribute("aria-label", "Language");
  for (const frame of group) {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.textContent = names[frame.dataset.language];
    tab.dataset.language = frame.dataset.language;
    tab.addEventListener("click", () => {
      try { localStorage.setItem(remembered, frame.dataset.language); } catch { /* Forgotten with the page, then. */ }
      show(frame.dataset.language);
    });
    tabs.append(tab);
  }
  group[0].before(tabs);
}

function show(language) {
  for (const group of groups.filter((frames) => frames.length > 1)) {
    const shown = group.find((frame) => frame.dataset.language === language) ?? group.find((frame) => !frame.hidden) ?? group[0];
    for (const frame of group) frame.hidden = frame !== shown;
    for (const tab of group[0].previousElementSibling.children)
      tab.setAttribute("aria-pressed", tab.dataset.language === shown.dataset.language);
  }
}

let language = null;
try { language = localStorage.getItem(remembered); } catch { /* The first of each, then. */ }
show(language);

// On a phone the menu is one line that scrolls: it begins where the reader is.
const here = document.querySelector("nav [aria-current]");
const menu = here?.closest("nav > ul");
if (menu) menu.scrollLeft = here.offsetLeft - (menu.clientWidth - here.offsetWidth) / 2;
